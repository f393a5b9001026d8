package web

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// capacityWords word on whose word a consent rests.
var capacityWords = map[app.Capacity]string{
	app.OwnConsent:         "Understands what is asked and decides for themselves",
	app.AssentWithGuardian: "A young person who agrees, with a guardian's consent",
}

// asked is one participant who can be asked now.
type asked struct {
	ID, Legend                 string
	Yes, Capacity, Interpreter Field
	Later                      string // why not yet
}

// consentShow records who said yes at one moment.
func (s *Server) consentShow(r *req) error { return s.consentPage(r, fiber.StatusOK, nil) }

func (s *Server) consentPage(r *req, code int, errs []fieldError) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	moment := fact.Moment(r.Params("moment"))
	words, known := momentWords[moment]
	if !known || !m.Records || m.Closed {
		return errNothing
	}
	var list []asked
	for _, p := range m.Participants {
		if given(p, moment) != 0 {
			continue
		}
		list = append(list, askedOf(r, p, moment))
	}
	return s.render(r, code, "meeting-consent", "Consent "+words, data{
		"Errors": errs, "Meeting": m, "Crumbs": meetingCrumbs(m, "Consent "+words), "Moment": string(moment), "Words": words,
		"People": list, "None": empty{Text: "Everybody has agreed at this moment.", Href: "/meetings/" + string(m.ID), Action: "Back to the meeting"},
		"Witness": mark(errs, Field{
			ID: "witness", Name: "witness", Label: "Which practitioner was there when you asked?", Hint: "A trainee never asks alone.",
			Required: true, Options: chosen(choose(named(m.CoPractitioners)), r.field("witness")),
		}),
	})
}

func askedOf(r *req, p app.ParticipantView, moment fact.Moment) asked {
	id := string(p.ID)
	a := asked{ID: id, Legend: p.Label + ", " + strings.ToLower(roleWords[p.Role])}
	switch {
	case moment != fact.Before && p.Before == 0, moment == fact.AfterAWeek && p.After == 0:
		a.Later = "Consent at the moment before comes first."
		return a
	case moment == fact.AfterAWeek && !p.WeekOpen:
		a.Later = "Can be asked from " + courses.Instant(p.WeekFrom) + "."
		return a
	}
	capacities := make([]Option, 0, 2)
	for _, c := range app.Capacities() {
		capacities = append(capacities, Option{Value: string(c), Text: capacityWords[c]})
	}
	yes := slices.Contains(r.many("yes"), id)
	a.Yes = Field{ID: "yes-" + id, Name: "yes", Options: []Option{{Value: id, Text: "Has read or heard the form and says yes", Checked: yes}}}
	a.Capacity = Field{ID: "capacity-" + id, Name: "capacity-" + id, Label: "On whose word", Required: true, Options: chosen(capacities, r.field("capacity-"+id))}
	a.Interpreter = Field{ID: "interpreter-" + id, Name: "interpreter", Options: []Option{{Value: id, Text: "The form was put through an interpreter", Checked: slices.Contains(r.many("interpreter"), id)}}}
	return a
}

// consentPost writes down everybody who was ticked.
func (s *Server) consentPost(r *req) error {
	id, moment := fact.ID(r.Params("id")), fact.Moment(r.Params("moment"))
	yes := r.many("yes")
	if len(yes) == 0 {
		return s.consentPage(r, fiber.StatusUnprocessableEntity, []fieldError{{"", "Tick everybody who has said yes."}})
	}
	for _, p := range yes {
		c := &app.GiveConsent{
			Meeting: id, Participant: fact.ID(p), Moment: moment, Witness: fact.ID(r.field("witness")),
			Capacity: app.Capacity(r.field("capacity-" + p)), Interpreter: slices.Contains(r.many("interpreter"), p),
		}
		err := s.app.Apply(r.ctx, r.me.Actor, c)
		if mendable(err) {
			errs := findings(err, "", "witness")
			return s.consentPage(r, status(err), errs)
		}
		if err != nil {
			return err
		}
	}
	return s.see(r, "/meetings/"+string(id), plural(len(yes), "consent is", "consents are")+" written down.")
}

// consentForm is the form that is read out and printed.
func (s *Server) consentForm(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	if !m.Records {
		return errNothing
	}
	return s.page(r, "meeting-form", "Consent form", data{
		"Meeting": m, "Crumbs": meetingCrumbs(m, "Consent form"), "Form": app.ConsentForm, "Lines": consentLines(m),
	})
}
