package agreement

import (
	"math"
	"testing"

	"polyphony/internal/fault"
)

func TestPercentWithGaps(t *testing.T) {
	r := Ratings{{1, 1}, {2, 3}, {4, none}, {5, 2}}
	p := PercentAgreement(r, true)
	near(t, "exact", p.Exact, 1./3, 1e-12)
	near(t, "within one", WithinOne(r), 2./3, 1e-12)
	near(t, "pairwise", p.Pairwise, 1./3, 1e-12)
	nearLimits(t, "Wilson 1 of 3", p.ExactLimits, 0.0614919, 0.7923404, 1e-6)
	if p.N != 3 {
		t.Errorf("three units were rated by both, got %d", p.N)
	}
	near(t, "decimals one apart", WithinOne(Ratings{{2.3, 1.3}, {0.3, 1.3}}), 1, 0)
}

func TestPercentUndefined(t *testing.T) {
	alone := PercentAgreement(Ratings{{1}, {2}}, true)
	undefined(t, "one rater", alone.Exact, TooFewRaters)
	undefined(t, "one rater", alone.Within1, TooFewRaters)
	undefined(t, "one rater", alone.Pairwise, TooFewRaters)
	apart := PercentAgreement(Ratings{{1, none}, {none, 2}}, false)
	undefined(t, "no unit", apart.Exact, TooFewUnits)
	undefined(t, "no unit", apart.Pairwise, TooFewUnits)
	if !apart.Within1.IsZero() {
		t.Error("named categories have no within-one")
	}
	all := PercentAgreement(Ratings{{1, 1}, {2, 2}}, true)
	if upper, _ := all.ExactLimits.Upper.Value(); upper != 1 {
		t.Errorf("all agree: the upper limit is exactly 1, got %v", upper)
	}
}

func TestConfusionCountsRowsForTheFirst(t *testing.T) {
	got := Confusion(Ratings{{1, 2}, {1, 2}, {2, 2}, {none, 1}, {9, 1}}, 0, 1, Scale{1, 2})
	if got[0][1] != 2 || got[1][1] != 1 || got[1][0] != 0 || got.N() != 3 {
		t.Errorf("got %v", got)
	}
}

func TestCohenUndefined(t *testing.T) {
	none := CohenKappa(Table{{0, 0}, {0, 0}}, Identity(2))
	undefined(t, "empty", none.Value, TooFewUnits)
	undefined(t, "empty", none.Observed, TooFewUnits)
	undefined(t, "one category", CohenKappa(Table{{4}}, Identity(1)).Value, OneCategory)
	same := CohenKappa(Table{{4, 0}, {0, 0}}, Identity(2))
	undefined(t, "all equal", same.Value, NoVariation)
	near(t, "observed stays", same.Observed, 1, 0)
	blind := Weights{{1, 1}, {1, 1}}
	undefined(t, "weights that see nothing", CohenKappa(Table{{1, 2}, {3, 4}}, blind).Value, ChanceCertain)
	undefinedLimits(t, "weights that see nothing", CohenKappa(Table{{1, 2}, {3, 4}}, blind).Limits, ChanceCertain)
	undefined(t, "Light, one rater", LightKappa(Ratings{{1}}, Scale{1, 2}), TooFewRaters)
}

func TestGivenWeightsAreChecked(t *testing.T) {
	for _, d := range [][][]float64{
		{{0, 1}, {1}},
		{{0, -1}, {1, 0}},
		{{1, 1}, {1, 0}},
		{{0, 0}, {0, 0}},
		{{0, math.Inf(1)}, {1, 0}},
		{{0, math.NaN()}, {1, 0}},
	} {
		if _, err := FromDisagreement(d); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: want Invalid, got %v", d, err)
		}
	}
}

func TestWeightsByHand(t *testing.T) {
	if w := Linear(5); w[0][1] != .75 || w[0][4] != 0 || w[2][2] != 1 {
		t.Errorf("linear: %v", w)
	}
	if w := Quadratic(5); w[0][2] != .75 || w[4][0] != 0 {
		t.Errorf("quadratic: %v", w)
	}
	if w := Ordinal(5); math.Abs(w[0][1]-.9) > 1e-15 || math.Abs(w[0][2]-.7) > 1e-15 || w[0][4] != 0 {
		t.Errorf("ordinal: %v", w)
	}
}

func TestFleissUndefined(t *testing.T) {
	undefined(t, "one rater", Fleiss(Ratings{{1}, {2}}, Scale{1, 2}).Value, TooFewRaters)
	undefined(t, "no complete unit", Fleiss(Ratings{{1, none}}, Scale{1, 2}).Value, TooFewUnits)
	f := Fleiss(Ratings{{1, 2}}, Scale{1, 2, 3})
	near(t, "one unit", f.Value, -1, 1e-12)
	undefined(t, "one unit", f.SE, TooFewUnits)
	undefinedLimits(t, "one unit", f.Limits, TooFewUnits)
	undefined(t, "category 3", f.Category[2], CategoryUnused)
}

