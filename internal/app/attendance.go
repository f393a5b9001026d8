package app

import (
	"slices"
	"time"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// attestWithin is how long after a contact day its presence may be attested.
const attestWithin = 28

// Attest is one facilitator's word on who was there on a contact day they were
// booked for, for a whole group at once.
type Attest struct {
	Block   fact.ID
	Date    fact.Date
	Present map[fact.ID]int64 // enrolment → minutes
}

func (c *Attest) needs() people.Action { return people.AttestContact }

func (c *Attest) decide(w *Work) ([]fact.Fact, error) {
	b, err := w.app.block(w.Tx, c.Block)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(b.Facilitators, w.actor.Person) {
		return nil, notThere()
	}
	if err := b.begun(w.Now(), c.Date); err != nil {
		return nil, err
	}
	if err := w.inOnePlace(w.actor.Person, c.Block, c.Date, false); err != nil {
		return nil, err
	}
	if len(c.Present) == 0 {
		return nil, fault.New(fault.Invalid, "present", "mark at least one trainee as present")
	}
	ids := make([]fact.ID, 0, len(c.Present))
	for id := range c.Present {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var facts []fact.Fact
	for _, id := range ids {
		f, err := c.one(w, b, id)
		if err != nil {
			return nil, err
		}
		if f != nil {
			facts = append(facts, f)
		}
	}
	return facts, nil
}

// one attests a single trainee; what the facilitator has attested before is
// left as it is.
func (c *Attest) one(w *Work, b bookedBlock, id fact.ID) (fact.Fact, error) {
	e, err := w.app.enrolment(w.Tx, id)
	if err != nil {
		return nil, hidden(err)
	}
	minutes := c.Present[id]
	switch {
	case e.Cohort != b.Cohort:
		return nil, notThere()
	case e.Person == w.actor.Person:
		return nil, fault.New(fault.Refused, "present", "Nobody attests their own presence.")
	case minutes < 1 || minutes > 12*60:
		return nil, fault.New(fault.Invalid, "minutes", "%d minutes cannot be one day: write 1 to 720", minutes)
	}
	for _, f := range saidOf(e.History, c.Block, c.Date).attested {
		if f.Facilitator == w.actor.Person {
			return nil, nil
		}
	}
	if err := b.within(e, w.Now(), c.Date, minutes); err != nil {
		return nil, err
	}
	if err := w.inOnePlace(e.Person, c.Block, c.Date, true); err != nil {
		return nil, err
	}
	return &fact.ContactAttested{
		Enrolment: id, Block: c.Block, Stage: b.Stage, Date: c.Date, Zone: b.Zone,
		Minutes: minutes, Facilitator: w.actor.Person,
	}, nil
}

// begun refuses a date that is not the block's, has not begun in the
// institute's zone, or lies too long ago to remember honestly.
func (b bookedBlock) begun(now fact.Time, d fact.Date) error {
	if !slices.Contains(b.Days, d) {
		return fault.New(fault.Invalid, "date", "%q is not a day of this block", d)
	}
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return fault.Wrap("app.begun", err)
	}
	ago, err := fact.Days(d, fact.DateIn(now, zone))
	switch {
	case err != nil:
		return fault.Wrap("app.begun", err)
	case ago < 0:
		return fault.New(fault.Refused, "date", "%s has not begun in %s; presence is attested on the day or after it", d, b.Zone)
	case ago > attestWithin:
		return fault.New(fault.Refused, "date", "%s is more than %d days ago; it can no longer be attested", d, attestWithin)
	}
	return nil
}

// lapsed reports whether a date lies too long ago to be attested.
func (b bookedBlock) lapsed(now fact.Time, d fact.Date) bool {
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return false
	}
	ago, err := fact.Days(d, fact.DateIn(now, zone))
	return err == nil && ago > attestWithin
}

// within refuses minutes that have not passed yet on the day itself, and days
// before the one of enrolment (R5, R18).
func (b bookedBlock) within(e enrolment, now fact.Time, d fact.Date, minutes int64) error {
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return fault.Wrap("app.within", err)
	}
	began, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return fault.Wrap("app.within", err)
	}
	if passed := int64(now.Time().Sub(began) / time.Minute); minutes > passed {
		return fault.New(fault.Refused, "minutes", "%d minutes of %s have not passed yet; attest when the day is over", minutes, d)
	}
	if d < fact.DateIn(e.At, zone) {
		return fault.New(fault.Refused, "present", "On %s this trainee was not enrolled yet.", d)
	}
	return nil
}

// inOnePlace refuses somebody who learnt or was to facilitate elsewhere on the
// same date: nobody is in two places at once (R18). booked says whether being
// booked counts, as it does for a trainee.
func (w *Work) inOnePlace(person fact.ID, here fact.ID, d fact.Date, booked bool) error {
	elsewhere := fault.New(fault.Refused, "present", "%s is booked or was attested elsewhere on %s; nobody is in two places at once", w.app.nameOf(w.Tx, person), d)
	all, err := w.app.blocks(w.Tx)
	if err != nil {
		return err
	}
	own, err := w.app.enrolmentsOf(w.Tx, person)
	if err != nil {
		return err
	}
	for _, b := range all {
		if !slices.Contains(b.Days, d) {
			continue
		}
		if booked && slices.Contains(b.Facilitators, person) {
			return elsewhere
		}
		for _, e := range own {
			if b.Block.Block != here && len(saidOf(e.History, b.Block.Block, d).attested) > 0 {
				return elsewhere
			}
		}
	}
	return nil
}

// ConfirmContact is the trainee's own word on a day that two facilitators have
// attested. The minutes can only be lowered.
type ConfirmContact struct {
	Enrolment fact.ID
	Block     fact.ID
	Date      fact.Date
	Minutes   int64 // 0: as attested
}

func (c *ConfirmContact) needs() people.Action { return people.FollowOwnPath }

func (c *ConfirmContact) decide(w *Work) ([]fact.Fact, error) {
	e, err := w.ownEnrolment(c.Enrolment)
	if err != nil {
		return nil, err
	}
	said := saidOf(e.History, c.Block, c.Date)
	if len(said.attested) == 0 {
		return nil, notThere()
	}
	first, least := said.attested[0], said.attested[0].Minutes
	for _, f := range said.attested {
		least = min(least, f.Minutes)
	}
	switch {
	case said.confirmed != nil:
		return nil, fault.New(fault.Conflict, "confirm", "You have confirmed %s already.", c.Date)
	case len(said.attested) < 2:
		return nil, fault.New(fault.Refused, "confirm", "One facilitator has attested %s so far; you can confirm when the second has.", c.Date)
	case c.Minutes < 0 || c.Minutes > least:
		return nil, fault.New(fault.Invalid, "minutes", "You can confirm at most the %d minutes that were attested.", least)
	case c.Minutes == 0:
		c.Minutes = least
	}
	return []fact.Fact{&fact.ContactConfirmed{
		Enrolment: c.Enrolment, Block: c.Block, Stage: first.Stage, Date: c.Date, Zone: first.Zone, Minutes: c.Minutes,
	}}, nil
}
