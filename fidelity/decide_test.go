package fidelity

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"polyphony/internal/fact"
)

// TestR24_TheTableForTwo is the portfolio table of the design for every pair
// of answers; rows are the first rater's. "m20" is met at a level shown as
// 2.0; a dot is open and asks for a third rater.
func TestR24_TheTableForTwo(t *testing.T) {
	table := map[int64][]string{
		//   na    no    1      2      3      4      5
		na: {"-", "x0", ".", ".", ".", ".", "."},
		no: {"x0", "x0", ".", ".", ".", ".", "."},
		1:  {".", ".", "x10", "x15", ".", ".", "."},
		2:  {".", ".", "x15", "x20", ".", ".", "."},
		3:  {".", ".", ".", ".", "m30", "m35", "."},
		4:  {".", ".", ".", ".", "m35", "m40", "m45"},
		5:  {".", ".", ".", ".", ".", "m45", "m50"},
	}
	for a, row := range table {
		for i, want := range row {
			b := answers[i]
			if got := short(decide(a, b)); got != want {
				t.Errorf("%d and %d: %s, want %s", a, b, got, want)
			}
			d := decision(a, b)
			if open := want == "."; d.Decided == open || d.NeedsThird != open {
				t.Errorf("%d and %d: decided %v, third %v", a, b, d.Decided, d.NeedsThird)
			}
		}
	}
}

func short(o Outcome) string {
	switch o.Result {
	case Met:
		return fmt.Sprintf("m%d", o.LevelTenths)
	case NotMet:
		return fmt.Sprintf("x%d", o.LevelTenths)
	case NotApplicable:
		return "-"
	default:
		return "."
	}
}

// TestR24_AThirdDecides: for every pair that is open, and every third.
func TestR24_AThirdDecides(t *testing.T) {
	for _, a := range answers {
		for _, b := range answers {
			two := decide(a, b)
			for _, c := range answers {
				got := decide(a, b, c)
				if two.Result != Open {
					if got != two {
						t.Errorf("%d %d were decided and a third %d changed it to %s", a, b, c, short(got))
					}
					continue
				}
				if want := byHand(a, b, c); short(got) != want {
					t.Errorf("%d %d %d: %s, want %s", a, b, c, short(got), want)
				}
				if d := decision(a, b, c); !d.Decided || d.NeedsThird {
					t.Errorf("%d %d %d: decided %v, third %v", a, b, c, d.Decided, d.NeedsThird)
				}
			}
		}
	}
}

// byHand says the rule for three once more, in the plainest way: three levels,
// the median; two, both must meet; one, never enough; "not applicable" only
// where two say so and nobody missed something.
func byHand(all ...int64) string {
	count := map[int64]int{}
	lowest, highest, sum, levels := int64(9), int64(0), int64(0), 0
	for _, a := range all {
		count[a]++
		if a > 0 {
			lowest, highest, sum, levels = min(lowest, a), max(highest, a), sum+a, levels+1
		}
	}
	side := func(level, tenths int64) string {
		if level >= 3 {
			return fmt.Sprintf("m%d", tenths)
		}
		return fmt.Sprintf("x%d", tenths)
	}
	switch {
	case levels == 3:
		median := sum - lowest - highest
		return side(median, 10*median)
	case levels == 2:
		return side(lowest, 5*sum)
	case count[na] == 2:
		return "-"
	case levels == 1:
		return fmt.Sprintf("x%d", 10*sum)
	default:
		return "x0"
	}
}

// TestR24_ALevelRaisedNeverTurnsMetIntoNotMet: over every combination of two
// and three answers, and every rise of one level in them.
func TestR24_ALevelRaisedNeverTurnsMetIntoNotMet(t *testing.T) {
	tried := 0
	for _, as := range combinations() {
		before := decide(as...)
		for i, a := range as {
			for up := a + 1; a > 0 && up <= 5; up++ {
				higher := append([]int64(nil), as...)
				higher[i] = up
				tried++
				after := decide(higher...)
				if before.Result == Met && after.Result == NotMet {
					t.Errorf("%v is met and %v is not", as, higher)
				}
				if len(as) == 3 && before.Result == Met && after.Result != Met {
					t.Errorf("%v is met and %v is %s", as, higher, after.Result)
				}
			}
		}
	}
	t.Logf("%d rises tried", tried)
}

