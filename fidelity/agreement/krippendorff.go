package agreement

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Metric says how far apart two values are for Krippendorff's alpha.
type Metric int

// The four metrics. Ordinal is Krippendorff's own, which counts the ratings
// between two values in the data at hand; it is not Gwet's ordinal weight.
const (
	NominalMetric Metric = iota
	OrdinalMetric
	IntervalMetric
	RatioMetric
)

// AlphaResult is Krippendorff's alpha under one metric.
type AlphaResult struct {
	N, K  int // units with two or more ratings; raters
	Value Number
}

// Alpha is Krippendorff's alpha: 1 is perfect, 0 is chance, and systematic
// disagreement is negative. Ratings may be missing; a unit with one rating
// does not count.
//
// Formula: α = 1 − Dₒ ⁄ Dₑ, Dₒ = Σ over units Σ_{i≠j} δ²(i,j) ⁄ (m_u−1) ⁄ N,
// Dₑ = Σ_{c≠k} n_c n_k δ²(c,k) ⁄ (N(N−1)). δ² is 0 or 1 (nominal), the squared
// difference of mid-ranks (ordinal) or of values (interval), or
// ((c−k) ⁄ (c+k))² (ratio). Source: Krippendorff 2004; 2011.
//
// Undefined with fewer than two raters, without a pairable unit, when all
// pairable ratings are equal, and for the ratio metric below zero.
func Alpha(r Ratings, m Metric) AlphaResult {
	d := newAlphaData(r)
	out := AlphaResult{N: len(d.units), K: r.Raters()}
	if out.K < 2 {
		out.Value = NotComputable(TooFewRaters)
		return out
	}
	pick := d.everyUnit()
	out.Value = d.alpha(m, pick, d.count(pick))
	return out
}

// alphaData holds the pairable units with each rating as an index into the
// distinct values, so that resampling never sorts again, and what each unit
// adds to the disagreement wherever that does not depend on the other units.
type alphaData struct {
	values []float64
	units  [][]int
	within map[Metric][]float64 // Σ_{i≠j} δ² ⁄ (m−1) of each unit; not for the ordinal metric
}

func newAlphaData(r Ratings) alphaData {
	var kept Ratings
	for _, row := range r {
		if p := present(row); len(p) > 1 {
			kept = append(kept, p)
		}
	}
	d := alphaData{values: kept.Values(), within: map[Metric][]float64{}}
	for _, row := range kept {
		u := make([]int, len(row))
		for i, v := range row {
			u[i], _ = slices.BinarySearch(d.values, v)
		}
		d.units = append(d.units, u)
		d.within[IntervalMetric] = append(d.within[IntervalMetric], spread(u, d.values))
		d.within[NominalMetric] = append(d.within[NominalMetric], disagreement(row, unequal))
		d.within[RatioMetric] = append(d.within[RatioMetric], disagreement(row, ratioDistance))
	}
	return d
}

// disagreement is Σ_{i≠j} δ² ⁄ (m−1) over the ordered pairs of one unit.
func disagreement(row []float64, distance func(a, b float64) float64) float64 {
	s := 0.0
	for i, a := range row {
		for _, b := range row[i+1:] {
			s += 2 * distance(a, b)
		}
	}
	return s / float64(len(row)-1)
}

// spread is disagreement for a metric that is a squared difference of places:
// the sum over ordered pairs is 2m times the squares about the mean.
func spread(unit []int, place []float64) float64 {
	m, centre, s := float64(len(unit)), 0.0, 0.0
	for _, c := range unit {
		centre += place[c] / m
	}
	for _, c := range unit {
		s += (place[c] - centre) * (place[c] - centre)
	}
	return 2 * m * s / (m - 1)
}

func unequal(a, b float64) float64 {
	if a == b {
		return 0
	}
	return 1
}

func ratioDistance(a, b float64) float64 {
	if a == b {
		return 0
	}
	d := (a - b) / (a + b)
	return d * d
}

// everyUnit picks each unit once.
func (d alphaData) everyUnit() []int {
	pick := make([]int, len(d.units))
	for i := range pick {
		pick[i] = i
	}
	return pick
}

// count gives how often each value occurs in the picked units.
func (d alphaData) count(pick []int) []float64 {
	counts := make([]float64, len(d.values))
	for _, u := range pick {
		for _, c := range d.units[u] {
			counts[c]++
		}
	}
	return counts
}

