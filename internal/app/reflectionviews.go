package app

import (
	"context"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// ReflectionView is one reflection as its writer sees it.
type ReflectionView struct {
	Enrolment fact.ID
	Module    courses.Module // without items
	Asked     courses.Reflection
	Closed    string // why it cannot be handed in yet; empty where it can
	Draft     string
	DraftAt   fact.Time
	Handed    *HandedIn
	Early     *HandedIn // handed in while its module was not open; it does not count
}

// HandedIn is a submission with its text and what was answered to it. Text is
// empty and Gone set where the writing was erased.
type HandedIn struct {
	Submission fact.ID
	At         fact.Time
	Words      int64
	Text       string
	Gone       bool
	ReadAt     fact.Time // 0: not read yet
	ReadBy     string
	Reply      string
}

// Reflection shows the actor's own reflection of a module.
func (a *App) Reflection(ctx context.Context, actor Actor, module, reflection string) (out ReflectionView, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		e, err := w.enrolmentWith(module)
		if err != nil {
			return err
		}
		_, asked, err := w.reflectionOf(e.Enrolment, module, reflection)
		if err != nil {
			return err
		}
		p := e.Pinned()
		out = ReflectionView{Enrolment: e.Enrolment, Module: withoutItems(p.Modules[module]), Asked: asked}
		if why := e.progress(w.Now()).Open(module); len(why) > 0 {
			out.Closed = fault.Sentence(notOpen(p, module, why))
		}
		g := e.progress(w.Now())
		for _, s := range submissions(e) {
			if s.Module != module || s.Reflection != reflection {
				continue
			}
			handed, err := w.handedIn(e, s)
			if err != nil {
				return err
			}
			if g.Counts(s.Submission) {
				out.Handed = handed
				return nil
			}
			out.Early = handed
		}
		d, err := w.Draft(actor.Person, draftReflection, draftRef(e.Enrolment, module, reflection))
		if err != nil && !isNotFound(err) {
			return err
		}
		out.Draft, out.DraftAt = d.Body, d.SavedAt
		if out.Draft == "" && out.Early != nil {
			out.Draft = out.Early.Text
		}
		return nil
	})
	return out, err
}

// handedIn is for the writer and the supervisor of record alone: callers have
// made sure that the actor is one of them.
func (w *Work) handedIn(e enrolment, s submission) (*HandedIn, error) {
	out := &HandedIn{Submission: s.Submission, At: s.At, Words: s.Words, ReadAt: s.ReadAt}
	text, err := w.Text(s.Text)
	switch {
	case isNotFound(err):
		out.Gone = true
	case err != nil:
		return nil, err
	default:
		out.Text = string(text.Body)
	}
	if s.ReadAt == 0 {
		return out, nil
	}
	out.ReadBy = w.app.nameOf(w.Tx, s.ReadBy)
	reply, err := w.Draft(s.ReadBy, draftReply, string(s.Submission))
	if err != nil && !isNotFound(err) {
		return nil, err
	}
	out.Reply = reply.Body
	return out, nil
}

// WaitingReflection is a submission in a supervisor's list.
type WaitingReflection struct {
	Submission fact.ID
	Trainee    string
	Module     string // title
	Reflection string // what it is called
	At         fact.Time
	Words      int64
}

// ReadingView is a submission as the supervisor of record reads it.
type ReadingView struct {
	WaitingReflection
	Enrolment fact.ID
	Prompt    string
	HandedIn  HandedIn
}

// Reading shows a submission to the supervisor of record, and to nobody else.
func (a *App) Reading(ctx context.Context, actor Actor, id fact.ID) (out ReadingView, err error) {
	err = a.seen(ctx, actor, people.ReadReflections, func(w *Work) error {
		e, s, err := w.supervised(id)
		if err != nil {
			return err
		}
		h, err := w.handedIn(e, s)
		if err != nil {
			return err
		}
		out = ReadingView{WaitingReflection: w.waiting(e, s), Enrolment: e.Enrolment, HandedIn: *h}
		out.Prompt = askedFor(e.Pinned(), s).Prompt
		return nil
	})
	return out, err
}

func (w *Work) waiting(e enrolment, s submission) WaitingReflection {
	asked := askedFor(e.Pinned(), s)
	return WaitingReflection{
		Submission: s.Submission, Trainee: w.app.nameOf(w.Tx, e.Person), Module: e.Pinned().Modules[s.Module].Title,
		Reflection: asked.Name(), At: s.At, Words: s.Words,
	}
}

// askedFor is the reflection that a submission answers.
func askedFor(p courses.Pinned, s submission) courses.Reflection {
	for _, r := range p.Modules[s.Module].Reflections {
		if r.ID == s.Reflection {
			return r
		}
	}
	return courses.Reflection{ID: s.Reflection}
}
