package app_test

import (
	"strings"
	"testing"
	"time"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

func TestMeetingFromDeclarationToFeedback(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 2)
		m := s.declare(fact.Summative)
		for _, step := range []struct {
			do   func()
			want app.MeetingState
		}{
			{func() {}, app.AsksBefore},
			{func() { s.consent(m, fact.Before) }, app.AsksAfter},
			{func() { s.At(time.Hour); s.consent(m, fact.After) }, app.AwaitsUpload},
			{func() { s.Do(s.Actor, s.upload(m)) }, app.AsksAfterWeek},
			{func() { s.At(7 * day); s.consent(m, fact.AfterAWeek) }, app.BeingRated},
			{func() { s.rates(s.ratersOf(m)[0], m, 4) }, app.BeingRated},
			{func() { s.rates(s.ratersOf(m)[1], m, 4) }, app.MeetingDone},
		} {
			step.do()
			if got := s.view(m).State; got != step.want {
				t.Fatalf("state %q; want %q", got, step.want)
			}
		}
		f, err := s.App.Feedback(ctx, s.Actor, m)
		if err != nil {
			t.Fatal(err)
		}
		p := f.Principles[0]
		if len(p.Observations) != 2 || p.LevelTenths != 40 || len(p.Anchors) != 1 || p.Anchors[0].Text == "" || p.Service == "" {
			t.Errorf("feedback on %s: %+v", p.ID, p)
		}
		if o := p.Observations[0]; o.Text == "" || len(o.Cues) != 2 || o.Cues[0].Text == "" {
			t.Errorf("an observation without its words: %+v", o)
		}
		if len(f.Next) == 0 || len(f.Next[0].TaughtIn) == 0 {
			t.Error("nothing is named to practise next")
		}
		if _, err := s.App.Feedback(ctx, s.Supervisor, m); err != nil {
			t.Errorf("the supervisor of record: %v", err)
		}
		for _, other := range []app.Actor{s.co, s.ratersOf(m)[0], s.Person(people.Registrar), s.Enrol().Actor, {}} {
			_, err := s.App.Feedback(ctx, other, m)
			refused(t, err, fault.NotFound)
		}
	})
}

func TestDeclarationsThatCannotBe(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	good := app.DeclareMeeting{
		Enrolment: s.Enrolment, Purpose: fact.Summative, CoPractitioners: []fact.ID{s.co.Person}, Participants: here(),
	}
	for _, c := range []struct {
		name, want string
		change     func(c *app.DeclareMeeting)
	}{
		{"no purpose", "summative", func(c *app.DeclareMeeting) { c.Purpose = "" }},
		{"alone", "co-practitioner", func(c *app.DeclareMeeting) { c.CoPractitioners = nil }},
		{"with oneself", "not your own", func(c *app.DeclareMeeting) { c.CoPractitioners = []fact.ID{s.Actor.Person} }},
		{"with nobody known", "no account", func(c *app.DeclareMeeting) { c.CoPractitioners = []fact.ID{"aaaaaaaaaaaaaaaaaaaaaaaaaa"} }},
		{"no person", "at the centre", func(c *app.DeclareMeeting) { c.Participants = here()[:2] }},
		{"one practitioner", "every practitioner", func(c *app.DeclareMeeting) { c.Participants = here()[1:] }},
		{"full name", "full name", func(c *app.DeclareMeeting) { c.Participants[3].Label = "Mary Smith" }},
		{"e-mail", "e-mail", func(c *app.DeclareMeeting) { c.Participants[3].Label = "m@example.org" }},
		{"twice", "twice", func(c *app.DeclareMeeting) { c.Participants[3].Label = "zofia" }},
		{"role", "choose a role", func(c *app.DeclareMeeting) { c.Participants[3].Role = conversation.Role("boss") }},
	} {
		one := good
		one.Participants = here()
		c.change(&one)
		if say := refused(t, s.Try(s.Actor, &one), fault.Invalid); !strings.Contains(say, c.want) {
			t.Errorf("%s: %q does not say %q", c.name, say, c.want)
		}
	}
	refused(t, s.Try(s.Enrol().Actor, &good), fault.NotFound)
}

