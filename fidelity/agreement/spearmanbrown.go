package agreement

import "math"

// SpearmanBrown foretells the reliability of the mean of factor times as many
// raters (factor > 0, may be a fraction) from the reliability of what there
// is: ρ* = m ρ ⁄ (1 + (m−1) ρ). Sources: Spearman 1910; Brown 1910. The
// result is at most 1 and is negative for a negative reliability. Undefined
// for a factor not above 0, a reliability above 1, and when the denominator
// is not above 0.
func SpearmanBrown(reliability, factor float64) Number {
	if !(factor > 0) || !(reliability <= 1) {
		return NotComputable(OutOfRange)
	}
	return ratio(factor*reliability, 1+(factor-1)*reliability, NegativeTotal)
}

// RatersNeeded is the smallest whole number of raters whose mean reaches the
// target reliability, when one rater has the given one:
// m = target (1−ρ) ⁄ (ρ (1−target)), rounded up. Source: Spearman 1910; Brown
// 1910. Undefined unless both lie between 0 and 1, both ends excluded.
func RatersNeeded(single, target float64) Number {
	if !(single > 0 && single < 1 && target > 0 && target < 1) {
		return NotComputable(OutOfRange)
	}
	// The slack keeps rounding error from asking for one rater too many.
	m := math.Ceil(target*(1-single)/(single*(1-target)) - 1e-9)
	return Known(max(1, m))
}

// stepUp is SpearmanBrown of a limit.
func stepUp(n Number, k float64) Number {
	if !n.known {
		return n
	}
	return SpearmanBrown(n.value, k)
}
