package audit_test

import (
	"slices"
	"testing"

	"polyphony/internal/audit"
	"polyphony/internal/fact"
	"polyphony/internal/ledger"
)

// TestR27_WhatTheDoorAskedIsMissed takes out of an honest ledger, one at a time,
// a fact without which the door would have refused a later one. Whatever is not
// evidence of its own must be missed by the audit all the same.
func TestR27_WhatTheDoorAskedIsMissed(t *testing.T) {
	f := file(t)
	rating := firstRating(t, f)
	of := map[string]func(fact.Fact) bool{
		"the rater's role": func(x fact.Fact) bool {
			r, ok := x.(*fact.RoleGranted)
			return ok && r.Person == rating.Rater
		},
		"the rater's assignment": func(x fact.Fact) bool {
			a, ok := x.(*fact.RaterAssigned)
			return ok && a.Meeting == rating.Meeting && a.Rater == rating.Rater
		},
		"the rater's calibration": func(x fact.Fact) bool {
			c, ok := x.(*fact.RaterCalibrated)
			return ok && c.Rater == rating.Rater
		},
		"the rater's look": func(x fact.Fact) bool {
			v, ok := x.(*fact.RecordingViewed)
			return ok && v.Meeting == rating.Meeting && v.By == rating.Rater
		},
		"a consent before":       consentAt(rating.Meeting, fact.Before),
		"a consent after":        consentAt(rating.Meeting, fact.After),
		"a consent after a week": consentAt(rating.Meeting, fact.AfterAWeek),
		"the declaration": func(x fact.Fact) bool {
			d, ok := x.(*fact.MeetingDeclared)
			return ok && d.Meeting == rating.Meeting
		},
		"the enrolment": func(x fact.Fact) bool {
			e, ok := x.(*fact.TraineeEnrolled)
			return ok && e.Enrolment == rating.Enrolment
		},
		"a steward's signature": func(x fact.Fact) bool { return x.Kind() == fact.PathwayApprovedKind },
		"a booking": func(x fact.Fact) bool {
			c, ok := x.(*fact.CohortOpened)
			return ok && len(c.Blocks) > 0
		},
	}
	for name, is := range of {
		t.Run(name, func(t *testing.T) {
			i := slices.IndexFunc(f.Items, func(it ledger.Item) bool { return it.Fact != nil && is(it.Fact) })
			if i < 0 {
				t.Fatal("there is none")
			}
			g := *f
			g.Items = slices.Clone(f.Items)
			g.Items[i].Fact = &fact.PersonJoined{Person: "somebodyelse"}
			if r := audit.Check(&g); r.Problem == nil {
				t.Errorf("entry %d was taken out and the audit misses nothing", i)
			}
		})
	}
}

func consentAt(meeting fact.ID, moment fact.Moment) func(fact.Fact) bool {
	return func(x fact.Fact) bool {
		c, ok := x.(*fact.ConsentGiven)
		return ok && c.Meeting == meeting && c.Moment == moment
	}
}

func firstRating(t *testing.T, f *ledger.File) *fact.RatingCommitted {
	t.Helper()
	for _, it := range f.Items {
		if r, ok := it.Fact.(*fact.RatingCommitted); ok {
			return r
		}
	}
	t.Fatal("nobody rated")
	return nil
}

// TestR27_LateFactsThatTheDoorRefuses puts at the end of an honest ledger what
// only a way beside the door could.
func TestR27_LateFactsThatTheDoorRefuses(t *testing.T) {
	f := file(t)
	rating := firstRating(t, f)
	last := f.Items[len(f.Items)-1].Leaf
	enrolled := incompleteEnrolment(t, f)
	for name, forged := range map[string]fact.Fact{
		"a look after the end of consent": &fact.RecordingViewed{Meeting: "nomeeting", Enrolment: enrolled.Enrolment, By: rating.Rater, Medium: fact.Transcript},
		"a consent without a witness": &fact.ConsentGiven{
			Meeting: rating.Meeting, Enrolment: rating.Enrolment, Participant: "p", Moment: fact.Before, Form: "f", By: rating.Trainee, Witness: rating.Trainee,
		},
	} {
		g := *f
		g.Items = append(slices.Clone(f.Items), ledger.Item{Leaf: ledger.Leaf{Index: last.Index + 1, At: last.At}, Fact: forged})
		if r := audit.Check(&g); r.Problem == nil || r.Problem.Entry != last.Index+1 {
			t.Errorf("%s: %v", name, r.Problem)
		}
	}
}
