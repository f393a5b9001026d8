package agreement

// Names of the two conventions by which a coefficient is put into words. They
// disagree (.70 is "good" for one and "moderate" for the other), so the name
// is printed with every band.
const (
	CicchettiName = "Cicchetti 1994"
	KooLiName     = "Koo & Li 2016"
)

// edge keeps a rounding error from putting exactly .75 into the band below.
const edge = 1e-9

// Cicchetti words a coefficient: below .40 poor, .40–.59 fair, .60–.74 good,
// .75 and above excellent. Source: Cicchetti 1994. An undefined coefficient
// has no band ("").
func Cicchetti(n Number) string {
	v, ok := n.Value()
	v += edge
	switch {
	case !ok:
		return ""
	case v < 0.40:
		return "poor"
	case v < 0.60:
		return "fair"
	case v < 0.75:
		return "good"
	}
	return "excellent"
}

// KooLi words an intraclass correlation by its 95 % limits, as the authors ask,
// not by the estimate: below .5 poor, to .75 moderate, to .9 good, above
// excellent; "moderate to good" when the limits fall into different bands.
// Source: Koo & Li 2016. Undefined limits have no band ("").
func KooLi(l Limits) string {
	lower, okLower := l.Lower.Value()
	upper, okUpper := l.Upper.Value()
	if !okLower || !okUpper {
		return ""
	}
	a, b := kooLi(lower), kooLi(upper)
	if a == b {
		return a
	}
	return a + " to " + b
}

func kooLi(v float64) string {
	switch v += edge; {
	case v < 0.5:
		return "poor"
	case v < 0.75:
		return "moderate"
	case v <= 0.9+2*edge:
		return "good"
	}
	return "excellent"
}
