package agreement

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// coefficients are all estimates that do not depend on the order of units.
func coefficients(r Ratings, s Scale) map[string]Number {
	q := len(s)
	i, c := IntraclassCorrelations(r), Cronbach(r)
	p := PercentAgreement(r, true)
	out := map[string]Number{
		"exact": p.Exact, "within one": p.Within1, "pairwise": p.Pairwise,
		"light": LightKappa(r, s), "fleiss": Fleiss(r, s).Value,
		"alpha nominal": Alpha(r, NominalMetric).Value, "alpha ordinal": Alpha(r, OrdinalMetric).Value,
		"alpha interval": Alpha(r, IntervalMetric).Value, "alpha ratio": Alpha(r, RatioMetric).Value,
		"AC1": Gwet(r, s, Identity(q)).Value, "AC2 linear": Gwet(r, s, Linear(q)).Value,
		"AC2 quadratic": Gwet(r, s, Quadratic(q)).Value, "AC2 ordinal": Gwet(r, s, Ordinal(q)).Value,
		"ICC(1,1)": i.ICC11.Value, "ICC(2,1)": i.ICC21.Value, "ICC(3,1)": i.ICC31.Value,
		"ICC(1,k)": i.ICC1k.Value, "ICC(2,k)": i.ICC2k.Value, "ICC(3,k)": i.ICC3k.Value,
		"cronbach": c.Raw, "standardised": c.Standardised, "W": KendallW(r),
	}
	for name, w := range map[string]Weights{"": Identity(q), " linear": Linear(q), " quadratic": Quadratic(q)} {
		out["cohen"+name] = CohenKappa(Confusion(r, 0, 1, s), w).Value
	}
	return out
}

var (
	named = []string{
		"exact", "pairwise", "light", "fleiss", "alpha nominal", "AC1", "cohen",
	}
	ordered = append(slices.Clone(named), "within one", "alpha ordinal", "alpha interval", "AC2 linear", "AC2 quadratic",
		"AC2 ordinal", "ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)", "cronbach", "standardised",
		"W", "cohen linear", "cohen quadratic")
)

// drawRatings gives 2–12 units × 2–5 raters on five points, some missing.
func drawRatings(t *rapid.T, gaps bool) Ratings {
	n, k := rapid.IntRange(2, 12).Draw(t, "units"), rapid.IntRange(2, 5).Draw(t, "raters")
	lowest := 1
	if gaps {
		lowest = 0
	}
	r := make(Ratings, n)
	for i := range r {
		for _, v := range rapid.SliceOfN(rapid.IntRange(lowest, 5), k, k).Draw(t, "row") {
			x := float64(v)
			if v == 0 {
				x = none
			}
			r[i] = append(r[i], x)
		}
	}
	return r
}

func (r Ratings) each(f func(float64) float64) Ratings {
	out := make(Ratings, len(r))
	for i, row := range r {
		for _, v := range row {
			out[i] = append(out[i], f(v))
		}
	}
	return out
}

// same fails unless both are undefined for the same reason or nearly equal.
func same(t *rapid.T, what string, a, b Number) {
	x, okX := a.Value()
	y, okY := b.Value()
	if okX != okY || a.Reason() != b.Reason() || math.Abs(x-y) > 1e-8*max(1, math.Abs(x)) {
		t.Fatalf("%s: %v (%s) became %v (%s)", what, x, a, y, b)
	}
}

func unchanged(t *rapid.T, names []string, a, b map[string]Number) {
	for _, name := range names {
		same(t, name, a[name], b[name])
	}
}

func TestRelabellingLeavesNominalCoefficients(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, true)
		to := rapid.Permutation([]float64{1, 2, 3, 4, 5}).Draw(t, "labels")
		relabelled := r.each(func(v float64) float64 {
			if math.IsNaN(v) {
				return v
			}
			return to[int(v)-1]
		})
		unchanged(t, named, coefficients(r, fivePoints()), coefficients(relabelled, fivePoints()))
	})
}

func TestAddingAConstantLeavesAllButRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c := drawRatings(t, true), float64(rapid.IntRange(-50, 50).Draw(t, "constant"))
		add := func(v float64) float64 { return v + c }
		moved := Ratings{fivePoints()}.each(add)[0]
		unchanged(t, ordered, coefficients(r, fivePoints()), coefficients(r.each(add), moved))
	})
}

func TestMultiplyingLeavesIntraclassAndAlpha(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, c := drawRatings(t, true), rapid.Float64Range(0.01, 100).Draw(t, "factor")
		times := func(v float64) float64 { return v * c }
		stretched := Ratings{fivePoints()}.each(times)[0]
		names := slices.DeleteFunc(slices.Clone(ordered), func(s string) bool { return s == "within one" })
		names = append(names, "alpha ratio")
		unchanged(t, names, coefficients(r, fivePoints()), coefficients(r.each(times), stretched))
	})
}

