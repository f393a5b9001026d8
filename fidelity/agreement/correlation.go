package agreement

import (
	"cmp"
	"math"
	"slices"
)

// Correlation is one correlation of two columns.
type Correlation struct {
	N      int // pairs
	Value  Number
	Limits Limits
}

// Pearson is the product-moment correlation of two columns of equal length
// without gaps, in [−1, 1]. It is blind to leniency: two raters a constant
// apart correlate 1, so it is no measure of agreement.
//
// Formula: r = Σ(x−x̄)(y−ȳ) ⁄ √(Σ(x−x̄)² Σ(y−ȳ)²); limits by Fisher's z,
// tanh(atanh r ± 1.96 ⁄ √(n−3)). Sources: Pearson 1896; Fisher 1921.
// Undefined with fewer than two pairs or when a column does not vary; limits
// need four pairs and |r| < 1.
func Pearson(x, y []float64) Correlation {
	c := Correlation{N: len(x), Value: pearson(x, y)}
	c.Limits = fisher(c, 1)
	return c
}

// Spearman is the rank correlation: Pearson's of the mid-ranks, in [−1, 1].
// Sources: Spearman 1904; limits by Fisher's z with standard error
// √((1 + r²⁄2) ⁄ (n−3)), Bonett & Wright 2000. Undefined as for Pearson.
func Spearman(x, y []float64) Correlation {
	c := Correlation{N: len(x), Value: pearson(ranks(x), ranks(y))}
	v, _ := c.Value.Value()
	c.Limits = fisher(c, 1+v*v/2)
	return c
}

func fisher(c Correlation, inflate float64) Limits {
	v, ok := c.Value.Value()
	switch {
	case !ok:
		return NoLimits(c.Value.why)
	case c.N < 4:
		return NoLimits(TooFewUnits)
	case 1-math.Abs(v) < tiny:
		return NoLimits(PerfectLine)
	}
	z, half := math.Atanh(v), normalQuantile()*math.Sqrt(inflate/float64(c.N-3))
	return Limits{Known(math.Tanh(z - half)), Known(math.Tanh(z + half))}
}

// ranks gives mid-ranks from 1; ties share the mean of their places.
func ranks(x []float64) []float64 {
	order := byValue(x)
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, at := range order[i:j] {
			out[at] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}

func byValue(x []float64) []int {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	return order
}
