package agreement

import (
	"math"
	"testing"
)

var none = math.NaN()

// near fails unless n is defined and within tol of want.
func near(t testing.TB, what string, n Number, want, tol float64) {
	t.Helper()
	v, ok := n.Value()
	if !ok || math.Abs(v-want) > tol {
		t.Errorf("%s: want %.10g ± %g, got %v (%s)", what, want, tol, v, n)
	}
}

// undefined fails unless n is not computable for that reason.
func undefined(t testing.TB, what string, n Number, why Reason) {
	t.Helper()
	if v, ok := n.Value(); ok || n.Reason() != why {
		t.Errorf("%s: want not computable (%s), got %v, %v, %q", what, why, v, ok, n.Reason())
	}
}

func nearLimits(t testing.TB, what string, l Limits, lower, upper, tol float64) {
	t.Helper()
	near(t, what+" lower", l.Lower, lower, tol)
	near(t, what+" upper", l.Upper, upper, tol)
}

func undefinedLimits(t testing.TB, what string, l Limits, why Reason) {
	t.Helper()
	undefined(t, what+" lower", l.Lower, why)
	undefined(t, what+" upper", l.Upper, why)
}

// shroutFleiss is the example of Shrout & Fleiss 1979.
func shroutFleiss() Ratings {
	return Ratings{{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}}
}

// observers is Krippendorff's example: 4 observers × 12 units with gaps.
func observers() Ratings {
	columns := [4][12]float64{
		{1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none},
		{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, none},
		{none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3},
		{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none},
	}
	out := make(Ratings, 12)
	for u := range out {
		for _, c := range columns {
			out[u] = append(out[u], c[u])
		}
	}
	return out
}

func fivePoints() Scale { return Scale{1, 2, 3, 4, 5} }
