package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// PathState is how far a requirement or a stage is.
type PathState string

// The closed set of states; the words on the page follow from them.
const (
	PathDone   PathState = "done"
	PathGoing  PathState = "going"
	PathNotYet PathState = "not-yet"
)

// PathView is one enrolment as a path: where its trainee stands now, what is
// missing, and what could be done next. It is made anew from the ledger each
// time.
type PathView struct {
	Enrolment    fact.ID
	Trainee      string
	Supervisor   string
	Since        fact.Time
	Pinned       courses.Pinned
	Stages       []PathStage
	Whole        []PathLine // what the path asks for as a whole
	Met, Of      int        // requirements
	Next         *PathLine  // the first thing on the path that its trainee can do now
	Certificates []CertificateView
	TakenOut     []TakenOut // entries that were reversed
}

// Complete reports whether nothing is unmet.
func (v PathView) Complete() bool { return v.Of > 0 && v.Met == v.Of }

// PathStage is one stage on the time line.
type PathStage struct {
	ID       string
	Title    string
	State    PathState
	From, To fact.Date // its booked contact days; empty where none are booked
	Contact  bool      // it asks for contact days
	Lines    []PathLine
}

// PathLine is one requirement in words. The sections of a module stand in one
// line; Ref is then the first of them that is not full.
type PathLine struct {
	Kind       courses.Kind
	Module     string
	Ref        string
	Title      string
	State      PathState
	Count      string
	Have, Need int64
	Missing    string
	Earliest   fact.Time
	Why        string // why it cannot be faster
	Act        bool   // its trainee can do something about it now
}

