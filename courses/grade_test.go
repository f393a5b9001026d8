package courses

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// pool makes items with four options each, spread over objectives.
func pool(items, objectives int) []Item {
	out := make([]Item, items)
	for i := range out {
		out[i] = Item{
			ID: fmt.Sprintf("q%d", i), Objective: fmt.Sprintf("o%d", i%objectives),
			Options: make([]Option, 4), Key: i % 4,
		}
	}
	return out
}

func TestR13_DrawnItemsAreDifferentSpreadAndUnseenFirst(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		items := pool(rapid.IntRange(12, 24).Draw(r, "pool"), rapid.IntRange(1, 6).Draw(r, "objectives"))
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 1))
		seen := map[string]bool{}
		for _, it := range Draw(items, 6, seen, random) {
			seen[it.Item] = true
		}
		objective := map[string]string{}
		for _, it := range items {
			objective[it.ID] = it.Objective
		}
		again := Draw(items, 6, seen, random)
		per, drawn := map[string]int{}, map[string]bool{}
		for _, s := range again {
			if drawn[s.Item] {
				r.Fatalf("%s is served twice", s.Item)
			}
			drawn[s.Item] = true
			per[objective[s.Item]]++
			places := map[int]bool{}
			for _, i := range s.Order {
				places[i] = true
			}
			if len(places) != 4 || len(s.Order) != 4 {
				r.Fatalf("the options of %s are shown as %v", s.Item, s.Order)
			}
		}
		if len(again) != 6 {
			r.Fatalf("%d items are served", len(again))
		}
		least := 99
		for _, it := range items {
			least = min(least, per[it.Objective])
			if seen[it.ID] || drawn[it.ID] {
				continue
			}
			for _, s := range again {
				if seen[s.Item] && objective[s.Item] == it.Objective {
					r.Fatalf("%s is served again while %s has not been seen", s.Item, it.ID)
				}
			}
		}
		for o, n := range per {
			if n > least+1 && least < len(items)/len(per) {
				r.Fatalf("objective %s has %d items and another %d", o, n, least)
			}
		}
	})
}

func TestR13_GradingIsAFunctionOfItemsAndAnswers(t *testing.T) {
	items := pool(12, 3)
	served := []Served{{"q1", []int{3, 1, 0, 2}}, {"q2", []int{0, 1, 2, 3}}, {"q3", []int{3, 2, 1, 0}}}
	cases := []struct {
		answers map[string]int
		right   int64
		fails   bool
	}{
		{map[string]int{"q1": 1, "q2": 2, "q3": 0}, 3, false},
		{map[string]int{"q1": 1, "q2": 3, "q3": 0}, 2, false},
		{map[string]int{"q1": 0, "q2": 0, "q3": 1}, 0, false},
		{map[string]int{"q1": 1, "q2": 2}, 0, true},
		{map[string]int{"q1": 1, "q2": 4, "q3": 0}, 0, true},
		{map[string]int{"q1": 1, "q2": -1, "q3": 0}, 0, true},
	}
	for _, c := range cases {
		right, err := Grade(items, served, c.answers)
		if right != c.right || (err != nil) != c.fails {
			t.Errorf("%v: %d right, %v; want %d", c.answers, right, err, c.right)
		}
	}
	if _, err := Grade(items[:2], served, cases[0].answers); err == nil {
		t.Error("an item that the pool does not have is graded")
	}
}
