package agreement

import "testing"

func TestPublishedShroutFleiss(t *testing.T) {
	i := IntraclassCorrelations(shroutFleiss())
	for _, c := range []struct {
		name string
		got  ICC
		want float64
	}{
		{"ICC(1,1)", i.ICC11, .17},
		{"ICC(2,1)", i.ICC21, .29},
		{"ICC(3,1)", i.ICC31, .71},
		{"ICC(1,k)", i.ICC1k, .44},
		{"ICC(2,k)", i.ICC2k.ICC, .62},
		{"ICC(3,k)", i.ICC3k, .91},
	} {
		near(t, c.name, c.got.Value, c.want, .005)
	}
	nearLimits(t, "ICC(2,1)", i.ICC21.Limits, .0188, .7611, .00005)
	if i.N != 6 || i.K != 4 || i.ICC21.DF1 != 5 || i.ICC21.DF2 != 15 || i.ICC11.DF2 != 18 {
		t.Errorf("sizes and degrees of freedom: %+v", i)
	}
}

func TestPublishedKrippendorff(t *testing.T) {
	for m, want := range map[Metric]float64{NominalMetric: .743, OrdinalMetric: .815, IntervalMetric: .849, RatioMetric: .797} {
		a := Alpha(observers(), m)
		near(t, "alpha", a.Value, want, .0005)
		if a.N != 11 || a.K != 4 {
			t.Errorf("want 11 pairable units of 4 observers, got %d of %d", a.N, a.K)
		}
	}
	near(t, "AC1", Gwet(observers(), fivePoints(), Identity(5)).Value, .77544, .000005)
	near(t, "AC2 quadratic", Gwet(observers(), fivePoints(), Quadratic(5)).Value, .91400, .000005)
}

// expand gives one row a unit of a confusion table.
func expand(t Table) Ratings {
	var out Ratings
	for i, row := range t {
		for j, c := range row {
			for range c {
				out = append(out, []float64{float64(i), float64(j)})
			}
		}
	}
	return out
}

func TestPublishedGwetTable(t *testing.T) {
	table := Table{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}
	near(t, "kappa", CohenKappa(table, Identity(3)).Value, .7964094, 5e-8)
	near(t, "quadratic kappa", CohenKappa(table, Quadratic(3)).Value, .8921569, 5e-8)
	near(t, "AC1", Gwet(expand(table), positions(3), Identity(3)).Value, .8493305, 5e-8)
	near(t, "AC2", Gwet(expand(table), positions(3), Quadratic(3)).Value, .9402369, 5e-8)
}

