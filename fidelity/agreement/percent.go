package agreement

import (
	"math"
	"slices"
)

// Percent holds raw agreement: shares that agree, not corrected for chance.
type Percent struct {
	N        int    `json:"n"`                            // units rated by all raters
	Exact    Number `json:"all_raters_within_0"`          // share on which all raters agree exactly
	Within1  Number `json:"all_raters_within_1,omitzero"` // share on which no two raters differ by more than 1
	Pairwise Number `json:"mean_pairwise_exact"`          // mean over pairs of raters of their exact agreement

	ExactLimits   Limits `json:"all_raters_within_0_ci95"`
	Within1Limits Limits `json:"all_raters_within_1_ci95,omitzero"`
}

// PercentAgreement gives raw agreement, each share in [0, 1].
//
// Formula: units with max − min ≤ tolerance, over units rated by all raters;
// pairwise is the mean over pairs of raters of the share of equal ratings on
// the units that both rated. Source: Gwet 2014, chapter 2; limits: Wilson
// 1927. Within-one needs a numeric scale. Undefined without such a unit or
// with fewer than two raters. Raw agreement is high by chance on a skewed
// scale, so never read it alone.
func PercentAgreement(r Ratings, numeric bool) Percent {
	c := r.Complete()
	p := Percent{N: len(c), Exact: NotComputable(TooFewUnits), ExactLimits: NoLimits(TooFewUnits)}
	p.Pairwise = pairwiseExact(r)
	if numeric {
		p.Within1, p.Within1Limits = p.Exact, p.ExactLimits
	}
	if r.Raters() < 2 {
		p.Exact, p.ExactLimits = NotComputable(TooFewRaters), NoLimits(TooFewRaters)
		if numeric {
			p.Within1, p.Within1Limits = p.Exact, p.ExactLimits
		}
		return p
	}
	if len(c) == 0 {
		return p
	}
	p.Exact, p.ExactLimits = within(c, 0)
	if numeric {
		p.Within1, p.Within1Limits = within(c, 1)
	}
	return p
}

// WithinOne is the share of units, among those that all raters rated, on
// which no two ratings differ by more than one scale point; see
// PercentAgreement for source, range and what is undefined.
func WithinOne(r Ratings) Number { return PercentAgreement(r, true).Within1 }

// within is the share of rows whose range is at most tolerance. Decimal
// ratings such as 2.3 and 1.3 differ by a rounding error more than 1, hence
// the slack.
func within(c Ratings, tolerance float64) (Number, Limits) {
	const slack = 1e-9
	hits := 0
	for _, row := range c {
		if slices.Max(row)-slices.Min(row) <= tolerance+slack*min(tolerance, 1) {
			hits++
		}
	}
	return Known(float64(hits) / float64(len(c))), wilson(hits, len(c))
}

// wilson gives the score limits of a share (Wilson 1927).
func wilson(hits, n int) Limits {
	z := normalQuantile()
	p, m := float64(hits)/float64(n), float64(n)
	centre := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	limits := around(centre, half)
	// At both ends the formula gives exactly 0 and 1 but for rounding.
	if hits == 0 {
		limits.Lower = Known(0)
	}
	if hits == n {
		limits.Upper = Known(1)
	}
	return limits
}

func pairwiseExact(r Ratings) Number {
	if r.Raters() < 2 {
		return NotComputable(TooFewRaters)
	}
	total, pairs := 0.0, 0
	for a := range r.Raters() {
		for b := a + 1; b < r.Raters(); b++ {
			x, y := r.Pair(a, b)
			if len(x) == 0 {
				continue
			}
			same := 0
			for i := range x {
				if x[i] == y[i] {
					same++
				}
			}
			total += float64(same) / float64(len(x))
			pairs++
		}
	}
	if pairs == 0 {
		return NotComputable(TooFewUnits)
	}
	return Known(total / float64(pairs))
}
