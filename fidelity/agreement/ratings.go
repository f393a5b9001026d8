package agreement

import (
	"math"
	"slices"
)

// Ratings holds one row a unit (network meeting) and one column a rater, all
// rows of equal length; NaN is a missing rating. On a scale of named
// categories the value is the category's position, from 0.
type Ratings [][]float64

// Scale is the declared list of category values in their order. Weights are
// taken over the declared scale, not over the categories that happen to have
// been used, so that a coefficient does not change with an unused anchor.
type Scale []float64

// Raters is the number of columns.
func (r Ratings) Raters() int {
	if len(r) == 0 {
		return 0
	}
	return len(r[0])
}

// Complete gives the rows in which every rater rated; rows are shared.
func (r Ratings) Complete() Ratings {
	out := make(Ratings, 0, len(r))
	for _, row := range r {
		if !slices.ContainsFunc(row, math.IsNaN) {
			out = append(out, row)
		}
	}
	return out
}

// Pair gives the two columns a and b (from 0) over the units both rated.
func (r Ratings) Pair(a, b int) (x, y []float64) {
	for _, row := range r {
		if !math.IsNaN(row[a]) && !math.IsNaN(row[b]) {
			x, y = append(x, row[a]), append(y, row[b])
		}
	}
	return x, y
}

// Given counts the ratings that are not missing.
func (r Ratings) Given() int {
	n := 0
	for _, row := range r {
		n += len(present(row))
	}
	return n
}

// Values gives the distinct ratings in ascending order.
func (r Ratings) Values() []float64 {
	var all []float64
	for _, row := range r {
		all = append(all, present(row)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Index gives the position of v in the scale, or -1.
func (s Scale) Index(v float64) int { return slices.Index(s, v) }

// counts gives, for each unit with at least one rating, how many raters used
// each category. Ratings off the scale are not counted.
func (r Ratings) counts(s Scale) [][]float64 {
	at := make(map[float64]int, len(s))
	for i, v := range s {
		at[v] = i
	}
	var out [][]float64
	for _, row := range r {
		c, any := make([]float64, len(s)), false
		for _, v := range row {
			if i, ok := at[v]; ok {
				c[i]++
				any = true
			}
		}
		if any {
			out = append(out, c)
		}
	}
	return out
}

func present(row []float64) []float64 {
	out := make([]float64, 0, len(row))
	for _, v := range row {
		if !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}

func sum(x []float64) float64 {
	t := 0.0
	for _, v := range x {
		t += v
	}
	return t
}

func mean(x []float64) float64 { return sum(x) / float64(len(x)) }

// squares is the sum of squared deviations from the mean.
func squares(x []float64) float64 {
	m, t := mean(x), 0.0
	for _, v := range x {
		t += (v - m) * (v - m)
	}
	return t
}

// deviation is the sample standard deviation (n − 1).
func deviation(x []float64) float64 {
	return math.Sqrt(squares(x) / float64(len(x)-1))
}

// constant reports whether all values are the same.
func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}
