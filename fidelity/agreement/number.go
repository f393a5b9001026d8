package agreement

import (
	"fmt"
	"math"
	"strconv"
)

// Number is an estimate that may be undefined. The zero value is "never
// asked for" and is left out of JSON; an undefined one is null there.
type Number struct {
	value float64
	known bool
	why   Reason
}

// Known makes a defined Number. NaN and infinities are not numbers that a
// coefficient can have; they become not computable with reason NotFinite.
func Known(v float64) Number {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return NotComputable(NotFinite)
	}
	return Number{value: v, known: true}
}

// NotComputable makes an undefined Number with its reason.
func NotComputable(why Reason) Number { return Number{why: why} }

// Value is the estimate, and whether there is one.
func (n Number) Value() (float64, bool) { return n.value, n.known }

// Reason says why the Number is undefined; it is empty for a defined one.
func (n Number) Reason() Reason { return n.why }

// IsZero reports whether the Number was never asked for.
func (n Number) IsZero() bool { return !n.known && n.why == "" }

// String is the estimate to four decimals, or "not computable: reason".
func (n Number) String() string {
	if !n.known {
		return "not computable: " + n.why.Sentence()
	}
	return decimals(n.value)
}

// decimals prints four of them and never a negative zero, which a rounding
// error below zero would give.
func decimals(v float64) string {
	if s := fmt.Sprintf("%.4f", v); s != "-0.0000" {
		return s
	}
	return "0.0000"
}

// MarshalJSON writes the estimate in full precision, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.known {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, n.value, 'g', -1, 64), nil
}

// Then applies f to a defined Number and hands an undefined one on unchanged.
func (n Number) Then(f func(float64) float64) Number {
	if !n.known {
		return n
	}
	return Known(f(n.value))
}

// Limits are the lower and upper 95 % confidence limit of an estimate, in its
// own units and never clamped to a range.
type Limits struct{ Lower, Upper Number }

// NoLimits makes undefined limits with their reason.
func NoLimits(why Reason) Limits {
	return Limits{NotComputable(why), NotComputable(why)}
}

// IsZero reports whether limits were never asked for.
func (l Limits) IsZero() bool { return l.Lower.IsZero() && l.Upper.IsZero() }

// String is "[lower, upper]" to four decimals, or "not computable: reason".
func (l Limits) String() string {
	for _, n := range []Number{l.Lower, l.Upper} {
		if !n.known {
			return n.String()
		}
	}
	return "[" + decimals(l.Lower.value) + ", " + decimals(l.Upper.value) + "]"
}

// MarshalJSON writes [lower, upper], or null when neither is defined.
func (l Limits) MarshalJSON() ([]byte, error) {
	if !l.Lower.known && !l.Upper.known {
		return []byte("null"), nil
	}
	lower, _ := l.Lower.MarshalJSON()
	upper, _ := l.Upper.MarshalJSON()
	return fmt.Appendf(nil, "[%s,%s]", lower, upper), nil
}

// around gives centre ± half.
func around(centre, half float64) Limits {
	return Limits{Known(centre - half), Known(centre + half)}
}
