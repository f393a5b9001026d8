package app

import (
	"slices"
	"strings"

	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Here is somebody in a meeting: initials or a pseudonym, and a role.
type Here struct {
	Label string
	Role  conversation.Role
}

// participantsAtMost keeps a meeting one that people could sit in.
const participantsAtMost = 20

// DeclareMeeting says, before anything is uploaded, that a network meeting will
// be recorded, whether it counts, with which other practitioners and with whom.
type DeclareMeeting struct {
	Enrolment       fact.ID
	Purpose         fact.Purpose
	CoPractitioners []fact.ID
	Participants    []Here

	Meeting fact.ID // out
}

func (c *DeclareMeeting) needs() people.Action { return people.FollowOwnPath }

func (c *DeclareMeeting) decide(w *Work) ([]fact.Fact, error) {
	e, err := w.ownEnrolment(c.Enrolment)
	if err != nil {
		return nil, err
	}
	if c.Purpose != fact.Summative && c.Purpose != fact.Formative {
		return nil, fault.New(fault.Invalid, "purpose", "say whether the meeting counts (summative) or is for practice (formative)")
	}
	if err := c.checkPractitioners(w); err != nil {
		return nil, err
	}
	if err := c.checkParticipants(); err != nil {
		return nil, err
	}
	if c.Purpose == fact.Summative {
		if err := spaced(e, w.Now()); err != nil {
			return nil, err
		}
	}
	if c.Meeting, err = w.newID(); err != nil {
		return nil, err
	}
	if err := c.keep(w); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.MeetingDeclared{
		Meeting: c.Meeting, Enrolment: c.Enrolment, Trainee: w.actor.Person,
		Purpose: c.Purpose, CoPractitioners: c.CoPractitioners,
	}}, nil
}

func (c *DeclareMeeting) checkPractitioners(w *Work) error {
	slices.Sort(c.CoPractitioners)
	c.CoPractitioners = slices.Compact(c.CoPractitioners)
	if len(c.CoPractitioners) == 0 {
		return fault.New(fault.Invalid, "co_practitioners", "choose at least one co-practitioner: a network meeting is held by two or more, and a trainee never asks for consent alone")
	}
	for _, id := range c.CoPractitioners {
		acc, err := w.Account(id)
		switch {
		case id == w.actor.Person:
			return fault.New(fault.Invalid, "co_practitioners", "you are not your own co-practitioner; choose somebody else")
		case isNotFound(err) || (err == nil && acc.DisabledAt != 0):
			return fault.New(fault.Invalid, "co_practitioners", "a co-practitioner has no account here; an administrator can invite them")
		case err != nil:
			return err
		}
	}
	return nil
}

func (c *DeclareMeeting) checkParticipants() error {
	n, seen := map[conversation.Role]int{}, map[string]bool{}
	for i, p := range c.Participants {
		label := strings.TrimSpace(p.Label)
		if err := fidelity.CheckLabel("participants", label); err != nil {
			return err
		}
		role, err := conversation.ParseRole(string(p.Role))
		if err != nil {
			return fault.New(fault.Invalid, "participants", "choose a role for “%s”: practitioner, person at the centre of concern, family, friend or whoever matters, or somebody else", label)
		}
		if key := strings.ToLower(label); seen[key] {
			return fault.New(fault.Invalid, "participants", "“%s” stands there twice; give everybody a pseudonym of their own", label)
		} else {
			seen[key] = true
		}
		c.Participants[i] = Here{label, role}
		n[role]++
	}
	switch {
	case n[conversation.Person] == 0:
		return fault.New(fault.Invalid, "participants", "name the person at the centre of concern; a network meeting is not held without them")
	case n[conversation.Practitioner] < 1+len(c.CoPractitioners):
		return fault.New(fault.Invalid, "participants", "name every practitioner too, yourself included: with your co-practitioners there are %d, and the list has %d", 1+len(c.CoPractitioners), n[conversation.Practitioner])
	case len(c.Participants) > participantsAtMost:
		return fault.New(fault.Invalid, "participants", "name at most %d people", participantsAtMost)
	}
	return nil
}

