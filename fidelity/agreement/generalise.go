package agreement

// Generalisability splits the variance of ratings into its sources and says
// what a decision made from so many raters would be worth.
type Generalisability struct {
	N int `json:"n"` // meetings rated by all raters
	K int `json:"k"` // raters

	Meetings Number `json:"variance_meetings"` // what one wants to see
	Raters   Number `json:"variance_raters"`   // leniency
	Residual Number `json:"variance_residual"` // meeting × rater and all else

	Generalisability Number     `json:"generalisability"` // of the mean of the k raters, for ranking
	Dependability    Number     `json:"dependability"`    // of the same, for a threshold (Φ)
	Decisions        []Decision `json:"decision_study"`   // for 1 to 6 raters
}

// Decision is one line of a decision study.
type Decision struct {
	Raters           int    `json:"raters"`
	Principles       int    `json:"principles,omitempty"`
	Generalisability Number `json:"generalisability"`
	Dependability    Number `json:"dependability"`
}

// decisionRaters is how many raters the printed decision study goes up to.
const decisionRaters = 6

// Generalise estimates variance components for meetings × raters (both
// random, crossed, one rating a cell), in squared scale units:
//
//	σ²_meetings = (MSB − MSE) ⁄ k,  σ²_raters = (MSJ − MSE) ⁄ n,  σ²_residual = MSE
//	Eρ² = σ²_m ⁄ (σ²_m + σ²_res ⁄ k′),  Φ = σ²_m ⁄ (σ²_m + (σ²_r + σ²_res) ⁄ k′)
//
// Sources: Cronbach, Gleser, Nanda & Rajaratnam 1972; Brennan 2001. With
// k′ = k, Eρ² is ICC(3,k) and Φ is ICC(2,k). A component may come out
// negative (its true value is then small); it is shown as it is and enters
// the coefficients as it is. Φ is the one for a fixed threshold.
//
// Undefined as the intraclass correlations are: fewer than two raters or
// complete meetings, all ratings equal, or a total not above zero.
func Generalise(r Ratings) Generalisability {
	v := analyseVariance(r.Complete(), r.Raters())
	g := Generalisability{N: int(v.n), K: r.Raters()}
	if v.why != "" {
		u := NotComputable(v.why)
		g.Meetings, g.Raters, g.Residual, g.Generalisability, g.Dependability = u, u, u, u, u
		return g
	}
	g.Meetings = Known((v.msb - v.mse) / v.k)
	g.Raters = Known((v.msj - v.mse) / v.n)
	g.Residual = Known(v.mse)
	own := g.Decide(g.K)
	g.Generalisability, g.Dependability = own.Generalisability, own.Dependability
	for raters := 1; raters <= decisionRaters; raters++ {
		g.Decisions = append(g.Decisions, g.Decide(raters))
	}
	return g
}

// Decide gives both coefficients for the mean of the given number of raters
// (at least 1; fewer is not computable). See Generalise for formula and source.
func (g Generalisability) Decide(raters int) Decision {
	d := Decision{Raters: raters}
	if raters < 1 {
		d.Generalisability, d.Dependability = NotComputable(OutOfRange), NotComputable(OutOfRange)
		return d
	}
	if !g.Meetings.known {
		d.Generalisability, d.Dependability = g.Meetings, g.Meetings
		return d
	}
	m, k := g.Meetings.value, float64(raters)
	d.Generalisability = ratio(m, m+g.Residual.value/k, NegativeTotal)
	d.Dependability = ratio(m, m+(g.Raters.value+g.Residual.value)/k, NegativeTotal)
	return d
}
