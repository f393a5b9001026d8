package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

const day = 24 * time.Hour

// talk is a short transcript; n makes its bytes its own.
func talk(n int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "WEBVTT\n\nNOTE meeting %d\n\n", n)
	said := []string{
		"Nadia: What would each of you like to use this hour for?", "Zofia: I would like to sleep again.",
		"Peter: I wonder what sleep would make room for.", "Dan: For us to talk, maybe.",
	}
	for i := range 20 {
		fmt.Fprintf(&b, "%02d:%02d.000 --> %02d:%02d.000\n%s\n\n", i/2, i%2*30, i/2, i%2*30+20, said[i%len(said)])
	}
	return []byte(b.String())
}

func voices() map[string]conversation.Role {
	return map[string]conversation.Role{
		"Nadia": conversation.Practitioner, "Peter": conversation.Practitioner,
		"Zofia": conversation.Person, "Dan": conversation.Network,
	}
}

func factsAt(held time.Time) fidelity.Facts {
	return fidelity.Facts{
		Contact: fact.At(held.Add(-20 * time.Hour)), Offered: fact.At(held), Accepted: fact.At(held), Held: fact.At(held),
		Network: "N1", Place: "a kitchen", Mode: fidelity.Home, PlaceChosenBy: fidelity.ByPerson,
		Invited:     []fidelity.Invited{{Who: "Dan, her partner", By: "Zofia", Came: true}},
		AgendaSetBy: "the person", EndedBy: "the network",
		Decisions: []fidelity.MeetingDecision{{What: "Next meeting on Thursday", Reason: "chosen by all"}},
		Team:      []string{"Nadia", "Peter"}, TraineeVoice: "Nadia",
	}
}

// scene is a trainee with a co-practitioner and some calibrated raters.
type scene struct {
	*institute.World
	institute.Trainee
	co     app.Actor
	raters []app.Actor
	files  int
}

func newScene(t *testing.T, w *institute.World, raters int) *scene {
	t.Helper()
	s := &scene{World: w, Trainee: w.Enrol(), co: w.Person(people.Facilitator)}
	for range raters {
		s.raters = append(s.raters, s.rater())
	}
	return s
}

// rater is somebody new whose calibration is given.
func (s *scene) rater(roles ...people.Role) app.Actor {
	s.T.Helper()
	r := s.Person(append(roles, people.Rater)...)
	s.calibrated(r)
	return r
}

func (s *scene) calibrated(r app.Actor) {
	s.T.Helper()
	s.Append(&fact.RaterCalibrated{
		Rater: r.Person, Instrument: s.Opened(s.Trainee).Pinned.Instrument.Digest, Gold: fact.Sum([]byte("gold")), SameSide: 20, Of: 21,
	})
}

func here() []app.Here {
	return []app.Here{
		{Label: "Nadia", Role: conversation.Practitioner},
		{Label: "Peter", Role: conversation.Practitioner},
		{Label: "Zofia", Role: conversation.Person},
		{Label: "Dan", Role: conversation.Network},
	}
}

func (s *scene) declare(purpose fact.Purpose) fact.ID {
	s.T.Helper()
	c := &app.DeclareMeeting{
		Enrolment: s.Enrolment, Purpose: purpose, CoPractitioners: []fact.ID{s.co.Person}, Participants: here(),
	}
	s.Do(s.Actor, c)
	return c.Meeting
}

func (s *scene) view(m fact.ID) app.MeetingView {
	s.T.Helper()
	v, err := s.App.Meeting(ctx, s.Actor, m)
	if err != nil {
		s.T.Fatal(err)
	}
	return v
}

func (s *scene) consent(m fact.ID, moment fact.Moment) {
	s.T.Helper()
	for i, p := range s.view(m).Participants {
		by := s.Actor
		if i == 0 { // the co-practitioner asks too
			by = s.co
		}
		s.Do(by, &app.GiveConsent{
			Meeting: m, Participant: p.ID, Moment: moment, Witness: s.co.Person, Capacity: app.OwnConsent,
		})
	}
}

// held takes a meeting up to the consent after it.
func (s *scene) held(purpose fact.Purpose) fact.ID {
	s.T.Helper()
	m := s.declare(purpose)
	s.consent(m, fact.Before)
	s.At(2 * time.Hour)
	s.consent(m, fact.After)
	return m
}

func (s *scene) upload(m fact.ID) *app.UploadTranscript {
	s.files++
	return &app.UploadTranscript{Meeting: m, File: talk(s.files), Voices: voices(), Facts: factsAt(s.Clock.Now().Add(-time.Hour))}
}

// handedIn takes a meeting up to the upload.
func (s *scene) handedIn(purpose fact.Purpose) fact.ID {
	s.T.Helper()
	m := s.held(purpose)
	s.Do(s.Actor, s.upload(m))
	return m
}

// assigned takes a summative meeting up to its raters.
func (s *scene) assigned() fact.ID {
	s.T.Helper()
	m := s.handedIn(fact.Summative)
	s.At(7 * day)
	s.consent(m, fact.AfterAWeek)
	return m
}

// ratersOf lists who was assigned to a meeting, in order.
func (s *scene) ratersOf(m fact.ID) (out []app.Actor) {
	s.T.Helper()
	for _, f := range institute.OfKind[*fact.RaterAssigned](s.World, s.Enrolment) {
		if f.Meeting == m {
			out = append(out, app.Actor{Person: f.Rater, SecondFactor: true})
		}
	}
	return out
}

// scores gives every principle a level, with evidence and a word.
func (s *scene) scores(level int64) (out []app.ScoreInput) {
	for _, p := range s.Opened(s.Trainee).Pinned.Instrument.Principles {
		out = append(out, app.ScoreInput{
			Principle: p.ID, Said: fact.SaidLevel, Level: level, Cues: []int{1, 3},
			Observation: fmt.Sprintf("In %s level %d can be heard.", p.ID, level), Reason: "seen in the meeting",
		})
	}
	return out
}

// rates has a rater open, read and commit.
func (s *scene) rates(r app.Actor, m fact.ID, level int64) {
	s.T.Helper()
	if _, err := s.App.OpenForRating(ctx, r, m); err != nil {
		s.T.Fatal(err)
	}
	s.At(time.Hour)
	s.Do(r, &app.CommitRating{Meeting: m, Scores: s.scores(level)})
}

// decided takes a meeting through two ratings.
func (s *scene) decided(level int64) fact.ID {
	s.T.Helper()
	m := s.assigned()
	for _, r := range s.ratersOf(m) {
		s.rates(r, m, level)
	}
	return m
}
