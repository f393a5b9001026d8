package web

import (
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// learnt has a trainee finish the reading, checks and writing of the path.
func (s *site) learnt(t institute.Trainee) {
	s.T.Helper()
	p := s.Opened(t).Pinned
	for _, stage := range p.Pathway.Stages {
		for _, m := range stage.Modules {
			s.Studied(t, m)
			s.Passed(t, m)
			for _, r := range p.Modules[m].Reflections {
				s.reflected(t, m, r.ID, r.WordsAtLeast)
			}
		}
	}
}

// TestR23_ThePathKnowsWhenTheNextMeetingCanBe: while one is being rated and the
// next is too soon, nobody is told to record one.
func TestR23_ThePathKnowsWhenTheNextMeetingCanBe(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	s.learnt(who)
	v := s.as(who.Actor)
	v.mustSay(v.get("/path"), 200, "Record a practice meeting", "Four decided meetings are needed: of the latest four, three must meet it.", "0 of 4 meetings", "Earliest: ")
	meeting, digest := s.id(), fact.Sum([]byte("bytes"))
	s.Append(&fact.MeetingDeclared{Meeting: meeting, Enrolment: who.Enrolment, Trainee: who.Person, Purpose: fact.Summative, CoPractitioners: []fact.ID{s.id()}})
	v.mustSay(v.get("/path"), 200, "Go on with your meeting", "have not handed it in yet")
	s.Append(&fact.MeetingRecorded{Meeting: meeting, Enrolment: who.Enrolment, Digest: digest, Medium: fact.Transcript, DurationMS: 3_600_000, Facts: digest, Consents: []fact.Digest{digest}})
	page := v.get("/path")
	v.mustSay(page, 200, "Your meeting of 5 January 2026 is with its raters", "The next meeting can be from 19 January 2026")
	if strings.Contains(html(t, page.body), "Record a practice meeting") {
		t.Error("a meeting is asked for that cannot be recorded")
	}
	s.At(15 * 24 * time.Hour)
	v = s.as(who.Actor)
	v.mustSay(v.get("/path"), 200, "Record a practice meeting")
	for range 3 {
		s.met(who)
		s.At(15 * 24 * time.Hour)
	}
	v = s.as(who.Actor)
	v.mustSay(v.get("/path"), 200, "Met in 3 of 3 meetings so far. One more decided meeting is needed: of the latest four, three must meet it.", "3 of 4 meetings")
}

// TestADayThatWaitsForItsTraineeComesFirst on their path, in words to them; the
// last of the days that are booked is the earliest for the rest.
func TestADayThatWaitsForItsTraineeComesFirst(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	f := []app.Actor{s.Person(people.Facilitator), s.Person(people.Facilitator)}
	c := &app.BookBlock{
		Cohort: who.Cohort, Stage: "block-1", Facilitators: []fact.ID{f[0].Person, f[1].Person},
		Days: []fact.Date{"2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09", "2026-01-12"},
	}
	s.Do(s.Person(people.Registrar), c)
	v := s.as(who.Actor)
	v.mustSay(v.get("/path"), 200, "Earliest: 12 January 2026", "Go on reading")
	s.At(36 * time.Hour)
	for _, one := range f {
		s.Do(one, &app.Attest{Block: c.Block, Date: "2026-01-06", Present: map[fact.ID]int64{who.Enrolment: 480}})
	}
	v = s.as(who.Actor)
	reader := s.as(who.Supervisor)
	v.mustSay(v.get("/path"), 200, "your own word is missing", "Tuesday 6 January 2026 waits for your confirmation.")
	reader.mustSay(reader.get("/trainees/"+string(who.Enrolment)), 200, "Tuesday 6 January 2026 waits for the trainee's confirmation.")
}
