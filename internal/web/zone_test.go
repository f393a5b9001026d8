package web

import (
	"testing"
	"time"

	"polyphony/internal/fact"
)

// TestPathsAndRegisterShowTheInstitutesTime with the zone's short name; a
// certificate keeps UTC.
func TestPathsAndRegisterShowTheInstitutesTime(t *testing.T) {
	s := newSite(t)
	at := fact.At(time.Date(2026, 7, 1, 23, 30, 0, 0, time.UTC))
	if got := s.web.clock.Instant(at); got != "2 July 2026 at 00:30 BST" {
		t.Errorf("%q", got)
	}
	if got := s.web.clock.Day(at); got != "2 July 2026" {
		t.Errorf("%q", got)
	}
	who := s.Enrol()
	v, registrar := s.as(who.Actor), s.as(s.Person("registrar"))
	v.mustSay(v.get("/path"), 200, "Enrolled on 5 January 2026.")
	registrar.mustSay(registrar.get("/register/"+string(who.Enrolment)), 200, "5 January 2026 at 09:00 GMT")
}