// MyPath shows the actor's own enrolments, newest first.
func (a *App) MyPath(ctx context.Context, actor Actor) (out []PathView, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		own, err := a.enrolmentsOf(w.Tx, actor.Person)
		if err != nil {
			return err
		}
		slices.Reverse(own)
		for _, e := range own {
			v, err := w.pathView(e)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// pathView is for the trainee, their supervisor of record and registrars: it
// says what is met and missing, and nothing of what was written.
func (w *Work) pathView(e enrolment) (PathView, error) {
	p := e.Pinned()
	v := PathView{
		Enrolment: e.Enrolment, Trainee: w.app.nameOf(w.Tx, e.Person), Supervisor: w.app.nameOf(w.Tx, e.Supervisor),
		Since: e.At, Pinned: p, Certificates: w.enrolmentView(e, "").Certificates,
	}
	co, err := w.app.cohort(w.Tx, e.Cohort)
	if err != nil {
		return v, err
	}
	standing := e.standing(w.Now())
	v.TakenOut = w.takenOut(e, standing)
	v.Of = len(standing.Requirements)
	v.Met = v.Of - len(standing.Unmet())
	lines := pathLines(p, e.progress(w.Now()), standing, w.Now())
	for _, s := range p.Pathway.Stages {
		v.Stages = append(v.Stages, pathStage(s, lines[s.ID], co))
	}
	v.Whole = lines[""]
	for i := range v.Stages {
		for j := range v.Stages[i].Lines {
			if l := &v.Stages[i].Lines[j]; l.Act && v.Next == nil {
				v.Next = l
			}
		}
	}
	for i := range v.Whole {
		if l := &v.Whole[i]; l.Act && v.Next == nil {
			v.Next = l
		}
	}
	return v, nil
}

func pathStage(s courses.Stage, lines []PathLine, co cohort) PathStage {
	out := PathStage{ID: s.ID, Title: s.Title, State: PathNotYet, Lines: lines, Contact: s.Contact.Days > 0}
	done := 0
	for _, l := range lines {
		if l.State != PathNotYet {
			out.State = PathGoing
		}
		if l.State == PathDone {
			done++
		}
	}
	if done == len(lines) {
		out.State = PathDone
	}
	for _, b := range co.Blocks {
		for _, d := range b.Days {
			if b.Stage == s.ID && (out.From == "" || d < out.From) {
				out.From = d
			}
			if b.Stage == s.ID && d > out.To {
				out.To = d
			}
		}
	}
	for i, l := range out.Lines {
		// Days are booked: when they are stands beside the stage, and an earlier
		// day that would have been possible is of no use any more.
		if contact := l.Kind == courses.ContactDays || l.Kind == courses.ContactMinutes; contact && l.Earliest != 0 && fact.DateIn(l.Earliest, time.UTC) < out.From {
			out.Lines[i].Earliest = 0
		}
	}
	return out
}

// pathLines words a standing by stage, in the order of the path.
func pathLines(p courses.Pinned, g courses.Progress, s courses.Standing, now fact.Time) map[string][]PathLine {
	out := map[string][]PathLine{}
	for i := 0; i < len(s.Requirements); i++ {
		r := s.Requirements[i]
		if r.Kind != courses.SectionMinutes {
			out[r.Stage] = append(out[r.Stage], pathLine(p, g, r, now))
			continue
		}
		from := i
		for i+1 < len(s.Requirements) && s.Requirements[i+1].Kind == r.Kind && s.Requirements[i+1].Module == r.Module {
			i++
		}
		out[r.Stage] = append(out[r.Stage], moduleLine(p, s.Requirements[from:i+1]))
	}
	return out
}

func pathLine(p courses.Pinned, g courses.Progress, r courses.Requirement, now fact.Time) PathLine {
	l := PathLine{
		Kind: r.Kind, Module: r.Module, Ref: r.Ref, Title: p.Name(r), State: PathNotYet, Count: r.Count(),
		Have: r.Have, Need: r.Need, Missing: p.Missing(r), Why: p.NotFaster(r),
	}
	if r.Earliest > now {
		l.Earliest = r.Earliest
	}
	switch {
	case r.Met:
		l.State, l.Why = PathDone, ""
	case r.Have > 0 || hasReason(r, courses.NotReadYet, courses.HandedInEarly, courses.NeedsConfirmation, courses.NeedsSecondWord):
		l.State = PathGoing
	}
	l.Act = !r.Met && mayAct(g, r)
	return l
}

// mayAct reports whether the trainee can do something about an unmet
// requirement now, rather than wait for somebody or for a day.
func mayAct(g courses.Progress, r courses.Requirement) bool {
	switch r.Kind {
	case courses.CheckPassed:
		return !hasReason(r, courses.NeedsFirst, courses.CoolingDown)
	case courses.ReflectionSeen:
		return hasReason(r, courses.NotSubmitted, courses.HandedInEarly) && len(g.Open(r.Module)) == 0
	case courses.ContactDays:
		return hasReason(r, courses.NeedsConfirmation)
	case courses.PrincipleMet, courses.CoPractitioners:
		return true
	default:
		return false
	}
}

func hasReason(r courses.Requirement, any ...courses.Why) bool {
	return slices.ContainsFunc(r.Reasons, func(why courses.Reason) bool { return slices.Contains(any, why.Why) })
}

// moduleLine puts the sections of one module in one line.
func moduleLine(p courses.Pinned, sections []courses.Requirement) PathLine {
	first := sections[0]
	l := PathLine{
		Kind: first.Kind, Module: first.Module, Title: fmt.Sprintf("Study of “%s”", p.Modules[first.Module].Title),
		State: PathNotYet, Why: p.NotFaster(first),
	}
	var todo []string
	blocked := ""
	for _, r := range sections {
		l.Have, l.Need = l.Have+r.Have, l.Need+r.Need
		if r.Met {
			continue
		}
		if l.Ref == "" {
			l.Ref = r.Ref
		}
		if hasReason(r, courses.NeedsFirst) {
			blocked = p.Missing(r)
		}
		todo = append(todo, fmt.Sprintf("“%s” (%s)", r.Title, r.Count()))
	}
	l.Count = courses.Requirement{Unit: first.Unit, Have: l.Have, Need: l.Need}.Count()
	switch {
	case len(todo) == 0:
		l.State, l.Why = PathDone, ""
		return l
	case blocked != "":
		l.Missing = blocked
		return l
	case l.Have > 0:
		l.State = PathGoing
	}
	l.Missing, l.Act = "Still to read: "+strings.Join(todo, ", ")+".", true
	return l
}
