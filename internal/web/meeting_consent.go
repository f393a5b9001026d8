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
	app.CannotToday:        "Cannot decide this today: then we do not record",
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
		list = append(list, askedOf(r, p, moment, errs))
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

func askedOf(r *req, p app.ParticipantView, moment fact.Moment, errs []fieldError) asked {
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
	capacities := make([]Option, 0, 4)
	for _, c := range append(app.Capacities(), app.CannotToday) {
		capacities = append(capacities, Option{Value: string(c), Text: capacityWords[c]})
	}
	yes := slices.Contains(r.many("yes"), id)
	a.Yes = Field{ID: "yes-" + id, Name: "yes", Options: []Option{{Value: id, Text: "Has read or heard the form and says yes", Checked: yes}}}
	a.Capacity = mark(errs, Field{ID: "capacity-" + id, Name: "capacity-" + id, Label: "On whose word", Required: true, Options: chosen(choose(capacities), r.field("capacity-"+id))})
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
	if errs := undecided(r, yes); len(errs) > 0 {
		return s.consentPage(r, fiber.StatusUnprocessableEntity, errs)
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

// undecided finds everybody for whom the form does not say on whose word a yes
// rests. Nothing is written down before all of them are mended.
func undecided(r *req, yes []string) (errs []fieldError) {
	for _, p := range yes {
		field := "capacity-" + p
		switch app.Capacity(r.field(field)) {
		case "":
			errs = append(errs, fieldError{field, "Say on whose word the yes rests."})
		case app.CannotToday:
			errs = append(errs, fieldError{field, "Somebody who cannot decide this today has not agreed: do not record. Take the tick away. The meeting itself can be held all the same."})
		}
	}
	return errs
}

// signer is one person whom the form can be printed for.
type signer struct {
	Label, Role, Href string
	Here              bool
}

// Moments are the three times at which a person is asked.
func (signer) Moments() []string {
	return []string{"Before recording", "After recording", "After a week"}
}

// consentForm is the form that is read out and printed; with ?for= it is one
// participant's, and names nobody else who was in the meeting.
func (s *Server) consentForm(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	if !m.Records {
		return errNothing
	}
	var all []signer
	var one *signer
	for _, p := range m.Participants {
		x := signer{p.Label, roleWords[p.Role], "/meetings/" + string(m.ID) + "/form?for=" + string(p.ID), r.Query("for") == string(p.ID)}
		all = append(all, x)
		if x.Here {
			one = &x
		}
	}
	tell := []string{m.Trainee.Name}
	for _, c := range m.CoPractitioners {
		tell = append(tell, c.Name)
	}
	return s.page(r, "meeting-form", "Consent form", data{
		"Meeting": m, "Crumbs": meetingCrumbs(m, "Consent form"), "Form": app.ConsentForm, "All": all, "One": one,
		"Tell": strings.Join(tell, " or "), "Declared": courses.Instant(m.DeclaredAt),
	})
}
