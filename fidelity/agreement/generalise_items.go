package agreement

// ItemGeneralisability splits the variance of meetings × raters × principles.
type ItemGeneralisability struct {
	N int `json:"n"` // meetings without a gap
	K int `json:"k"` // raters
	I int `json:"i"` // principles

	Meetings          Number `json:"variance_meetings"`
	Raters            Number `json:"variance_raters"`
	Principles        Number `json:"variance_principles"`
	MeetingRater      Number `json:"variance_meeting_rater"`
	MeetingPrinciple  Number `json:"variance_meeting_principle"`
	RaterPrinciple    Number `json:"variance_rater_principle"`
	Residual          Number `json:"variance_residual"`
	Generalisability  Number `json:"generalisability"` // as many raters and principles as there were, principles random
	Dependability     Number `json:"dependability"`
	DependabilityHere Number `json:"dependability_fixed_principles"` // for these principles and no others

	Decisions []Decision `json:"decision_study"` // for 1 to 6 raters, principles fixed
}

// GeneraliseItems estimates variance components for meetings × raters ×
// principles (p × r × i, all random and crossed, one rating a cell), in
// squared scale units; items[i] holds the ratings of principle i, all of the
// same shape. Meetings with a gap anywhere are left out.
//
// Formula: expected mean squares, for example
// σ²_p = (MS_p − MS_pr − MS_pi + MS_pri) ⁄ (n_r n_i),
// σ²_pr = (MS_pr − MS_pri) ⁄ n_i. Sources: Cronbach, Gleser, Nanda &
// Rajaratnam 1972; Brennan 2001, chapter 3. Components may be negative and are
// shown so.
//
// Undefined with fewer than two complete meetings, raters or principles
// (reasons TooFewUnits, TooFewRaters), unequal shapes (OutOfRange), or when
// all ratings are equal.
func GeneraliseItems(items []Ratings) ItemGeneralisability {
	x, why := completeItems(items)
	g := ItemGeneralisability{N: len(x), I: len(items)}
	if len(items) > 0 {
		g.K = items[0].Raters()
	}
	if why != "" {
		return g.undefined(why)
	}
	ms, why := meanSquaresItems(x)
	if why != "" {
		return g.undefined(why)
	}
	n, k, i := float64(g.N), float64(g.K), float64(g.I)
	g.Residual = Known(ms.pri)
	g.MeetingRater = Known((ms.pr - ms.pri) / i)
	g.MeetingPrinciple = Known((ms.pi - ms.pri) / k)
	g.RaterPrinciple = Known((ms.ri - ms.pri) / n)
	g.Meetings = Known((ms.p - ms.pr - ms.pi + ms.pri) / (k * i))
	g.Raters = Known((ms.r - ms.pr - ms.ri + ms.pri) / (n * i))
	g.Principles = Known((ms.i - ms.pi - ms.ri + ms.pri) / (n * k))
	own := g.Decide(g.K, g.I, false)
	g.Generalisability, g.Dependability = own.Generalisability, own.Dependability
	g.DependabilityHere = g.Decide(g.K, g.I, true).Dependability
	for raters := 1; raters <= decisionRaters; raters++ {
		g.Decisions = append(g.Decisions, g.Decide(raters, g.I, true))
	}
	return g
}

// Decide gives both coefficients for the mean over the given numbers of raters
// and principles (each at least 1). With fixed principles (these and no
// others) what a meeting does differently from principle to principle is part
// of what one wants to see, and how hard a principle is is no error; with
// random ones both are error. Source: Brennan 2001, chapters 4 and 5. The
// mean over principles serves the study of raters; it never decides a pass.
func (g ItemGeneralisability) Decide(raters, principles int, fixed bool) Decision {
	d := Decision{Raters: raters, Principles: principles}
	if raters < 1 || principles < 1 {
		d.Generalisability, d.Dependability = NotComputable(OutOfRange), NotComputable(OutOfRange)
		return d
	}
	if !g.Meetings.known {
		d.Generalisability, d.Dependability = g.Meetings, g.Meetings
		return d
	}
	k, i := float64(raters), float64(principles)
	wanted := g.Meetings.value
	relative := g.MeetingRater.value/k + g.Residual.value/(k*i)
	absolute := relative + g.Raters.value/k + g.RaterPrinciple.value/(k*i)
	if fixed {
		wanted += g.MeetingPrinciple.value / i
	} else {
		relative += g.MeetingPrinciple.value / i
		absolute += g.MeetingPrinciple.value/i + g.Principles.value/i
	}
	d.Generalisability = ratio(wanted, wanted+relative, NegativeTotal)
	d.Dependability = ratio(wanted, wanted+absolute, NegativeTotal)
	return d
}

func (g ItemGeneralisability) undefined(why Reason) ItemGeneralisability {
	u := NotComputable(why)
	g.Meetings, g.Raters, g.Principles, g.MeetingRater = u, u, u, u
	g.MeetingPrinciple, g.RaterPrinciple, g.Residual = u, u, u
	g.Generalisability, g.Dependability, g.DependabilityHere = u, u, u
	return g
}
