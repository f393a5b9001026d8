package web

import (
	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// peopleForms is what was typed on the page for people, to show it again.
type peopleForms struct {
	name, email  string
	roles        []string
	person, role string
	errs         []fieldError
}

// peopleShow lists everybody with an account, and offers the acts of an
// administrator.
func (s *Server) peopleShow(r *req) error {
	return s.peoplePage(r, fiber.StatusOK, peopleForms{})
}

func (s *Server) peoplePage(r *req, code int, f peopleForms) error {
	all, err := s.app.People(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	invited, alone, err := s.app.OpenInvitations(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	persons := make([]Option, 0, len(all))
	for _, p := range all {
		if p.ID != r.me.Person {
			persons = append(persons, Option{Value: string(p.ID), Text: p.Name + ", " + p.Email})
		}
	}
	return s.render(r, code, "people", "People", data{
		"Errors": f.errs, "People": all, "Me": r.me.Person, "Invited": invited, "Alone": alone, "Others": len(persons) > 0,
		"Name":   mark(f.errs, Field{ID: "name", Name: "name", Label: "Name", Hint: "As it should stand on a certificate. The person can still correct it.", Autocomplete: "off", Value: f.name, Required: true, Width: "w-20"}),
		"Email":  mark(f.errs, Field{ID: "email", Name: "email", Label: "E-mail address", Type: "email", Autocomplete: "off", Value: f.email, Required: true, Width: "w-20"}),
		"Roles":  mark(f.errs, Field{ID: "roles", Name: "roles", Label: "Roles", Hint: "Some roles exclude one another.", Required: true, Options: chosen(roleChoices(), f.roles...)}),
		"Person": mark(f.errs, Field{ID: "person", Name: "person", Label: "Person", Required: true, Options: chosen(choose(persons), f.person)}),
		"Role":   mark(f.errs, Field{ID: "role", Name: "role", Label: "Further role", Required: true, Options: chosen(choose(bare(roleChoices())), f.role)}),
	})
}

// roleHints say in a few words what each role does.
var roleHints = map[people.Role]string{
	people.Trainee:       "follows a training path",
	people.Supervisor:    "reads reflections and sees where their trainees stand",
	people.Facilitator:   "teaches contact days and attests who was there",
	people.Rater:         "rates practice meetings without seeing other raters' scores; never together with administrator",
	people.Registrar:     "opens cohorts, enrols, issues and revokes; never together with trainee",
	people.Steward:       "signs pathways; never together with administrator or trainee",
	people.Administrator: "invites people and gives roles; never together with rater, steward or trainee",
	people.Author:        "writes course text, in files; has no pages of their own here yet",
	people.Commissioner:  "checks certificates for an employer; their first page is that for verifying, which is open to everybody",
}

func roleChoices() []Option {
	var out []Option
	for _, role := range people.Roles() {
		out = append(out, Option{Value: string(role), Text: string(role), Hint: roleHints[role]})
	}
	return out
}

// bare drops hints, which a select cannot show.
func bare(options []Option) []Option {
	for i := range options {
		options[i].Hint = ""
	}
	return options
}

// peopleInvite invites somebody. Where no second signature is needed the link
// is shown at once; it stands in this one page and nowhere else.
func (s *Server) peopleInvite(r *req) error {
	f := peopleForms{name: r.field("name"), email: r.field("email"), roles: r.many("roles")}
	c := &app.Invite{Name: f.name, Email: f.email}
	for _, role := range f.roles {
		c.Roles = append(c.Roles, people.Role(role))
	}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		if fieldOf(err, "", "role") == "role" { // about one of the roles chosen
			f.errs = []fieldError{{"roles", worded(err)}}
		} else {
			f.errs = findings(err, "name", "email", "roles")
		}
		return s.peoplePage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	if c.Token != "" {
		return s.showLink(r, c.Name, c.Token)
	}
	return s.see(r, "/people", "The invitation waits for a second administrator. Once they have signed it they are shown the link to hand on.")
}

// showLink shows a one-time link for the only time: neither an address nor a
// cookie ever holds it.
func (s *Server) showLink(r *req, name, token string) error {
	return s.page(r, "people-link", "The one-time link", data{"Name": name, "Link": s.conf.BaseURL + "/join/" + token})
}

// peopleRole asks for a further role, or ends one.
func (s *Server) peopleRole(r *req) error {
	person, role := fact.ID(r.field("person")), people.Role(r.field("role"))
	if r.field("act") == "end" {
		return s.roleEnd(r, person, role)
	}
	f := peopleForms{person: string(person), role: string(role)}
	if person == "" {
		f.errs = append(f.errs, fieldError{"person", "Choose a person."})
	}
	if role == "" {
		f.errs = append(f.errs, fieldError{"role", "Choose a role."})
	}
	if f.errs != nil {
		return s.peoplePage(r, fiber.StatusUnprocessableEntity, f)
	}
	err := s.app.Apply(r.ctx, r.me.Actor, &app.ProposeRole{Person: person, Role: role})
	if mendable(err) {
		f.errs = findings(err, "role")
		return s.peoplePage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/people", "The further role waits for a second administrator.")
}

func (s *Server) roleEnd(r *req, person fact.ID, role people.Role) error {
	err := s.app.Apply(r.ctx, r.me.Actor, &app.EndRole{Person: person, Role: role})
	if mendable(err) {
		return s.peoplePage(r, status(err), peopleForms{errs: findings(err, "people")})
	}
	if err != nil {
		return err
	}
	return s.see(r, "/people", "The role is ended from now on. What was done with it stays done.")
}
