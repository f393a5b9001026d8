package agreement

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Line is one coefficient as it is printed: never without its n, its k and,
// where there are any, its limits.
type Line struct {
	Name   string
	Value  Number
	Limits Limits // zero when no limits are known for it
	N, K   int
	Bands  Bands
	Whole  bool // a count, printed without decimals
}

// Bands says which conventions word a coefficient.
type Bands int

// Cicchetti's bands are for chance-corrected coefficients, Koo and Li's for
// intraclass correlations alone; differences and shares have none.
const (
	NoBands Bands = iota
	CicchettiBands
	BothBands
)

// fewPairs is up to how many pairs of raters each pair has lines of its own.
const fewPairs = 10

// Lines lists the coefficients of the report in the order of the page.
func (r Report) Lines() []Line {
	out := []Line{
		{Name: "Exact agreement, all raters", Value: r.Percent.Exact, Limits: r.Percent.ExactLimits, N: r.Percent.N, K: r.Raters},
		{Name: "Exact agreement, mean of pairs", Value: r.Percent.Pairwise, N: r.Units, K: r.Raters},
	}
	if !r.Percent.Within1.IsZero() {
		within := Line{Name: "Agreement within one, all raters", Value: r.Percent.Within1, Limits: r.Percent.Within1Limits, N: r.Percent.N, K: r.Raters}
		out = slices.Insert(out, 1, within)
	}
	out = append(out, r.kappaLines()...)
	out = append(out, r.alphaLines()...)
	out = append(out, r.gwetLines()...)
	out = append(out, r.iccLines()...)
	out = append(out, r.correlationLines()...)
	out = append(out, r.varianceLines()...)
	return slices.DeleteFunc(out, func(l Line) bool { return l.Value.IsZero() })
}

func (r Report) kappaLines() []Line {
	if r.Fleiss == nil {
		u := NotComputable(NoScale)
		return []Line{{Name: "Kappa (Cohen, Fleiss), AC1 and AC2", Value: u, N: r.Units, K: r.Raters}}
	}
	var out []Line
	for _, pair := range slices.Sorted(maps.Keys(r.CohenPairs)) {
		if len(r.CohenPairs) > fewPairs {
			break
		}
		c, of := r.CohenPairs[pair], ""
		if len(r.CohenPairs) > 1 {
			of = ", raters " + strings.Replace(pair, "-", " and ", 1)
		}
		out = append(out,
			Line{"Cohen's kappa" + of, c.Kappa, c.Limits, c.N, 2, CicchettiBands, false},
			Line{"Cohen's kappa, linear" + of, c.Linear, c.LimitsLinear, c.N, 2, CicchettiBands, false},
			Line{"Cohen's kappa, quadratic" + of, c.Quadratic, c.LimitsQuadratic, c.N, 2, CicchettiBands, false},
			Line{"Cohen's kappa, given weights" + of, c.Weighted, c.LimitsWeighted, c.N, 2, CicchettiBands, false})
	}
	f := r.Fleiss
	out = append(out,
		Line{"Light's kappa", r.Light, Limits{}, r.Units, r.Raters, CicchettiBands, false},
		Line{"Fleiss' kappa", f.Kappa, f.Limits, f.N, f.K, CicchettiBands, false})
	for _, name := range r.Scale {
		out = append(out, Line{"Fleiss' kappa, category " + name, f.Category[name], Limits{}, f.N, f.K, CicchettiBands, false})
	}
	return out
}

func (r Report) alphaLines() []Line {
	a := r.Krippendorff
	return []Line{
		{"Krippendorff's alpha, nominal", a.Nominal, a.NominalLimits, a.N, a.K, CicchettiBands, false},
		{"Krippendorff's alpha, ordinal", a.Ordinal, a.OrdinalLimits, a.N, a.K, CicchettiBands, false},
		{"Krippendorff's alpha, interval", a.Interval, a.IntervalLimits, a.N, a.K, CicchettiBands, false},
		{"Krippendorff's alpha, ratio", a.Ratio, a.RatioLimits, a.N, a.K, CicchettiBands, false},
	}
}

