package agreement

import "math"

// FleissKappa is chance-corrected agreement of many raters on named categories.
type FleissKappa struct {
	N, K     int      // units rated by all raters; raters
	Value    Number   // at most 1; 0 is chance
	SE       Number   // for limits: sampling of units (Gwet 2014)
	Limits   Limits   // Value ± 1.96 SE
	Z        Number   // Value over its standard error if there were no agreement
	Category []Number // kappa of each declared category against all others
}

// Fleiss gives Fleiss' kappa with kappa by category.
//
// Formula: κ = (P̄ − P̄ₑ) ⁄ (1 − P̄ₑ), P̄ = mean over units of
// Σⱼ nᵢⱼ(nᵢⱼ−1) ⁄ (k(k−1)), P̄ₑ = Σ pⱼ². By category j:
// κⱼ = 1 − Σᵢ nᵢⱼ(k−nᵢⱼ) ⁄ (n k (k−1) pⱼ qⱼ). Sources: Fleiss 1971; standard
// error under no agreement (for Z), Fleiss, Nee & Landis 1979; for limits,
// Gwet 2014. Only units rated by all raters count.
//
// Undefined with fewer than two raters, no such unit, or when one category
// was used throughout; by category, when nobody used it.
func Fleiss(r Ratings, s Scale) FleissKappa {
	c := r.Complete().counts(s)
	f := FleissKappa{N: len(c), K: r.Raters(), Category: make([]Number, len(s))}
	if why := fleissUndefined(f.N, f.K); why != "" {
		return f.undefined(why)
	}
	n, k := float64(f.N), float64(f.K)
	given, agree, split := make([]float64, len(s)), make([]float64, f.N), make([]float64, len(s))
	for i, row := range c {
		for j, v := range row {
			given[j] += v
			agree[i] += v * (v - 1) / (k * (k - 1))
			split[j] += v * (k - v)
		}
	}
	if used(given) < 2 {
		return f.undefined(NoVariation)
	}
	share, pq, skew, pe := make([]float64, len(s)), 0.0, 0.0, 0.0
	for j, v := range given {
		p := v / (n * k)
		share[j] = p
		pq += p * (1 - p)
		skew += p * (1 - p) * (1 - 2*p)
		pe += p * p
		f.Category[j] = NotComputable(CategoryUnused)
		if v > 0 {
			f.Category[j] = Known(1 - split[j]/(n*k*(k-1)*p*(1-p)))
		}
	}
	v := (mean(agree) - pe) / (1 - pe)
	f.Value = Known(v)
	f.Z = Known(v / math.Sqrt(2*(pq*pq-skew)/(pq*pq*n*k*(k-1))))
	f.SE = fleissError(c, agree, share, v, pe)
	f.Limits = f.SE.limits(v, normalQuantile())
	return f
}

func fleissUndefined(n, k int) Reason {
	switch {
	case k < 2:
		return TooFewRaters
	case n == 0:
		return TooFewUnits
	}
	return ""
}

func (f FleissKappa) undefined(why Reason) FleissKappa {
	f.Value, f.SE, f.Z, f.Limits = NotComputable(why), NotComputable(why), NotComputable(why), NoLimits(why)
	f.Category = make([]Number, len(f.Category))
	for i := range f.Category {
		f.Category[i] = NotComputable(why)
	}
	return f
}

// fleissError linearises kappa by unit: each unit's own kappa less twice what
// it adds to chance agreement.
func fleissError(c [][]float64, agree, share []float64, v, pe float64) Number {
	n := float64(len(c))
	if n < 2 {
		return NotComputable(TooFewUnits)
	}
	s := 0.0
	for i, row := range c {
		own := 0.0
		for j, x := range row {
			own += x * share[j]
		}
		own /= sum(row)
		d := (agree[i]-pe)/(1-pe) - 2*(1-v)*(own-pe)/(1-pe) - v
		s += d * d
	}
	return Known(math.Sqrt(s / (n * (n - 1))))
}

// limits gives centre ± q standard errors, undefined when the error is.
func (n Number) limits(centre, q float64) Limits {
	if !n.known {
		return NoLimits(n.why)
	}
	return around(centre, q*n.value)
}
