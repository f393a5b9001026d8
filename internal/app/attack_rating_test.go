package app_test

import (
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// TestR24_ARaterWhoBecomesSupervisorRatesNoMore: independence is asked when the
// rating is given, not only when the meeting was.
func TestR24_ARaterWhoBecomesSupervisorRatesNoMore(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 2)
		m := s.assigned()
		r := s.ratersOf(m)[0]
		if _, err := s.App.OpenForRating(ctx, r, m); err != nil {
			t.Fatal(err)
		}
		s.At(2 * day)
		by := s.Person(people.Registrar)
		s.Append(
			&fact.RoleGranted{Person: r.Person, Role: string(people.Supervisor), By: by.Person, Second: by.Person},
			&fact.TraineeEnrolled{
				Enrolment: "anotherpathway", Person: s.Trainee.Person, Cohort: s.Trainee.Cohort, Bundle: s.Bundle, Supervisor: r.Person, By: by.Person,
			},
		)
		refused(t, s.Try(r, &app.CommitRating{Meeting: m, Scores: s.scores(4)}), fault.Refused)
		if _, err := s.App.OpenForRating(ctx, r, m); err == nil {
			t.Error("the transcript is still shown to them")
		}
		s.rater()
		s.Do(r, &app.DeclineAssignment{Meeting: m, Why: app.ConflictOfInterest})
		if n := len(s.ratersOf(m)); n != 3 {
			t.Errorf("%d raters were asked; want a third in their place", n)
		}
		for _, other := range s.ratersOf(m)[1:] {
			s.rates(other, m, 4)
		}
		follows(t, w)
	})
}

// TestR24_NamingRatersKeepsNobodyAway: a trainee who names the raters they fear
// as co-practitioners does not choose who is left.
func TestR24_NamingRatersKeepsNobodyAway(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 2)
		feared := s.rater()
		s.co = feared
		m := s.declare(fact.Summative)
		for _, moment := range []fact.Moment{fact.Before, fact.After} {
			s.At(2 * time.Hour)
			for _, p := range s.view(m).Participants {
				s.Do(s.Actor, &app.GiveConsent{Meeting: m, Participant: p.ID, Moment: moment, Witness: feared.Person, Capacity: app.OwnConsent})
			}
		}
		if say := refused(t, s.Try(s.Actor, s.upload(m)), fault.Refused); !strings.Contains(say, "rates meetings here") {
			t.Error(say)
		}

		given := s.view(m).Participants[0]
		s.Do(s.Actor, &app.WithdrawConsent{Meeting: m, Participant: given.ID})
		m = s.declare(fact.Summative)
		for _, p := range s.view(m).Participants {
			s.Do(feared, &app.GiveConsent{Meeting: m, Participant: p.ID, Moment: fact.Before, Witness: feared.Person, Capacity: app.OwnConsent})
		}
		s.At(2 * time.Hour)
		s.consent(m, fact.After)
		s.Do(s.Actor, s.upload(m))
		follows(t, w)
	})
}

// TestR26_StallingShedsNothing: a meeting that was handed in is rated before the
// next one is declared, or closed; it is not left lying.
func TestR26_StallingShedsNothing(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 2)
		m := s.handedIn(fact.Summative)
		s.At(60 * day)
		next := &app.DeclareMeeting{
			Enrolment: s.Enrolment, Purpose: fact.Summative, CoPractitioners: []fact.ID{s.co.Person}, Participants: here(),
		}
		refused(t, s.Try(s.Actor, next), fault.Conflict)
		s.consent(m, fact.AfterAWeek)
		s.Do(s.Actor, next)
	})
}

// TestR26_ATraineesOwnWithdrawalIsNoWayOut: it closes the file at once, and the
// meeting counts as not met; on a co-practitioner's word it does not count.
func TestR26_ATraineesOwnWithdrawalIsNoWayOut(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 3)
		met := func() (n int64) {
			for _, q := range s.Standing(s.Trainee).Requirements {
				if q.Kind == "principle-met" {
					return q.Have
				}
			}
			return -1
		}
		for range 4 {
			s.decided(4)
			s.At(20 * day)
		}
		if met() != 4 {
			t.Fatalf("%d met after four good meetings", met())
		}
		for _, step := range []struct {
			who  app.Actor
			want int64
		}{{s.co, 4}, {s.Actor, 3}, {s.Actor, 2}} {
			m := s.assigned()
			s.Do(step.who, &app.WithdrawConsent{Meeting: m, Participant: s.view(m).Participants[0].ID})
			if got := met(); got != step.want {
				t.Errorf("%d met; want %d", got, step.want)
			}
			if _, err := s.App.OpenForRating(ctx, s.ratersOf(m)[0], m); err == nil {
				t.Error("a closed file is shown (R21)")
			}
			s.At(20 * day)
		}
		follows(t, w)
	})
}
