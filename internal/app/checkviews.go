package app

import (
	"context"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// CheckView is a module's knowledge check as its trainee sees it.
type CheckView struct {
	Enrolment fact.ID
	Module    courses.Module // without items
	Rule      courses.Check
	Needed    int64 // items that must be right
	Tries     courses.Tries
	Why       string // what stands in the way of a new series; empty where one may be opened
	Open      *SeriesView
	Last      *ResultView
	// Restudy are the sections named by the last series, where the attempts
	// are spent; Reread is how long they were read since, of RereadNeeded.
	Restudy              []courses.Section
	Reread, RereadNeeded time.Duration
}

// SeriesView is an open series: questions without their key (R13).
type SeriesView struct {
	ID        fact.ID
	Attempt   int64
	Module    courses.Module // without items
	Questions []Question
}

// Question is one item with its options in the order shown.
type Question struct {
	ID      string
	Stem    string
	Options []string
}

// ResultView is a closed series with what is said to each answer.
type ResultView struct {
	ID       fact.ID
	Module   courses.Module // without items
	Attempt  int64
	Right    int64
	Total    int64
	Passed   bool
	ClosedAt fact.Time
	Answers  []AnswerView
}

// AnswerView is one answered item. It names the chosen option and not the key:
// the item may be served again.
type AnswerView struct {
	Stem     string
	Chosen   string
	Feedback string
	Right    bool
	Restudy  courses.Section
}

// Check shows the actor's own check of a module.
func (a *App) Check(ctx context.Context, actor Actor, module string) (out CheckView, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		e, err := w.enrolmentWith(module)
		if err != nil {
			return err
		}
		out, err = w.checkView(e, module)
		return err
	})
	return out, err
}

func (w *Work) checkView(e enrolment, module string) (out CheckView, err error) {
	p := e.Pinned()
	m, rule := p.Modules[module], p.Standard.Check
	out = CheckView{
		Enrolment: e.Enrolment, Module: withoutItems(m), Rule: rule, Needed: rule.PassShare.Of(rule.Serve),
		Tries: e.progress(w.Now()).Tries(module), RereadNeeded: rereadAtLeast,
	}
	all, err := w.SeriesOf(e.Enrolment, module)
	if err != nil {
		return out, err
	}
	for _, s := range all {
		if s.ClosedAt == 0 {
			out.Open, err = s.view(m)
		} else {
			out.Last, err = s.result(m, out.Needed)
		}
		if err != nil {
			return out, err
		}
	}
	if out.Open != nil || out.Tries.Passed {
		return out, nil
	}
	if out.Reread, err = w.reread(e, module, all); err != nil {
		return out, err
	}
	if n := len(all); n > 0 && out.Tries.Attempts >= rule.Attempts {
		if out.Restudy, err = all[n-1].named(m); err != nil {
			return out, err
		}
	}
	out.Why = p.Because(courses.MayTry(p, e.History, w.Now(), module, func(fact.Time) bool { return out.Reread >= rereadAtLeast }))
	return out, nil
}

func withoutItems(m courses.Module) courses.Module {
	m.Items = nil
	return m
}

func (s Series) view(m courses.Module) (*SeriesView, error) {
	served, err := s.served()
	if err != nil {
		return nil, err
	}
	out := &SeriesView{ID: s.ID, Attempt: s.Attempt, Module: withoutItems(m)}
	for _, it := range served {
		item := m.Items[itemAt(m.Items, it.Item)]
		q := Question{ID: item.ID, Stem: item.Stem}
		for _, i := range it.Order {
			q.Options = append(q.Options, item.Options[i].Text)
		}
		out.Questions = append(out.Questions, q)
	}
	return out, nil
}

func (s Series) result(m courses.Module, needed int64) (*ResultView, error) {
	served, err := s.served()
	if err != nil {
		return nil, err
	}
	answers, err := s.answers()
	if err != nil {
		return nil, err
	}
	out := &ResultView{
		ID: s.ID, Module: withoutItems(m), Attempt: s.Attempt, Right: s.Right, Total: s.Total,
		Passed: s.Right >= needed, ClosedAt: s.ClosedAt,
	}
	for _, it := range served {
		item := m.Items[itemAt(m.Items, it.Item)]
		chosen := it.Order[answers[it.Item]]
		v := AnswerView{
			Stem: item.Stem, Chosen: item.Options[chosen].Text, Feedback: item.Options[chosen].Feedback,
			Right: chosen == item.Key, Restudy: courses.Section{ID: item.Restudy},
		}
		for _, sec := range m.Sections {
			if sec.ID == item.Restudy {
				v.Restudy = sec
			}
		}
		out.Answers = append(out.Answers, v)
	}
	return out, nil
}

// Series shows one of the actor's own series: its questions while it is open,
// its result afterwards; the other is nil.
func (a *App) Series(ctx context.Context, actor Actor, id fact.ID) (open *SeriesView, closed *ResultView, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		s, err := w.Tx.Series(id)
		if err != nil {
			return hidden(err)
		}
		e, err := w.ownEnrolment(s.Enrolment)
		if err != nil {
			return err
		}
		m, rule := e.Pinned().Modules[s.Module], e.Pinned().Standard.Check
		if s.ClosedAt == 0 {
			open, err = s.view(m)
		} else {
			closed, err = s.result(m, rule.PassShare.Of(rule.Serve))
		}
		return err
	})
	return open, closed, err
}

// enrolmentWith is the actor's newest enrolment that pins a module.
func (w *Work) enrolmentWith(module string) (enrolment, error) {
	all, err := w.app.enrolmentsOf(w.Tx, w.actor.Person)
	if err != nil {
		return enrolment{}, err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if _, ok := all[i].Pinned().Modules[module]; ok {
			return all[i], nil
		}
	}
	return enrolment{}, notThere()
}
