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
	Meeting      NextMeeting
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
			v, err := w.pathView(e, courses.ToTrainee)
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
func (w *Work) pathView(e enrolment, voice courses.Voice) (PathView, error) {
	p := e.Pinned()
	v := PathView{
		Enrolment: e.Enrolment, Trainee: w.app.nameOf(w.Tx, e.Person), Supervisor: w.app.nameOf(w.Tx, e.Supervisor),
		Since: e.At, Pinned: p, Certificates: certificatesOf(e, w.Now()),
	}
	co, err := w.app.cohort(w.Tx, e.Cohort)
	if err != nil {
		return v, err
	}
	standing := e.standing(w.Now())
	v.TakenOut = w.takenOut(e, standing)
	v.Of = len(standing.Requirements)
	v.Met = v.Of - len(standing.Unmet())
	v.Meeting = e.nextMeeting(w.Now())
	of := pathWords{e, p, e.progress(w.Now()), v.Meeting.Act, voice, w.Now()}
	lines := of.lines(standing)
	for _, s := range p.Pathway.Stages {
		v.Stages = append(v.Stages, pathStage(s, lines[s.ID], co, w.Now()))
	}
	v.Whole = lines[""]
	v.Next = v.next()
	return v, nil
}

// next is what to do first: a contact day that waits for the trainee's own word,
// and then the first thing on the path that can be done now.
func (v PathView) next() (next *PathLine) {
	var all []*PathLine
	for i := range v.Stages {
		for j := range v.Stages[i].Lines {
			all = append(all, &v.Stages[i].Lines[j])
		}
	}
	for i := range v.Whole {
		all = append(all, &v.Whole[i])
	}
	for _, l := range all {
		switch {
		case !l.Act:
		case l.Kind == courses.ContactDays:
			return l
		case next == nil:
			next = l
		}
	}
	return next
}

func pathStage(s courses.Stage, lines []PathLine, co cohort, now fact.Time) PathStage {
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
		if at := daysEarliest(co, s.ID, l.Need, now); l.Kind == courses.ContactDays && l.State != PathDone && at > out.Lines[i].Earliest {
			out.Lines[i].Earliest = at
		}
	}
	return out
}

// pathWords is what the lines of one path are worded with.
type pathWords struct {
	e     enrolment
	p     courses.Pinned
	g     courses.Progress
	meet  bool // the trainee can do something about a meeting now
	voice courses.Voice
	now   fact.Time
}

// lines words a standing by stage, in the order of the path.
func (of pathWords) lines(s courses.Standing) map[string][]PathLine {
	out := map[string][]PathLine{}
	for i := 0; i < len(s.Requirements); i++ {
		r := s.Requirements[i]
		if r.Kind != courses.SectionMinutes {
			out[r.Stage] = append(out[r.Stage], of.line(r))
			continue
		}
		from := i
		for i+1 < len(s.Requirements) && s.Requirements[i+1].Kind == r.Kind && s.Requirements[i+1].Module == r.Module {
			i++
		}
		out[r.Stage] = append(out[r.Stage], of.module(s.Requirements[from:i+1]))
	}
	return out
}

func (of pathWords) line(r courses.Requirement) PathLine {
	p := of.p
	l := PathLine{
		Kind: r.Kind, Module: r.Module, Ref: r.Ref, Title: p.Name(r), State: PathNotYet, Count: r.Count(),
		Have: r.Have, Need: r.Need, Missing: p.Missing(r, of.voice), Why: p.NotFaster(r, of.voice),
	}
	if r.Earliest > of.now {
		l.Earliest = r.Earliest
	}
	switch {
	case r.Met:
		l.State, l.Why = PathDone, ""
	case r.Have > 0 || hasReason(r, courses.NotReadYet, courses.HandedInEarly, courses.NeedsConfirmation, courses.NeedsSecondWord):
		l.State = PathGoing
	}
	l.Act = !r.Met && mayAct(of.g, r)
	if r.Kind == courses.PrincipleMet || r.Kind == courses.CoPractitioners {
		l.Act = l.Act && of.meet
	}
	if r.Kind == courses.PrincipleMet && !r.Met {
		of.meetings(&l, r)
	}
	return l
}

// meetings keeps the bar of a principle from looking full while something is
// missing: as long as meetings are, it shows how many of them there are.
func (of pathWords) meetings(l *PathLine, r courses.Requirement) {
	if l.Have >= l.Need {
		l.Have, l.Need, l.Count = 0, 0, ""
	}
	for _, why := range r.Reasons {
		if why.Why == courses.FewerThanMeetings {
			l.Need = of.p.Standard.Portfolio.Meetings
			l.Have = l.Need - why.N
			l.Count = fmt.Sprintf("%d of %d meetings", l.Have, l.Need)
			l.Earliest = of.e.meetingsEarliest(why.N, of.now)
		}
	}
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

// module puts the sections of one module in one line.
func (of pathWords) module(sections []courses.Requirement) PathLine {
	p, first := of.p, sections[0]
	l := PathLine{
		Kind: first.Kind, Module: first.Module, Title: fmt.Sprintf("Study of “%s”", p.Modules[first.Module].Title),
		State: PathNotYet, Why: p.NotFaster(first, of.voice),
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
			blocked = p.Missing(r, of.voice)
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
