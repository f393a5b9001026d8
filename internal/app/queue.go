package app

import (
	"context"
	"slices"

	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// QueueItem is one meeting that a rater has still to rate.
type QueueItem struct {
	Meeting         fact.ID
	Trainee         string // so that a conflict of interest can be declared
	CoPractitioners []string
	AssignedAt      fact.Time
	DueAt           fact.Time
	AgeDays         int64
	Overdue         bool
	SavedAt         fact.Time // of the draft; 0 where there is none
}

// Queue is a rater's own work, and nothing of anybody else's (R26).
type Queue struct {
	Items []QueueItem // oldest first
	Hours int         // about how long the open ones take
	Rated int         // ratings that this rater has given
}

// RaterQueue lists what the system has given to a rater.
func (a *App) RaterQueue(ctx context.Context, actor Actor) (out Queue, err error) {
	err = a.seen(ctx, actor, people.RateMeetings, func(w *Work) error {
		assigned, err := a.memory.ofKind(w.Tx, fact.RaterAssignedKind)
		if err != nil {
			return err
		}
		for _, e := range assigned {
			x := e.Fact.(*fact.RaterAssigned)
			if x.Rater != actor.Person {
				continue
			}
			f, err := a.meetingFile(w.Tx, x.Meeting)
			if err != nil {
				return err
			}
			if f.rated(actor.Person) {
				out.Rated++
			}
			if err := w.queue(f, &out); err != nil {
				return err
			}
		}
		slices.SortStableFunc(out.Items, func(a, b QueueItem) int { return int(a.AssignedAt - b.AssignedAt) })
		out.Hours = ratingLoad * len(out.Items)
		return nil
	})
	return out, err
}

// queue adds a meeting that the actor may rate now.
func (w *Work) queue(f meetingFile, out *Queue) error {
	duty, ok := f.duty(w.actor.Person)
	if !ok {
		return nil
	}
	if closed, err := w.app.withdrawn(w.Tx, f); closed || err != nil {
		return err
	}
	_, saved, err := readRatingDraft(w.Tx, w.actor.Person, f.Meeting)
	if err != nil {
		return err
	}
	item := QueueItem{
		Meeting: f.Meeting, Trainee: w.app.nameOf(w.Tx, f.Trainee),
		AssignedAt: duty.At, DueAt: duty.At.Add(claimLife), SavedAt: saved,
		AgeDays: int64(w.Now().Sub(duty.At).Hours()) / 24,
	}
	item.Overdue = w.Now() > item.DueAt
	for _, id := range f.CoPractitioners {
		item.CoPractitioners = append(item.CoPractitioners, w.app.nameOf(w.Tx, id))
	}
	out.Items = append(out.Items, item)
	return nil
}
