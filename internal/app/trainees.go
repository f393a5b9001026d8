package app

import (
	"context"
	"sort"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// TraineesView is a supervisor's own trainees and what waits to be read,
// longest waiting first.
type TraineesView struct {
	Trainees []TraineeLine
	Waiting  []WaitingReflection
}

// TraineeLine is one trainee in a supervisor's list.
type TraineeLine struct {
	Enrolment fact.ID
	Name      string
	Award     string
	Since     fact.Time
	Met, Of   int
	Latest    fact.Time // the latest evidence; 0 where there is none

	Certificates []CertificateView
}

// Trainees shows a supervisor the trainees whose supervisor of record they are.
func (a *App) Trainees(ctx context.Context, actor Actor) (out TraineesView, err error) {
	err = a.seen(ctx, actor, people.ReadReflections, func(w *Work) error {
		all, err := a.enrolments(w.Tx, func(f *fact.TraineeEnrolled) bool { return f.Supervisor == actor.Person })
		if err != nil {
			return err
		}
		for _, e := range all {
			out.Trainees = append(out.Trainees, w.traineeLine(e))
			for _, s := range submissions(e) {
				if s.ReadAt == 0 {
					out.Waiting = append(out.Waiting, w.waiting(e, s))
				}
			}
		}
		sort.SliceStable(out.Trainees, func(i, j int) bool { return out.Trainees[i].Name < out.Trainees[j].Name })
		sort.SliceStable(out.Waiting, func(i, j int) bool { return out.Waiting[i].At < out.Waiting[j].At })
		return nil
	})
	return out, err
}

func (w *Work) traineeLine(e enrolment) TraineeLine {
	s := e.standing(w.Now())
	l := TraineeLine{
		Enrolment: e.Enrolment, Name: w.app.nameOf(w.Tx, e.Person), Award: e.Pinned().Pathway.Award, Since: e.At,
		Certificates: certificatesOf(e, w.Now()),
		Of:           len(s.Requirements), Met: len(s.Requirements) - len(s.Unmet()),
	}
	for _, h := range e.History {
		if fact.ClassOf(h.Fact.Kind()) == fact.Evidence {
			l.Latest = h.At
		}
	}
	return l
}

// TraineePath shows the supervisor of record where a trainee stands, and what
// the trainee handed in.
func (a *App) TraineePath(ctx context.Context, actor Actor, id fact.ID) (out PathView, handed []WaitingReflection, err error) {
	err = a.seen(ctx, actor, people.ReadReflections, func(w *Work) error {
		e, err := a.enrolment(w.Tx, id)
		if err != nil {
			return hidden(err)
		}
		if e.Supervisor != actor.Person {
			return notThere()
		}
		for _, s := range submissions(e) {
			handed = append(handed, w.waiting(e, s))
		}
		out, err = w.pathView(e, courses.ToOthers)
		return err
	})
	return out, handed, err
}
