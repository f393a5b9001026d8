package agreement

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Text prints the report for people: each coefficient with n, k, its 95 %
// limits and its band by named convention, or "not computable" with the reason.
func (r Report) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d units, %d raters, %d of %d ratings given\n", r.Name, r.Units, r.Raters, r.Given, r.Units*r.Raters)
	b.WriteString(r.scaleSentence())
	if len(r.Items) > 0 {
		b.WriteString("all principles pooled, so rows of one meeting are not independent; each principle follows by itself\n")
	}
	lines := r.Lines()
	width := len("coefficient")
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l.Name))
	}
	b.WriteString("\n" + row(width, "coefficient", "estimate", "95 % limits", "n", "k", CicchettiName, KooLiName))
	for _, l := range lines {
		b.WriteString(l.text(width))
	}
	fmt.Fprintf(&b, "\nLimits: shares by Wilson 1927; kappa ± 1.96 SE; AC by t; ICC and Cronbach's alpha by F; Krippendorff's alpha by\n"+
		"bootstrap over units: %d draws, seed %d. Bands: %s words the estimate, %s the limits.\n",
		r.Bootstrap.Draws, r.Bootstrap.Seed, CicchettiName, KooLiName)
	for _, item := range slices.Sorted(maps.Keys(r.Items)) {
		b.WriteString("\n" + r.Items[item].Text())
	}
	return b.String()
}

func (r Report) scaleSentence() string {
	switch {
	case len(r.Scale) == 0:
		return "no scale of categories: the ratings are taken for measurements\n"
	case r.Declared:
		return fmt.Sprintf("declared scale: %s\n", strings.Join(r.Scale, ", "))
	}
	return fmt.Sprintf("no scale declared; taken from the ratings: %s (AC1 and AC2 depend on it)\n", strings.Join(r.Scale, ", "))
}

func (l Line) text(width int) string {
	if !l.Value.known {
		return pad(l.Name, width) + "  " + l.Value.String() + fmt.Sprintf(" (n %d, k %d)\n", l.N, l.K)
	}
	limits, cicchetti, kooLi, note := "–", "–", "–", ""
	if !l.Limits.IsZero() {
		limits = l.Limits.String()
		if KooLi(l.Limits) == "" {
			limits, note = "–", "  limits "+limits
		}
	}
	if l.Bands != NoBands {
		cicchetti = Cicchetti(l.Value)
	}
	if band := KooLi(l.Limits); l.Bands == BothBands && band != "" {
		kooLi = band
	}
	estimate := l.Value.String()
	if l.Whole {
		estimate = fmt.Sprintf("%.0f", l.Value.value)
	}
	line := row(width, l.Name, estimate, limits, fmt.Sprint(l.N), fmt.Sprint(l.K), cicchetti, kooLi)
	return strings.TrimSuffix(line, "\n") + note + "\n"
}

func row(width int, name, estimate, limits, n, k, cicchetti, kooLi string) string {
	cells := []string{pad(name, width), pad(estimate, 9), pad(limits, 22), pad(n, 6), pad(k, 4), pad(cicchetti, 15), kooLi}
	return strings.TrimRight(strings.Join(cells, "  "), " ") + "\n"
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}
