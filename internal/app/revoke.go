package app

import (
	"encoding/json"
	"slices"

	"polyphony/certificates"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// ProposeRevoke asks for the end of a certificate; a second registrar signs.
type ProposeRevoke struct {
	Certificate fact.ID
	Why         string // a class of certificates.RevocationClasses

	Pending fact.ID // out
}

func (c *ProposeRevoke) needs() people.Action { return people.RevokeCertificate }

func (c *ProposeRevoke) decide(w *Work) ([]fact.Fact, error) {
	row, err := w.Certificate(c.Certificate)
	if err != nil {
		return nil, hidden(err)
	}
	if err := w.revocable(row); err != nil {
		return nil, err
	}
	if certificates.RevocationSentence(c.Why) == "" {
		return nil, fault.New(fault.Invalid, "why", "choose a reason for the revocation")
	}
	open, err := w.Pendings(pendingOpen)
	if err != nil {
		return nil, err
	}
	r := revocation{row.ID, c.Why}
	for _, p := range open {
		var other revocation
		if p.Action == actionRevoke && json.Unmarshal([]byte(p.Payload), &other) == nil && other.Certificate == row.ID {
			return nil, fault.New(fault.Conflict, "revoke", "A revocation of this certificate waits for its second signature already.")
		}
	}
	c.Pending, err = w.propose(actionRevoke, row.Person, r)
	return nil, err
}

type revocation struct {
	Certificate fact.ID `json:"certificate"`
	Why         string  `json:"why"`
}

// revocable refuses a certificate that has ended in the ledger already.
func (w *Work) revocable(row Certificate) error {
	history, err := w.app.memory.history(w.Tx, row.Enrolment)
	if err != nil {
		return err
	}
	s := certificates.LifeOf(history, row.ID).State(w.Now())
	if s != certificates.Valid && s != certificates.Expired {
		return fault.New(fault.Conflict, "revoke", "This certificate is %s already.", s)
	}
	return nil
}

func carryOutRevoke(w *Work, p Pending) ([]fact.Fact, error) {
	var r revocation
	if err := json.Unmarshal([]byte(p.Payload), &r); err != nil {
		return nil, fault.Wrap("app.carryOutRevoke", err)
	}
	row, err := w.Certificate(r.Certificate)
	if err != nil {
		return nil, err
	}
	if err := w.revocable(row); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.CertificateRevoked{
		Certificate: row.ID, Enrolment: row.Enrolment, Why: r.Why, By: p.By, Second: w.actor.Person,
	}}, nil
}

// ProposeReversal asks to take one evidence fact out of a standing: the honest
// way to put a mistake right. A second registrar signs.
type ProposeReversal struct {
	Enrolment fact.ID
	Entry     int64
	Why       string
}

// reversalClasses are the reasons for a reversal.
var reversalClasses = []string{"entered-in-error", "wrong-person", "not-true"}

type reversal struct {
	Enrolment fact.ID `json:"enrolment"`
	Entry     int64   `json:"entry"`
	Why       string  `json:"why"`
}

func (c *ProposeReversal) needs() people.Action { return people.ReverseEvidence }

func (c *ProposeReversal) decide(w *Work) ([]fact.Fact, error) {
	e, err := w.app.enrolment(w.Tx, c.Enrolment)
	if err != nil {
		return nil, hidden(err)
	}
	if !slices.Contains(reversalClasses, c.Why) {
		return nil, fault.New(fault.Invalid, "why", "choose a reason for the reversal")
	}
	if err := reversible(e, c.Entry); err != nil {
		return nil, err
	}
	_, err = w.propose(actionReverse, e.Person, reversal{c.Enrolment, c.Entry, c.Why})
	return nil, err
}

// reversible accepts an evidence entry of this enrolment that stands. Ratings
// and meetings are not reversed here: every summative meeting counts (R26).
func reversible(e enrolment, index int64) error {
	found := false
	for _, h := range e.History {
		switch f := h.Fact.(type) {
		case *fact.EvidenceReversed:
			if f.Entry == index {
				return fault.New(fault.Conflict, "reverse", "Entry %d is reversed already.", index)
			}
		case *fact.StudyCredited, *fact.CheckGraded, *fact.ReflectionSubmitted, *fact.ReflectionRead,
			*fact.ContactAttested, *fact.ContactConfirmed:
			found = found || h.Index == index
		}
	}
	if !found {
		return fault.New(fault.Refused, "reverse", "Entry %d is no study, check, reflection or contact entry of this enrolment; meetings and ratings are never taken out.", index)
	}
	return nil
}

func carryOutReverse(w *Work, p Pending) ([]fact.Fact, error) {
	var r reversal
	if err := json.Unmarshal([]byte(p.Payload), &r); err != nil {
		return nil, fault.Wrap("app.carryOutReverse", err)
	}
	e, err := w.app.enrolment(w.Tx, r.Enrolment)
	if err != nil {
		return nil, err
	}
	if err := reversible(e, r.Entry); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.EvidenceReversed{
		Enrolment: r.Enrolment, Entry: r.Entry, By: p.By, Second: w.actor.Person, Why: r.Why,
	}}, nil
}

// nothingWaits refuses while a reversal of an enrolment's evidence waits for
// its second signature: it is signed or dropped first (R20).
func (w *Work) nothingWaits(enrolment fact.ID) error {
	open, err := w.Pendings(pendingOpen)
	if err != nil {
		return err
	}
	for _, p := range open {
		var r reversal
		if p.Action != actionReverse {
			continue
		}
		if err := json.Unmarshal([]byte(p.Payload), &r); err != nil {
			return fault.Wrap("app.nothingWaits", err)
		}
		if r.Enrolment == enrolment {
			return fault.New(fault.Refused, "issue", "A reversal of this trainee's evidence waits for its second signature. Sign it or drop it first.")
		}
	}
	return nil
}
