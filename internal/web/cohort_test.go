package web

import (
	"net/http"
	"testing"

	"polyphony/internal/app"
	"polyphony/internal/people"
)

// TestR11_ABookingThatCouldNotCountIsRefused: the registrar learns it at once,
// with the earliest date, and hears which days are still to be booked.
func TestR11_ABookingThatCouldNotCountIsRefused(t *testing.T) {
	s := newSite(t)
	registrar := s.as(s.Person(people.Registrar))
	cohort := registrar.post("/cohorts", "name", "Spring", "pathway", string(s.Bundle)).header.Get("Location")
	f := []app.Actor{s.Person(people.Facilitator), s.Person(people.Facilitator)}
	book := func(stage, dates string) reply {
		return registrar.post(cohort+"/blocks", "stage", stage, "dates", dates,
			"facilitators", string(f[0].Person), "facilitators", string(f[1].Person))
	}
	registrar.mustSay(book("block-2", "2026-05-01"), 409, "Book “Beginnings” first: this stage begins at least 56 days after its first day.")
	registrar.mustSay(book("block-1", "2026-02-02\n2026-02-02"), 409, "Monday 2 February 2026 stands twice; name each day once.")
	if a := book("block-1", "2026-02-02\n2026-02-03\n2026-02-04\n2026-02-05"); a.code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.code, html(t, a.body))
	}
	registrar.mustSay(registrar.get(cohort), 200, "4 of 5 days of “Beginnings” are booked; book the last as another block.", "nobody can change it or take it back")
	registrar.mustSay(book("block-2", "2026-03-29"), 409, "This stage can begin on Monday 30 March 2026 at the earliest: 56 days after the first day of “Beginnings”.")
	if a := book("block-2", "2026-03-30"); a.code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.code, html(t, a.body))
	}
	registrar.mustSay(registrar.get(cohort), 200, "1 of 5 days of “Talking with one another” are booked; book the other 4 as another block.")
}
