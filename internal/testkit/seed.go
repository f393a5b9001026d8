package testkit

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// seedVariable names the environment variable that repeats a randomised run.
const seedVariable = "POLYPHONY_SEED"

// Seed returns the seed of a randomised test and logs it, so that a failure
// can be repeated: POLYPHONY_SEED=<seed> go test -run <name>. Without the
// variable each run draws another seed.
func Seed(t testing.TB) int64 {
	t.Helper()
	seed := rand.Int64()
	if text, set := os.LookupEnv(seedVariable); set {
		given, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatalf("%s is %q; it must be a whole number", seedVariable, text)
		}
		seed = given
	}
	t.Logf("%s=%d", seedVariable, seed)
	return seed
}
