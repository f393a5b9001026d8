package test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"polyphony/content"
	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/demo"
	"polyphony/internal/fact"
)

// awaitsRating lets a trainee hand in a meeting that counts, with everybody's
// consent, and finds a rater whom the system then chose. Eight days go by, so
// it comes before anybody signs in to stay.
func (w *world) awaitsRating(t *testing.T) demo.SignIn {
	t.Helper()
	ctx := context.Background()
	library, _ := content.Load(content.Embedded())
	for n := range 6 {
		w.calibrates(t, w.enter(t, w.who(t, "rater", "", n)), library)
	}
	trainee := w.enter(t, w.who(t, "trainee", "one meeting so far", 0))
	beside := w.enter(t, w.who(t, "supervisor", "", 1))
	source := library.Meetings["the-whistle"]
	paths, err := w.App.MyPath(ctx, trainee.actor)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no path: %v", err)
	}
	m := &app.DeclareMeeting{Enrolment: paths[0].Enrolment, Purpose: fact.Summative, CoPractitioners: []fact.ID{beside.actor.Person}}
	for _, v := range source.Voices {
		m.Participants = append(m.Participants, app.Here{Label: v.Name, Role: source.Roles[v.Name]})
	}
	w.apply(t, trainee, m)
	w.agreed(t, trainee, beside, m.Meeting, fact.Before)
	held := w.clock.Now().Add(time.Minute)
	w.clock.forward(2 * time.Hour)
	w.agreed(t, trainee, beside, m.Meeting, fact.After)
	voices := map[string]conversation.Role{}
	for v, r := range source.Roles {
		voices[v] = r
	}
	w.apply(t, trainee, &app.UploadTranscript{
		Meeting: m.Meeting, Voices: voices, Facts: app.FictionalFacts(source, fact.At(held)),
		File: bytes.Replace(source.Transcript, []byte("WEBVTT\n"), []byte("WEBVTT\n\nNOTE\nHeld for the tests of the pages.\n"), 1),
	})
	w.clock.forward(8 * 24 * time.Hour)
	w.agreed(t, trainee, beside, m.Meeting, fact.AfterAWeek)
	if _, err := w.App.SweepAssignments(ctx); err != nil {
		t.Fatal(err)
	}
	for n := range 6 {
		s := w.who(t, "rater", "", n)
		q, err := w.App.RaterQueue(ctx, w.enter(t, s).actor)
		if err != nil {
			t.Fatal(err)
		}
		if len(q.Items) > 0 {
			return s
		}
	}
	t.Fatal("no rater was chosen")
	return demo.SignIn{}
}

// calibrates lets a rater whose calibration ran out rate the gold meetings as
// gold does.
func (w *world) calibrates(t *testing.T, rater visitor, library *content.Library) {
	t.Helper()
	for {
		tasks, err := w.App.CalibrationTasks(context.Background(), rater.actor)
		if err != nil || len(tasks) == 0 {
			t.Fatalf("no calibration: %v", err)
		}
		task := tasks[0]
		if task.Valid {
			return
		}
		if task.Next == nil {
			w.clock.forward(task.From.Time().Sub(w.clock.Now()) + time.Minute)
			continue
		}
		for _, m := range library.Meetings {
			if m.Title != task.Title {
				continue
			}
			c := &app.Calibrate{Bundle: task.Bundle, Meeting: m.ID}
			for _, g := range m.Gold {
				c.Scores = append(c.Scores, app.GoldScore{Principle: g.Principle, Said: g.Level.Said, Level: g.Level.Level})
			}
			w.apply(t, rater, c)
		}
	}
}

// agreed writes down everybody's consent at one moment, an hour later.
func (w *world) agreed(t *testing.T, trainee, witness visitor, meeting fact.ID, moment fact.Moment) {
	t.Helper()
	w.clock.forward(time.Hour)
	view, err := w.App.Meeting(context.Background(), trainee.actor, meeting)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range view.Participants {
		w.apply(t, trainee, &app.GiveConsent{
			Meeting: meeting, Participant: p.ID, Moment: moment, Witness: witness.actor.Person, Capacity: app.OwnConsent,
		})
	}
}
