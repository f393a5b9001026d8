package agreement

import "testing"

func TestGeneraliseShroutFleiss(t *testing.T) {
	g := Generalise(shroutFleiss())
	near(t, "meetings", g.Meetings, 2.5556, 5e-5)
	near(t, "raters", g.Raters, 5.2444, 5e-5)
	near(t, "residual", g.Residual, 1.0194, 5e-5)
	near(t, "Φ of one rater is ICC(2,1)", g.Decisions[0].Dependability, .2898, 5e-5)
	near(t, "Φ of four is ICC(2,k)", g.Decisions[3].Dependability, .6201, 5e-5)
	near(t, "Eρ² of four is ICC(3,k)", g.Decisions[3].Generalisability, .9093, 5e-5)
	if len(g.Decisions) != 6 {
		t.Errorf("one to six raters, got %d", len(g.Decisions))
	}
}

func TestGeneraliseUndefined(t *testing.T) {
	g := Generalise(Ratings{{3, 3}, {3, 3}})
	undefined(t, "all equal", g.Meetings, NoVariation)
	undefined(t, "all equal", g.Decide(2).Dependability, NoVariation)
	undefined(t, "no raters", Generalise(shroutFleiss()).Decide(0).Dependability, OutOfRange)
	reversed := Generalise(Ratings{{1, 5}, {2, 4}, {3, 3}, {4, 2}, {5, 1}})
	if v, ok := reversed.Meetings.Value(); !ok || v >= 0 {
		t.Errorf("a negative component is shown as it is, got %v", reversed.Meetings)
	}
}

// designed builds ratings from effects that sum to zero in every direction, so
// that the mean squares are known by hand.
func designed() []Ratings {
	p, r, i := []float64{-2, 0, 2}, []float64{-1, 1}, []float64{-3, 3}
	pr := [][]float64{{.5, -.5}, {-1, 1}, {.5, -.5}}
	pi := [][]float64{{1, -1}, {1, -1}, {-2, 2}}
	ri := [][]float64{{.25, -.25}, {-.25, .25}}
	sign := [][]float64{{1, -1}, {-1, 1}}
	weight := []float64{.3, .1, -.4}
	out := make([]Ratings, 2)
	for it := range i {
		for m := range p {
			row := make([]float64, 2)
			for j := range r {
				row[j] = 10 + p[m] + r[j] + i[it] + pr[m][j] + pi[m][it] + ri[j][it] + weight[m]*sign[j][it]
			}
			out[it] = append(out[it], row)
		}
	}
	return out
}

func TestGeneraliseItemsByHand(t *testing.T) {
	g := GeneraliseItems(designed())
	// Mean squares from the effects: SS ÷ df with n = 3, k = 2, i = 2.
	pri := .26 * 4 / 2 // Σ effect² over the cells ÷ (2·1·1)
	pr := 2 * 3.0 / 2  // i · Σ pr² ÷ 2
	pi := 2 * 12.0 / 2 // k · Σ pi² ÷ 2
	ri := 3 * .25 / 1  // n · Σ ri² ÷ 1
	mp, mr, mi := 4*8.0/2, 6*2.0/1, 6*18.0/1
	near(t, "residual", g.Residual, pri, 1e-12)
	near(t, "meeting × rater", g.MeetingRater, (pr-pri)/2, 1e-12)
	near(t, "meeting × principle", g.MeetingPrinciple, (pi-pri)/2, 1e-12)
	near(t, "rater × principle", g.RaterPrinciple, (ri-pri)/3, 1e-12)
	near(t, "meetings", g.Meetings, (mp-pr-pi+pri)/4, 1e-12)
	near(t, "raters", g.Raters, (mr-pr-ri+pri)/6, 1e-12)
	near(t, "principles", g.Principles, (mi-pi-ri+pri)/6, 1e-12)
}

func TestGeneraliseItemsFixedPrinciplesIsTheAnalysisOfMeans(t *testing.T) {
	items := designed()
	means := make(Ratings, 3)
	for m := range means {
		for j := range 2 {
			means[m] = append(means[m], (items[0][m][j]+items[1][m][j])/2)
		}
	}
	g, of := GeneraliseItems(items), Generalise(means)
	want, _ := of.Dependability.Value()
	near(t, "Φ", g.DependabilityHere, want, 1e-12)
	want, _ = of.Decide(5).Generalisability.Value()
	near(t, "Eρ² of five", g.Decisions[4].Generalisability, want, 1e-12)
	if g.Decisions[4].Raters != 5 || g.Decisions[4].Principles != 2 {
		t.Errorf("%+v", g.Decisions[4])
	}
}

func TestGeneraliseItemsUndefined(t *testing.T) {
	r := shroutFleiss()
	undefined(t, "nothing", GeneraliseItems(nil).Meetings, TooFewRaters)
	undefined(t, "one principle", GeneraliseItems([]Ratings{r}).Meetings, TooFewRaters)
	undefined(t, "shapes", GeneraliseItems([]Ratings{r, r[:3]}).Meetings, OutOfRange)
	gap := Ratings{{1, 2}, {none, 3}}
	undefined(t, "one meeting", GeneraliseItems([]Ratings{gap, gap}).Dependability, TooFewUnits)
	equal := Ratings{{2, 2}, {2, 2}}
	g := GeneraliseItems([]Ratings{equal, equal})
	undefined(t, "all equal", g.Meetings, NoVariation)
	undefined(t, "all equal", g.Decide(2, 2, true).Dependability, NoVariation)
	undefined(t, "no principle", g.Decide(2, 0, true).Dependability, OutOfRange)
}
