package agreement

import "math"

// RaterLeniency is how far one rater lies above (+) or below (−) the others.
type RaterLeniency struct {
	Rater    string `json:"rater"`
	N        int    `json:"n"`          // units shared with at least one other rater
	Mean     Number `json:"mean"`       // of all the rater's ratings, in scale units
	Leniency Number `json:"difference"` // mean signed difference from the others, in scale units
	Limits   Limits `json:"ci95"`
}

// Leniency gives, for each rater, the mean over units of the rater's rating
// less the mean of the other raters of the same unit: unlike a difference of
// means it is fair when raters saw different meetings.
//
// Formula: L = mean(x_ur − x̄_u,others), limits L ± t(n−1) s ⁄ √n. Source: the
// rater effect of Kring et al. 2022 and Guilford 1954, in scale units; for
// complete ratings it is k ⁄ (k−1) times rater mean less grand mean. Undefined
// when the rater shares no unit; limits need two. Names may be fewer than
// raters; the rest go by their number.
func Leniency(r Ratings, names []string) []RaterLeniency {
	out := make([]RaterLeniency, r.Raters())
	for j := range out {
		l := RaterLeniency{Rater: raterName(names, j), Mean: NotComputable(TooFewUnits)}
		var own, gaps []float64
		for _, row := range r {
			if math.IsNaN(row[j]) {
				continue
			}
			own = append(own, row[j])
			if all := present(row); len(all) > 1 {
				others := (sum(all) - row[j]) / float64(len(all)-1)
				gaps = append(gaps, row[j]-others)
			}
		}
		if len(own) > 0 {
			l.Mean = Known(mean(own))
		}
		l.N, l.Leniency, l.Limits = len(gaps), NotComputable(TooFewUnits), NoLimits(TooFewUnits)
		if l.N > 0 {
			l.Leniency = Known(mean(gaps))
		}
		if l.N > 1 {
			n := float64(l.N)
			l.Limits = around(mean(gaps), tQuantile(n-1)*deviation(gaps)/math.Sqrt(n))
		}
		out[j] = l
	}
	return out
}
