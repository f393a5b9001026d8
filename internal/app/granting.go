package app

import (
	"encoding/json"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// ProposeRole asks for a further role for somebody with an account; it waits
// for a second administrator.
type ProposeRole struct {
	Person fact.ID
	Role   people.Role
}

func (c *ProposeRole) needs() people.Action { return people.GrantRoles }

func (c *ProposeRole) decide(w *Work) ([]fact.Fact, error) {
	if err := w.mayHold(c.Person, c.Role); err != nil {
		return nil, err
	}
	_, err := w.propose(actionGrant, c.Person, c.Role)
	return nil, err
}

// mayHold refuses a role that is unknown, held already or excluded by another.
func (w *Work) mayHold(person fact.ID, r people.Role) error {
	if _, err := w.Account(person); err != nil {
		return hidden(err)
	}
	if _, err := people.ParseRole(string(r)); err != nil {
		return err
	}
	held, err := w.app.rolesOf(w.Tx, person)
	if err != nil {
		return err
	}
	for _, h := range held {
		if h == r {
			return fault.New(fault.Conflict, "role", "This person is %s already.", r)
		}
	}
	return people.Conflict(held, r)
}

func carryOutGrant(w *Work, p Pending) ([]fact.Fact, error) {
	var r people.Role
	if err := json.Unmarshal([]byte(p.Payload), &r); err != nil {
		return nil, fault.Wrap("app.carryOutGrant", err)
	}
	if err := w.mayHold(p.Subject, r); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.RoleGranted{Person: p.Subject, Role: string(r), By: p.By, Second: w.actor.Person}}, nil
}

// EndRole takes a role away from now on. What was done with it stays done.
type EndRole struct {
	Person fact.ID
	Role   people.Role
}

func (c *EndRole) needs() people.Action { return people.GrantRoles }

func (c *EndRole) decide(w *Work) ([]fact.Fact, error) {
	held, err := w.app.holds(w.Tx, c.Person, c.Role)
	if err != nil {
		return nil, err
	}
	switch {
	case !held:
		return nil, notThere()
	case c.Person == w.actor.Person:
		return nil, fault.New(fault.Refused, "role", "Another administrator must end your own role.")
	}
	if c.Role == people.Administrator {
		if err := w.twoAdministratorsStay(); err != nil {
			return nil, err
		}
	}
	return []fact.Fact{&fact.RoleEnded{Person: c.Person, Role: string(c.Role), By: w.actor.Person}}, nil
}

// twoAdministratorsStay: with one administrator nobody could ever be invited
// or given a role again, since both need two signatures.
func (w *Work) twoAdministratorsStay() error {
	all, err := w.people()
	if err != nil {
		return err
	}
	if n := len(withRole(all, people.Administrator)); n <= 2 {
		return fault.New(fault.Refused, "role", "There are only %d administrators. Every invitation and every role needs the signatures of two, so invite a third before you end this one's role.", n)
	}
	return nil
}
