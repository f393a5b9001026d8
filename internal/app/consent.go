package app

import (
	"encoding/json"
	"slices"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Capacity says on whose word a consent rests.
type Capacity string

// The closed set of capacities.
const (
	OwnConsent         Capacity = "own"                 // understands, and decides for themselves
	AssentWithGuardian Capacity = "assent-and-guardian" // a young person's yes with a guardian's consent
)

// CannotToday is the third answer about a participant: they cannot decide this
// today, so nothing is recorded. It is no consent and is never kept.
const CannotToday Capacity = "cannot-today"

// Capacities lists those that a consent can rest on, in the order pages show
// them.
func Capacities() []Capacity { return []Capacity{OwnConsent, AssentWithGuardian} }

// ConsentForm names the wording that is read out and printed: purpose, who may
// see the recording, how long it is kept, and that withdrawing never affects
// care. A changed wording gets another name.
const ConsentForm = "network-meeting-2"

// GiveConsent records one participant's yes at one moment. The trainee records
// it with a co-practitioner who was there, or that co-practitioner does.
type GiveConsent struct {
	Meeting     fact.ID
	Participant fact.ID
	Moment      fact.Moment
	Witness     fact.ID
	Capacity    Capacity
	Interpreter bool // the form was put through an interpreter
}

func (c *GiveConsent) needs() people.Action { return "" }

func (c *GiveConsent) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.app.meetingFile(w.Tx, c.Meeting)
	if err != nil {
		return nil, err
	}
	if at, err := w.standsTo(f); err != nil || !at.any(theTrainee|theCoPractitioner) {
		return nil, notThere()
	}
	if err := c.check(w, f); err != nil {
		return nil, err
	}
	if err := c.checkMoment(f, w.Now()); err != nil {
		return nil, err
	}
	if err := c.checkBeginning(f, w.Now()); err != nil {
		return nil, err
	}
	form, err := c.form(w, f)
	if err != nil {
		return nil, err
	}
	facts := []fact.Fact{&fact.ConsentGiven{
		Meeting: c.Meeting, Enrolment: f.Path.Enrolment, Participant: c.Participant, Moment: c.Moment,
		Form: form, By: w.actor.Person, Witness: c.Witness,
	}}
	more, _, err := w.assign(f.with(w.Now(), facts...), nil)
	return append(facts, more...), err
}

func (c *GiveConsent) check(w *Work, f meetingFile) error {
	closed, err := w.app.withdrawn(w.Tx, f)
	if err != nil {
		return err
	}
	_, given := f.Consents[c.Participant][c.Moment]
	switch {
	case !slices.ContainsFunc(f.People, func(p Participant) bool { return p.ID == c.Participant }):
		return notThere()
	case closed:
		return fault.New(fault.Refused, "consent", "The file of this meeting is closed: somebody has withdrawn their consent.")
	case !slices.Contains(f.CoPractitioners, c.Witness):
		return fault.New(fault.Invalid, "witness", "name the co-practitioner who was there; a trainee never asks for consent alone")
	case c.Capacity == CannotToday:
		return fault.New(fault.Refused, "capacity", "Somebody who cannot decide this today has not agreed: do not record. The meeting itself can be held all the same.")
	case !slices.Contains(Capacities(), c.Capacity):
		return fault.New(fault.Invalid, "capacity", "say whether the participant decides for themselves or a guardian consents with their assent")
	case given:
		return fault.New(fault.Conflict, "consent", "This consent is recorded already.")
	}
	return nil
}

// checkMoment keeps the three moments in their order and apart, in ledger time.
func (c *GiveConsent) checkMoment(f meetingFile, now fact.Time) error {
	before, asked := f.Consents[c.Participant][fact.Before]
	after, confirmed := f.Consents[c.Participant][fact.After]
	switch c.Moment {
	case fact.Before:
		if f.Recorded != nil {
			return fault.New(fault.Refused, "consent", "The meeting was handed in already; consent before recording cannot follow it.")
		}
	case fact.After:
		if !asked || now <= before.At {
			return fault.New(fault.Refused, "consent", "Consent is asked before the recording first, then again after it.")
		}
	case fact.AfterAWeek:
		if !confirmed {
			return fault.New(fault.Refused, "consent", "Consent after the recording comes first; a week later it is asked again.")
		}
		if from := after.At.Add(consentWeek); now < from {
			return fault.New(fault.Refused, "consent", "People get a week to think about it: ask again from %s.", courses.Instant(from))
		}
	default:
		return fault.New(fault.Invalid, "moment", "%q is no moment of consent: it is asked before, after, and after a week", c.Moment)
	}
	return nil
}

// checkBeginning refuses consent "before recording" to a meeting whose own facts
// say that it had begun.
func (c *GiveConsent) checkBeginning(f meetingFile, now fact.Time) error {
	said, ok, err := f.facts()
	if err != nil || !ok || c.Moment != fact.Before || now < said.Held.Add(f.slack()) {
		return err
	}
	return fault.New(fault.Refused, "consent", "The facts of this meeting say that it began on %s. Consent before recording comes before that.", courses.Instant(said.Held))
}

// form keeps what was put to the participant and gives its commitment.
func (c *GiveConsent) form(w *Work, f meetingFile) (fact.Digest, error) {
	body, err := json.Marshal(map[string]any{
		"form": ConsentForm, "meeting": c.Meeting, "participant": c.Participant,
		"moment": c.Moment, "capacity": c.Capacity, "interpreter": c.Interpreter,
	})
	if err != nil {
		return "", fault.Wrap("app.GiveConsent", err)
	}
	return w.keepText(f.Trainee, body)
}

// keepText stores what a person wrote, or what was written of them, under the
// commitment that a fact may name.
func (w *Work) keepText(owner fact.ID, body []byte) (fact.Digest, error) {
	acc, err := w.Account(owner)
	if err != nil {
		return "", err
	}
	d := fact.Commit(acc.Salt, body)
	if _, err := w.Text(d); !isNotFound(err) {
		return d, err
	}
	return d, w.InsertText(Text{Digest: d, Owner: owner, Body: body})
}

// WithdrawConsent closes the whole file of a meeting at once, on the word of
// one participant. It needs no reason, at any time, and also says that a
// meeting did not take place. What was decided before stays decided.
type WithdrawConsent struct {
	Meeting     fact.ID
	Participant fact.ID
}

func (c *WithdrawConsent) needs() people.Action { return "" }

func (c *WithdrawConsent) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.app.meetingFile(w.Tx, c.Meeting)
	if err != nil {
		return nil, err
	}
	if at, err := w.standsTo(f); err != nil || !at.any(theTrainee|theCoPractitioner) {
		return nil, notThere()
	}
	if !slices.ContainsFunc(f.People, func(p Participant) bool { return p.ID == c.Participant }) {
		return nil, notThere()
	}
	if f.Withdrawn != 0 {
		return nil, fault.New(fault.Conflict, "consent", "The file of this meeting is closed already.")
	}
	return []fact.Fact{&fact.ConsentWithdrawn{
		Meeting: c.Meeting, Enrolment: f.Path.Enrolment, Participant: c.Participant, By: w.actor.Person,
	}}, nil
}
