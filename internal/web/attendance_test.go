package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// TestAttendanceShowsFirstWhatCanBeAttested, then what comes and what is over,
// and after the second facilitator it waits for the trainee alone.
func TestAttendanceShowsFirstWhatCanBeAttested(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	f := []app.Actor{s.Person(people.Facilitator), s.Person(people.Facilitator)}
	c := &app.BookBlock{
		Cohort: who.Cohort, Stage: "block-1", Facilitators: []fact.ID{f[0].Person, f[1].Person},
		Days: []fact.Date{"2026-01-06", "2026-01-07", "2026-01-20", "2026-01-21"},
	}
	s.Do(s.Person(people.Registrar), c)
	s.At(60 * time.Hour)
	day := "/attendance/" + string(c.Block) + "/2026-01-06"
	for i, said := range []string{"once a second facilitator has attested it", "A second facilitator has attested it too"} {
		v := s.as(f[i])
		text := html(t, v.get("/attendance").body)
		last := -1
		for _, part := range []string{"To attest now", "7 January", "6 January", "Coming", "20 January", "21 January"} {
			at := strings.Index(text, part)
			if at <= last {
				t.Fatalf("%q stands out of order:\n%s", part, text)
			}
			last = at
		}
		a := v.post(day, "present", string(who.Enrolment), "minutes-"+string(who.Enrolment), "480")
		if a.code != http.StatusSeeOther {
			t.Fatalf("status %d: %s", a.code, html(t, a.body))
		}
		day, err := s.App.AttendanceOn(t.Context(), f[i], c.Block, "2026-01-06")
		if err != nil || !strings.Contains(attestedNext(day, map[fact.ID]int64{who.Enrolment: 480}), said) {
			t.Errorf("facilitator %d reads %q, %v", i+1, attestedNext(day, map[fact.ID]int64{who.Enrolment: 480}), err)
		}
		v.mustSay(v.get("/attendance"), 200, "Over, newest first")
	}
}
