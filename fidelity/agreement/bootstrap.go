package agreement

import "math/rand/v2"

// Defaults of the bootstrap; both are printed with every result that used them.
const (
	DefaultDraws        = 1000
	DefaultSeed  uint64 = 20240304
)

// newRandom is a generator whose stream is fixed by its seed on every machine.
func newRandom(seed uint64) *rand.Rand {
	const stream = 0x706f6c7970686f6e
	return rand.New(rand.NewPCG(seed, stream))
}

// Bootstrap gives percentile limits of any coefficient by drawing whole
// meetings (rows) with replacement, so that ratings of one meeting stay
// together; raters are taken as they are. Source: Efron & Tibshirani 1993.
// Same seed and draws, same limits on every machine.
//
// Undefined with fewer than two units, and when the coefficient is undefined
// in more than 5 % of the draws.
func Bootstrap(r Ratings, draws int, seed uint64, coefficient func(Ratings) Number) Limits {
	if len(r) < 2 {
		return NoLimits(TooFewUnits)
	}
	random, pick := newRandom(seed), make([]int, len(r))
	rows, seen := make(Ratings, len(r)), make([]float64, 0, draws)
	for range draws {
		draw(pick, random)
		for i, u := range pick {
			rows[i] = r[u]
		}
		if v, ok := coefficient(rows).Value(); ok {
			seen = append(seen, v)
		}
	}
	return percentiles(seen, draws)
}

// BootstrapICC gives percentile limits of ICC(2,1) by meeting, on the units
// that all raters rated; an alternative to the F-based limits when ratings
// are far from normal. See Bootstrap for source and what is undefined.
func BootstrapICC(r Ratings, draws int, seed uint64) Limits {
	return Bootstrap(r.Complete(), draws, seed, func(x Ratings) Number { return icc21(analyseVariance(x, r.Raters())) })
}