func TestPublishedCohen1968(t *testing.T) {
	table := Table{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}
	w, err := FromDisagreement([][]float64{{0, 1, 3}, {1, 0, 6}, {3, 6, 0}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "kappa", CohenKappa(table, Identity(3)).Value, .492, .0005)
	near(t, "weighted kappa", CohenKappa(table, w).Value, .348, .0005)
}

// fleissCounts is the example of 14 raters, 10 subjects and 5 categories.
func fleissCounts() [][]int {
	return [][]int{
		{0, 0, 0, 0, 14},
		{0, 2, 6, 4, 2},
		{0, 0, 3, 5, 6},
		{0, 3, 9, 2, 0},
		{2, 2, 8, 1, 1},
		{7, 7, 0, 0, 0},
		{3, 2, 6, 3, 0},
		{2, 5, 3, 2, 2},
		{6, 5, 2, 1, 0},
		{0, 2, 2, 3, 7},
	}
}

func TestPublishedFleiss(t *testing.T) {
	var r Ratings
	for _, counts := range fleissCounts() {
		var row []float64
		for j, c := range counts {
			for range c {
				row = append(row, float64(j))
			}
		}
		r = append(r, row)
	}
	f := Fleiss(r, positions(5))
	near(t, "Fleiss' kappa", f.Value, .210, .0005)
	if f.N != 10 || f.K != 14 {
		t.Errorf("want 10 × 14, got %d × %d", f.N, f.K)
	}
}

func TestTrapConstantDifference(t *testing.T) {
	r := Ratings{{1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}}
	i := IntraclassCorrelations(r)
	near(t, "ICC(2,1)", i.ICC21.Value, .8333, .00005)
	near(t, "ICC(3,1)", i.ICC31.Value, 1, 1e-12)
	undefined(t, "F", i.ICC31.F, NoResidual)
	undefinedLimits(t, "ICC(3,1)", i.ICC31.Limits, NoResidual)
	if lower, ok := i.ICC21.Limits.Lower.Value(); !ok || lower > .8333 {
		t.Errorf("ICC(2,1) has a lower limit without residual, got %v", i.ICC21.Limits)
	}
}

func TestTrapReversedIsNotClamped(t *testing.T) {
	r := Ratings{{1, 5}, {2, 4}, {3, 3}, {4, 2}, {5, 1}}
	i := IntraclassCorrelations(r)
	near(t, "ICC(2,1)", i.ICC21.Value, -1.667, .0005)
	near(t, "ICC(3,1)", i.ICC31.Value, -1, 1e-12)
	undefined(t, "ICC(2,k)", i.ICC2k.Value, NegativeTotal)
	undefined(t, "ICC(1,k)", i.ICC1k.Value, NoUnitVariance)
	undefined(t, "Cronbach", Cronbach(r).Raw, NoUnitVariance)
}

func TestTrapAllEqualIsUndefined(t *testing.T) {
	r := Ratings{{3, 3, 3}, {3, 3, 3}, {3, 3, 3}}
	i := IntraclassCorrelations(r)
	for _, n := range []Number{i.ICC11.Value, i.ICC21.Value, i.ICC31.Value, i.ICC1k.Value, i.ICC2k.Value, i.ICC3k.Value, i.ICC11.F} {
		undefined(t, "ICC", n, NoVariation)
	}
	undefinedLimits(t, "ICC(2,k)", i.ICC2k.McGrawWong, NoVariation)
	for _, m := range []Metric{NominalMetric, OrdinalMetric, IntervalMetric, RatioMetric} {
		undefined(t, "alpha", Alpha(r, m).Value, NoVariation)
	}
	undefined(t, "Fleiss", Fleiss(r, fivePoints()).Value, NoVariation)
	undefined(t, "Fleiss category", Fleiss(r, fivePoints()).Category[2], NoVariation)
	undefined(t, "Light", LightKappa(r, fivePoints()), NoVariation)
	undefined(t, "Kendall's W", KendallW(r), NoVariation)
	undefined(t, "Cronbach", Cronbach(r).Raw, NoUnitVariance)
	undefined(t, "standardised", Cronbach(r).Standardised, NoVariation)
	near(t, "AC1, which counts the unused categories", Gwet(r, fivePoints(), Identity(5)).Value, 1, 1e-12)
}

func TestTrapPrevalenceParadox(t *testing.T) {
	table := Table{{130, 56}, {9, 5}}
	near(t, "kappa", CohenKappa(table, Identity(2)).Value, .022, .0005)
	near(t, "AC1", Gwet(expand(table), positions(2), Identity(2)).Value, .533, .0005)
}

func TestTrapTwoUnitsSwapped(t *testing.T) {
	i := IntraclassCorrelations(Ratings{{1, 2}, {2, 1}})
	undefined(t, "ICC(2,1)", i.ICC21.Value, NegativeTotal)
	undefined(t, "ICC(1,k)", i.ICC1k.Value, NoUnitVariance)
}

func TestPublishedBandsDisagree(t *testing.T) {
	if got := Cicchetti(Known(.70)); got != "good" {
		t.Errorf("Cicchetti calls .70 good, got %q", got)
	}
	if got := KooLi(Limits{Known(.70), Known(.70)}); got != "moderate" {
		t.Errorf("Koo and Li call .70 moderate, got %q", got)
	}
	for v, want := range map[float64]string{-1: "poor", .39: "poor", .40: "fair", .59: "fair", .60: "good", .74: "good", .75: "excellent"} {
		if got := Cicchetti(Known(v)); got != want {
			t.Errorf("Cicchetti %v: want %s, got %s", v, want, got)
		}
	}
	for v, want := range map[float64]string{.49: "poor", .5: "moderate", .74: "moderate", .75: "good", .9: "good", .91: "excellent"} {
		if got := KooLi(Limits{Known(v), Known(v)}); got != want {
			t.Errorf("Koo and Li %v: want %s, got %s", v, want, got)
		}
	}
	if got := KooLi(Limits{Known(.3), Known(.8)}); got != "poor to good" {
		t.Errorf("across bands: %q", got)
	}
	if Cicchetti(NotComputable(NoVariation)) != "" || KooLi(NoLimits(NoVariation)) != "" {
		t.Error("what is undefined has no band")
	}
}
