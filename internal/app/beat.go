package app

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Beat says that a page is still open. It spends the server's nonce, which is
// bound to the session, its page view and its section, and gets the next one.
// A nonce that was spent before, or was never given, changes nothing; the one
// spent last is answered as before, so that a page may ask again (R9).
type Beat struct {
	Session fact.ID `json:"session"`
	View    fact.ID `json:"view"`
	Section string  `json:"section"`
	Nonce   string  `json:"nonce"`
	// Visible: the page has been in view ever since the beat before.
	Visible bool `json:"visible"`
	// Active: there was input since the beat before.
	Active bool `json:"active"`

	Answer StudyAnswer `json:"-"` // out
}

func (c *Beat) needs() people.Action { return people.FollowOwnPath }

func (c *Beat) decide(w *Work) ([]fact.Fact, error) {
	s, done, err := c.find(w)
	if done || err != nil {
		return nil, err
	}
	facts, err := c.spend(w, &s)
	if err != nil {
		return nil, err
	}
	return facts, w.UpdateStudy(s)
}

// find loads the session that the beat is for. done means that the answer is
// known and nothing may change.
func (c *Beat) find(w *Work) (s Study, done bool, err error) {
	s, err = w.Study(c.Session)
	if err != nil {
		return s, false, hidden(err)
	}
	if s.Person != w.actor.Person {
		return s, false, notThere()
	}
	if c.View != s.View || c.Section != s.Section {
		return s, false, outOfStep()
	}
	if s.ClosedAt != 0 || w.Now().Sub(s.BeatAt) > studyLife {
		c.Answer, err = w.closedAnswer(s)
		return s, true, err
	}
	if answer, ok := s.again(c.Nonce); ok {
		c.Answer = answer
		return s, true, nil
	}
	if c.Nonce == "" || c.Nonce != s.Nonce {
		return s, false, outOfStep()
	}
	return s, false, nil
}

func outOfStep() error {
	return fault.New(fault.Conflict, "beat", "Stopped: this page is out of step with the server. Continue here to go on counting.")
}

// closedAnswer keeps the figures of the section: what was credited stays.
func (w *Work) closedAnswer(s Study) (StudyAnswer, error) {
	room, _, err := w.roomFor(s)
	if err != nil {
		return StudyAnswer{}, err
	}
	a := StudyAnswer{State: StudyClosed, SectionCredited: room.Have, SectionMinutes: room.Need / 60}
	switch s.ClosedWhy {
	case closedElsewhere:
		a.Why = "Stopped: you are studying in another tab or on another device."
	case closedLeft:
		a.Why = "Stopped: this page was left."
	default:
		a.Why = "Stopped: nothing was heard from this page for half an hour. What was credited stays."
	}
	return a, nil
}

// spend credits the time since the last beat as far as the rules allow, and
// makes the next nonce. What goes into the ledger is whole: at ten minutes,
// when the floor or the day is full, and before a new day begins, so that each
// day's cap is taken from the day it was studied on.
func (c *Beat) spend(w *Work, s *Study) ([]fact.Fact, error) {
	room, e, err := w.roomFor(*s)
	if err != nil {
		return nil, err
	}
	p, full := e.Pinned(), room.Full()
	_, sec, _ := p.Section(s.Module, s.Section)
	var facts []fact.Fact
	if !sameDay(s.BeatAt, w.Now()) {
		facts = settle(s, room, w.Now())
		room = room.After(secondsOf(facts))
	}
	b := c.observed(w, s)
	credit := p.Standard.Study.Credit(sec, b).Microseconds()
	if full {
		s.Reread += credit
		credit = 0
	}
	credit = max(min(credit, room.Left()*second-s.Accrued), 0)
	s.Accrued += credit
	after := room.After(s.Accrued / second)
	c.Answer = answerOf(p, sec, after, b)
	c.Answer.CreditedSeconds = credit / second
	if after.Left() == 0 || s.Accrued >= studyChunk.Microseconds() {
		facts = append(facts, settle(s, room, w.Now())...)
	}
	return facts, c.next(s)
}

