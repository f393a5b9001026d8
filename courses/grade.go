package courses

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Served is one item of a series as somebody was asked it: Order lists the
// item's options, by their index in the file, in the order shown.
type Served struct {
	Item  string `json:"item"`
	Order []int  `json:"order"`
}

// Draw picks n items of a pool for one series and shuffles the options of
// each. The items are spread over the objectives as evenly as the pool allows;
// within an objective those not in seen come first. It gives fewer than n only
// where the pool is smaller. The source of randomness must not be guessable.
func Draw(pool []Item, n int, seen map[string]bool, r *rand.Rand) []Served {
	byObjective := map[string][]Item{}
	var objectives []string
	for _, i := range r.Perm(len(pool)) {
		it := pool[i]
		if len(byObjective[it.Objective]) == 0 {
			objectives = append(objectives, it.Objective)
		}
		byObjective[it.Objective] = append(byObjective[it.Objective], it)
	}
	for _, items := range byObjective {
		slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(rank(seen[a.ID]), rank(seen[b.ID])) })
	}
	out := make([]Served, 0, n)
	for round := 0; len(out) < min(n, len(pool)); round++ {
		for _, o := range objectives {
			if items := byObjective[o]; round < len(items) && len(out) < n {
				out = append(out, Served{Item: items[round].ID, Order: r.Perm(len(items[round].Options))})
			}
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func rank(seen bool) int {
	if seen {
		return 1
	}
	return 0
}

// Grade counts the right answers of a series. It is a function of the served
// items and the answers alone (R13): answers gives, by item, the place of the
// chosen option in the order shown. An answer that is missing or out of range
// is an error, and so is an item that the pool does not have.
func Grade(pool []Item, served []Served, answers map[string]int) (right int64, err error) {
	for _, s := range served {
		i := slices.IndexFunc(pool, func(it Item) bool { return it.ID == s.Item })
		if i < 0 {
			return 0, fmt.Errorf("courses.Grade: item %q is not in the pool", s.Item)
		}
		at, ok := answers[s.Item]
		if !ok || at < 0 || at >= len(s.Order) {
			return 0, fmt.Errorf("courses.Grade: item %q has no answer", s.Item)
		}
		if s.Order[at] == pool[i].Key {
			right++
		}
	}
	return right, nil
}
