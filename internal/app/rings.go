package app

import "polyphony/internal/fact"

// rings is who rates whom inside the window.
type rings map[fact.ID][]fact.ID

// whoRatesWhom reads the assignments of the window; an assignment given back
// counts too, since it shows who was asked about whom.
func (a *App) whoRatesWhom(tx Tx, now fact.Time, pending []fact.Fact) (rings, error) {
	trainee := map[fact.ID]fact.ID{}
	enrolled, err := a.memory.ofKind(tx, fact.TraineeEnrolledKind)
	if err != nil {
		return nil, err
	}
	for _, e := range enrolled {
		x := e.Fact.(*fact.TraineeEnrolled)
		trainee[x.Enrolment] = x.Person
	}
	entries, err := a.memory.ofKind(tx, fact.RaterAssignedKind)
	if err != nil {
		return nil, err
	}
	out := rings{}
	add := func(f fact.Fact) {
		if x, ok := f.(*fact.RaterAssigned); ok {
			out[x.Rater] = append(out[x.Rater], trainee[x.Enrolment])
		}
	}
	for _, e := range entries {
		if e.At.Add(ringWindow) > now {
			add(e.Fact)
		}
	}
	for _, f := range pending {
		add(f)
	}
	return out, nil
}

// reaches reports whether from rates to, or rates somebody who does, and so on:
// then to must not rate from, since that would close a ring (R24).
func (g rings) reaches(from, to fact.ID) bool {
	seen, next := map[fact.ID]bool{from: true}, []fact.ID{from}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		for _, t := range g[at] {
			if t == to {
				return true
			}
			if !seen[t] {
				seen[t] = true
				next = append(next, t)
			}
		}
	}
	return false
}
