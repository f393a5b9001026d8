package agreement

import "math"

// GwetAC is Gwet's AC1 (identity weights) or AC2 (other weights).
type GwetAC struct {
	N        int    `json:"n"` // units with at least one rating
	K        int    `json:"k"` // raters
	Value    Number `json:"coefficient"`
	Observed Number `json:"pa"` // weighted agreement, over units with two or more ratings
	Expected Number `json:"pe"` // agreement by chance
	SE       Number `json:"se"` // sampling of units, raters fixed
	Limits   Limits `json:"ci95"`
}

// Gwet is chance-corrected agreement that stays sensible when nearly all
// ratings fall into one category, where kappa collapses. At most 1; 0 is
// chance. Ratings may be missing.
//
// Formula: (pₐ − pₑ) ⁄ (1 − pₑ); pₐ is the mean over units with rᵢ ≥ 2 of
// Σ_q r_iq (r*_iq − 1) ⁄ (rᵢ(rᵢ−1)), r* = W r; pₑ = T_w ⁄ (q(q−1)) Σ π(1−π)
// with T_w the sum of weights and π the mean over units of r_iq ⁄ rᵢ. Limits:
// value ± t(n−1) · SE. Sources: AC1, Gwet 2008; AC2 and SE, Gwet 2014.
//
// Undefined without a unit that two rated, with fewer than two raters or
// declared categories, or when all weights are 1. The SE needs two units.
// All ratings equal gives 1 here, since other declared categories could have
// been used.
func Gwet(r Ratings, s Scale, w Weights) GwetAC {
	c := r.counts(s)
	g := GwetAC{N: len(c), K: r.Raters()}
	share, own, rated := gwetShares(c, w)
	if why := gwetUndefined(g.K, len(s), rated); why != "" {
		return g.undefined(why)
	}
	n, q := float64(g.N), float64(len(s))
	spread := w.total() / (q * (q - 1))
	pa, pe := sum(own)/float64(rated), 0.0
	for _, p := range share {
		pe += spread * p * (1 - p)
	}
	g.Observed, g.Expected = Known(pa), Known(pe)
	if 1-pe < tiny {
		g.Value, g.SE, g.Limits = NotComputable(ChanceCertain), NotComputable(ChanceCertain), NoLimits(ChanceCertain)
		return g
	}
	v := (pa - pe) / (1 - pe)
	g.Value, g.SE = Known(v), NotComputable(TooFewUnits)
	if g.N > 1 {
		g.SE = Known(math.Sqrt(gwetSquares(c, share, own, rated, spread, v, pe) / (n * (n - 1))))
		g.Limits = g.SE.limits(v, tQuantile(n-1))
		return g
	}
	g.Limits = NoLimits(TooFewUnits)
	return g
}

// gwetShares gives the mean category shares, each unit's weighted agreement
// (0 for a unit with one rating) and the number of units with two or more.
func gwetShares(c [][]float64, w Weights) (share, own []float64, rated int) {
	share, own = make([]float64, len(w)), make([]float64, len(c))
	for i, row := range c {
		m := sum(row)
		for j, x := range row {
			share[j] += x / m / float64(len(c))
		}
		if m < 2 {
			continue
		}
		rated++
		for j, star := range w.times(row) {
			own[i] += row[j] * (star - 1) / (m * (m - 1))
		}
	}
	return share, own, rated
}

func gwetUndefined(k, categories, rated int) Reason {
	switch {
	case k < 2:
		return TooFewRaters
	case rated == 0:
		return TooFewUnits
	case categories < 2:
		return OneCategory
	}
	return ""
}

func (g GwetAC) undefined(why Reason) GwetAC {
	u := NotComputable(why)
	g.Value, g.Observed, g.Expected, g.SE, g.Limits = u, u, u, u, NoLimits(why)
	return g
}

// gwetSquares sums the squared deviations of the units' linearised values.
func gwetSquares(c [][]float64, share, own []float64, rated int, spread, v, pe float64) float64 {
	scale, s := float64(len(c))/float64(rated), 0.0
	for i, row := range c {
		m, chance, value := sum(row), 0.0, 0.0
		for j, x := range row {
			chance += spread * x * (1 - share[j]) / m
		}
		if m >= 2 {
			value = scale * (own[i] - pe) / (1 - pe)
		}
		d := value - 2*(1-v)*(chance-pe)/(1-pe) - v
		s += d * d
	}
	return s
}
