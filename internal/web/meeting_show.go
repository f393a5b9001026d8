package web

import (
	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// step is one thing to do on a meeting, in its order.
type step struct {
	Title, Href, Hint string
	State             tag
}

// consentLine is a participant with the moments of their consent in words.
type consentLine struct {
	Label, Role              string
	Before, After, AfterWeek string
}

// meetingShow is one meeting: what is done, what comes next, who has agreed.
func (s *Server) meetingShow(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	with := ""
	for i, c := range m.CoPractitioners {
		if i > 0 {
			with += ", "
		}
		with += c.Name
	}
	d := data{
		"Meeting": m, "State": stateWords[m.State], "Crumbs": meetingCrumbs(m, ""),
		"Rows": []row{
			{Key: "Trainee", Value: m.Trainee.Name},
			{Key: "Purpose", Value: purposeWords[m.Purpose]},
			{Key: "Co-practitioners", Value: with},
			{Key: "Declared", Value: courses.Instant(m.DeclaredAt)},
		},
		"Steps": steps(m), "Consents": consentLines(m),
		"Decided": m.State == app.MeetingDone, "MayFeedback": m.State == app.MeetingDone && (m.Own || m.MaySee || m.Closed && !m.Records),
	}
	return s.page(r, "meeting", "Network meeting", d)
}

// momentWords word the moments of consent.
var momentWords = map[fact.Moment]string{
	fact.Before:     "before recording",
	fact.After:      "after recording",
	fact.AfterAWeek: "after a week",
}

func steps(m app.MeetingView) []step {
	if m.Closed || m.State == app.MeetingDone || !m.Records {
		return nil
	}
	at := "/meetings/" + string(m.ID)
	out := []step{
		consentStep(m, fact.Before, true),
		{Title: "The meeting is held and recorded", State: handed(m.RecordedAt != 0)},
		consentStep(m, fact.After, all(m, fact.Before)),
	}
	facts := step{Title: "Facts of the meeting", Hint: "How it came about, who was asked and came, what was decided where.", State: handed(m.HasFacts)}
	script := step{Title: "Transcript, and who each voice is", Hint: "WebVTT or SRT, up to 20 MB.", State: handed(m.RecordedAt != 0)}
	if m.Own && m.RecordedAt == 0 {
		facts.Href = at + "/facts"
		if m.State == app.AwaitsUpload && m.HasFacts {
			script.Href = at + "/transcript"
		} else {
			script.Hint = "Open once the facts are written and everybody has agreed before and after."
		}
	}
	out = append(out, facts, script)
	if m.Purpose == fact.Summative {
		out = append(
			out, consentStep(m, fact.AfterAWeek, all(m, fact.After)),
			ratingStep(m),
		)
	}
	return out
}

// ratingStep says how a meeting is rated, and never how far its raters are (R26):
// whether a third one reads it is itself something that two have found.
func ratingStep(m app.MeetingView) step {
	s := step{
		Title: "Raters, whom the system chooses, rate it",
		Hint:  "Two read it. A third reads it where the two differ on whether a principle was met, or by two levels. How far they are is not shown before the result, so that nobody can be asked about it.",
		State: handed(false),
	}
	switch {
	case m.Waiting != "":
		s.Hint = m.Waiting
	case m.State == app.BeingRated:
		s.State = stateWords[app.BeingRated]
	}
	return s
}

func handed(done bool) tag {
	if done {
		return tag{"Done", "good"}
	}
	return tag{"Not yet", ""}
}

func consentStep(m app.MeetingView, moment fact.Moment, open bool) step {
	s := step{Title: "Consent " + momentWords[moment] + ", from everybody", State: handed(all(m, moment))}
	from := weekFrom(m)
	switch {
	case all(m, moment):
	case moment == fact.Before && m.RecordedAt != 0:
	case !open:
		earlier := fact.Before
		if moment == fact.AfterAWeek {
			earlier = fact.After
		}
		s.Hint = "Opens when everybody has agreed " + momentWords[earlier] + "."
	case moment == fact.AfterAWeek && from != 0:
		s.Hint = "People get a week to think about it, each from their own consent after recording. First open " + courses.Instant(from) + "."
		s.Href = "/meetings/" + string(m.ID) + "/consent/" + string(moment)
	default:
		s.Href = "/meetings/" + string(m.ID) + "/consent/" + string(moment)
	}
	return s
}

// weekFrom is the first instant at which somebody can be asked the third time.
func weekFrom(m app.MeetingView) (from fact.Time) {
	for _, p := range m.Participants {
		if p.AfterWeek == 0 && p.WeekFrom != 0 && (from == 0 || p.WeekFrom < from) {
			from = p.WeekFrom
		}
	}
	return from
}

func given(p app.ParticipantView, moment fact.Moment) fact.Time {
	switch moment {
	case fact.Before:
		return p.Before
	case fact.After:
		return p.After
	default:
		return p.AfterWeek
	}
}

func all(m app.MeetingView, moment fact.Moment) bool {
	for _, p := range m.Participants {
		if given(p, moment) == 0 {
			return false
		}
	}
	return true
}

func consentLines(m app.MeetingView) (out []consentLine) {
	words := func(t fact.Time) string {
		if t == 0 {
			return "not yet"
		}
		return courses.Day(t)
	}
	for _, p := range m.Participants {
		out = append(out, consentLine{p.Label, roleWords[p.Role], words(p.Before), words(p.After), words(p.AfterWeek)})
	}
	return out
}

// withdrawShow explains what withdrawing does.
func (s *Server) withdrawShow(r *req) error { return s.withdrawPage(r, fiber.StatusOK, nil) }

func (s *Server) withdrawPage(r *req, code int, errs []fieldError) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	if !m.Records || m.Closed {
		return errNothing
	}
	options := make([]Option, 0, len(m.Participants))
	who := ""
	for _, p := range m.Participants {
		if string(p.ID) == r.field("participant") {
			who = p.Label
		}
		options = append(options, Option{Value: string(p.ID), Text: p.Label + ", " + roleWords[p.Role]})
	}
	return s.render(r, code, "meeting-withdraw", "Withdraw consent", data{
		"Errors": errs, "Meeting": m, "Crumbs": meetingCrumbs(m, "Withdraw consent"),
		"Chosen": r.field("participant"), "Label": who, "Decided": m.State == app.MeetingDone,
		"Who": mark(errs, Field{ID: "participant", Name: "participant", Label: "Whose consent is withdrawn?", Required: true, Options: choose(options)}),
	})
}

// withdrawPost asks once more, and then closes the file of a meeting.
func (s *Server) withdrawPost(r *req) error {
	c := &app.WithdrawConsent{Meeting: fact.ID(r.Params("id")), Participant: fact.ID(r.field("participant"))}
	if c.Participant == "" {
		return s.withdrawPage(r, fiber.StatusUnprocessableEntity, []fieldError{{"participant", "Choose whose consent is withdrawn."}})
	}
	if r.field("sure") != "yes" { // asked once more, since it cannot be taken back
		return s.withdrawPage(r, fiber.StatusOK, nil)
	}
	if err := s.app.Apply(r.ctx, r.me.Actor, c); err != nil {
		return err
	}
	return s.see(r, "/meetings/"+string(c.Meeting), "The file of this meeting is closed. Nothing of it is shown to anybody any more.")
}
