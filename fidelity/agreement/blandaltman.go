package agreement

import "math"

// LimitsOfAgreement are Bland and Altman's, in scale units.
type LimitsOfAgreement struct {
	N           int    `json:"n"`
	Mean        Number `json:"mean_difference"` // first less second: bias
	SD          Number `json:"sd_difference"`
	Lower       Number `json:"loa_lower"` // mean − 1.96 SD
	Upper       Number `json:"loa_upper"` // mean + 1.96 SD
	SEMean      Number `json:"se_mean"`
	MeanLimits  Limits `json:"mean_ci95"`
	SELimit     Number `json:"se_loa_approx"`
	LowerLimits Limits `json:"loa_lower_ci95"`
	UpperLimits Limits `json:"loa_upper_ci95"`
}

// BlandAltman says within which range 95 % of the differences between two
// raters (first less second) lie, for columns of equal length without gaps.
//
// Formula: d̄ ± 1.96 s; SE of d̄ is s ⁄ √n, of a limit about √3 s ⁄ √n;
// confidence limits by t with n−1 degrees of freedom. Source: Bland & Altman
// 1986 (who print d̄ ± 2 s). It supposes roughly normal differences whose
// spread does not grow with the rating. Undefined with fewer than two pairs.
// When all differences are equal the range is that one number, and so it says.
func BlandAltman(first, second []float64) LimitsOfAgreement {
	b := LimitsOfAgreement{N: len(first)}
	if b.N < 2 {
		u, l := NotComputable(TooFewUnits), NoLimits(TooFewUnits)
		b.Mean, b.SD, b.Lower, b.Upper, b.SEMean, b.SELimit = u, u, u, u, u, u
		b.MeanLimits, b.LowerLimits, b.UpperLimits = l, l, l
		return b
	}
	d := make([]float64, b.N)
	for i := range d {
		d[i] = first[i] - second[i]
	}
	const span = 1.96
	m, s, n := mean(d), deviation(d), float64(b.N)
	se, seLimit, t := s/math.Sqrt(n), math.Sqrt(3/n)*s, tQuantile(n-1)
	b.Mean, b.SD, b.SEMean, b.SELimit = Known(m), Known(s), Known(se), Known(seLimit)
	b.Lower, b.Upper = Known(m-span*s), Known(m+span*s)
	b.MeanLimits = around(m, t*se)
	b.LowerLimits, b.UpperLimits = around(m-span*s, t*seLimit), around(m+span*s, t*seLimit)
	return b
}
