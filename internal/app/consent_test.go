package app_test

import (
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/testkit/institute"
)

func TestR21_ConsentsComeInOrderAndWithAWitness(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.declare(fact.Summative)
	p := s.view(m).Participants[2].ID
	give := func(moment fact.Moment, witness fact.ID) error {
		return s.Try(s.Actor, &app.GiveConsent{Meeting: m, Participant: p, Moment: moment, Witness: witness, Capacity: app.OwnConsent})
	}
	refused(t, give(fact.Before, s.Actor.Person), fault.Invalid)
	refused(t, give(fact.Before, s.Supervisor.Person), fault.Invalid)
	refused(t, give(fact.After, s.co.Person), fault.Refused)
	refused(t, give("during", s.co.Person), fault.Invalid)
	if err := give(fact.Before, s.co.Person); err != nil {
		t.Fatal(err)
	}
	refused(t, give(fact.Before, s.co.Person), fault.Conflict)
	refused(t, give(fact.AfterAWeek, s.co.Person), fault.Refused)
	s.At(time.Hour)
	if err := give(fact.After, s.co.Person); err != nil {
		t.Fatal(err)
	}
	s.At(7*day - time.Second)
	if say := refused(t, give(fact.AfterAWeek, s.co.Person), fault.Refused); !strings.Contains(say, "12 January 2026") {
		t.Errorf("%q does not name the day", say)
	}
	s.At(time.Second)
	if err := give(fact.AfterAWeek, s.co.Person); err != nil {
		t.Fatal(err)
	}
	refused(t, s.Try(s.Enrol().Actor, &app.GiveConsent{Meeting: m, Participant: p, Moment: fact.After, Witness: s.co.Person, Capacity: app.OwnConsent}), fault.NotFound)
}

func TestR21_NothingIsTakenWithoutEveryConsent(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.declare(fact.Summative)
	refused(t, s.Try(s.Actor, s.upload(m)), fault.Refused)
	s.consent(m, fact.Before)
	refused(t, s.Try(s.Actor, &app.StageTranscript{Meeting: m, File: talk(1)}), fault.Refused)
	s.At(time.Hour)
	for _, p := range s.view(m).Participants[1:] {
		s.Do(s.co, &app.GiveConsent{Meeting: m, Participant: p.ID, Moment: fact.After, Witness: s.co.Person, Capacity: app.OwnConsent})
	}
	if say := refused(t, s.Try(s.Actor, s.upload(m)), fault.Refused); !strings.Contains(say, "Nadia") {
		t.Errorf("%q does not say whose consent is missing", say)
	}
}

func TestR21_WithdrawalClosesTheFile(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 2)
		m := s.assigned()
		r := s.ratersOf(m)
		s.rates(r[0], m, 4)
		if _, err := s.App.OpenForRating(ctx, r[1], m); err != nil {
			t.Fatal(err)
		}
		s.At(time.Hour)
		s.Do(s.co, &app.WithdrawConsent{Meeting: m, Participant: s.view(m).Participants[2].ID})

		_, err := s.App.OpenForRating(ctx, r[1], m)
		refused(t, err, fault.Refused)
		refused(t, s.Try(r[1], &app.CommitRating{Meeting: m, Scores: s.scores(4)}), fault.Refused)
		refused(t, s.Try(r[1], &app.SaveRatingDraft{Meeting: m, Scores: s.scores(4)}), fault.Refused)
		for _, who := range []app.Actor{s.Actor, s.Supervisor} {
			_, err := s.App.OpenTalk(ctx, who, m)
			refused(t, err, fault.Refused)
		}
		if v := s.view(m); v.State != app.MeetingClosed || v.HasFacts || v.MaySee {
			t.Errorf("the closed meeting still shows %+v", v)
		}
		if q, err := s.App.RaterQueue(ctx, r[1]); err != nil || len(q.Items) != 0 {
			t.Errorf("the rater's queue still has %v, %v", q.Items, err)
		}
		refused(t, s.Try(s.Actor, &app.GiveConsent{Meeting: m, Participant: s.view(m).Participants[2].ID, Moment: fact.Before, Witness: s.co.Person, Capacity: app.OwnConsent}), fault.Refused)
	})
}

func TestR21_WithdrawalBeforeTheUploadFreesTheWay(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.held(fact.Summative)
	p := s.view(m).Participants[0].ID
	s.Do(s.Actor, &app.WithdrawConsent{Meeting: m, Participant: p})
	refused(t, s.Try(s.Actor, s.upload(m)), fault.Refused)
	refused(t, s.Try(s.Actor, &app.WithdrawConsent{Meeting: m, Participant: p}), fault.Conflict)
	s.declare(fact.Summative) // the closed one is not open any more
}

func TestR21_WithdrawalCostsNothingThatWasDecided(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	m := s.decided(4)
	s.Do(s.Actor, &app.WithdrawConsent{Meeting: m, Participant: s.view(m).Participants[2].ID})
	f, err := s.App.Feedback(ctx, s.Actor, m)
	if err != nil || !f.Closed || f.Principles[0].LevelTenths != 40 {
		t.Fatalf("the decision is lost: %+v, %v", f, err)
	}
	for _, p := range f.Principles {
		if len(p.Observations) != 0 || p.Service != "" {
			t.Errorf("%s still shows words about the meeting", p.ID)
		}
	}
}

func TestR21_EveryLookIsWrittenDownFirst(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	m := s.assigned()
	r := s.ratersOf(m)[0]
	looks := func() int { return len(institute.OfKind[*fact.RecordingViewed](s.World, s.Enrolment)) }
	for i, want := range []int{1, 1, 2} {
		if _, err := s.App.OpenForRating(ctx, r, m); err != nil {
			t.Fatal(err)
		}
		if got := looks(); got != want {
			t.Errorf("look %d: %d entries; want %d", i, got, want)
		}
		s.At(40 * time.Minute)
	}
	if _, err := s.App.OpenForRating(ctx, s.co, m); err == nil || looks() != 2 {
		t.Error("somebody who may not look was served or left an entry")
	}
	if _, err := s.App.OpenTalk(ctx, s.Actor, m); err != nil || looks() != 3 {
		t.Errorf("the trainee's look: %v, %d entries", err, looks())
	}
}
