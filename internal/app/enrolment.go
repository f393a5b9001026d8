package app

import (
	"sync"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/internal/fact"
)

// enrolment is a trainee's enrolment with what it pinned and its whole history.
type enrolment struct {
	fact.TraineeEnrolled
	At      fact.Time
	Opened  content.OpenedBundle
	History []fact.Entry

	folds *sync.Map // fact.ID → fold
}

// fold is how far an enrolment's history was folded, and at which instant.
type fold struct {
	progress courses.Progress
	entries  int
	last     int64
	at       fact.Time
}

// progress is where the enrolment's study stands at now. A history is folded
// once, and again when it has grown.
func (e enrolment) progress(now fact.Time) courses.Progress {
	last := e.History[len(e.History)-1]
	if v, ok := e.folds.Load(e.Enrolment); ok {
		if f := v.(fold); f.entries == len(e.History) && f.last == last.Index && now >= f.at {
			return f.progress.Later(now)
		}
	}
	p := courses.ProgressOf(e.Opened.Pinned, e.History, now)
	if last.At <= now {
		e.folds.Store(e.Enrolment, fold{p, len(e.History), last.Index, now})
	}
	return p
}

// Pinned is what the enrolment is held to.
func (e enrolment) Pinned() courses.Pinned { return e.Opened.Pinned }

// standing is where the enrolment stands at now.
func (e enrolment) standing(now fact.Time) courses.Standing {
	return courses.StandingOf(e.Opened.Pinned, e.History, now)
}

// enrolment loads one by id; NotFound where there is none.
func (a *App) enrolment(tx Tx, id fact.ID) (enrolment, error) {
	history, err := a.memory.history(tx, id)
	if err != nil {
		return enrolment{}, err
	}
	for _, e := range history {
		if f, ok := e.Fact.(*fact.TraineeEnrolled); ok {
			opened, err := a.bundle(tx, f.Bundle)
			return enrolment{*f, e.At, opened, history, &a.folds}, err
		}
	}
	return enrolment{}, notThere()
}

// enrolmentsOf lists a person's enrolments, oldest first.
func (a *App) enrolmentsOf(tx Tx, person fact.ID) ([]enrolment, error) {
	return a.enrolments(tx, func(f *fact.TraineeEnrolled) bool { return f.Person == person })
}

// enrolments lists the enrolments that keep accepts, oldest first.
func (a *App) enrolments(tx Tx, keep func(*fact.TraineeEnrolled) bool) ([]enrolment, error) {
	entries, err := a.memory.ofKind(tx, fact.TraineeEnrolledKind)
	if err != nil {
		return nil, err
	}
	var out []enrolment
	for _, e := range entries {
		f := e.Fact.(*fact.TraineeEnrolled)
		if !keep(f) {
			continue
		}
		one, err := a.enrolment(tx, f.Enrolment)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// ownEnrolment loads an enrolment that must be the actor's own.
func (w *Work) ownEnrolment(id fact.ID) (enrolment, error) {
	e, err := w.app.enrolment(w.Tx, id)
	if err != nil {
		return e, hidden(err)
	}
	if e.Person != w.actor.Person {
		return e, notThere()
	}
	return e, nil
}
