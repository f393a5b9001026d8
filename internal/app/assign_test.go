package app_test

import (
	"slices"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

func TestR24_TwoIndependentRatersAreAssigned(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 2)
		s.co = s.rater()           // a co-practitioner who is a rater
		s.calibrated(s.Supervisor) // calibrated, yet no rater
		s.Person(people.Rater)     // never calibrated
		s.Append(&fact.RoleGranted{Person: s.Supervisor.Person, Role: string(people.Rater), By: w.Institute, Second: w.Institute})
		s.Append(&fact.RoleGranted{Person: s.Actor.Person, Role: string(people.Rater), By: w.Institute, Second: w.Institute})
		s.calibrated(s.Actor)
		m := s.assigned()
		got := s.ratersOf(m)
		want := slices.Clone(s.raters)
		for _, r := range want {
			if !slices.Contains(got, r) {
				t.Errorf("assigned %v; want the two who are independent, %v", got, want)
			}
		}
		if len(got) != 2 {
			t.Errorf("%d raters", len(got))
		}
	})
}

func TestR24_NobodyIsAssignedBeforeTheWeek(t *testing.T) {
	s := newScene(t, newWorld(t), 3)
	m := s.handedIn(fact.Summative)
	c := &app.AssignRaters{Meeting: m}
	s.Do(app.Actor{}, c)
	if len(s.ratersOf(m)) != 0 {
		t.Fatal("raters before the consent after a week")
	}
	s.At(7 * day)
	s.consent(m, fact.AfterAWeek)
	if len(s.ratersOf(m)) != 2 {
		t.Fatal("no raters after the last consent")
	}
	s.Do(app.Actor{}, c)
	if len(s.ratersOf(m)) != 2 {
		t.Error("asked again, the system assigned again")
	}
}

func TestR24_WaitsWhereFewerThanTwoAreFree(t *testing.T) {
	s := newScene(t, newWorld(t), 1)
	m := s.assigned()
	if len(s.ratersOf(m)) != 0 {
		t.Fatal("one rater alone was assigned")
	}
	if v := s.view(m); v.State != app.BeingRated || v.Waiting == "" {
		t.Errorf("state %q, waiting %q", v.State, v.Waiting)
	}
	s.rater()
	for _, want := range []int{2, 0} {
		n, err := s.App.SweepAssignments(ctx)
		if err != nil || n != want || len(s.ratersOf(m)) != 2 {
			t.Errorf("%d assigned once a second was there, want %d; %v", n, want, err)
		}
	}
}

func TestR24_CalibrationRunsOut(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	s.At(366 * day)
	m := s.assigned()
	if len(s.ratersOf(m)) != 0 {
		t.Error("raters whose calibration ran out were assigned")
	}
}

// trains makes somebody a trainee who is a rater too.
func (s *scene) trains() institute.Trainee {
	s.T.Helper()
	t := s.Enrol()
	s.Append(&fact.RoleGranted{Person: t.Person, Role: string(people.Rater), By: s.Institute, Second: s.Institute})
	s.calibrated(t.Actor)
	return t
}

func TestR24_NoReciprocalPairOrRing(t *testing.T) {
	for _, length := range []int{2, 3, 4} {
		s := newScene(t, newWorld(t), 1)
		chain := []institute.Trainee{s.Trainee}
		for range length - 1 {
			chain = append(chain, s.trains())
		}
		// each has rated the next: the trainee the second, … and the last would
		// close the ring by rating the trainee
		for i, one := range chain[:length-1] {
			s.Append(&fact.RaterAssigned{Rater: one.Person, Meeting: one.Enrolment, Enrolment: chain[i+1].Enrolment})
		}
		// only one rater is outside the ring, so two can be had only by closing it
		m := s.assigned()
		if got := s.ratersOf(m); len(got) != 0 {
			t.Errorf("a ring of %d was closed by %v", length, got)
		}
		s.rater()
		s.Do(app.Actor{}, &app.AssignRaters{Meeting: m})
		if got := s.ratersOf(m); len(got) != 2 {
			t.Errorf("two raters outside the ring were not assigned: %v", got)
		}
	}
}

func TestR24_RingOpensAfterItsWindow(t *testing.T) {
	s := newScene(t, newWorld(t), 1)
	other := s.trains()
	s.Append(&fact.RaterAssigned{Rater: s.Actor.Person, Meeting: other.Enrolment, Enrolment: other.Enrolment})
	m := s.assigned()
	if len(s.ratersOf(m)) != 0 {
		t.Fatal("the pair was closed inside the window")
	}
	s.At(366 * day)
	for _, r := range []app.Actor{s.raters[0], other.Actor} {
		s.calibrated(r)
	}
	s.Do(app.Actor{}, &app.AssignAll{})
	if len(s.ratersOf(m)) != 2 {
		t.Error("after the window nobody was assigned")
	}
}

func TestR24_LeastLoadedFirst(t *testing.T) {
	s := newScene(t, newWorld(t), 3)
	other := s.Enrol()
	for range 2 {
		id, err := fact.NewID(nil)
		if err != nil {
			t.Fatal(err)
		}
		s.Append(&fact.RaterAssigned{Rater: s.raters[1].Person, Meeting: id, Enrolment: other.Enrolment})
	}
	if got := s.ratersOf(s.assigned()); slices.Contains(got, s.raters[1]) {
		t.Error("the rater with two open meetings got a third while others had none")
	}
}

func TestR24_DeclinedAndOverdueGoToSomebodyElse(t *testing.T) {
	s := newScene(t, newWorld(t), 4)
	m := s.assigned()
	first := s.ratersOf(m)
	refused(t, s.Try(first[0], &app.DeclineAssignment{Meeting: m, Why: "the weather"}), fault.Invalid)
	s.Do(first[0], &app.DeclineAssignment{Meeting: m, Why: app.ConflictOfInterest})
	third := s.ratersOf(m)
	if len(third) != 3 || third[2] == first[0] || third[2] == first[1] {
		t.Fatalf("after declining: %v", third)
	}
	_, err := s.App.OpenForRating(ctx, first[0], m)
	refused(t, err, fault.NotFound)
	s.rates(third[2], m, 4)

	s.At(7*day + time.Second)
	s.Do(app.Actor{}, &app.AssignAll{})
	fourth := s.ratersOf(m)
	if len(fourth) != 4 {
		t.Fatalf("an overdue rating was not given on: %v", fourth)
	}
	_, err = s.App.OpenForRating(ctx, first[1], m)
	refused(t, err, fault.NotFound)
	s.rates(fourth[3], m, 4)
	if s.view(m).State != app.MeetingDone {
		t.Error("two ratings did not decide")
	}
}

func TestR24_OverdueStaysWhereNobodyElseIsFree(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	m := s.assigned()
	s.At(8 * day)
	s.Do(app.Actor{}, &app.AssignAll{})
	q, err := s.App.RaterQueue(ctx, s.ratersOf(m)[0])
	if err != nil || len(q.Items) != 1 || !q.Items[0].Overdue || q.Hours != 2 || q.Items[0].AgeDays != 8 {
		t.Errorf("queue %+v, %v", q, err)
	}
}
