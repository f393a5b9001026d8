package web

import (
	"fmt"
	"strconv"
	"strings"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// peopleEnd asks once more before a role is ended: giving it back would need
// two signatures.
func (s *Server) peopleEnd(r *req) error {
	all, err := s.app.People(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	person, role := fact.ID(r.Query("person")), people.Role(r.Query("role"))
	for _, p := range all {
		if p.ID == person && p.Has(role) && p.ID != r.me.Person {
			duties, err := s.app.Duties(r.ctx, r.me.Actor, person, role)
			if err != nil {
				return err
			}
			return s.page(r, "people-end", "End a role", data{
				"Person": p, "Role": role, "Duties": wordDuties(p.Name, role, duties), "Crumbs": []crumb{{"People", "/people"}, {"End a role", ""}},
			})
		}
	}
	return errNothing
}

// wordDuties says what would be left without somebody, before it is.
func wordDuties(name string, role people.Role, d app.Duties) (out []string) {
	for _, b := range d.Days {
		left := "those days would have " + strconv.Itoa(b.Left) + " facilitators."
		switch {
		case b.Left == 0:
			left = "those days would have no facilitator, and nobody could attest them."
		case b.Left == 1:
			left = "those days would have one facilitator, and count for nobody: a day needs the word of two."
		}
		out = append(out, fmt.Sprintf("%s is booked for %s of %s; %s", name, plural(b.Days, "coming day", "coming days"), b.Cohort, left))
	}
	if n := len(d.Trainees); n > 0 {
		out = append(out, fmt.Sprintf("%s is the supervisor of record of %s without a certificate yet: %s. Nobody else can read their reflections.",
			name, plural(n, "trainee", "trainees"), strings.Join(d.Trainees, ", ")))
	}
	if d.Ratings > 0 {
		out = append(out, fmt.Sprintf("%s has %s still to rate. Each goes to another rater seven days after it was given out.", name, plural(d.Ratings, "meeting", "meetings")))
	}
	switch {
	case role == people.Trainee:
		out = append(out, "Somebody without this role cannot open their path: they neither study nor hand in.")
	case d.Others == 0:
		out = append(out, "Nobody else holds this role.")
	case d.Others == 1 && (role == people.Registrar || role == people.Steward):
		out = append(out, "One other person would hold this role, and what needs two of them could not be done.")
	}
	return out
}

// invitationClose makes a link that is out useless.
func (s *Server) invitationClose(r *req) error {
	if err := s.app.Apply(r.ctx, r.me.Actor, &app.CloseInvitation{Hash: r.field("invitation")}); err != nil {
		return err
	}
	return s.see(r, "/people", "The link is closed. Whoever opens it now is told to ask for a new one.")
}
