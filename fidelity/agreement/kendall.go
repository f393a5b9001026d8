package agreement

import (
	"cmp"
	"math"
	"slices"
)

// KendallTau is the rank correlation τ_b of two columns of equal length
// without gaps, in [−1, 1]: concordant less discordant pairs, over
// √((n₀ − ties in x)(n₀ − ties in y)), n₀ = n(n−1)⁄2. Source: Kendall 1945;
// computed after Knight 1966 in n log n. Undefined with fewer than two pairs
// or when a column does not vary.
func KendallTau(x, y []float64) Number {
	if len(x) < 2 {
		return NotComputable(TooFewUnits)
	}
	if constant(x) || constant(y) {
		return NotComputable(NoVariation)
	}
	order := byValue(x)
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(x[a], x[b]), cmp.Compare(y[a], y[b]))
	})
	tiedX, tiedBoth := 0.0, 0.0
	sorted := make([]float64, len(y))
	runX, runBoth := 1.0, 1.0
	for i, at := range order {
		sorted[i] = y[at]
		if i == 0 {
			continue
		}
		before := order[i-1]
		runX, tiedX = run(x[at] == x[before], runX, tiedX)
		runBoth, tiedBoth = run(x[at] == x[before] && y[at] == y[before], runBoth, tiedBoth)
	}
	swaps := exchanges(sorted, make([]float64, len(sorted)))
	tiedY, runY := 0.0, 1.0
	for i := 1; i < len(sorted); i++ {
		runY, tiedY = run(sorted[i] == sorted[i-1], runY, tiedY)
	}
	n := float64(len(x))
	all := n * (n - 1) / 2
	return Known((all - tiedX - tiedY + tiedBoth - 2*swaps) / math.Sqrt((all-tiedX)*(all-tiedY)))
}

// run counts tied pairs: the m-th member of a run of ties makes m−1 pairs.
func run(tied bool, length, pairs float64) (float64, float64) {
	if !tied {
		return 1, pairs
	}
	return length + 1, pairs + length
}

// exchanges sorts x by merging and counts how many pairs were out of order.
func exchanges(x, spare []float64) float64 {
	if len(x) < 2 {
		return 0
	}
	half := len(x) / 2
	swaps := exchanges(x[:half], spare[:half]) + exchanges(x[half:], spare[half:])
	i, j := 0, half
	for at := range spare {
		if i < half && (j == len(x) || x[i] <= x[j]) {
			spare[at] = x[i]
			i++
			continue
		}
		spare[at] = x[j]
		swaps += float64(half - i)
		j++
	}
	copy(x, spare)
	return swaps
}

// KendallW is Kendall's coefficient of concordance of the raters' rankings of
// the units that all rated, corrected for ties, in [0, 1]:
// W = 12 S ⁄ (k²(n³−n) − k ΣT), S the squares of the rank sums about their
// mean, T = Σ(t³−t) of each rater's ties. Source: Kendall & Babington Smith
// 1939; Kendall 1962 for ties. Undefined with fewer than two raters or
// complete units, or when every rater gives every unit the same rating.
func KendallW(r Ratings) Number {
	c := r.Complete()
	n, k := float64(len(c)), float64(r.Raters())
	if r.Raters() < 2 {
		return NotComputable(TooFewRaters)
	}
	if len(c) < 2 {
		return NotComputable(TooFewUnits)
	}
	sums, ties := make([]float64, len(c)), 0.0
	for j := range r.Raters() {
		x := c.column(j)
		for i, v := range ranks(x) {
			sums[i] += v
		}
		slices.Sort(x)
		length := 1.0
		for i := 1; i <= len(x); i++ {
			if i < len(x) && x[i] == x[i-1] {
				length++
				continue
			}
			ties += length*length*length - length
			length = 1
		}
	}
	return ratio(12*squares(sums), k*k*(n*n*n-n)-k*ties, NoVariation)
}
