package app_test

import (
	"bytes"
	"sync"
	"testing"

	"polyphony/internal/app"
	"polyphony/internal/audit"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// audited holds the ledger of a world as it stands against the audit.
func audited(t *testing.T, w *institute.World) *audit.Problem {
	t.Helper()
	f, err := ledger.Check(bytes.NewReader(institute.History{Store: w.Store}.Export(t)), ledger.Options{})
	if err != nil || f.Problem != nil {
		t.Fatal(err, f.Problem)
	}
	return audit.Check(f.File).Problem
}

// follows demands that the audit accepts all that the door let in.
func follows(t *testing.T, w *institute.World) {
	t.Helper()
	if p := problemOf(t, w); p != nil {
		t.Errorf("the audit refuses what the door let in: %v", p)
	}
}

// problemOf is what the audit says of a world. The grants of roles, which a
// test world takes as given, are signed by two for it first.
func problemOf(t *testing.T, w *institute.World) *audit.Problem {
	t.Helper()
	f, err := ledger.Check(bytes.NewReader(institute.History{Store: w.Store}.Export(t)), ledger.Options{})
	if err != nil || f.Problem != nil {
		t.Fatal(err, f.Problem)
	}
	const one, two = "administratorone", "administratortwo"
	at := f.File.Items[1].Leaf
	items := f.File.Items[:1:1]
	for _, x := range []fact.Fact{
		&fact.PersonJoined{Person: one},
		&fact.RoleGranted{Person: one, Role: string(people.Administrator), By: w.Institute, Second: w.Institute},
		&fact.PersonJoined{Person: two},
		&fact.RoleGranted{Person: two, Role: string(people.Administrator), By: one, Second: one},
	} {
		items = append(items, ledger.Item{Leaf: at, Fact: x})
	}
	for _, it := range f.File.Items[1:] {
		if g, ok := it.Fact.(*fact.RoleGranted); ok {
			g.By, g.Second = one, two
		}
		items = append(items, it)
	}
	f.File.Items = items
	return audit.Check(f.File).Problem
}

// joins accepts a link and gives the new account's actor.
func joins(w *institute.World, token, email string) (app.Actor, error) {
	c := &app.Join{Token: token, Name: "Somebody", Email: email}
	err := w.App.Join(ctx, c, institute.Password)
	return app.Actor{Person: c.Person, SecondFactor: true}, err
}

// TestR34_LinksOfOneSignatureOpenOnce: every start of the server makes a set-up
// link, and a first administrator may ask for the second more than once; only
// the first of each kind to be used may open.
func TestR34_LinksOfOneSignatureOpenOnce(t *testing.T) {
	institute.EachFounded(t, func(t *testing.T, w *institute.World) {
		one, two := &app.SetupLink{}, &app.SetupLink{}
		w.Do(app.Actor{}, one)
		w.Do(app.Actor{}, two)
		first, err := joins(w, one.Token, "first@example.org")
		if err != nil {
			t.Fatal(err)
		}
		_, err = joins(w, two.Token, "stranger@example.org")
		refused(t, err, fault.NotFound)

		var tokens []string
		for _, email := range []string{"second@example.org", "third@example.org", "fourth@example.org"} {
			c := &app.Invite{Name: "N", Email: email, Roles: []people.Role{people.Administrator}}
			w.Do(first, c)
			tokens = append(tokens, c.Token)
		}
		var mu sync.Mutex
		var wg sync.WaitGroup
		opened := 0
		for _, token := range tokens {
			wg.Go(func() {
				if _, err := joins(w, token, ""); err == nil {
					mu.Lock()
					opened++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if opened != 1 {
			t.Errorf("%d administrators joined on one signature; want the second alone", opened)
		}
		if p := audited(t, w); p != nil {
			t.Errorf("the audit refuses what the door let in: %v", p)
		}
	})
}

// TestR12_OneInvitationIsOneAccount: a link used by many at once, on two
// replicas, makes one account.
func TestR12_OneInvitationIsOneAccount(t *testing.T) {
	institute.EachFounded(t, func(t *testing.T, w *institute.World) {
		link := &app.SetupLink{}
		w.Do(app.Actor{}, link)
		other, _ := w.Replica(nil)
		var wg sync.WaitGroup
		for i := range 6 {
			a := []*app.App{w.App, other}[i%2]
			wg.Go(func() {
				_ = a.Join(ctx, &app.Join{Token: link.Token, Name: "N", Email: string(rune('a'+i)) + "@example.org"}, institute.Password)
			})
		}
		wg.Wait()
		if n := countKind(t, w, fact.PersonJoinedKind); n != 1 {
			t.Errorf("%d people joined by one link", n)
		}
	})
}

func countKind(t *testing.T, w *institute.World, kind fact.Kind) (n int) {
	t.Helper()
	err := w.Store.App().Read(ctx, func(tx app.Tx) error {
		all, err := tx.OfKind(kind, -1)
		n = len(all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
