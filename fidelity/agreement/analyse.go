package agreement

import (
	"cmp"
	"strconv"
)

// Analyse computes every coefficient that the ratings allow: all of them on
// an ordered scale of numbers, those for nominal categories on names, those
// for measurements where there is no scale. It never fails; what is undefined
// says so in the report. Each coefficient's formula, source and bounds are
// with the function that computes it.
func Analyse(in Input) Report {
	r := Report{
		Name: in.Name, Layout: in.Layout, Units: len(in.Ratings), Raters: in.Ratings.Raters(),
		Given: in.Ratings.Given(), Scale: in.Labels, Declared: in.Declared,
	}
	r.Bootstrap = BootstrapReport{Draws: cmp.Or(in.Draws, DefaultDraws), Seed: cmp.Or(in.Seed, DefaultSeed)}
	known := in.Layout != CategoryCounts // who gave which rating
	r.Percent = PercentReport{PercentAgreement(in.Ratings, !in.Named), known && degenerate(in.Ratings)}
	r.krippendorff(in)
	if len(in.Scale) > 0 {
		r.categorical(in, known)
	}
	if known && !in.Named {
		r.numeric(in)
	}
	r.items(in)
	for _, l := range r.Lines() {
		if !l.Value.known {
			if r.NotComputable == nil {
				r.NotComputable = map[string]Reason{}
			}
			r.NotComputable[l.Name] = l.Value.why
		}
	}
	return r
}

// degenerate is a pair of complete columns of which one is constant, or which
// are equal everywhere or nowhere.
func degenerate(r Ratings) bool {
	if r.Raters() != 2 || len(r) == 0 || len(r.Complete()) != len(r) {
		return false
	}
	v, _ := pairwiseExact(r).Value()
	return v == 0 || v == 1 || constant(r.column(0)) || constant(r.column(1))
}

func (r *Report) krippendorff(in Input) {
	k := &r.Krippendorff
	nominal := Alpha(in.Ratings, NominalMetric)
	k.N, k.K, k.Nominal = nominal.N, nominal.K, nominal.Value
	metrics := []Metric{NominalMetric}
	if !in.Named {
		metrics = append(metrics, OrdinalMetric, IntervalMetric, RatioMetric)
	}
	limits := BootstrapAlpha(in.Ratings, r.Bootstrap.Draws, r.Bootstrap.Seed, metrics...)
	k.NominalLimits = limits[0]
	if in.Named {
		return
	}
	k.Ordinal = Alpha(in.Ratings, OrdinalMetric).Value
	k.Interval = Alpha(in.Ratings, IntervalMetric).Value
	k.Ratio = Alpha(in.Ratings, RatioMetric).Value
	k.OrdinalLimits, k.IntervalLimits, k.RatioLimits = limits[1], limits[2], limits[3]
	if r.Raters == 2 {
		r.Interval = k.Interval
	}
}

// categorical computes what needs a scale; known says whether a column is
// one and the same rater throughout.
func (r *Report) categorical(in Input, known bool) {
	q := len(in.Scale)
	f := Fleiss(in.Ratings, in.Scale)
	r.Fleiss = &FleissReport{N: f.N, K: f.K, Kappa: f.Value, Z: f.Z, SE: f.SE, Limits: f.Limits, Category: map[string]Number{}}
	for j, v := range f.Category {
		r.Fleiss.Category[in.Labels[j]] = v
	}
	r.Gwet = &GwetReport{AC1: Gwet(in.Ratings, in.Scale, Identity(q))}
	if !in.Named {
		linear, quadratic := Gwet(in.Ratings, in.Scale, Linear(q)), Gwet(in.Ratings, in.Scale, Quadratic(q))
		ordinal := Gwet(in.Ratings, in.Scale, Ordinal(q))
		r.Gwet.Linear, r.Gwet.Quadratic, r.Gwet.Ordinal = &linear, &quadratic, &ordinal
	}
	if !known {
		return
	}
	r.CohenPairs = map[string]*CohenReport{}
	for a := range r.Raters {
		for b := a + 1; b < r.Raters; b++ {
			r.CohenPairs[pairName(a, b)] = cohenPair(Confusion(in.Ratings, a, b, in.Scale), in)
		}
	}
	if r.Raters == 2 {
		r.Cohen = r.CohenPairs[pairName(0, 1)]
		r.Kappa, r.AC1 = r.Cohen.Kappa, r.Gwet.AC1.Value
	} else {
		r.Light = LightKappa(in.Ratings, in.Scale)
	}
}