// spaced keeps summative meetings apart in ledger time (R23), one open
// at a time, so that a later one cannot overtake an earlier one.
func spaced(e enrolment, now fact.Time) error {
	for _, h := range e.History {
		d, ok := h.Fact.(*fact.MeetingDeclared)
		if !ok || d.Purpose != fact.Summative {
			continue
		}
		f := foldMeeting(d.Meeting, e)
		if f.DeclaredAt != 0 && f.Recorded == nil && f.Withdrawn == 0 {
			return fault.New(fault.Conflict, "purpose", "A summative meeting of yours, declared on %s, is still open. Hand it in first; if it did not take place, withdraw your own consent on its page.", courses.Day(f.DeclaredAt))
		}
		if f.stalled() {
			return fault.New(fault.Conflict, "purpose", "The consent after a week is missing for your meeting handed in on %s, so nobody can rate it. Ask for it first: every summative meeting counts.", courses.Day(f.RecordedAt))
		}
	}
	return tooSoon(e, now)
}

// stalled reports whether a meeting that was handed in waits for the trainee to
// ask for consent again. Were the next one open to them, leaving that undone
// would shed a meeting that went badly (R26).
func (f meetingFile) stalled() bool {
	if f.Recorded == nil || f.Withdrawn != 0 {
		return false
	}
	for _, given := range f.Consents {
		if _, ok := given[fact.AfterAWeek]; !ok {
			return true
		}
	}
	return false
}

// tooSoon refuses a summative meeting inside the standard's spacing after the
// one recorded before; the sentence names the first day that is far enough.
func tooSoon(e enrolment, now fact.Time) error {
	from, spaced := e.spacedFrom(now)
	if spaced {
		return nil
	}
	last, days := lastRecorded(e, now), e.Pinned().Standard.Portfolio.DaysBetweenAtLeast
	return fault.New(fault.Refused, "spacing", "Summative meetings lie at least %d days apart and the one before was handed in on %s. The next can be from %s; formative ones can be at any time.", days, courses.Day(last), courses.Instant(from))
}

func (c *DeclareMeeting) keep(w *Work) error {
	err := w.InsertMeeting(Meeting{
		ID: c.Meeting, Enrolment: c.Enrolment, Trainee: w.actor.Person, CreatedAt: w.Now(),
	})
	if err != nil {
		return err
	}
	for _, p := range c.Participants {
		id, err := w.newID()
		if err != nil {
			return err
		}
		if err := w.InsertParticipant(Participant{ID: id, Meeting: c.Meeting, Label: p.Label, Role: string(p.Role)}); err != nil {
			return err
		}
	}
	return nil
}

// SaveFacts keeps what is said of a meeting until its transcript is handed in;
// from then on it is bound in the ledger and cannot change.
type SaveFacts struct {
	Meeting fact.ID
	Facts   fidelity.Facts
}

func (c *SaveFacts) needs() people.Action { return people.FollowOwnPath }

func (c *SaveFacts) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.ownMeeting(c.Meeting)
	if err != nil {
		return nil, err
	}
	if f.Row.Recording != "" {
		return nil, fault.New(fault.Conflict, "facts", "The meeting was handed in; its facts are bound to it and stay as they are.")
	}
	if err := c.Facts.Validate(w.Now()); err != nil {
		return nil, err
	}
	if err := checkHeld(f, c.Facts.Held); err != nil {
		return nil, err
	}
	b, err := c.Facts.Bytes()
	if err != nil {
		return nil, err
	}
	f.Row.Facts = string(b)
	return nil, w.UpdateMeeting(f.Row)
}

// ownMeeting loads a meeting that must be the actor's own.
func (w *Work) ownMeeting(id fact.ID) (meetingFile, error) {
	f, err := w.app.meetingFile(w.Tx, id)
	if err != nil {
		return f, err
	}
	if f.Trainee != w.actor.Person {
		return f, notThere()
	}
	return f, nil
}