// TestR24_WhoCommitsFirstDoesNotMatter between the first two.
func TestR24_WhoCommitsFirstDoesNotMatter(t *testing.T) {
	for _, as := range combinations() {
		swapped := append([]int64{as[1], as[0]}, as[2:]...)
		if decide(as...) != decide(swapped...) {
			t.Errorf("%v is %s and %v is %s", as, short(decide(as...)), swapped, short(decide(swapped...)))
		}
	}
}

// TestR20_NothingIsMetWithoutTwoLevelsAtTheThreshold is the floor under every
// row of the table.
func TestR20_NothingIsMetWithoutTwoLevelsAtTheThreshold(t *testing.T) {
	for _, as := range combinations() {
		n := 0
		for _, a := range as {
			if a >= 3 {
				n++
			}
		}
		if decide(as...).Result == Met && n < 2 {
			t.Errorf("%v is met", as)
		}
	}
}

func combinations() (out [][]int64) {
	for _, a := range answers {
		for _, b := range answers {
			out = append(out, []int64{a, b})
			for _, c := range answers {
				out = append(out, []int64{a, b, c})
			}
		}
	}
	return out
}

func TestR20_OneRatingOrNoneDecidesNothing(t *testing.T) {
	for _, d := range []Decision{decision(), decision(5), decision(na)} {
		if d.Decided || d.NeedsThird || d.Outcome("transparency").Result != Open {
			t.Errorf("%+v", d)
		}
	}
	if o := decision(5, 5).Outcome("not-a-principle"); o.Result != Open || o.LevelTenths != 0 {
		t.Errorf("a principle that does not exist has the outcome %+v", o)
	}
}

// TestR26_MoreThanThreeRatingsChangeNothing: the first three decide, whatever
// anybody adds.
func TestR26_MoreThanThreeRatingsChangeNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		as := rapid.SliceOfN(rapid.SampledFrom(answers), 3, 9).Draw(r, "answers")
		if decide(as...) != decide(as[:3]...) {
			r.Fatalf("%v is another result than its first three", as)
		}
	})
}

func TestR25_APrincipleScoredTwiceOrNotAtAllStaysOpen(t *testing.T) {
	a, b := rated("a", 5), rated("b", 5)
	a.Scores = append(a.Scores, said("transparency", 5))
	b.Scores = b.Scores[:1]
	d := Decide(sample(), rules, []*fact.RatingCommitted{a, b})
	if d.Decided || d.Outcome("transparency").Result != Open || d.Outcome("uncertainty").Result != Open {
		t.Errorf("%+v", d)
	}
}

// TestServiceFactsAloneNeverHoldAMeetingOpen: a principle that does not count
// for the person may stay open without a third rater.
func TestServiceFactsAloneNeverHoldAMeetingOpen(t *testing.T) {
	a, b := rated("a", 4), rated("b", 4)
	b.Scores[2] = said("immediate", 1)
	d := Decide(sample(), rules, []*fact.RatingCommitted{a, b})
	if !d.Decided || d.NeedsThird || d.Outcome("immediate").Result != Open {
		t.Errorf("%+v", d)
	}
	b.Scores[1] = said("uncertainty", 1)
	if d := Decide(sample(), rules, []*fact.RatingCommitted{a, b}); d.Decided || !d.NeedsThird {
		t.Errorf("%+v", d)
	}
}

func TestAThirdIsAskedForByTheRulesOfTheStandard(t *testing.T) {
	rs := []*fact.RatingCommitted{rated("a", 3), rated("b", 5)}
	if d := Decide(sample(), Rules{3, 3}, rs); !d.Decided || d.Outcome("transparency").Result != Met {
		t.Errorf("two levels are apart although the standard says three: %+v", d)
	}
	if d := Decide(sample(), Rules{4, 3}, rs); d.Decided || !d.NeedsThird {
		t.Errorf("two sides of the threshold were decided by two: %+v", d)
	}
}
