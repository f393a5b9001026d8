package agreement

// ICC is one intraclass correlation with its F-based 95 % limits.
type ICC struct {
	Value  Number  `json:"icc"`
	Limits Limits  `json:"ci95"`
	F      Number  `json:"F"` // against "no differences between units"
	DF1    float64 `json:"df1"`
	DF2    float64 `json:"df2"`
}

// ICCAverage is ICC(2,k) with the limits by both conventions.
type ICCAverage struct {
	ICC
	McGrawWong Limits `json:"ci95_mcgraw_wong"`
}

// ICCs holds the six intraclass correlations of one set of ratings.
type ICCs struct {
	N          int         `json:"n"` // units rated by all raters
	K          int         `json:"k"` // raters
	Mean       MeanSquares `json:"mean_squares"`
	RaterMeans []Number    `json:"rater_means"`
	ICC11      ICC         `json:"ICC1_1"`
	ICC21      ICC         `json:"ICC2_1"`
	ICC31      ICC         `json:"ICC3_1"`
	ICC1k      ICC         `json:"ICC1_k"`
	ICC2k      ICCAverage  `json:"ICC2_k"`
	ICC3k      ICC         `json:"ICC3_k"`
}

// IntraclassCorrelations gives the reliability of one rater (·,1) and of the
// mean of the k raters (·,k), on units that all raters rated. At most 1; may
// be negative and even below −1, and is not clamped.
//
//	ICC(1,1) = (MSB − MSW) ⁄ (MSB + (k−1) MSW)      each unit its own raters
//	ICC(2,1) = (MSB − MSE) ⁄ (MSB + (k−1) MSE + k (MSJ − MSE) ⁄ n)   absolute agreement
//	ICC(3,1) = (MSB − MSE) ⁄ (MSB + (k−1) MSE)      consistency of these raters
//	ICC(1,k) = (MSB − MSW) ⁄ MSB
//	ICC(2,k) = (MSB − MSE) ⁄ (MSB + (MSJ − MSE) ⁄ n)
//	ICC(3,k) = (MSB − MSE) ⁄ MSB
//
// A gap between (2,1) and (3,1) is leniency. Sources: Shrout & Fleiss 1979,
// with their limits; the limits of ICC(2,k) step up those of ICC(2,1) by
// Spearman–Brown, and McGraw & Wong 1996 give the other convention.
//
// Undefined with fewer than two raters or complete units, when all ratings are
// equal, and when the denominator (an estimated variance) is not above zero.
// F, and limits that need it, are undefined without residual variance.
func IntraclassCorrelations(r Ratings) ICCs {
	v := analyseVariance(r.Complete(), r.Raters())
	out := ICCs{N: int(v.n), K: r.Raters(), Mean: v.squares()}
	out.RaterMeans = make([]Number, out.K)
	for j := range out.RaterMeans {
		out.RaterMeans[j] = NotComputable(v.why)
		if v.means != nil {
			out.RaterMeans[j] = Known(v.means[j])
		}
	}
	within, residual := v.n*(v.k-1), (v.n-1)*(v.k-1)
	out.ICC11, out.ICC1k = v.oneWay(v.msw, within)
	out.ICC31, out.ICC3k = v.oneWay(v.mse, residual)
	f := out.ICC31.F
	out.ICC21 = ICC{Value: icc21(v), F: f, DF1: v.n - 1, DF2: residual}
	out.ICC21.Limits = v.limits21(out.ICC21.Value)
	out.ICC2k.ICC = ICC{Value: icc2k(v), F: f, DF1: v.n - 1, DF2: residual}
	out.ICC2k.Limits = Limits{stepUp(out.ICC21.Limits.Lower, v.k), stepUp(out.ICC21.Limits.Upper, v.k)}
	if !out.ICC2k.Value.known {
		out.ICC2k.Limits = NoLimits(out.ICC2k.Value.why)
	}
	out.ICC2k.McGrawWong = v.limitsMcGrawWong(out.ICC2k.Value)
	return out
}