// observed is what the server knows of the time since the last beat, and moves
// the session's times on. A wall clock that went back moves nothing (R5).
func (c *Beat) observed(w *Work, s *Study) courses.Beat {
	now := w.Now()
	b := courses.Beat{
		Elapsed: w.app.beats.since(s.ID, w.app.conf.Clock.Now(), now.Sub(s.BeatAt)),
		Before:  s.Running, Visible: c.Visible,
	}
	if c.Active {
		s.ActiveAt = max(s.ActiveAt, now)
	}
	b.Idle = now.Sub(s.ActiveAt)
	s.BeatAt, s.Running = max(s.BeatAt, now), c.Visible
	return b
}

// next puts a new nonce in the place of the spent one.
func (c *Beat) next(s *Study) error {
	next, err := people.NewToken()
	if err != nil {
		return err
	}
	c.Answer.Nonce = next
	last, err := json.Marshal(lastAnswer{Nonce: s.Nonce, Answer: c.Answer})
	if err != nil {
		return fault.Wrap("app.Beat", err)
	}
	s.Nonce, s.Last = next, string(last)
	return nil
}

func secondsOf(facts []fact.Fact) (n int64) {
	for _, f := range facts {
		if s, ok := f.(*fact.StudyCredited); ok {
			n += s.Seconds
		}
	}
	return n
}

func sameDay(a, b fact.Time) bool {
	return fact.DateIn(a, time.UTC) == fact.DateIn(b, time.UTC)
}

// Leave is a page's last beat: what it still credits goes into the ledger and
// the session ends.
type Leave struct{ Beat }

func (c *Leave) decide(w *Work) ([]fact.Fact, error) {
	s, err := w.Study(c.Session)
	if err != nil {
		return nil, hidden(err)
	}
	open, done, err := c.find(w)
	if err != nil {
		return nil, err
	}
	var facts []fact.Fact
	if !done {
		s = open
		if facts, err = c.spend(w, &s); err != nil {
			return nil, err
		}
	} else if s.ClosedAt != 0 {
		return nil, nil
	}
	c.Answer.State, c.Answer.Nonce = StudyClosed, ""
	return w.closeStudy(s, closedLeft, facts...)
}

// SweepStudies looks after pages that fell silent without a word: what they
// accrued goes into the ledger, and after half an hour they are closed. A
// ticker calls it; how often changes no credit. It gives the number of
// sessions that changed.
func (a *App) SweepStudies(ctx context.Context) (n int, err error) {
	var stale []Study
	err = a.read(ctx, func(tx Tx) error {
		stale, err = tx.StaleStudies(tx.Now().Add(-time.Minute))
		return err
	})
	var errs []error
	for _, s := range stale {
		c := &sweepStudy{id: s.ID}
		if err := a.Apply(ctx, Actor{}, c); err != nil {
			errs = append(errs, err)
		} else if c.changed {
			n++
		}
	}
	return n, errors.Join(append(errs, err)...)
}

// sweepStudy settles one silent session.
type sweepStudy struct {
	id      fact.ID
	changed bool
}

func (c *sweepStudy) needs() people.Action { return "" }

func (c *sweepStudy) decide(w *Work) ([]fact.Fact, error) {
	s, err := w.Study(c.id)
	if err != nil || s.ClosedAt != 0 {
		return nil, err
	}
	silent := w.Now().Sub(s.BeatAt)
	if silent > studyLife {
		c.changed = true
		return w.closeStudy(s, closedAsleep)
	}
	room, e, err := w.roomFor(s)
	if err != nil || silent <= time.Duration(e.Pinned().Standard.Study.GapSeconds)*time.Second {
		return nil, err
	}
	facts := settle(&s, room, w.Now())
	if len(facts) == 0 {
		return nil, nil
	}
	c.changed = true
	return facts, w.UpdateStudy(s)
}
