package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// participantRows is how many people the form has room for.
const participantRows = 10

// roleWords word what somebody is in a meeting.
var roleWords = map[conversation.Role]string{
	conversation.Practitioner: "Practitioner",
	conversation.Person:       "Person at the centre of concern",
	conversation.Network:      "Family, friend or whoever matters",
	conversation.Other:        "Somebody else, such as an interpreter",
}

func roleOptions(role string) []Option {
	out := make([]Option, 0, 5)
	for _, r := range conversation.Roles() {
		out = append(out, Option{Value: string(r), Text: roleWords[r]})
	}
	return chosen(choose(out), role)
}

// declareForm is what was typed.
type declareForm struct {
	enrolment, purpose string
	with               []string
	labels, roles      []string
	errs               []fieldError
}

// meetingNew asks, before anything is recorded, what meeting it will be.
func (s *Server) meetingNew(r *req) error {
	roles := make([]string, participantRows)
	roles[0], roles[1], roles[2] = string(conversation.Practitioner), string(conversation.Practitioner), string(conversation.Person)
	return s.declarePage(r, fiber.StatusOK, declareForm{roles: roles, labels: make([]string, participantRows)})
}

// someone is one row of participants.
type someone struct {
	Legend      string
	Label, Role Field
}

func (s *Server) declarePage(r *req, code int, f declareForm) error {
	choices, with, err := s.app.MayDeclare(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	crumbs := []crumb{{"Practice meetings", "/meetings"}, {"Declare a meeting", ""}}
	if len(choices) == 0 || len(with) == 0 {
		return s.page(r, "meeting-new", "Declare a network meeting", data{"Crumbs": crumbs, "None": empty{
			Text: "You can declare a meeting once a registrar has enrolled you and at least one other practitioner has an account here.",
		}, "Ready": false})
	}
	d := data{"Errors": f.errs, "Crumbs": crumbs, "Ready": true, "Enrolments": Field{}, "Several": len(choices) > 1, "Why": ""}
	options := make([]Option, 0, len(choices))
	why := ""
	for _, c := range choices {
		options = append(options, Option{Value: string(c.Enrolment), Text: c.Award})
		if c.Why != "" {
			why = c.Why
		}
	}
	if f.enrolment == "" {
		f.enrolment = options[len(options)-1].Value
	}
	d["Enrolment"] = f.enrolment
	d["Enrolments"] = mark(f.errs, Field{ID: "enrolment", Name: "enrolment", Label: "Award", Required: true, Options: chosen(options, f.enrolment)})
	purposes := []Option{{Value: string(fact.Formative), Text: "It is for practice", Hint: "Your supervisor can read it; it is not rated and counts for nothing."}}
	if why == "" || len(choices) > 1 {
		purposes = append([]Option{{Value: string(fact.Summative), Text: "It counts", Hint: "Two raters whom the system chooses rate it, and the result stays, whatever it is."}}, purposes...)
	}
	if len(purposes) == 1 {
		d["Why"] = why
	}
	d["Purpose"] = mark(f.errs, Field{ID: "purpose", Name: "purpose", Label: "What is this meeting for?", Hint: "This cannot change later.", Required: true, Options: chosen(purposes, f.purpose)})
	d["With"], d["Rest"], d["Open"] = practitionerFields(with, f)
	d["People"] = participantFields(f)
	return s.render(r, code, "meeting-new", "Declare a network meeting", d)
}

// practitionerFields are the co-practitioners to choose from: the likely ones,
// and the others in a list that opens where one of them is chosen.
func practitionerFields(with []app.Practitioner, f declareForm) (likely, rest Field, open bool) {
	var first, others []Option
	for _, p := range with {
		o := Option{Value: string(p.ID), Text: p.Name, Hint: practitionerHint(p)}
		if p.Likely {
			first = append(first, o)
			continue
		}
		others = append(others, o)
		open = open || slices.Contains(f.with, o.Value)
	}
	if len(first) == 0 {
		first, others, open = others, nil, false
	}
	likely = mark(f.errs, Field{ID: "co_practitioners", Name: "co_practitioners", Label: "Your co-practitioners", Hint: "Whoever works with you in the meeting. They ask for consent together with you, and never rate you in it.", Required: true, Options: chosen(first, f.with...)})
	rest = Field{ID: "more_practitioners", Name: "co_practitioners", Label: "Others", Required: true, Options: chosen(others, f.with...)}
	return likely, rest, open
}

// practitionerHint says what somebody is here.
func practitionerHint(p app.Practitioner) string {
	words := make([]string, 0, len(p.Roles)+1)
	if p.Before {
		words = append(words, "named by you before")
	}
	for _, role := range p.Roles {
		words = append(words, string(role))
	}
	return strings.Join(words, ", ")
}

func participantFields(f declareForm) []someone {
	out := make([]someone, 0, participantRows)
	for i := range participantRows {
		id := "participants"
		if i > 0 {
			id = fmt.Sprintf("participants-%d", i)
		}
		out = append(out, someone{
			Legend: fmt.Sprintf("Participant %d", i+1),
			Label:  mark(f.errs, Field{ID: id, Name: "label", Label: "Initials or pseudonym", Value: f.labels[i], Autocomplete: "off", Required: i < 3, Width: "w-20"}),
			Role:   Field{ID: fmt.Sprintf("role-%d", i), Name: "role", Label: "Role", Required: i < 3, Options: roleOptions(f.roles[i])},
		})
	}
	return out
}

func named(list []app.Named) []Option {
	out := make([]Option, 0, len(list))
	for _, n := range list {
		out = append(out, Option{Value: string(n.ID), Text: n.Name})
	}
	return out
}

// meetingDeclare writes the declaration into the ledger.
func (s *Server) meetingDeclare(r *req) error {
	f := declareForm{
		enrolment: r.field("enrolment"), purpose: r.field("purpose"), with: r.many("co_practitioners"),
		labels: rows(r.many("label"), participantRows), roles: rows(r.many("role"), participantRows),
	}
	c := &app.DeclareMeeting{Enrolment: fact.ID(f.enrolment), Purpose: fact.Purpose(f.purpose)}
	for _, id := range f.with {
		c.CoPractitioners = append(c.CoPractitioners, fact.ID(id))
	}
	for i, label := range f.labels {
		if label != "" {
			c.Participants = append(c.Participants, app.Here{Label: label, Role: conversation.Role(f.roles[i])})
		}
	}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		f.errs = findings(err, "purpose", "co_practitioners", "participants")
		return s.declarePage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/meetings/"+string(c.Meeting), "Declared. Next: ask everybody for their consent, before anything is recorded.")
}

// rows brings posted values to a fixed number, without surrounding blanks.
func rows(values []string, n int) []string {
	out := make([]string, n)
	for i := range min(n, len(values)) {
		out[i] = strings.TrimSpace(values[i])
	}
	return out
}