func TestR23_SummativeMeetingsLieApart(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	again := &app.DeclareMeeting{
		Enrolment: s.Enrolment, Purpose: fact.Summative, CoPractitioners: []fact.ID{s.co.Person}, Participants: here(),
	}
	m := s.held(fact.Summative)
	if say := refused(t, s.Try(s.Actor, again), fault.Conflict); !strings.Contains(say, "still open") {
		t.Errorf("a second open one: %q", say)
	}
	s.Do(s.Actor, s.upload(m))
	s.At(7 * day)
	s.consent(m, fact.AfterAWeek)
	s.At(6 * day)
	if say := refused(t, s.Try(s.Actor, again), fault.Refused); !strings.Contains(say, "from 19 January 2026 at 11:00") {
		t.Errorf("after 13 days: %q does not name the date", say)
	}
	formative := *again
	formative.Purpose = fact.Formative
	s.Do(s.Actor, &formative)
	s.At(day)
	s.Do(s.Actor, again)
}

func TestR23_AMeetingHeldBeforeItsDeclarationCannotCount(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.declare(fact.Summative)
	early := factsAt(s.Clock.Now().Add(-2 * time.Minute))
	save := &app.SaveFacts{Meeting: m, Facts: early}
	if say := refused(t, s.Try(s.Actor, save), fault.Refused); !strings.HasPrefix(say, "This meeting was declared on 5 January 2026 at ") || !strings.Contains(say, "A meeting held before that cannot count; declare the next one.") {
		t.Errorf("facts: %q", say)
	}
	s.consent(m, fact.Before)
	s.At(2 * time.Hour)
	s.consent(m, fact.After)
	c := s.upload(m)
	c.Facts = early
	if say := refused(t, s.Try(s.Actor, c), fault.Refused); !strings.Contains(say, "cannot count") {
		t.Errorf("hand-in: %q", say)
	}
	practice := s.declare(fact.Formative)
	s.Do(s.Actor, &app.SaveFacts{Meeting: practice, Facts: factsAt(s.Clock.Now().Add(-time.Hour))})
}

func TestR23_AMeetingThatCountsLiesBetweenItsConsents(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.declare(fact.Summative)
	s.At(time.Hour)
	s.consent(m, fact.Before)
	asked := s.Clock.Now()
	s.At(time.Hour)
	s.consent(m, fact.After)
	s.At(time.Hour)
	for held, want := range map[time.Time]string{
		asked.Add(-10 * time.Minute):        "Consent comes first",
		s.Clock.Now().Add(-5 * time.Minute): "consent after recording was written down",
	} {
		if say := refused(t, s.Try(s.Actor, &app.SaveFacts{Meeting: m, Facts: factsAt(held)}), fault.Refused); !strings.Contains(say, want) {
			t.Errorf("held %s: %q does not say %q", held, say, want)
		}
	}
	s.Do(s.Actor, &app.SaveFacts{Meeting: m, Facts: factsAt(asked.Add(30 * time.Minute))})
}

func TestR23_NoConsentBeforeRecordingOnceTheFactsSayThatItBegan(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.declare(fact.Summative)
	s.At(time.Hour)
	s.Do(s.Actor, &app.SaveFacts{Meeting: m, Facts: factsAt(s.Clock.Now().Add(-30 * time.Minute))})
	c := &app.GiveConsent{Meeting: m, Participant: s.view(m).Participants[0].ID, Moment: fact.Before, Witness: s.co.Person, Capacity: app.OwnConsent}
	if say := refused(t, s.Try(s.Actor, c), fault.Refused); !strings.Contains(say, "say that it began on") {
		t.Errorf("%q", say)
	}
}

func TestR23_ClaimedDatesOnlyTakeAway(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.held(fact.Summative)
	for name, held := range map[string]time.Time{
		"future":              s.Clock.Now().Add(time.Hour),
		"before the consents": s.Clock.Now().Add(-30 * day),
	} {
		c := s.upload(m)
		c.Facts = factsAt(held)
		if err := s.Try(s.Actor, c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	s.Do(s.Actor, s.upload(m))
}