func TestGwetUndefined(t *testing.T) {
	undefined(t, "one rater", Gwet(Ratings{{1}}, Scale{1, 2}, Identity(2)).Value, TooFewRaters)
	undefined(t, "no pair", Gwet(Ratings{{1, none}}, Scale{1, 2}, Identity(2)).Value, TooFewUnits)
	undefined(t, "one category", Gwet(Ratings{{1, 1}}, Scale{1}, Identity(1)).SE, OneCategory)
	blind := Gwet(Ratings{{1, 2}}, Scale{1, 2}, Weights{{1, 1}, {1, 1}})
	undefined(t, "weights that see nothing", blind.Value, ChanceCertain)
	one := Gwet(Ratings{{1, 2}}, Scale{1, 2}, Identity(2))
	near(t, "one unit", one.Value, -1, 1e-12)
	undefined(t, "one unit", one.SE, TooFewUnits)
	undefinedLimits(t, "one unit", one.Limits, TooFewUnits)
}

func TestAlphaUndefined(t *testing.T) {
	undefined(t, "one rater", Alpha(Ratings{{1}}, NominalMetric).Value, TooFewRaters)
	undefined(t, "no pair", Alpha(Ratings{{1, none}}, NominalMetric).Value, TooFewUnits)
	undefined(t, "below zero", Alpha(Ratings{{-1, 2}, {3, 3}}, RatioMetric).Value, NegativeRating)
	near(t, "zero is allowed", Alpha(Ratings{{0, 0}, {3, 3}}, RatioMetric).Value, 1, 1e-12)
}

func TestICCUndefined(t *testing.T) {
	one := IntraclassCorrelations(Ratings{{1}, {2}})
	undefined(t, "one rater", one.ICC21.Value, TooFewRaters)
	undefined(t, "one rater's mean", one.RaterMeans[0], TooFewRaters)
	few := IntraclassCorrelations(Ratings{{1, 2}, {none, 3}})
	undefined(t, "one complete unit", few.ICC31.Value, TooFewUnits)
	undefined(t, "one complete unit", few.Mean.Targets, TooFewUnits)
	if few.N != 1 {
		t.Errorf("n: %d", few.N)
	}
	perfect := IntraclassCorrelations(Ratings{{1, 1}, {2, 2}, {3, 3}})
	near(t, "perfect", perfect.ICC21.Value, 1, 1e-12)
	undefinedLimits(t, "perfect", perfect.ICC21.Limits, NoResidual)
	undefinedLimits(t, "perfect", perfect.ICC2k.McGrawWong, NoResidual)
}

func TestCronbachUndefined(t *testing.T) {
	undefined(t, "one item", Cronbach(Ratings{{1}, {2}}).Raw, TooFewRaters)
	undefined(t, "one item", Cronbach(Ratings{{1}, {2}}).Standardised, TooFewRaters)
	c := Cronbach(Ratings{{1, 2}, {2, none}})
	undefined(t, "one row", c.Raw, TooFewUnits)
	undefined(t, "one row", c.Standardised, TooFewUnits)
	undefinedLimits(t, "one row", c.Limits, TooFewUnits)
	same := Cronbach(Ratings{{1, 1}, {2, 2}, {4, 4}})
	near(t, "equal items", same.Raw, 1, 1e-12)
	undefinedLimits(t, "equal items", same.Limits, NoResidual)
	undefined(t, "one left", same.Dropped[0], TooFewRaters)
}

func TestCorrelationUndefined(t *testing.T) {
	undefined(t, "one pair", Pearson([]float64{1}, []float64{1}).Value, TooFewUnits)
	undefined(t, "constant", Spearman([]float64{1, 1}, []float64{1, 2}).Value, NoVariation)
	undefinedLimits(t, "constant", Spearman([]float64{1, 1}, []float64{1, 2}).Limits, NoVariation)
	undefinedLimits(t, "three pairs", Pearson([]float64{1, 2, 4}, []float64{1, 3, 2}).Limits, TooFewUnits)
	undefinedLimits(t, "a line", Pearson([]float64{1, 2, 3, 4}, []float64{2, 4, 6, 8}).Limits, PerfectLine)
	undefined(t, "tau, one pair", KendallTau([]float64{1}, []float64{1}), TooFewUnits)
	undefined(t, "tau, constant", KendallTau([]float64{1, 2}, []float64{3, 3}), NoVariation)
	undefined(t, "W, one rater", KendallW(Ratings{{1}, {2}}), TooFewRaters)
	undefined(t, "W, one unit", KendallW(Ratings{{1, 2}}), TooFewUnits)
}