// alpha computes the coefficient over the picked units from their counts.
func (d alphaData) alpha(m Metric, pick []int, counts []float64) Number {
	if len(pick) == 0 {
		return NotComputable(TooFewUnits)
	}
	if m == RatioMetric && d.values[0] < 0 {
		return NotComputable(NegativeRating)
	}
	if used(counts) < 2 {
		return NotComputable(NoVariation)
	}
	place, own, seen := d.values, d.within[m], 0.0
	if m == OrdinalMetric {
		place = midRanks(counts)
		for _, u := range pick {
			seen += spread(d.units[u], place)
		}
	} else {
		for _, u := range pick {
			seen += own[u]
		}
	}
	return Known(1 - (sum(counts)-1)*seen/chance(m, counts, place))
}

func used(counts []float64) int {
	n := 0
	for _, c := range counts {
		if c > 0 {
			n++
		}
	}
	return n
}

// midRanks gives each value's place such that the difference of two places is
// the number of ratings between them, counting half of those at both ends.
func midRanks(counts []float64) []float64 {
	out, below := make([]float64, len(counts)), 0.0
	for i, c := range counts {
		out[i] = below + c/2
		below += c
	}
	return out
}

// chance is Σ n_c n_k δ²(c,k) over all ordered pairs of values.
func chance(m Metric, counts, place []float64) float64 {
	total, s := sum(counts), 0.0
	switch m {
	case NominalMetric:
		for _, c := range counts {
			s += c * (total - c)
		}
	case RatioMetric:
		for i, a := range place {
			for j, b := range place[:i] {
				if counts[i] > 0 && counts[j] > 0 {
					s += 2 * counts[i] * counts[j] * ratioDistance(a, b)
				}
			}
		}
	default:
		centre := 0.0
		for i, c := range counts {
			centre += c * place[i] / total
		}
		for i, c := range counts {
			s += 2 * total * c * (place[i] - centre) * (place[i] - centre)
		}
	}
	return s
}

// manyValues bounds the work of resampling under the ratio metric, which
// compares every pair of distinct values in each draw.
const manyValues = 200

// BootstrapAlpha gives percentile limits of Alpha for each metric by drawing
// pairable units with replacement (Krippendorff 2004; Hayes & Krippendorff
// 2007); the same draws serve all metrics. Same seed and draws, same limits.
// Undefined as in Bootstrap, and for the ratio metric when there are more
// than 200 distinct values.
func BootstrapAlpha(r Ratings, draws int, seed uint64, metrics ...Metric) []Limits {
	d := newAlphaData(r)
	out := make([]Limits, len(metrics))
	if len(d.units) < 2 {
		for i := range out {
			out[i] = NoLimits(TooFewUnits)
		}
		return out
	}
	seen := make([][]float64, len(metrics))
	pick, random := make([]int, len(d.units)), newRandom(seed)
	for range draws {
		draw(pick, random)
		counts := d.count(pick)
		for i, m := range metrics {
			if m == RatioMetric && len(d.values) > manyValues {
				continue
			}
			if v, ok := d.alpha(m, pick, counts).Value(); ok {
				seen[i] = append(seen[i], v)
			}
		}
	}
	for i, m := range metrics {
		out[i] = percentiles(seen[i], draws)
		if m == RatioMetric && len(d.values) > manyValues {
			out[i] = NoLimits(TooManyValues)
		}
	}
	return out
}

func draw(pick []int, random *rand.Rand) {
	for i := range pick {
		pick[i] = random.IntN(len(pick))
	}
}

// percentiles takes the 2.5 and 97.5 % points (linear between order
// statistics) if at least 95 % of the draws gave a value.
func percentiles(x []float64, draws int) Limits {
	const enough = 0.95
	if len(x) == 0 || float64(len(x)) < enough*float64(draws) {
		return NoLimits(DrawsUndefined)
	}
	slices.Sort(x)
	at := func(p float64) Number {
		h := p * float64(len(x)-1)
		lo := int(math.Floor(h))
		hi := min(lo+1, len(x)-1)
		return Known(x[lo] + (h-float64(lo))*(x[hi]-x[lo]))
	}
	return Limits{at(1 - confidence), at(confidence)}
}
