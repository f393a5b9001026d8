package app_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"polyphony/certificates"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

// officers are people who run an institute and met no requirement by it.
type officers struct {
	t     *testing.T
	rng   *rand.Rand
	app   *app.App
	roles map[string][]app.Actor
	all   []app.Actor
}

func newOfficers(t *testing.T, h institute.History) *officers {
	o := &officers{t: t, rng: rand.New(rand.NewPCG(uint64(testkit.Seed(t)), 18)), app: h.App, roles: map[string][]app.Actor{}}
	list, err := h.App.People(ctx, administrator(t, h))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		a := app.Actor{Person: p.ID, SecondFactor: true}
		o.all = append(o.all, a)
		for _, r := range p.Roles {
			o.roles[string(r)] = append(o.roles[string(r)], a)
		}
	}
	return o
}

// administrator finds the first administrator by the founding grants.
func administrator(t *testing.T, h institute.History) app.Actor {
	t.Helper()
	var who app.Actor
	err := h.Store.App().Read(ctx, func(tx app.Tx) error {
		granted, err := tx.OfKind(fact.RoleGrantedKind, -1)
		who = app.Actor{Person: granted[0].Fact.(*fact.RoleGranted).Person, SecondFactor: true}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return who
}

func pick[T any](o *officers, list []T) (v T) {
	if len(list) == 0 {
		return v
	}
	return list[o.rng.IntN(len(list))]
}

// act is one random act of somebody who runs the institute: it may be refused,
// but it must never break.
func (o *officers) act(register []app.EnrolmentView, cohorts []app.CohortView) error {
	registrar, admin := pick(o, o.roles["registrar"]), pick(o, o.roles["administrator"])
	e, cohort := pick(o, register), pick(o, cohorts)
	roles := people.Roles()
	acts := []func() error{
		func() error {
			return o.app.Apply(ctx, admin, &app.ProposeRole{Person: pick(o, o.all).Person, Role: pick(o, roles)})
		},
		func() error {
			return o.app.Apply(ctx, admin, &app.EndRole{Person: e.Person, Role: people.Trainee})
		},
		func() error {
			return o.app.Apply(ctx, admin, &app.Invite{Name: "N", Email: fmt.Sprintf("n%d@demo.example", o.rng.Int64()), Roles: []people.Role{pick(o, roles)}})
		},
		func() error { return o.decide() },
		func() error {
			return o.app.Apply(ctx, registrar, &app.OpenCohort{Name: "Shorter", Bundle: e.Pinned.Bundle})
		},
		func() error {
			return o.app.Apply(ctx, registrar, &app.BookBlock{
				Cohort: cohort.ID, Stage: "block-4", Days: []fact.Date{fact.Date(fmt.Sprintf("2027-0%d-1%d", 1+o.rng.IntN(9), o.rng.IntN(9)))},
				Facilitators: []fact.ID{pick(o, o.roles["facilitator"]).Person, pick(o, o.roles["facilitator"]).Person},
			})
		},
		func() error {
			return o.app.Apply(ctx, registrar, &app.Enrol{Person: e.Person, Cohort: cohort.ID, Supervisor: pick(o, o.roles["supervisor"]).Person})
		},
		func() error { return o.issue(registrar, e) },
		func() error {
			if len(e.Certificates) == 0 {
				return nil
			}
			return o.app.Apply(ctx, registrar, &app.ProposeRevoke{Certificate: e.Certificates[0].ID, Why: "conduct"})
		},
		func() error {
			return o.app.Apply(ctx, registrar, &app.ProposeReversal{Enrolment: e.ID, Entry: int64(o.rng.IntN(1800)), Why: "entered-in-error"})
		},
		func() error { return o.app.Apply(ctx, pick(o, o.all), &app.AssignAll{}) },
		func() error {
			return o.app.Apply(ctx, pick(o, o.roles["steward"]), &app.ApprovePathway{Pathway: "foundation-assessed", Bundle: e.Pinned.Bundle})
		},
	}
	return pick(o, acts)()
}

// decide signs or drops a random pending act.
func (o *officers) decide() error {
	who := pick(o, append(o.roles["registrar"], o.roles["administrator"]...))
	waiting, err := o.app.Waiting(ctx, who)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return o.app.Apply(ctx, who, &app.Decide{ID: pick(o, waiting).ID, Drop: o.rng.IntN(5) == 0})
}

// issue must be refused, with what is missing, wherever something is unmet.
func (o *officers) issue(registrar app.Actor, e app.EnrolmentView) error {
	err := o.app.Apply(ctx, registrar, &app.Issue{Enrolment: e.ID})
	var u *app.Unmet
	switch {
	case err == nil && !e.Complete():
		o.t.Errorf("a certificate was issued to %s while %v was missing", e.Name, e.Missing())
	case errors.As(err, &u) && len(u.Missing) == 0:
		o.t.Errorf("the refusal names nothing: %v", err)
	}
	return err
}

// TestR18_AdminActsNeverMeetARequirement plays a whole history and then lets
// the people who run the institute do whatever their roles allow, at random:
// nothing that was unmet becomes met, and no certificate is issued early.
func TestR18_AdminActsNeverMeetARequirement(t *testing.T) {
	h := institute.Played(t, institute.SQLite(t), 18)
	o := newOfficers(t, h)
	registrar := o.roles["registrar"][0]
	register, err := o.app.Register(ctx, registrar)
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for range 400 {
		cohorts, _, err := o.app.Cohorts(ctx, registrar)
		if err != nil {
			t.Fatal(err)
		}
		err = o.act(register, cohorts)
		if err != nil && fault.KindOf(err) == fault.Internal {
			t.Fatal(err)
		}
		if err == nil {
			done++
		}
	}
	after, err := o.app.Register(ctx, registrar)
	if err != nil {
		t.Fatal(err)
	}
	now := map[fact.ID]app.EnrolmentView{}
	for _, e := range after {
		now[e.ID] = e
	}
	short := 0
	for _, before := range register {
		if len(before.Standing.Unmet()) > 0 && len(before.Missing()) <= 5 {
			short++
		}
		unmet := map[string]bool{}
		for _, r := range now[before.ID].Standing.Unmet() {
			unmet[r.ID] = true
		}
		for _, r := range before.Standing.Unmet() {
			if !unmet[r.ID] {
				t.Errorf("%s: %s was unmet and somebody who runs the institute met it", before.Name, r.ID)
			}
		}
		if len(before.Certificates) == 0 && len(now[before.ID].Certificates) > 0 && !before.Complete() {
			t.Errorf("%s was given the certificate %v", before.Name, now[before.ID].Certificates[0].State == certificates.Valid)
		}
	}
	if done < 100 || short == 0 {
		t.Errorf("only %d acts were carried out, %d trainees were close", done, short)
	}
	t.Logf("%d of 400 acts carried out", done)
}
