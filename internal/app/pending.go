package app

import (
	"context"
	"encoding/json"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Acts that wait for a second person (R34).
const (
	actionInvite  = "invite"
	actionGrant   = "grant"
	actionRevoke  = "revoke"
	actionReverse = "reverse"
)

const (
	pendingOpen    = "open"
	pendingDone    = "done"
	pendingDropped = "dropped"
)

// propose keeps an act until a second person signs it.
func (w *Work) propose(action string, subject fact.ID, payload any) (fact.ID, error) {
	if subject != "" && subject == w.actor.Person {
		return "", fault.New(fault.Refused, action, "This concerns yourself; two other people must do it.")
	}
	b, err := json.Marshal(payload)
	if err != nil {
		return "", fault.Wrap("app.propose", err)
	}
	id, err := w.newID()
	if err != nil {
		return "", err
	}
	return id, w.InsertPending(Pending{
		ID: id, Action: action, Subject: subject, Payload: string(b),
		By: w.actor.Person, CreatedAt: w.Now(), State: pendingOpen,
	})
}

// Decide signs or drops an act that waits. The second person is neither the
// first nor the subject, and has the same role as the first needed.
type Decide struct {
	ID   fact.ID
	Drop bool

	Token string // out: the link's token after an invitation
}

func (c *Decide) needs() people.Action { return "" }

func (c *Decide) decide(w *Work) ([]fact.Fact, error) {
	p, err := w.Pending(c.ID)
	if err != nil {
		return nil, hidden(err)
	}
	if err := w.authorise(secondNeeds(p.Action)); err != nil {
		return nil, err
	}
	if p.State != pendingOpen {
		return nil, fault.New(fault.Conflict, "second signature", "This has been decided already.")
	}
	if p.Subject == w.actor.Person || (p.By == w.actor.Person && !c.Drop) {
		return nil, fault.New(fault.Refused, "second signature", "Somebody else must sign: neither who asked for it nor whom it concerns.")
	}
	p.DoneBy, p.DoneAt, p.State = w.actor.Person, w.Now(), pendingDone
	if c.Drop {
		p.State = pendingDropped
		return nil, w.UpdatePending(p)
	}
	if err := w.UpdatePending(p); err != nil {
		return nil, err
	}
	return c.carryOut(w, p)
}

func secondNeeds(action string) people.Action {
	switch action {
	case actionInvite, actionGrant:
		return people.GrantRoles
	case actionRevoke:
		return people.RevokeCertificate
	case actionReverse:
		return people.ReverseEvidence
	default:
		return "unknown"
	}
}

func (c *Decide) carryOut(w *Work, p Pending) ([]fact.Fact, error) {
	switch p.Action {
	case actionInvite:
		var g grant
		if err := json.Unmarshal([]byte(p.Payload), &g); err != nil {
			return nil, fault.Wrap("app.Decide", err)
		}
		token, err := w.invite(g, p.By, w.actor.Person)
		c.Token = token
		return nil, err
	case actionGrant:
		return carryOutGrant(w, p)
	case actionRevoke:
		return carryOutRevoke(w, p)
	default:
		return carryOutReverse(w, p)
	}
}

// Waiting is an act that waits, for the people who may sign it.
type Waiting struct {
	Pending
	ByName      string
	SubjectName string
	MaySign     bool
}

// Waiting lists the open acts that the actor's roles concern.
func (a *App) Waiting(ctx context.Context, actor Actor) (out []Waiting, err error) {
	err = a.read(ctx, func(tx Tx) error {
		w := &Work{Tx: tx, app: a, ctx: ctx, actor: actor}
		if err := w.authorise(""); err != nil {
			return err
		}
		open, err := tx.Pendings(pendingOpen)
		if err != nil {
			return err
		}
		for _, p := range open {
			if !people.May(w.roles, secondNeeds(p.Action)) {
				continue
			}
			out = append(out, Waiting{
				p, a.nameOf(tx, p.By), a.nameOf(tx, p.Subject),
				p.By != actor.Person && p.Subject != actor.Person,
			})
		}
		return nil
	})
	return out, err
}

// nameOf is a person's name, or a dash where there is none.
func (a *App) nameOf(tx Tx, person fact.ID) string {
	if acc, err := tx.Account(person); err == nil {
		return acc.Name
	}
	return "–"
}