// oneWay serves ICC(1,·) with the mean square within and ICC(3,·) with the
// residual one: they differ in the error alone.
func (v variance) oneWay(mistake, df float64) (single, average ICC) {
	single = ICC{DF1: v.n - 1, DF2: df}
	average = single
	if v.why != "" {
		u := NotComputable(v.why)
		single.Value, single.F, single.Limits = u, u, NoLimits(v.why)
		average.Value, average.F, average.Limits = u, u, NoLimits(v.why)
		return single, average
	}
	single.Value = ratio(v.msb-mistake, v.msb+(v.k-1)*mistake, NoUnitVariance)
	average.Value = ratio(v.msb-mistake, v.msb, NoUnitVariance)
	f := ratio(v.msb, mistake, NoResidual)
	single.F, average.F = f, f
	if !f.known {
		single.Limits, average.Limits = NoLimits(f.why), NoLimits(f.why)
		return single, average
	}
	lower := f.value / fQuantile(v.n-1, df)
	upper := f.value * fQuantile(df, v.n-1)
	single.Limits = Limits{Known((lower - 1) / (lower + v.k - 1)), Known((upper - 1) / (upper + v.k - 1))}
	average.Limits = Limits{ratio(lower-1, lower, NoUnitVariance), ratio(upper-1, upper, NoUnitVariance)}
	return single, average
}

func icc21(v variance) Number {
	if v.why != "" {
		return NotComputable(v.why)
	}
	return ratio(v.msb-v.mse, v.msb+(v.k-1)*v.mse+v.k*(v.msj-v.mse)/v.n, NegativeTotal)
}

func icc2k(v variance) Number {
	if v.why != "" {
		return NotComputable(v.why)
	}
	return ratio(v.msb-v.mse, v.msb+(v.msj-v.mse)/v.n, NegativeTotal)
}

// limits21 follows Shrout & Fleiss 1979 (p. 424) with their ν; it is written
// with MSJ and MSE rather than their quotient, so that it stays defined when
// the residual is zero and raters differ by a constant.
func (v variance) limits21(icc Number) Limits {
	if !icc.known {
		return NoLimits(icc.why)
	}
	n, k, c := v.n, v.k, icc.value
	a, b := k*c*v.msj, (n*(1+(k-1)*c)-k*c)*v.mse
	below := (n-1)*a*a + b*b
	if below == 0 {
		return NoLimits(NoResidual)
	}
	nu := (k - 1) * (n - 1) * (a + b) * (a + b) / below
	if nu <= 0 {
		return NoLimits(NoResidual)
	}
	f, g := fQuantile(n-1, nu), fQuantile(nu, n-1)
	spread := k*v.msj + (k*n-k-n)*v.mse
	return Limits{
		ratio(n*(v.msb-f*v.mse), f*spread+n*v.msb, NegativeTotal),
		ratio(n*(g*v.msb-v.mse), spread+n*g*v.msb, NegativeTotal),
	}
}

// limitsMcGrawWong follows McGraw & Wong 1996, table 7, for ICC(A,k), with
// ICC(A,k) itself in their a and b, as R's irr computes it. Were ICC(A,1) put
// there, these limits would be the stepped-up ones.
func (v variance) limitsMcGrawWong(icc Number) Limits {
	if !icc.known {
		return NoLimits(icc.why)
	}
	n, k, c := v.n, v.k, icc.value
	a, b := k*c*v.msj, (n*(1-c)+k*c*(n-1))*v.mse
	below := a*a/(k-1) + b*b/((n-1)*(k-1))
	if below == 0 {
		return NoLimits(NoResidual)
	}
	nu := (a + b) * (a + b) / below
	if nu <= 0 {
		return NoLimits(NoResidual)
	}
	f, g := fQuantile(n-1, nu), fQuantile(nu, n-1)
	return Limits{
		ratio(n*(v.msb-f*v.mse), f*(v.msj-v.mse)+n*v.msb, NegativeTotal),
		ratio(n*(g*v.msb-v.mse), v.msj-v.mse+n*g*v.msb, NegativeTotal),
	}
}
