package app

import (
	"context"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// Falls is what a reversal would change, worked out before anybody signs it.
type Falls struct {
	Entry EvidenceView
	Names []string // requirements that are met now and would not be
	Unmet int      // requirements that would not be met afterwards
	Of    int
}

// Falls says what would fall if an entry of an enrolment were reversed;
// NotFound for an entry that cannot be.
func (a *App) Falls(ctx context.Context, actor Actor, id fact.ID, entry int64) (out Falls, err error) {
	err = a.seen(ctx, actor, people.ReverseEvidence, func(w *Work) error {
		e, err := a.enrolment(w.Tx, id)
		if err != nil {
			return hidden(err)
		}
		if reversible(e, entry) != nil {
			return notThere()
		}
		p := e.Pinned()
		after := courses.Without(p, e.History, w.Now(), entry)
		out = Falls{
			Names: names(p, e.standing(w.Now()).Falls(after)), Unmet: len(after.Unmet()), Of: len(after.Requirements),
		}
		out.Entry, _ = evidenceAt(e, entry)
		return nil
	})
	return out, err
}

// TakenOut is an entry that two registrars took out of what counts.
type TakenOut struct {
	Entry EvidenceView
	At    fact.Time
	Why   string   // a reason of reversalClasses
	Names []string // requirements that are not met because of it
}

// takenOut lists the reversals of an enrolment, oldest first.
func (w *Work) takenOut(e enrolment, now courses.Standing) (out []TakenOut) {
	for _, h := range e.History {
		f, ok := h.Fact.(*fact.EvidenceReversed)
		if !ok {
			continue
		}
		t := TakenOut{At: h.At, Why: f.Why}
		if t.Entry, ok = evidenceAt(e, f.Entry); !ok {
			continue
		}
		t.Names = names(e.Pinned(), courses.Restored(e.Pinned(), e.History, w.Now(), f.Entry).Falls(now))
		out = append(out, t)
	}
	return out
}

func evidenceAt(e enrolment, index int64) (EvidenceView, bool) {
	for _, v := range evidenceOf(e) {
		if v.Index == index {
			return v, true
		}
	}
	return EvidenceView{}, false
}

func names(p courses.Pinned, rs []courses.Requirement) []string {
	out := make([]string, 0, len(rs))
	for _, r := range rs {
		out = append(out, p.Name(r))
	}
	return out
}
