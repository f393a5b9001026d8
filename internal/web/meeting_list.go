package web

import (
	"strings"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// stateWords words the state of a meeting. While it is being rated nothing
// more is said, whatever raters did (R26).
var stateWords = map[app.MeetingState]tag{
	app.AsksBefore:    {"Consent before recording", "wait"},
	app.AsksAfter:     {"Consent after recording", "wait"},
	app.AwaitsUpload:  {"Ready to hand in", "going"},
	app.AsksAfterWeek: {"Consent after a week", "wait"},
	app.BeingRated:    {"Being rated", "going"},
	app.MeetingDone:   {"Decided", "good"},
	app.ForPractice:   {"For practice", "note"},
	app.MeetingClosed: {"Closed", ""},
}

var purposeWords = map[fact.Purpose]string{
	fact.Summative: "Counts towards the award",
	fact.Formative: "For practice",
}

// meetingsShow lists the meetings that somebody was in or supervises.
func (s *Server) meetingsShow(r *req) error {
	list, err := s.app.Meetings(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	type line struct {
		Title, Href, With, Purpose, Trainee string
		State                               tag
	}
	lines := make([]line, 0, len(list))
	for _, m := range list {
		l := line{
			Title: meetingTitle(m), Href: "/meetings/" + string(m.ID),
			Purpose: purposeWords[m.Purpose], State: stateWords[m.State], Trainee: m.Trainee.Name,
		}
		for i, c := range m.CoPractitioners {
			if i > 0 {
				l.With += ", "
			}
			l.With += c.Name
		}
		lines = append(lines, l)
	}
	trainee := r.me.Has(people.Trainee)
	none := empty{Text: "You were in no network meeting that was declared here, and supervise none."}
	if trainee {
		none = empty{Text: "No network meeting yet. Declare the first one before it is held: who will be there, and whether it counts."}
	}
	return s.page(r, "meetings", "Practice meetings", data{"Meetings": lines, "None": none, "Trainee": trainee})
}

// meetingTitle tells a meeting from others by when it was held and the network's
// word. Whoever may not see its facts reads when it was declared.
func meetingTitle(m app.MeetingView) string {
	declared := "declared " + courses.Day(m.DeclaredAt)
	switch {
	case m.HasFacts && m.Facts.Network != "":
		return "Held " + courses.Day(m.Facts.Held) + ", network " + m.Facts.Network
	case m.HasFacts:
		return "Held " + courses.Day(m.Facts.Held)
	case m.RecordedAt != 0 || m.Closed || all(m, fact.After):
		return strings.ToUpper(declared[:1]) + declared[1:]
	default:
		return "Not held yet, " + declared
	}
}

// meetingCrumbs lead from the list to a page of one meeting.
func meetingCrumbs(m app.MeetingView, here string) []crumb {
	out := []crumb{{"Practice meetings", "/meetings"}}
	title := meetingTitle(m)
	if here == "" {
		return append(out, crumb{title, ""})
	}
	return append(out, crumb{title, "/meetings/" + string(m.ID)}, crumb{here, ""})
}

// meetingOf loads the meeting that a page is about.
func (s *Server) meetingOf(r *req) (app.MeetingView, error) {
	return s.app.Meeting(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
}
