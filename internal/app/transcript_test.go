package app_test

import (
	"bytes"
	"database/sql"
	"fmt"
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

func TestTranscriptsThatCannotBe(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.held(fact.Summative)
	cue := "00:01.000 --> 00:02.000\n%s\n\n"
	var many strings.Builder
	many.WriteString("WEBVTT\n\n")
	for range 201_000 {
		many.WriteString("00:01.000 --> 00:02.000\nA: b\n\n")
	}
	for name, file := range map[string][]byte{
		"empty":            nil,
		"no transcript":    []byte("%PDF-1.7 nothing to hear"),
		"no words":         []byte("WEBVTT\n\n"),
		"nobody named":     []byte("WEBVTT\n\n" + fmt.Sprintf(cue, "only words here")),
		"too many cues":    []byte(many.String()),
		"too large":        bytes.Repeat([]byte("a"), 21<<20),
		"voice of markup":  []byte("WEBVTT\n\n" + fmt.Sprintf(cue, "<v <script>alert(1)</script>>words")),
		"voice of a name":  []byte("WEBVTT\n\n" + fmt.Sprintf(cue, "<v Mary Smith>words")),
		"voice of an mail": []byte("WEBVTT\n\n" + fmt.Sprintf(cue, "<v m@example.org>words")),
	} {
		c := s.upload(m)
		c.File = file
		if err := s.Try(s.Actor, c); !fault.Is(err, fault.Invalid) || fault.Sentence(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, change := range map[string]func(c *app.UploadTranscript){
		"voice without role":  func(c *app.UploadTranscript) { delete(c.Voices, "Dan") },
		"role without voice":  func(c *app.UploadTranscript) { c.Voices["Bev"] = conversation.Other },
		"unknown role":        func(c *app.UploadTranscript) { c.Voices["Dan"] = "boss" },
		"trainee not a voice": func(c *app.UploadTranscript) { c.Facts.TraineeVoice = "Zofia" },
		"no agenda":           func(c *app.UploadTranscript) { c.Facts.AgendaSetBy = "" },
		"born on a day":       func(c *app.UploadTranscript) { c.Facts.Decisions[0].What = "She, born on 3.4.1990, rests" },
	} {
		c := s.upload(m)
		change(c)
		if err := s.Try(s.Actor, c); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.Do(s.Actor, s.upload(m))
	refused(t, s.Try(s.Actor, s.upload(m)), fault.Conflict)
}

func TestStagedTranscriptIsTaken(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.held(fact.Summative)
	stage := &app.StageTranscript{Meeting: m, File: talk(1)}
	s.Do(s.Actor, stage)
	if len(stage.Voices) != 4 || len(s.view(m).Staged) != 4 {
		t.Fatalf("voices %v", stage.Voices)
	}
	c := s.upload(m)
	c.File = nil
	s.Do(s.Actor, c)
	if len(s.view(m).Staged) != 0 {
		t.Error("the staged copy is still there")
	}
	out, err := s.App.OpenTalk(ctx, s.Actor, m)
	if err != nil || len(out.Cues) != 20 || out.TraineeVoice != "Nadia" || out.Records[0].Sentence == "" {
		t.Errorf("%d cues, %v", len(out.Cues), err)
	}
}

func TestR22_OneRecordingOneUse(t *testing.T) {
	w := newWorld(t)
	one, two := newScene(t, w, 2), newScene(t, w, 0)
	m := one.held(fact.Summative)
	c := one.upload(m)
	one.Do(one.Actor, c)

	// the same bytes again, by the same person, also for a formative meeting
	again := one.held(fact.Formative)
	same := one.upload(again)
	same.File = c.File
	if say := refused(t, one.Try(one.Actor, same), fault.Refused); !strings.Contains(say, "You have handed these very bytes in before, on") {
		t.Errorf("own bytes: %q", say)
	}
	// and by somebody who was not named
	other := two.held(fact.Summative)
	theirs := two.upload(other)
	theirs.File = c.File
	if say := refused(t, two.Try(two.Actor, theirs), fault.Refused); !strings.Contains(say, "Somebody else") {
		t.Errorf("another's bytes: %q", say)
	}
}

func TestR22_TwoWhoDeclaredItMayShareARecording(t *testing.T) {
	for _, rated := range []bool{false, true} {
		w := newWorld(t)
		one, two := newScene(t, w, 2), newScene(t, w, 0)
		one.co, two.co = app.Actor{Person: two.Actor.Person}, app.Actor{Person: one.Actor.Person}
		other := two.held(fact.Summative)
		theirs := two.upload(other)
		m := one.held(fact.Summative)
		c := one.upload(m)
		one.Do(one.Actor, c)
		if rated {
			one.At(7 * day)
			one.consent(m, fact.AfterAWeek)
			one.rates(one.ratersOf(m)[0], m, 4)
		}
		theirs.File = c.File
		if err := two.Try(two.Actor, theirs); (err == nil) == rated {
			t.Errorf("after a rating %v: %v", rated, err)
		}
		if rated {
			continue
		}
		// one withdrawal closes the recording for both
		one.Do(one.Actor, &app.WithdrawConsent{Meeting: m, Participant: one.view(m).Participants[0].ID})
		_, err := two.App.OpenTalk(ctx, two.Actor, other)
		refused(t, err, fault.Refused)
	}
}

func TestR25_TranscriptAloneIsFormative(t *testing.T) {
	w := newWorld(t)
	s := newScene(t, w, 0)
	registrar := w.Person(people.Registrar)
	cohort := w.Cohort(registrar, w.Publish(w.App, "foundation-assessed"))
	s.Trainee = w.EnrolIn(cohort, registrar)
	m := s.held(fact.Summative)
	if say := refused(t, s.Try(s.Actor, s.upload(m)), fault.Refused); !strings.Contains(say, "formative") {
		t.Errorf("%q does not say what is possible", say)
	}
	practice := s.handedIn(fact.Formative)
	if st := s.view(practice).State; st != app.ForPractice {
		t.Errorf("state %q", st)
	}
	s.At(8 * day)
	s.consent(practice, fact.AfterAWeek)
	if n := len(s.ratersOf(practice)); n != 0 {
		t.Errorf("a formative meeting got %d raters", n)
	}
}

func TestR25_SwappedBytesAreNotServed(t *testing.T) {
	path := institute.SQLite(t)
	s := newScene(t, institute.New(t, path), 2)
	m := s.assigned()
	r := s.ratersOf(m)[0]
	if _, err := s.App.OpenForRating(ctx, r, m); err != nil {
		t.Fatal(err)
	}
	s.At(time.Hour)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE medias SET bytes = ?", append(talk(s.files), "NOTE changed"...)); err != nil {
		t.Fatal(err)
	}
	_, err = s.App.OpenForRating(ctx, r, m)
	refused(t, err, fault.Refused)
	refused(t, s.Try(r, &app.CommitRating{Meeting: m, Scores: s.scores(4)}), fault.Refused)
}
