package web

import (
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
			return s.page(r, "people-end", "End a role", data{
				"Person": p, "Role": role, "Crumbs": []crumb{{"People", "/people"}, {"End a role", ""}},
			})
		}
	}
	return errNothing
}

// invitationClose makes a link that is out useless.
func (s *Server) invitationClose(r *req) error {
	if err := s.app.Apply(r.ctx, r.me.Actor, &app.CloseInvitation{Hash: r.field("invitation")}); err != nil {
		return err
	}
	return s.see(r, "/people", "The link is closed. Whoever opens it now is told to ask for a new one.")
}
