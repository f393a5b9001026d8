package agreement

import (
	"math"

	"polyphony/internal/fault"
)

// Weights says for each pair of categories how much two raters who chose them
// agree: 1 on the diagonal, less elsewhere.
type Weights [][]float64

func weigh(q int, f func(distance, span float64) float64) Weights {
	w := make(Weights, q)
	for i := range w {
		w[i] = make([]float64, q)
		for j := range w[i] {
			w[i][j] = 1
			if i != j {
				w[i][j] = f(math.Abs(float64(i-j)), float64(q-1))
			}
		}
	}
	return w
}

// Identity counts only exact agreement: w = 1 if i = j, else 0. q ≥ 1 is the
// number of declared categories.
func Identity(q int) Weights { return weigh(q, func(_, _ float64) float64 { return 0 }) }

// Linear weights: w = 1 − |i−j| ⁄ (q−1), in [0, 1] (Cicchetti & Allison 1971).
func Linear(q int) Weights { return weigh(q, func(d, s float64) float64 { return 1 - d/s }) }

// Quadratic weights: w = 1 − ((i−j) ⁄ (q−1))², in [0, 1] (Fleiss & Cohen 1973).
func Quadratic(q int) Weights {
	return weigh(q, func(d, s float64) float64 { return 1 - d*d/(s*s) })
}

// Ordinal weights: w = 1 − C(|i−j|+1, 2) ⁄ C(q, 2), in [0, 1] (Gwet 2014).
// They are not Krippendorff's ordinal metric, which depends on the data.
func Ordinal(q int) Weights {
	return weigh(q, func(d, s float64) float64 { return 1 - (d+1)*d/((s+1)*s) })
}

// FromDisagreement turns given disagreement weights (0 on the diagonal, none
// negative) into agreement weights w = 1 − d ⁄ max d (Cohen 1968). Weighted
// kappa is the same for any positive multiple of d. It is Invalid if d is not
// square, its diagonal is not zero, a weight is negative or all are zero.
func FromDisagreement(d [][]float64) (Weights, error) {
	const op = "agreement.FromDisagreement"
	top := 0.0
	for i, row := range d {
		if len(row) != len(d) {
			return nil, fault.New(fault.Invalid, op, "the weights are not square: row %d has %d of %d", i+1, len(row), len(d))
		}
		for j, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 || (i == j && v != 0) {
				return nil, fault.New(fault.Invalid, op, "the weight in row %d, column %d must be 0 on the diagonal and not negative elsewhere", i+1, j+1)
			}
			top = max(top, v)
		}
	}
	if top == 0 {
		return nil, fault.New(fault.Invalid, op, "all disagreement weights are zero; give at least one above it")
	}
	w := make(Weights, len(d))
	for i, row := range d {
		w[i] = make([]float64, len(row))
		for j, v := range row {
			w[i][j] = 1 - v/top
		}
	}
	return w, nil
}

// total is the sum of all weights.
func (w Weights) total() float64 {
	t := 0.0
	for _, row := range w {
		t += sum(row)
	}
	return t
}

// times gives w·x.
func (w Weights) times(x []float64) []float64 {
	out := make([]float64, len(w))
	for i, row := range w {
		for j, v := range row {
			out[i] += v * x[j]
		}
	}
	return out
}
