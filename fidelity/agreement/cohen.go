package agreement

import "math"

// Table is a confusion table of two raters: rows are the categories of the
// first, columns those of the second, in the order of the declared scale.
type Table [][]int

// Confusion counts how often rater a chose the category of the row while
// rater b chose that of the column, over the units both rated. Columns are
// numbered from 0; ratings off the scale are left out.
func Confusion(r Ratings, a, b int, s Scale) Table {
	t := make(Table, len(s))
	for i := range t {
		t[i] = make([]int, len(s))
	}
	x, y := r.Pair(a, b)
	for u := range x {
		if i, j := s.Index(x[u]), s.Index(y[u]); i >= 0 && j >= 0 {
			t[i][j]++
		}
	}
	return t
}

// N is the number of units in the table.
func (t Table) N() int {
	n := 0
	for _, row := range t {
		for _, c := range row {
			n += c
		}
	}
	return n
}

// oneCell reports whether all units lie in one cell of the diagonal.
func (t Table) oneCell() bool {
	n := t.N()
	for i := range t {
		if t[i][i] == n {
			return true
		}
	}
	return false
}

// shares gives the joint shares and both margins.
func (t Table) shares() (p [][]float64, rows, cols []float64) {
	n := float64(t.N())
	p = make([][]float64, len(t))
	rows, cols = make([]float64, len(t)), make([]float64, len(t))
	for i, row := range t {
		p[i] = make([]float64, len(t))
		for j, c := range row {
			p[i][j] = float64(c) / n
			rows[i] += p[i][j]
			cols[j] += p[i][j]
		}
	}
	return p, rows, cols
}

// Kappa is Cohen's kappa of one pair of raters under one set of weights.
type Kappa struct {
	N                  int    // units that both rated
	Value              Number // chance-corrected agreement
	SE                 Number // large-sample standard error
	Limits             Limits // Value ± 1.96 SE
	Observed, Expected Number // weighted agreement, seen and by chance
}

// CohenKappa is agreement of two raters beyond what their own margins give by
// chance: 1 is perfect, 0 is chance, negative is worse than chance (at least
// −1 unweighted).
//
// Formula: κ = (pₒ − pₑ) ⁄ (1 − pₑ), pₒ = Σ wᵢⱼ pᵢⱼ, pₑ = Σ wᵢⱼ pᵢ· p·ⱼ.
// Sources: Cohen 1960; weighted, Cohen 1968; standard error, Fleiss, Cohen &
// Everitt 1969. The table must be as wide as the weights.
//
// Undefined without a unit, on a scale of one category, when both raters used
// one and the same category throughout, and when given weights make pₑ = 1. With skewed margins
// kappa is low though raters agree (prevalence paradox): see Gwet.
func CohenKappa(t Table, w Weights) Kappa {
	k := Kappa{N: t.N()}
	fail := func(why Reason) Kappa {
		k.Value, k.SE, k.Limits = NotComputable(why), NotComputable(why), NoLimits(why)
		return k
	}
	if k.N == 0 {
		k.Observed, k.Expected = NotComputable(TooFewUnits), NotComputable(TooFewUnits)
		return fail(TooFewUnits)
	}
	p, rows, cols := t.shares()
	po, pe := 0.0, 0.0
	for i := range p {
		for j := range p {
			po += w[i][j] * p[i][j]
			pe += w[i][j] * rows[i] * cols[j]
		}
	}
	k.Observed, k.Expected = Known(po), Known(pe)
	if len(t) < 2 {
		return fail(OneCategory)
	}
	if t.oneCell() {
		return fail(NoVariation)
	}
	if 1-pe < tiny {
		return fail(ChanceCertain)
	}
	v := (po - pe) / (1 - pe)
	k.Value = Known(v)
	se := kappaError(p, rows, cols, w, v, pe) / math.Sqrt(float64(k.N))
	k.SE = Known(se)
	k.Limits = around(v, normalQuantile()*se)
	return k
}

// tiny is the distance from certainty below which a share is rounding error.
const tiny = 1e-12

// kappaError is √n times the standard error of kappa: the root of
// (Σ pᵢⱼ [wᵢⱼ − (w̄ᵢ· + w̄·ⱼ)(1−κ)]² − [κ − pₑ(1−κ)]²) ⁄ (1−pₑ)².
func kappaError(p [][]float64, rows, cols []float64, w Weights, k, pe float64) float64 {
	byRow, byCol := make([]float64, len(p)), make([]float64, len(p))
	for i := range p {
		for j := range p {
			byRow[i] += w[i][j] * cols[j]
			byCol[j] += w[i][j] * rows[i]
		}
	}
	s := 0.0
	for i := range p {
		for j := range p {
			d := w[i][j] - (byRow[i]+byCol[j])*(1-k)
			s += p[i][j] * d * d
		}
	}
	d := k - pe*(1-k)
	return math.Sqrt(max(0, s-d*d)) / (1 - pe)
}

// LightKappa is the mean of Cohen's unweighted kappa over all pairs of
// raters, in [−1, 1]. Source: Light 1971. Undefined when there are fewer than
// two raters or when kappa is undefined for any pair (with that reason).
func LightKappa(r Ratings, s Scale) Number {
	if r.Raters() < 2 {
		return NotComputable(TooFewRaters)
	}
	total, pairs := 0.0, 0
	for a := range r.Raters() {
		for b := a + 1; b < r.Raters(); b++ {
			k := CohenKappa(Confusion(r, a, b, s), Identity(len(s)))
			v, ok := k.Value.Value()
			if !ok {
				return k.Value
			}
			total += v
			pairs++
		}
	}
	return Known(total / float64(pairs))
}
