package web

import (
	"strings"
	"testing"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// TestEndingARoleSaysWhatHangsOnIt: before the button stands what the person is
// booked for, whom they supervise, and how many would be left.
func TestEndingARoleSaysWhatHangsOnIt(t *testing.T) {
	s := newSite(t)
	admin := s.as(s.Person(people.Administrator))
	who := s.Enrol()
	f := []app.Actor{s.Person(people.Facilitator), s.Person(people.Facilitator)}
	s.Do(s.Person(people.Registrar), &app.BookBlock{
		Cohort: who.Cohort, Stage: "block-1", Days: []fact.Date{"2026-02-02", "2026-02-03"}, Facilitators: []fact.ID{f[0].Person, f[1].Person},
	})
	asked := func(p fact.ID, role people.Role) reply {
		return admin.get("/people/end?person=" + string(p) + "&role=" + string(role))
	}
	admin.mustSay(asked(f[0].Person, people.Facilitator), 200, "is booked for 2 coming days of", "those days would have one facilitator")
	admin.mustSay(asked(who.Supervisor.Person, people.Supervisor), 200, "supervisor of record of 1 trainee without a certificate yet", "Nobody else holds this role.")
	s.Do(s.Person(people.Administrator), &app.EndRole{Person: f[1].Person, Role: people.Facilitator})
	admin.mustSay(asked(f[0].Person, people.Facilitator), 200, "those days would have no facilitator", "Nobody else holds this role.")
	if a := asked(s.Person(people.Rater).Person, people.Rater); strings.Contains(html(t, a.body), "still to rate") {
		t.Error("a rater without work is said to have some")
	}
}
