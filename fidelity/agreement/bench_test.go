package agreement

import "testing"

// Ten thousand ratings, every coefficient: under a second.
func BenchmarkAnalyseTenThousandRatings(b *testing.B) {
	for _, shape := range []struct {
		name string
		n, k int
	}{{"5000x2", 5000, 2}, {"2000x5", 2000, 5}, {"100x100", 100, 100}} {
		in := Input{Name: shape.name, Layout: UnitsByRaters, Ratings: simulated(shape.n, shape.k, 1)}
		in.Scale, in.Labels = wholeNumbers(1, 5)
		b.Run(shape.name, func(b *testing.B) {
			for b.Loop() {
				Analyse(in)
			}
		})
	}
}

// Two thousand draws of ICC(2,1) on a hundred meetings: under a second.
func BenchmarkBootstrapICC(b *testing.B) {
	r := simulated(100, 4, 1)
	for b.Loop() {
		BootstrapICC(r, 2000, 1)
	}
}