func (r Report) gwetLines() []Line {
	if r.Gwet == nil {
		return nil
	}
	out := []Line{{"Gwet's AC1", r.Gwet.AC1.Value, r.Gwet.AC1.Limits, r.Gwet.AC1.N, r.Gwet.AC1.K, CicchettiBands, false}}
	for _, ac2 := range []struct {
		name string
		of   *GwetAC
	}{{"linear", r.Gwet.Linear}, {"quadratic", r.Gwet.Quadratic}, {"ordinal", r.Gwet.Ordinal}} {
		if ac2.of != nil {
			out = append(out, Line{"Gwet's AC2, " + ac2.name, ac2.of.Value, ac2.of.Limits, ac2.of.N, ac2.of.K, CicchettiBands, false})
		}
	}
	return out
}

func (r Report) iccLines() []Line {
	if r.ICC == nil {
		return nil
	}
	i, c := r.ICC, r.Cronbach
	line := func(name string, of ICC) Line { return Line{name, of.Value, of.Limits, i.N, i.K, BothBands, false} }
	other := i.ICC2k.ICC
	other.Limits = i.ICC2k.McGrawWong
	resampled := i.ICC21
	resampled.Limits = r.Bootstrap.ICC21
	return []Line{
		line("ICC(1,1)", i.ICC11),
		line("ICC(2,1), absolute agreement", i.ICC21),
		line("ICC(2,1), limits by bootstrap", resampled),
		line("ICC(3,1), consistency", i.ICC31),
		line("ICC(1,k)", i.ICC1k),
		line("ICC(2,k)", i.ICC2k.ICC),
		line("ICC(2,k), McGraw & Wong limits", other),
		line("ICC(3,k)", i.ICC3k),
		{"Cronbach's alpha", c.Raw, c.Limits, c.N, c.K, CicchettiBands, false},
		{"Cronbach's alpha, standardised", c.Standardised, Limits{}, c.N, c.K, CicchettiBands, false},
		{"Kendall's W", r.KendallW, Limits{}, i.N, i.K, NoBands, false},
	}
}

func (r Report) correlationLines() []Line {
	if r.Correlation == nil {
		return nil
	}
	c := r.Correlation
	of := fmt.Sprintf(", %s and %s", c.Columns[0], c.Columns[1])
	out := []Line{
		{"Pearson's r" + of, c.Pearson, c.PearsonLimits, c.N, 2, NoBands, false},
		{"Spearman's rho" + of, c.Spearman, c.SpearmanLimits, c.N, 2, NoBands, false},
		{"Kendall's tau-b" + of, c.Tau, Limits{}, c.N, 2, NoBands, false},
	}
	if b := r.BlandAltman; b != nil {
		out = append(out,
			Line{"Bland–Altman mean difference", b.Mean, b.MeanLimits, b.N, 2, NoBands, false},
			Line{"Bland–Altman lower limit", b.Lower, b.LowerLimits, b.N, 2, NoBands, false},
			Line{"Bland–Altman upper limit", b.Upper, b.UpperLimits, b.N, 2, NoBands, false})
	}
	return out
}

func (r Report) varianceLines() []Line {
	var out []Line
	for _, l := range r.Leniency {
		out = append(out, Line{"Leniency of " + l.Rater, l.Leniency, l.Limits, l.N, r.Raters, NoBands, false})
	}
	if g := r.Variance; g != nil {
		out = append(out,
			Line{"Variance between units", g.Meetings, Limits{}, g.N, g.K, NoBands, false},
			Line{"Variance between raters", g.Raters, Limits{}, g.N, g.K, NoBands, false},
			Line{"Variance left over", g.Residual, Limits{}, g.N, g.K, NoBands, false},
			Line{"Dependability, one rater", g.Decide(1).Dependability, Limits{}, g.N, g.K, NoBands, false},
			Line{"Dependability, all raters", g.Dependability, Limits{}, g.N, g.K, NoBands, false})
	}
	if g := r.ItemVariance; g != nil {
		out = append(out, Line{"Dependability over these principles", g.DependabilityHere, Limits{}, g.N, g.K, NoBands, false})
	}
	for _, n := range r.Needed {
		out = append(out, Line{fmt.Sprintf("Raters needed for ICC(2,k) of %.2f", n.Target), n.Raters, Limits{}, r.ICC.N, r.ICC.K, NoBands, true})
	}
	return out
}
