package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/fidelity"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Room on the form.
const (
	invitedRows  = 8
	decisionRows = 6
)

const whenForm = "2006-01-02T15:04"

var modeOptions = []Option{
	{Value: string(fidelity.Home), Text: "At home"},
	{Value: string(fidelity.Clinic), Text: "In a clinic"},
	{Value: string(fidelity.Online), Text: "Online"},
	{Value: string(fidelity.Elsewhere), Text: "Elsewhere, such as a ward or a library"},
}

var chooserOptions = []Option{
	{Value: string(fidelity.ByPerson), Text: "The person at the centre of concern"},
	{Value: string(fidelity.ByNetwork), Text: "The network"},
	{Value: string(fidelity.ByTogether), Text: "Everybody together"},
	{Value: string(fidelity.ByTeam), Text: "The team"},
}

// factsForm is what was typed, by the name of its control.
type factsForm struct {
	one                                 map[string]string
	who, by, came, what, where, reasons []string
	errs                                []fieldError
}

// factsShow is the facts of a meeting, as far as they are written.
func (s *Server) factsShow(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	return s.factsPage(r, fiber.StatusOK, m, factsTyped(m, s.zone()))
}

// zone is the institute's own, in which people write times.
func (s *Server) zone() *time.Location {
	in, _ := s.app.KnownInstitute()
	zone, err := time.LoadLocation(in.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// factsTyped fills the form from what was saved.
func factsTyped(m app.MeetingView, zone *time.Location) factsForm {
	x := m.Facts
	when := func(t fact.Time) string {
		if t == 0 {
			return ""
		}
		return t.Time().In(zone).Format(whenForm)
	}
	team := x.Team
	if !m.HasFacts {
		for _, p := range m.Participants {
			if p.Role == "practitioner" {
				team = append(team, p.Label)
			}
		}
	}
	f := factsForm{one: map[string]string{
		"held": when(x.Held), "contact": when(x.Contact), "offered": when(x.Offered), "accepted": when(x.Accepted),
		"network": x.Network, "place": x.Place, "mode": string(x.Mode), "place_chosen_by": string(x.PlaceChosenBy),
		"agenda_set_by": x.AgendaSetBy, "ended_by": x.EndedBy, "team": strings.Join(team, ", "),
	}}
	for i, one := range x.Invited {
		f.who, f.by = append(f.who, one.Who), append(f.by, one.By)
		if one.Came {
			f.came = append(f.came, fmt.Sprint(i))
		}
	}
	for i, one := range x.Decisions {
		f.what, f.reasons = append(f.what, one.What), append(f.reasons, one.Reason)
		if one.Elsewhere {
			f.where = append(f.where, fmt.Sprint(i))
		}
	}
	return f
}

// invitedRow and decisionRow are rows of the form.
type invitedRow struct {
	Legend        string
	Who, By, Came Field
}

type decisionRow struct {
	Legend              string
	What, Where, Reason Field
}

func (s *Server) factsPage(r *req, code int, m app.MeetingView, f factsForm) error {
	if !m.Own || m.RecordedAt != 0 || m.Closed {
		return errNothing
	}
	text := func(id, label, hint string, required bool) Field {
		return mark(f.errs, Field{ID: id, Name: id, Label: label, Hint: hint, Value: f.one[id], Required: required, Autocomplete: "off"})
	}
	when := func(id, label, hint string, required bool) Field {
		x := text(id, label, hint, required)
		x.Type, x.Width = "datetime-local", "w-20"
		return x
	}
	zone := "In the zone " + s.zone().String() + "."
	return s.render(r, code, "meeting-facts", "Facts of the meeting", data{
		"Errors": f.errs, "Meeting": m, "Crumbs": meetingCrumbs(m, "Facts of the meeting"),
		"Held":     when("held", "When did the meeting begin?", zone, true),
		"Contact":  when("contact", "Crisis contact", "Leave this and the next two empty where no crisis went before.", false),
		"Offered":  when("offered", "A meeting was offered for", "", false),
		"Accepted": when("accepted", "It was accepted for", "", false),
		"Network":  text("network", "A code for this network", "Such as N1. Use the same code in every meeting with these people: continuity is computed from it.", false),
		"Place":    text("place", "Place, in a few words", "Such as: her kitchen. No address.", false),
		"Mode":     mark(f.errs, Field{ID: "mode", Name: "mode", Label: "How was it held?", Required: true, Options: chosen(slices.Clone(modeOptions), f.one["mode"])}),
		"Chooser":  mark(f.errs, Field{ID: "place_chosen_by", Name: "place_chosen_by", Label: "Who chose that?", Required: true, Options: chosen(slices.Clone(chooserOptions), f.one["place_chosen_by"])}),
		"Team":     text("team", "Practitioners present", "Initials or pseudonyms, with commas between, as they are called in each meeting.", true),
		"Agenda":   text("agenda_set_by", "Who set the agenda?", "", true),
		"Ended":    text("ended_by", "Who ended the meeting?", "", true),
		"Invited":  f.invited(), "Decisions": f.decisions(),
	})
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// rowID is the id of a row's first control; the first row carries the plain
// name, so that the error summary can link to it.
func rowID(name string, i int) string {
	if i == 0 {
		return name
	}
	return fmt.Sprintf("%s-%d", name, i)
}

func (f factsForm) invited() (out []invitedRow) {
	for i := range invitedRows {
		n := fmt.Sprint(i)
		out = append(out, invitedRow{
			fmt.Sprintf("Invited %d", i+1),
			mark(f.errs, Field{ID: rowID("invited", i), Name: "who", Label: "Who", Value: at(f.who, i), Required: i == 0, Autocomplete: "off"}),
			Field{ID: "by-" + n, Name: "by", Label: "Invited by", Value: at(f.by, i), Required: i == 0, Autocomplete: "off"},
			Field{ID: "came-" + n, Name: "came", Options: []Option{{Value: n, Text: "Came", Checked: slices.Contains(f.came, n)}}},
		})
	}
	return out
}

func (f factsForm) decisions() (out []decisionRow) {
	for i := range decisionRows {
		n := fmt.Sprint(i)
		out = append(out, decisionRow{
			fmt.Sprintf("Decision %d", i+1),
			mark(f.errs, Field{ID: rowID("decisions", i), Name: "what", Label: "What was decided", Value: at(f.what, i), Autocomplete: "off"}),
			Field{ID: "where-" + n, Name: "where", Options: []Option{{Value: n, Text: "It was decided elsewhere, not in the meeting", Checked: slices.Contains(f.where, n)}}},
			Field{ID: "reason-" + n, Name: "reason", Label: "Reason", Hint: "Needed where it was decided elsewhere.", Value: at(f.reasons, i), Depends: true, Autocomplete: "off"},
		})
	}
	return out
}

// factsNames are the controls of the form that hold one value.
var factsNames = []string{
	"held", "contact", "offered", "accepted", "network", "place", "mode", "place_chosen_by", "team", "agenda_set_by", "ended_by",
}

// factsPost keeps the facts until the meeting is handed in.
func (s *Server) factsPost(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	f := factsForm{
		one: map[string]string{}, came: r.many("came"), where: r.many("where"),
		who: rows(r.many("who"), invitedRows), by: rows(r.many("by"), invitedRows),
		what: rows(r.many("what"), decisionRows), reasons: rows(r.many("reason"), decisionRows),
	}
	for _, name := range factsNames {
		f.one[name] = r.field(name)
	}
	facts, err := f.facts(s.zone())
	if err == nil {
		err = s.app.Apply(r.ctx, r.me.Actor, &app.SaveFacts{Meeting: m.ID, Facts: facts})
	}
	if mendable(err) {
		f.errs = findings(err, append(slices.Clone(factsNames), "invited", "decisions")...)
		return s.factsPage(r, status(err), m, f)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/meetings/"+string(m.ID), "The facts are saved. They can change until the meeting is handed in.")
}

// facts reads what was typed.
func (f factsForm) facts(zone *time.Location) (out fidelity.Facts, err error) {
	out = fidelity.Facts{
		Network: f.one["network"], Place: f.one["place"], Mode: fidelity.Mode(f.one["mode"]),
		PlaceChosenBy: fidelity.Who(f.one["place_chosen_by"]), AgendaSetBy: f.one["agenda_set_by"], EndedBy: f.one["ended_by"],
	}
	for _, t := range []struct {
		name string
		into *fact.Time
	}{{"held", &out.Held}, {"contact", &out.Contact}, {"offered", &out.Offered}, {"accepted", &out.Accepted}} {
		if f.one[t.name] == "" {
			continue
		}
		when, err := time.ParseInLocation(whenForm, f.one[t.name], zone)
		if err != nil {
			return out, fault.New(fault.Invalid, t.name, "%q is no date and time; write it as 2027-03-04T15:30", f.one[t.name])
		}
		*t.into = fact.At(when)
	}
	for _, t := range strings.Split(f.one["team"], ",") {
		if t = strings.TrimSpace(t); t != "" {
			out.Team = append(out.Team, t)
		}
	}
	for i := range f.who {
		if f.who[i] != "" || f.by[i] != "" {
			out.Invited = append(out.Invited, fidelity.Invited{Who: f.who[i], By: f.by[i], Came: slices.Contains(f.came, fmt.Sprint(i))})
		}
	}
	for i := range f.what {
		if f.what[i] != "" || f.reasons[i] != "" {
			out.Decisions = append(out.Decisions, fidelity.MeetingDecision{What: f.what[i], Elsewhere: slices.Contains(f.where, fmt.Sprint(i)), Reason: f.reasons[i]})
		}
	}
	return out, nil
}