func pairName(a, b int) string { return strconv.Itoa(a+1) + "-" + strconv.Itoa(b+1) }

func cohenPair(t Table, in Input) *CohenReport {
	q := len(in.Scale)
	k := CohenKappa(t, Identity(q))
	c := &CohenReport{
		N: k.N, Agreement: k.Observed, Kappa: k.Value, SE: k.SE, Limits: k.Limits, Confusion: t,
		Variance: k.SE.Then(func(v float64) float64 { return v * v }),
	}
	if !in.Named {
		k = CohenKappa(t, Linear(q))
		c.Linear, c.SELinear, c.LimitsLinear = k.Value, k.SE, k.Limits
		k = CohenKappa(t, Quadratic(q))
		c.Quadratic, c.SEQuadratic, c.LimitsQuadratic = k.Value, k.SE, k.Limits
	}
	if in.Weights != nil {
		k = CohenKappa(t, in.Weights)
		c.Weighted, c.SEWeighted, c.LimitsWeighted = k.Value, k.SE, k.Limits
	}
	return c
}

// targets are the reliabilities for which the needed raters are foretold.
var targets = [...]float64{0.7, 0.8, 0.9}

func (r *Report) numeric(in Input) {
	icc := IntraclassCorrelations(in.Ratings)
	r.ICC, r.ICCComplete = &icc, &icc
	r.Bootstrap.ICC21 = BootstrapICC(in.Ratings, r.Bootstrap.Draws, r.Bootstrap.Seed)
	c := Cronbach(in.Ratings)
	r.Cronbach = &CronbachReport{
		N: c.N, K: c.K, Raw: c.Raw, Limits: c.Limits, Standardised: c.Standardised,
		Dropped: Dropped{Names: in.Raters, Values: c.Dropped, Bare: !in.Declared},
	}
	r.KendallW = KendallW(in.Ratings)
	r.correlations(in)
	if r.Raters == 2 {
		x, y := in.Ratings.Pair(0, 1)
		b := BlandAltman(x, y)
		r.BlandAltman = &b
	}
	r.Leniency = Leniency(in.Ratings, in.Raters)
	g := Generalise(in.Ratings)
	r.Variance = &g
	for _, target := range targets {
		n := icc.ICC21.Value
		if v, ok := n.Value(); ok {
			n = RatersNeeded(v, target)
		}
		r.Needed = append(r.Needed, Needed{target, n})
	}
}

func (r *Report) correlations(in Input) {
	if r.Raters < 2 {
		return
	}
	first := correlatePair(in.Ratings.Pair(0, 1))
	r.Correlation = &CorrelationReport{[2]string{raterName(in.Raters, 0), raterName(in.Raters, 1)}, first}
	if r.Raters == 2 {
		return
	}
	r.Correlations = map[string]*Correlations{}
	for a := range r.Raters {
		for b := a + 1; b < r.Raters; b++ {
			c := correlatePair(in.Ratings.Pair(a, b))
			r.Correlations[pairName(a, b)] = &c
		}
	}
}

func correlatePair(x, y []float64) Correlations {
	p, s := Pearson(x, y), Spearman(x, y)
	return Correlations{len(x), p.Value, p.Limits, s.Value, s.Limits, KendallTau(x, y)}
}

// items repeats the analysis for each principle of several.
func (r *Report) items(in Input) {
	if len(in.Items) == 0 {
		return
	}
	r.Items = map[string]*Report{}
	for i, ratings := range in.Items {
		one := in
		one.Name, one.Ratings, one.Items = in.ItemIDs[i], ratings, nil
		report := Analyse(one)
		r.Items[in.ItemIDs[i]] = &report
	}
	if !in.Named {
		g := GeneraliseItems(in.Items)
		r.ItemVariance = &g
	}
}
