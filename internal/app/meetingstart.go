package app

import (
	"context"

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
// co-practitioners: everybody else with an open account.
func (a *App) MayDeclare(ctx context.Context, actor Actor) (out []DeclareChoice, with []Named, err error) {
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
		with, err = w.coPractitioners()
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

func (w *Work) coPractitioners() (out []Named, err error) {
	all, err := w.Accounts()
	for _, acc := range all {
		if acc.Person != w.actor.Person && acc.DisabledAt == 0 {
			out = append(out, Named{acc.Person, acc.Name})
		}
	}
	return out, err
}
