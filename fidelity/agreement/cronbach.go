package agreement

import "math"

// CronbachAlpha is the internal consistency of items (principles), or of the
// sum over raters.
type CronbachAlpha struct {
	N            int      // rows without a gap
	K            int      // items
	Raw          Number   // at most 1, may be negative
	Limits       Limits   // of Raw
	Standardised Number   // from correlations rather than covariances
	Dropped      []Number // Raw without each item in turn
}

// Cronbach gives Cronbach's alpha over the columns (items) of complete rows.
//
// Formula: α = k ⁄ (k−1) · (1 − Σ s²ᵢ ⁄ s²_total); standardised
// k r̄ ⁄ (1 + (k−1) r̄) with r̄ the mean correlation of two items. Sources:
// Cronbach 1951; limits by the F distribution, Feldt 1965. Raw equals
// ICC(3,k).
//
// Undefined with fewer than two items or complete rows, when the totals do
// not vary, and, standardised, when an item does not vary. Without an item it
// needs two that are left. Limits need α < 1.
func Cronbach(r Ratings) CronbachAlpha {
	c := r.Complete()
	k := r.Raters()
	out := CronbachAlpha{N: len(c), K: k, Raw: cronbachRaw(c, -1), Dropped: make([]Number, k)}
	out.Standardised = cronbachStandard(c)
	for j := range out.Dropped {
		out.Dropped[j] = cronbachRaw(c, j)
	}
	switch v, ok := out.Raw.Value(); {
	case !ok:
		out.Limits = NoLimits(out.Raw.why)
	case 1-v < tiny:
		out.Limits = NoLimits(NoResidual)
	default:
		df1, df2 := float64(len(c)-1), float64(len(c)-1)*float64(k-1)
		out.Limits = Limits{Known(1 - (1-v)*fQuantile(df1, df2)), Known(1 - (1-v)/fQuantile(df2, df1))}
	}
	return out
}

// cronbachRaw leaves out the column drop, or none when it is −1.
func cronbachRaw(c Ratings, drop int) Number {
	k := c.Raters()
	if drop >= 0 {
		k--
	}
	if len(c) < 2 {
		return NotComputable(TooFewUnits)
	}
	if k < 2 {
		return NotComputable(TooFewRaters)
	}
	totals, items := make([]float64, len(c)), 0.0
	for j := range c.Raters() {
		if j == drop {
			continue
		}
		x := c.column(j)
		items += squares(x)
		for i, v := range x {
			totals[i] += v
		}
	}
	all := squares(totals)
	if all <= tiny*items || items == 0 {
		return NotComputable(NoUnitVariance)
	}
	return Known(float64(k) / float64(k-1) * (1 - items/all))
}

func cronbachStandard(c Ratings) Number {
	if len(c) < 2 {
		return NotComputable(TooFewUnits)
	}
	k := c.Raters()
	if k < 2 {
		return NotComputable(TooFewRaters)
	}
	total := 0.0
	for a := range k {
		for b := a + 1; b < k; b++ {
			v, ok := pearson(c.column(a), c.column(b)).Value()
			if !ok {
				return NotComputable(NoVariation)
			}
			total += v
		}
	}
	m := float64(k)
	r := total / (m * (m - 1) / 2)
	return ratio(m*r, 1+(m-1)*r, NegativeTotal)
}

func (r Ratings) column(j int) []float64 {
	out := make([]float64, len(r))
	for i, row := range r {
		out[i] = row[j]
	}
	return out
}

// pearson is the product-moment correlation without limits.
func pearson(x, y []float64) Number {
	if len(x) < 2 {
		return NotComputable(TooFewUnits)
	}
	if constant(x) || constant(y) {
		return NotComputable(NoVariation)
	}
	mx, my, xy := mean(x), mean(y), 0.0
	for i := range x {
		xy += (x[i] - mx) * (y[i] - my)
	}
	return Known(xy / math.Sqrt(squares(x)*squares(y)))
}