func TestRankCorrelationsByHand(t *testing.T) {
	x, y := []float64{1, 2, 2, 4}, []float64{1, 3, 2, 2}
	// Pairs: 3 concordant, 1 discordant, one tied in x, one in y.
	near(t, "tau-b", KendallTau(x, y), 2./5, 1e-12)
	if got := ranks(x); got[1] != 2.5 || got[2] != 2.5 || got[3] != 4 {
		t.Errorf("mid-ranks: %v", got)
	}
	near(t, "W of equal rankings", KendallW(Ratings{{1, 10}, {2, 20}, {3, 30}}), 1, 1e-12)
	near(t, "W of opposed rankings", KendallW(Ratings{{1, 3}, {2, 2}, {3, 1}}), 0, 1e-12)
}

func TestBlandAltmanEdges(t *testing.T) {
	one := BlandAltman([]float64{1}, []float64{2})
	undefined(t, "one pair", one.Mean, TooFewUnits)
	undefinedLimits(t, "one pair", one.LowerLimits, TooFewUnits)
	shift := BlandAltman([]float64{1, 2, 3}, []float64{3, 4, 5})
	near(t, "constant difference", shift.Lower, -2, 1e-12)
	near(t, "constant difference", shift.Upper, -2, 1e-12)
}

func TestSpearmanBrown(t *testing.T) {
	near(t, "doubling .5", SpearmanBrown(.5, 2), 2./3, 1e-12)
	near(t, "halving back", SpearmanBrown(2./3, .5), .5, 1e-12)
	undefined(t, "no raters", SpearmanBrown(.5, 0), OutOfRange)
	undefined(t, "not a number", SpearmanBrown(math.NaN(), 2), OutOfRange)
	undefined(t, "above one", SpearmanBrown(1.2, 2), OutOfRange)
	undefined(t, "too negative", SpearmanBrown(-.5, 3), NegativeTotal)
	near(t, "raters for .8 from .5", RatersNeeded(.5, .8), 4, 0)
	near(t, "raters for .8 from .49", RatersNeeded(.49, .8), 5, 0)
	near(t, "one is enough", RatersNeeded(.9, .8), 1, 0)
	for _, v := range []float64{0, -.2, 1, math.NaN()} {
		undefined(t, "reliability", RatersNeeded(v, .8), OutOfRange)
		undefined(t, "target", RatersNeeded(.5, v), OutOfRange)
	}
}

func TestLeniency(t *testing.T) {
	l := Leniency(Ratings{{4, 2, 3}, {5, 3, none}, {none, none, 1}}, []string{"Bo"})
	// Bo: 4 − 2.5 = 1.5 and 5 − 3 = 2.
	near(t, "Bo", l[0].Leniency, 1.75, 1e-12)
	nearLimits(t, "Bo", l[0].Limits, 1.75-12.7062*.25, 1.75+12.7062*.25, 1e-4)
	near(t, "third, from the one shared unit", l[2].Leniency, 0, 1e-12)
	near(t, "third, mean of both", l[2].Mean, 2, 1e-12)
	undefinedLimits(t, "third", l[2].Limits, TooFewUnits)
	if l[0].Rater != "Bo" || l[1].Rater != "rater2" {
		t.Errorf("names: %v %v", l[0].Rater, l[1].Rater)
	}
	alone := Leniency(Ratings{{none, 1}, {none, 2}}, nil)
	undefined(t, "never rated", alone[0].Mean, TooFewUnits)
	undefined(t, "shared no unit", alone[1].Leniency, TooFewUnits)
}

func TestNumberAndReason(t *testing.T) {
	undefined(t, "infinite", Known(math.Inf(1)), NotFinite)
	if got := Known(-1e-9).String(); got != "0.0000" {
		t.Errorf("no negative zero: %s", got)
	}
	if got := NotComputable(NoVariation).String(); got != "not computable: "+NoVariation.Sentence() {
		t.Error(got)
	}
	if got := Reason("nonsense").Sentence(); got != "it was not asked for" {
		t.Error(got)
	}
	half := Limits{Known(1), NotComputable(NotFinite)}
	text, err := half.MarshalJSON()
	if err != nil || string(text) != "[1,null]" {
		t.Errorf("%s %v", text, err)
	}
	undefined(t, "stays undefined", NotComputable(NoScale).Then(math.Sqrt), NoScale)
}

func TestNumbersBeyondReckoningAreUndefined(t *testing.T) {
	r := Ratings{{1e300, -1e300}, {-1e300, 1e300}, {1, 2}}
	undefined(t, "ICC(2,1)", IntraclassCorrelations(r).ICC21.Value, NotFinite)
	undefined(t, "Pearson", Pearson(r.column(0), r.column(1)).Value, NotFinite)
	undefined(t, "alpha", Alpha(r, IntervalMetric).Value, NotFinite)
}
