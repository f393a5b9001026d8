package agreement

import "math"

// cube is indexed by meeting, rater, principle.
type cube [][][]float64

// completeItems turns the ratings round into meetings × raters × principles
// and drops meetings with a gap.
func completeItems(items []Ratings) (cube, Reason) {
	if len(items) < 2 || items[0].Raters() < 2 {
		return nil, TooFewRaters
	}
	for _, r := range items {
		if len(r) != len(items[0]) || r.Raters() != items[0].Raters() {
			return nil, OutOfRange
		}
	}
	var x cube
	for p := range items[0] {
		plane, whole := make([][]float64, items[0].Raters()), true
		for j := range plane {
			plane[j] = make([]float64, len(items))
			for i, r := range items {
				plane[j][i] = r[p][j]
				whole = whole && !math.IsNaN(r[p][j])
			}
		}
		if whole {
			x = append(x, plane)
		}
	}
	if len(x) < 2 {
		return x, TooFewUnits
	}
	return x, ""
}

// itemSquares are the mean squares of the three-way analysis.
type itemSquares struct{ p, r, i, pr, pi, ri, pri float64 }

// margins are the means over the indices that are not named.
type margins struct {
	grand      float64
	p, r, i    []float64
	pr, pi, ri [][]float64
}

func grid(a, b int) [][]float64 {
	g := make([][]float64, a)
	for i := range g {
		g[i] = make([]float64, b)
	}
	return g
}

func (x cube) margins() margins {
	np, nr, ni := len(x), len(x[0]), len(x[0][0])
	m := margins{
		p: make([]float64, np), r: make([]float64, nr), i: make([]float64, ni),
		pr: grid(np, nr), pi: grid(np, ni), ri: grid(nr, ni),
	}
	fp, fr, fi := float64(np), float64(nr), float64(ni)
	for p := range x {
		for r := range x[p] {
			for i, v := range x[p][r] {
				m.grand += v / (fp * fr * fi)
				m.p[p] += v / (fr * fi)
				m.r[r] += v / (fp * fi)
				m.i[i] += v / (fp * fr)
				m.pr[p][r] += v / fi
				m.pi[p][i] += v / fr
				m.ri[r][i] += v / fp
			}
		}
	}
	return m
}

func meanSquaresItems(x cube) (itemSquares, Reason) {
	m := x.margins()
	fp, fr, fi := float64(len(x)), float64(len(x[0])), float64(len(x[0][0]))
	var s itemSquares
	varied := false
	for p := range x {
		for r := range x[p] {
			for i, v := range x[p][r] {
				varied = varied || v != x[0][0][0]
				d := v - m.pr[p][r] - m.pi[p][i] - m.ri[r][i] + m.p[p] + m.r[r] + m.i[i] - m.grand
				s.pri += d * d / ((fp - 1) * (fr - 1) * (fi - 1))
			}
		}
	}
	if !varied {
		return s, NoVariation
	}
	s.p, s.r, s.i = facet(m.p, m.grand)*fr*fi, facet(m.r, m.grand)*fp*fi, facet(m.i, m.grand)*fp*fr
	s.pr = cross(m.pr, m.p, m.r, m.grand) * fi
	s.pi = cross(m.pi, m.p, m.i, m.grand) * fr
	s.ri = cross(m.ri, m.r, m.i, m.grand) * fp
	return s, ""
}

// facet is the variance (n − 1) of the means of one facet.
func facet(a []float64, grand float64) float64 {
	t := 0.0
	for _, v := range a {
		t += (v - grand) * (v - grand)
	}
	return t / float64(len(a)-1)
}

// cross is the mean square, per observation in a cell, of an interaction.
func cross(ab [][]float64, a, b []float64, grand float64) float64 {
	t := 0.0
	for i := range ab {
		for j, v := range ab[i] {
			d := v - a[i] - b[j] + grand
			t += d * d
		}
	}
	return t / (float64(len(a)-1) * float64(len(b)-1))
}
