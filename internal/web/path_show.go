package web

import (
	"fmt"
	"slices"
	"time"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// stageView is a stage in the shape of the part "stage".
type stageView struct {
	Title, State, When string
	Modules            []moduleView
	Requirements       []requirementView
}

// requirementView is a requirement in the shape of the part "requirement".
type requirementView struct {
	Title, Href, State, Text string
	Have, Need               int
	Missing, Earliest, Why   string
}

// nextView is the one thing to do next.
type nextView struct{ Title, Text, Href, Action string }

// otherPath is another enrolment of the same person.
type otherPath struct{ Award, Href string }

// pathShow is a trainee's own path. Of several enrolments the newest is shown
// unless the address names another.
func (s *Server) pathShow(r *req) error {
	all, err := s.app.MyPath(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	d := data{"None": empty{Text: "You are not enrolled yet. A registrar enrols you in a cohort; your path appears here then."}}
	d["Path"], d["Others"] = nil, []otherPath(nil)
	shown := 0
	for i, v := range all {
		if string(v.Enrolment) == r.Query("enrolment") {
			shown = i
		}
	}
	for i, v := range all {
		if i == shown {
			fillPath(d, v, ownHref, s.clock)
			continue
		}
		d["Others"] = append(d["Others"].([]otherPath), otherPath{v.Pinned.Pathway.Award, "/path?enrolment=" + string(v.Enrolment)})
	}
	return s.page(r, "path", "My path", d)
}

// fillPath puts a path into a page's data. href gives the address behind a
// requirement, or none.
func fillPath(d data, v app.PathView, href func(app.PathLine) string, at clockOf) {
	d["Path"] = v
	d["Done"] = bar{"Requirements met", fmt.Sprintf("%d of %d", v.Met, v.Of), v.Met, v.Of}
	d["Next"] = nextOf(v, at)
	d["Stages"] = pathStages(v, href, at)
	d["TakenOut"] = takenLines(v.TakenOut, at)
}

// pathStages puts a path into the shape of the part "stage".
func pathStages(v app.PathView, href func(app.PathLine) string, at clockOf) []stageView {
	var out []stageView
	for _, s := range v.Stages {
		modules, rest := split(v.Pinned, s.Lines, href, at)
		out = append(out, stageView{s.Title, string(s.State), when(s), modules, requirementsOf(rest, href, at)})
	}
	whole := stateOf(true, false)
	for _, l := range v.Whole {
		if l.State != app.PathDone {
			whole = stateOf(false, whole == string(app.PathGoing) || l.Have > 0)
		}
	}
	return append(out, stageView{wholePath, whole, "What adds up over all stages.", nil, requirementsOf(v.Whole, href, at)})
}

// wholePath is what adds up over all stages, wherever it is shown.
const wholePath = "The path as a whole"

// bar is a progress bar in the shape of the part "progress".
type bar struct {
	Label, Text string
	Value, Max  int
}

func when(s app.PathStage) string {
	switch {
	case !s.Contact:
		return ""
	case s.From == "":
		return "No contact days are booked yet. A registrar books them for your cohort."
	case s.From == s.To:
		return "Contact day booked: " + dateInWords(s.From) + "."
	default:
		return "Contact days booked from " + dateInWords(s.From) + " to " + dateInWords(s.To) + "."
	}
}

func requirementsOf(lines []app.PathLine, href func(app.PathLine) string, at clockOf) []requirementView {
	out := make([]requirementView, 0, len(lines))
	for _, l := range lines {
		v := requirementView{
			Title: l.Title, Href: href(l), State: string(l.State), Text: countOf(l),
			Have: int(min(l.Have, l.Need)), Need: int(l.Need), Missing: l.Missing, Why: l.Why,
		}
		if l.Earliest != 0 {
			v.Earliest = "Earliest: " + at.dayOrInstant(l.Earliest)
		}
		out = append(out, v)
	}
	return out
}

// dayOrInstant writes an instant out, and one that is the start of a day in
// UTC as that day.
func (c clockOf) dayOrInstant(t fact.Time) string {
	if t.Time().Truncate(24 * time.Hour).Equal(t.Time()) {
		return courses.Day(t)
	}
	return c.Instant(t)
}

// countOf says have and need as people say it: questions are answered rightly,
// beyond the need as well.
func countOf(l app.PathLine) string {
	switch {
	case l.Kind == courses.CheckPassed:
		return fmt.Sprintf("%d right, %d needed", l.Have, l.Need)
	case l.Kind == courses.ReflectionSeen && l.Have >= l.Need:
		return "Handed in and read"
	case l.Kind == courses.ReflectionSeen:
		return ""
	default:
		return l.Count
	}
}

// ownHref is where the trainee works on a requirement. What would refuse today
// has no address.
func ownHref(l app.PathLine) string {
	open := l.Act || l.State == app.PathDone
	switch l.Kind {
	case courses.SectionMinutes:
		if l.Act {
			return sectionPath(l.Module, l.Ref)
		}
		if open {
			return modulePath(l.Module)
		}
	case courses.CheckPassed:
		if open || l.Earliest != 0 {
			return checkPath(l.Module)
		}
	case courses.ReflectionSeen:
		if open || l.State == app.PathGoing {
			return reflectionPath(l.Module, l.Ref)
		}
	case courses.ContactDays, courses.ContactMinutes, courses.ContactSpan:
		return "/contact"
	case courses.PrincipleMet, courses.CoPractitioners:
		return "/meetings"
	case courses.StudyTotal, courses.Journal, courses.SupervisionKind:
	}
	return ""
}

// noHref is for those who look at the path of somebody else.
func noHref(app.PathLine) string { return "" }

func nextOf(v app.PathView, at clockOf) *nextView {
	if v.Complete() {
		return nil
	}
	if n := nextMeeting(v, at); n != nil {
		return n
	}
	if v.Next == nil {
		return &nextView{Title: "Nothing for you to do today", Text: "What is still open waits for other people or for a day. Each requirement below says for what."}
	}
	n := &nextView{Title: v.Next.Title, Text: v.Next.Missing, Href: ownHref(*v.Next), Action: "Go on"}
	switch v.Next.Kind {
	case courses.SectionMinutes:
		n.Action, n.Text = "Go on reading", nextSection(v.Pinned, *v.Next)
	case courses.CheckPassed:
		n.Action, n.Text = "To the knowledge check", "You have read every section. Now the questions."
	case courses.ReflectionSeen:
		n.Action, n.Text = "Write", "Your supervisor reads it, and nobody else."
	case courses.ContactDays:
		n.Action, n.Text = "Confirm", "Your facilitators have attested that you were there; your own word is missing."
	case courses.PrincipleMet, courses.CoPractitioners:
		n.Action, n.Title = "Practice meetings", "Record a practice meeting"
	case courses.StudyTotal, courses.ContactMinutes, courses.ContactSpan, courses.Journal, courses.SupervisionKind:
	}
	return n
}

// nextMeeting is a practice meeting to go on with, or what the next one waits
// for when nothing else is to be done.
func nextMeeting(v app.PathView, at clockOf) *nextView {
	m := v.Meeting
	ours := v.Next != nil && (v.Next.Kind == courses.PrincipleMet || v.Next.Kind == courses.CoPractitioners)
	asked := slices.ContainsFunc(v.Whole, func(l app.PathLine) bool {
		return l.State != app.PathDone && (l.Kind == courses.PrincipleMet || l.Kind == courses.CoPractitioners)
	})
	if !asked || !ours && v.Next != nil || ours && m.ID == "" {
		return nil
	}
	n := &nextView{Href: "/meetings/" + string(m.ID), Action: "See the meeting"}
	on := at.Day(m.At)
	switch {
	case m.State == app.AsksBefore:
		n.Title, n.Text, n.Action = "Go on with your meeting", "You declared it on "+on+" and have not handed it in yet.", "To the meeting"
	case m.State == app.AsksAfterWeek && m.Act:
		n.Title, n.Text, n.Action = "Ask once more for consent", "A week has passed for your meeting handed in on "+on+". Raters see it when everybody has agreed again.", "To the meeting"
	case m.State == app.AsksAfterWeek:
		n.Title, n.Text = "Your meeting of "+on+" waits for its week", "Consent can be asked for again from "+at.Instant(m.From)+"; raters see it after that."
	case m.State == app.BeingRated:
		n.Title, n.Text = "Your meeting of "+on+" is with its raters", "Nothing is left for you to do on it. The next meeting can be from "+at.Instant(m.From)+"."
	default:
		return &nextView{Title: "The next practice meeting has its day", Text: "Meetings that count lie some days apart. The next can be from " + at.Instant(m.From) + ".", Href: "/meetings", Action: "Practice meetings"}
	}
	return n
}

// moduleAsset serves a file that a module shows, from the bytes that the
// person's enrolment pinned. Its address holds the digest, so it never changes.
func (s *Server) moduleAsset(r *req) error {
	media, ok := assetTypes[extension(r.Params("file"))]
	if !ok {
		return errNothing
	}
	b, err := s.app.Asset(r.ctx, r.me.Actor, r.Params("module"), fact.Digest(r.Params("digest")), r.Params("file"))
	if err != nil {
		return err
	}
	r.Set("Cache-Control", "private, max-age=31536000, immutable")
	r.Set("Content-Type", media)
	return r.Send(b)
}
