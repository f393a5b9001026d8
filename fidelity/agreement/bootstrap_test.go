package agreement

import (
	"math"
	"math/rand/v2"
	"testing"
)

// simulated gives n meetings × k raters on 1..5 with real differences.
func simulated(n, k int, seed uint64) Ratings {
	random := rand.New(rand.NewPCG(seed, 1))
	r := make(Ratings, n)
	for i := range r {
		level := 3 + random.NormFloat64()
		for range k {
			v := math.Round(level + 0.7*random.NormFloat64())
			r[i] = append(r[i], min(5, max(1, v)))
		}
	}
	return r
}

func TestBootstrapIsRepeatableBySeed(t *testing.T) {
	r := simulated(60, 3, 7)
	a, b, c := BootstrapICC(r, 400, 11), BootstrapICC(r, 400, 11), BootstrapICC(r, 400, 12)
	if a != b {
		t.Errorf("same seed, other limits: %v and %v", a, b)
	}
	if a == c {
		t.Errorf("another seed gave the very same limits: %v", a)
	}
}

func TestBootstrapLiesAboutTheEstimateAndNearF(t *testing.T) {
	const seed = 3
	t.Logf("seed %d", seed)
	r := simulated(200, 3, seed)
	i := IntraclassCorrelations(r)
	l := BootstrapICC(r, 1000, seed)
	lower, _ := i.ICC21.Limits.Lower.Value()
	upper, _ := i.ICC21.Limits.Upper.Value()
	nearLimits(t, "bootstrap against F", l, lower, upper, .04)
	a := BootstrapAlpha(r, 1000, seed, IntervalMetric)[0]
	nearLimits(t, "alpha against F", a, lower, upper, .04)
}

// Alpha drawn by its fast path must be what the general bootstrap gives.
func TestBootstrapAlphaEqualsTheGeneralOne(t *testing.T) {
	r := simulated(25, 3, 5)
	metrics := []Metric{NominalMetric, OrdinalMetric, IntervalMetric, RatioMetric}
	fast := BootstrapAlpha(r, 200, 9, metrics...)
	for i, m := range metrics {
		slow := Bootstrap(r, 200, 9, func(x Ratings) Number { return Alpha(x, m).Value })
		lower, _ := slow.Lower.Value()
		upper, _ := slow.Upper.Value()
		nearLimits(t, "alpha", fast[i], lower, upper, 1e-12)
	}
}

func TestBootstrapUndefined(t *testing.T) {
	undefinedLimits(t, "one unit", BootstrapICC(Ratings{{1, 2}}, 10, 1), TooFewUnits)
	undefinedLimits(t, "all equal", BootstrapICC(Ratings{{2, 2}, {2, 2}}, 10, 1), DrawsUndefined)
	undefinedLimits(t, "one unit", BootstrapAlpha(Ratings{{1, 2}}, 10, 1, RatioMetric)[0], TooFewUnits)
	var wide Ratings
	for i := range 150 {
		wide = append(wide, []float64{float64(2*i + 1), float64(2*i + 2)})
	}
	l := BootstrapAlpha(wide, 20, 1, RatioMetric, IntervalMetric)
	undefinedLimits(t, "300 values", l[0], TooManyValues)
	if !l[1].Lower.known {
		t.Error("the interval metric has limits for any number of values")
	}
}

func TestPercentilesByHand(t *testing.T) {
	x := make([]float64, 101)
	for i := range x {
		x[i] = float64(100 - i)
	}
	nearLimits(t, "0 to 100", percentiles(x, 101), 2.5, 97.5, 1e-9)
}