func TestReversingTheScaleLeavesAllButRatioAndTurnsLeniency(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, true)
		turned := r.each(func(v float64) float64 { return 6 - v })
		unchanged(t, ordered, coefficients(r, fivePoints()), coefficients(turned, fivePoints()))
		before, after := Leniency(r, nil), Leniency(turned, nil)
		for j := range before {
			same(t, "leniency", before[j].Leniency, after[j].Leniency.Then(func(v float64) float64 { return -v }))
		}
		x, y := r.Pair(0, 1)
		u, v := turned.Pair(0, 1)
		a, b := BlandAltman(x, y), BlandAltman(u, v)
		same(t, "limits of agreement", a.Lower, b.Upper.Then(func(v float64) float64 { return -v }))
	})
}

func TestPermutingUnitsAndRatersLeavesAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, true)
		mixed := Ratings(rapid.Permutation(r).Draw(t, "units"))
		all := append(slices.Clone(ordered), "alpha ratio")
		before := coefficients(r, fivePoints())
		unchanged(t, all, before, coefficients(mixed, fivePoints()))
		swapped := make(Ratings, len(r))
		for i, row := range r {
			swapped[i] = slices.Clone(row)
			slices.Reverse(swapped[i])
		}
		free := slices.DeleteFunc(all, func(s string) bool { return len(s) >= 5 && s[:5] == "cohen" || s == "light" })
		unchanged(t, free, before, coefficients(swapped, fivePoints()))
	})
}

func TestRepeatingUnitsLeavesShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, true)
		twice := append(slices.Clone(r), r...)
		names := []string{"exact", "within one", "pairwise", "light", "fleiss", "AC1", "AC2 linear", "AC2 quadratic", "AC2 ordinal", "cohen", "cohen linear", "cohen quadratic"}
		unchanged(t, names, coefficients(r, fivePoints()), coefficients(twice, fivePoints()))
	})
}

// A copy of each rater agrees with its original always, so k of the 2k(2k−1)/2
// pairs agree and the others agree as before, four times each.
func TestDuplicatingRatersRaisesPairwiseAgreementAsCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, false)
		k := float64(r.Raters())
		doubled := make(Ratings, len(r))
		for i, row := range r {
			doubled[i] = append(slices.Clone(row), row...)
		}
		share := func(p float64) float64 { return (4*p*k*(k-1)/2 + k) / (2 * k * (2*k - 1) / 2) }
		before, after := coefficients(r, fivePoints()), coefficients(doubled, fivePoints())
		same(t, "pairwise", before["pairwise"].Then(share), after["pairwise"])
		// Chance is as before, so Fleiss' kappa follows the same count.
		same(t, "fleiss", before["fleiss"].Then(share), after["fleiss"])
		same(t, "exact", before["exact"], after["exact"])
		a, b := analyseVariance(r, r.Raters()), analyseVariance(doubled, 2*r.Raters())
		same(t, "between units", Known(2*a.msb), Known(b.msb))
		same(t, "residual", Known(2*a.mse*(k-1)/(2*k-1)), Known(b.mse))
	})
}

func TestIdentitiesBetweenFamilies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRatings(t, false)
		c, g, i := coefficients(r, fivePoints()), Generalise(r), IntraclassCorrelations(r)
		k, n := float64(r.Raters()), float64(len(r)*r.Raters())
		if c["ICC(3,k)"].known {
			same(t, "Cronbach is ICC(3,k)", c["cronbach"], c["ICC(3,k)"])
			same(t, "generalisability is ICC(3,k)", g.Generalisability, c["ICC(3,k)"])
			same(t, "stepped up", stepUp(c["ICC(3,1)"], k), c["ICC(3,k)"])
			same(t, "stepped up", stepUp(c["ICC(1,1)"], k), c["ICC(1,k)"])
			nearSame(t, i.ICC3k.Limits, Cronbach(r).Limits)
		}
		same(t, "dependability is ICC(2,k)", g.Dependability, c["ICC(2,k)"])
		same(t, "dependability of one is ICC(2,1)", g.Decide(1).Dependability, c["ICC(2,1)"])
		same(t, "alpha from Fleiss", c["fleiss"].Then(func(v float64) float64 { return v + (1-v)/n }), c["alpha nominal"])
	})
}

func nearSame(t *rapid.T, a, b Limits) {
	if a.Lower.known && b.Lower.known {
		same(t, "lower", a.Lower, b.Lower)
		same(t, "upper", a.Upper, b.Upper)
	}
}
