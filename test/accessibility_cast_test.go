package test

import (
	"context"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/demo"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// longName is sixty characters, the second word without a place to break.
const longName = "Bartholomew Featherstonehaugh-Cholmondeley-Wolverhamptonshir"

// cast are the people whose pages are looked at.
type cast struct {
	nobody, unfounded, empty                         visitor
	begun, studying, going, due, certified           visitor
	supervisor, facilitator, rater, registrar, other visitor
	steward, administrator                           visitor
	invitation                                       string // token of a link not opened
	meetings                                         []fact.ID
}

// enter signs somebody in.
func (w *world) enter(t *testing.T, s demo.SignIn) visitor {
	t.Helper()
	token, err := w.App.SignIn(context.Background(), s.Email, s.Password, w.code(t, s))
	if err != nil {
		t.Fatal(err)
	}
	me, err := w.App.Whoami(context.Background(), token)
	if err != nil {
		t.Fatal(err)
	}
	return visitor{s.Role + " (" + s.Note + ")", token, me.Actor}
}

func (w *world) apply(t *testing.T, who visitor, c app.Command) {
	t.Helper()
	if err := w.App.Apply(context.Background(), who.actor, c); err != nil {
		t.Fatalf("%s: %v", who.name, err)
	}
}

// newCast signs everybody in and brings about what the played history does not
// hold: an open invitation, an act that waits for a second signature, somebody
// with a long name and empty pages, and meetings at their first steps.
func (w *world) newCast(t *testing.T) (c cast) {
	t.Helper()
	chosen := w.awaitsRating(t)
	trainee := func(note string) visitor { return w.enter(t, w.who(t, "trainee", note, 0)) }
	c.nobody = visitor{name: "nobody"}
	c.begun, c.studying = trainee("in the middle of a module"), trainee("studied the first block")
	c.going, c.certified = trainee("three meetings so far"), trainee("certified")
	c.due = trainee("one fact short of a certificate: confirm the last contact day")
	c.supervisor, c.facilitator = w.enter(t, w.who(t, "supervisor", "", 0)), w.enter(t, w.who(t, "facilitator", "", 0))
	c.rater, c.steward = w.enter(t, chosen), w.enter(t, w.who(t, "steward", "", 0))
	c.registrar, c.other = w.enter(t, w.who(t, "registrar", "", 0)), w.enter(t, w.who(t, "registrar", "", 1))
	c.administrator = w.enter(t, w.who(t, "administrator", "", 0))
	second := w.enter(t, w.who(t, "administrator", "", 1))

	invite := func(name, email string, roles ...people.Role) string {
		w.apply(t, c.administrator, &app.Invite{Name: name, Email: email, Roles: roles})
		waiting, err := w.App.Waiting(context.Background(), second.actor)
		if err != nil || len(waiting) == 0 {
			t.Fatalf("nothing waits: %v", err)
		}
		sign := &app.Decide{ID: waiting[len(waiting)-1].ID}
		w.apply(t, second, sign)
		return sign.Token
	}
	all := []people.Role{people.Trainee, people.Supervisor, people.Facilitator, people.Rater}
	c.unfounded = w.joined(t, invite("Long", "long.name@demo.example", all...), "long.name@demo.example")
	c.empty = w.secured(t, w.joined(t, invite("Empty", "empty@demo.example", all...), "empty@demo.example"))
	c.invitation = invite("Not yet", "not.yet@demo.example", people.Trainee)
	w.apply(t, c.administrator, &app.Invite{Name: longName, Email: "waiting.for.a.second.signature@demo.example", Roles: []people.Role{people.Registrar}})
	c.meetings = w.firstSteps(t, c)
	return c
}

const longPassword = "amber-birch-candle-delta-ember"

// joined opens an invitation under a long name.
func (w *world) joined(t *testing.T, token, email string) visitor {
	t.Helper()
	if err := w.App.Join(context.Background(), &app.Join{Token: token, Name: longName, Email: email}, longPassword); err != nil {
		t.Fatal(err)
	}
	return w.enter(t, demo.SignIn{Role: "many roles", Note: "long name", Email: email, Password: longPassword})
}

// secured sets up the second step for the session of a visitor.
func (w *world) secured(t *testing.T, who visitor) visitor {
	t.Helper()
	offer := &app.OfferTOTP{}
	w.apply(t, who, offer)
	w.clock.forward(31 * time.Second)
	code, err := totp.GenerateCode(offer.Secret, w.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	w.apply(t, who, &app.ConfirmTOTP{Code: code, Session: people.TokenHash(who.token)})
	who.actor.SecondFactor = true
	return who
}

// firstSteps declares two meetings for practice, and lets everybody in the
// second agree before and after, so that its transcript can be handed in.
func (w *world) firstSteps(t *testing.T, c cast) (out []fact.ID) {
	t.Helper()
	paths, err := w.App.MyPath(context.Background(), c.going.actor)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no path: %v", err)
	}
	for range 2 {
		m := &app.DeclareMeeting{
			Enrolment: paths[0].Enrolment, Purpose: fact.Formative, CoPractitioners: []fact.ID{c.supervisor.actor.Person},
			Participants: []app.Here{
				{Label: "Featherstonehaugh", Role: conversation.Practitioner},
				{Label: "B", Role: conversation.Practitioner},
				{Label: "Cholmondeleywolverhamptonshirefeather", Role: conversation.Person},
			},
		}
		w.apply(t, c.going, m)
		out = append(out, m.Meeting)
	}
	w.agreed(t, c.going, c.supervisor, out[1], fact.Before)
	w.agreed(t, c.going, c.supervisor, out[1], fact.After)
	return out
}
