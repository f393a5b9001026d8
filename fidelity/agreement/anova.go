package agreement

import "math"

// MeanSquares is the two-way analysis of variance of units × raters without
// replication, in squared scale units.
type MeanSquares struct {
	Targets  Number `json:"between_targets"` // df n − 1
	Raters   Number `json:"between_raters"`  // df k − 1
	Within   Number `json:"within"`          // df n(k − 1)
	Residual Number `json:"residual"`        // df (n − 1)(k − 1)
}

// variance is the same analysis in plain numbers.
type variance struct {
	n, k          float64
	msb, msj, msw float64
	mse           float64
	means         []float64 // of raters
	why           Reason    // why there is none
}

// analyseVariance expects complete rows of k raters. Sums of squares that are no more
// than rounding error are set to zero, so that "no residual variance" is seen
// for what it is.
func analyseVariance(r Ratings, k int) variance {
	v := variance{n: float64(len(r)), k: float64(k)}
	if v.k < 2 {
		v.why = TooFewRaters
		return v
	}
	if v.n < 2 {
		v.why = TooFewUnits
		return v
	}
	grand, largest := 0.0, 0.0
	v.means = make([]float64, k)
	for _, row := range r {
		for j, x := range row {
			grand += x / (v.n * v.k)
			v.means[j] += x / v.n
			largest = max(largest, math.Abs(x))
		}
	}
	ssb, ssj, sse := 0.0, 0.0, 0.0
	for _, m := range v.means {
		ssj += v.n * (m - grand) * (m - grand)
	}
	for _, row := range r {
		own := sum(row) / v.k
		ssb += v.k * (own - grand) * (own - grand)
		for j, x := range row {
			d := x - own - v.means[j] + grand
			sse += d * d
		}
	}
	if math.IsInf(ssb+ssj+sse, 0) || math.IsNaN(ssb+ssj+sse) {
		v.means, v.why = nil, NotFinite
		return v
	}
	const ulps = 32 * 0x1p-52
	noise := v.n * v.k * (ulps * largest) * (ulps * largest)
	for _, s := range []*float64{&ssb, &ssj, &sse} {
		if *s <= noise {
			*s = 0
		}
	}
	v.msb, v.msj = ssb/(v.n-1), ssj/(v.k-1)
	v.mse = sse / ((v.n - 1) * (v.k - 1))
	v.msw = (ssj + sse) / (v.n * (v.k - 1))
	if ssb+ssj+sse == 0 {
		v.why = NoVariation
	}
	return v
}

func (v variance) squares() MeanSquares {
	if v.means == nil {
		u := NotComputable(v.why)
		return MeanSquares{u, u, u, u}
	}
	return MeanSquares{Known(v.msb), Known(v.msj), Known(v.msw), Known(v.mse)}
}

// ratio divides, with reason why when the denominator is not above zero or
// only by rounding error.
func ratio(above, below float64, why Reason) Number {
	if below <= 0 || below < tiny*math.Abs(above) {
		return NotComputable(why)
	}
	return Known(above / below)
}
