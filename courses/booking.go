package courses

import (
	"time"

	"polyphony/internal/fact"
)

// Booked is the dates booked for a cohort, by stage.
type Booked map[string][]fact.Date

// first is the earliest date booked for a stage; empty where there is none.
func (b Booked) first(stage string) (out fact.Date) {
	for _, d := range b[stage] {
		if out == "" || d < out {
			out = d
		}
	}
	return out
}

// Distance is what keeps the first contact day of a stage apart from another.
type Distance struct {
	Stage string    // title of the stage that comes before
	Days  int64     // between the first day of that stage and the first of this
	From  fact.Date // a day before it can count for nobody; empty while the stage before has no days
}

// Distance says from which date on a day of a stage can count, as far as the
// bookings tell: whoever attends the stage before later waits longer. ok is
// false for a stage that keeps no distance.
func (p Pinned) Distance(stage string, booked Booked) (d Distance, ok bool) {
	for _, s := range p.Pathway.Stages {
		if s.ID != stage || s.After.Stage == "" || s.After.DaysAtLeast <= 0 {
			continue
		}
		d = Distance{Stage: s.After.Stage, Days: s.After.DaysAtLeast}
		for _, before := range p.Pathway.Stages {
			if before.ID == s.After.Stage {
				d.Stage = before.Title
			}
		}
		if first, err := time.Parse(time.DateOnly, string(booked.first(s.After.Stage))); err == nil {
			d.From = fact.Date(first.AddDate(0, 0, int(d.Days)).Format(time.DateOnly))
		}
		return d, true
	}
	return d, false
}

// StageDays is how many days of a stage are booked, and how many it asks for.
type StageDays struct {
	Title        string
	Booked, Need int64
}

// Short is how many days are still to be booked.
func (s StageDays) Short() int64 { return max(s.Need-s.Booked, 0) }

// StageDays counts the booked days of each stage, in the order of the path.
func (p Pinned) StageDays(booked Booked) []StageDays {
	var out []StageDays
	for _, s := range p.Pathway.Stages {
		once := map[fact.Date]bool{}
		for _, d := range booked[s.ID] {
			once[d] = true
		}
		out = append(out, StageDays{s.Title, int64(len(once)), s.Contact.Days})
	}
	return out
}
