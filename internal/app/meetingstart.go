package app

import (
	"cmp"
	"context"
	"slices"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// DeclareChoice is one enrolment that a trainee can declare a meeting for.
// Why says what keeps a summative one from being declared now; empty where
// nothing does.
type DeclareChoice struct {
	Enrolment fact.ID
	Award     string
	Why       string
}

// MayDeclare lists a trainee's own enrolments, and whom they may name as
// co-practitioners.
func (a *App) MayDeclare(ctx context.Context, actor Actor) (out []DeclareChoice, with []Practitioner, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		own, err := a.enrolmentsOf(w.Tx, actor.Person)
		if err != nil {
			return err
		}
		for _, e := range own {
			c := DeclareChoice{Enrolment: e.Enrolment, Award: e.Pinned().Pathway.Award}
			if err := maySumUp(e, w.Now()); err != nil {
				c.Why = fault.Sentence(err)
			}
			out = append(out, c)
		}
		with, err = w.coPractitioners(own)
		return err
	})
	return out, with, err
}

// maySumUp says why an enrolment cannot have a summative meeting now.
func maySumUp(e enrolment, now fact.Time) error {
	if err := takesTranscripts(e); err != nil {
		return err
	}
	return spaced(e, now)
}

// takesTranscripts refuses where the standard asks for a recording (R25).
func takesTranscripts(e enrolment) error {
	if std := e.Pinned().Standard; std.SummativeRequires != string(fact.Transcript) {
		return fault.New(fault.Refused, "transcript", "%s needs a recording for a summative meeting, since anybody can type a transcript. A transcript is accepted for a formative meeting: declare one.", std.Title)
	}
	return nil
}

// Practitioner is somebody who can be named as a co-practitioner. Before says
// that this trainee has named them already, Likely that they are shown first.
type Practitioner struct {
	Named
	Roles          []people.Role
	Before, Likely bool
}

// coPractitioners lists whom the actor can name: those named before first, then
// facilitators and supervisors, then other trainees and the rest. Somebody who
// only administers is listed where nobody else is.
func (w *Work) coPractitioners(own []enrolment) (out []Practitioner, err error) {
	before := map[fact.ID]bool{}
	for _, e := range own {
		for _, h := range e.History {
			if d, ok := h.Fact.(*fact.MeetingDeclared); ok {
				for _, id := range d.CoPractitioners {
					before[id] = true
				}
			}
		}
	}
	all, err := w.Accounts()
	if err != nil {
		return nil, err
	}
	var others []Practitioner
	for _, acc := range all {
		if acc.Person == w.actor.Person || acc.DisabledAt != 0 {
			continue
		}
		p := Practitioner{Named: Named{acc.Person, acc.Name}, Before: before[acc.Person]}
		if p.Roles, err = w.app.rolesOf(w.Tx, acc.Person); err != nil {
			return nil, err
		}
		p.Likely = p.Before || slices.Contains(p.Roles, people.Facilitator) || slices.Contains(p.Roles, people.Supervisor)
		if !p.Before && len(p.Roles) == 1 && p.Roles[0] == people.Administrator {
			others = append(others, p)
			continue
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		out = others
	}
	slices.SortStableFunc(out, func(a, b Practitioner) int {
		return cmp.Or(yesFirst(a.Before, b.Before), yesFirst(a.Likely, b.Likely), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

// yesFirst sorts what is so before what is not.
func yesFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}
