package institute

import (
	"context"
	"fmt"
	"sync"
	"time"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// Password is everybody's.
const Password = "a quiet and roomy password"

var hashed = sync.OnceValues(func() (string, error) { return people.NewHasher(1).Hash(Password) })

// Person makes somebody with roles, signed in with both steps.
func (w *World) Person(roles ...people.Role) app.Actor {
	w.T.Helper()
	w.joined++
	id := newID(w.T)
	hash, err := hashed()
	check(w.T, err)
	facts := []fact.Fact{&fact.PersonJoined{Person: id}}
	for _, r := range roles {
		facts = append(facts, &fact.RoleGranted{Person: id, Role: string(r), By: w.Institute, Second: w.Institute})
	}
	w.Write(func(tx app.Tx) error {
		return tx.InsertAccount(app.Account{
			Person: id, Name: fmt.Sprintf("Person %d", w.joined), Email: fmt.Sprintf("person-%d@example.org", w.joined),
			PasswordHash: hash, Salt: []byte(id), CreatedAt: tx.Now(),
		})
	})
	w.Append(facts...)
	return app.Actor{Person: id, SecondFactor: true}
}

// SignIn opens a session for somebody and gives the token of its cookie.
func (w *World) SignIn(actor app.Actor) string {
	w.T.Helper()
	token, err := people.NewToken()
	check(w.T, err)
	w.Write(func(tx app.Tx) error {
		return tx.InsertSession(app.Session{
			Hash: people.TokenHash(token), Person: actor.Person, SecondFactor: actor.SecondFactor,
			CreatedAt: tx.Now(), SeenAt: tx.Now(), ExpiresAt: tx.Now().Add(14 * 24 * time.Hour),
		})
	})
	return token
}

// Publish has two new stewards approve a pathway of an app's content.
func (w *World) Publish(a *app.App, pathway string) fact.Digest {
	w.T.Helper()
	var bundle fact.Digest
	for range 2 {
		steward := w.Person(people.Steward)
		states, err := a.Pathways(context.Background(), steward)
		check(w.T, err)
		for _, s := range states {
			if s.Pinned.Pathway.ID == pathway {
				bundle = s.Bundle
			}
		}
		check(w.T, a.Apply(context.Background(), steward, &app.ApprovePathway{Pathway: pathway, Bundle: bundle}))
	}
	return bundle
}

// Trainee is somebody who is enrolled, and their supervisor.
type Trainee struct {
	app.Actor
	Enrolment  fact.ID
	Cohort     fact.ID
	Supervisor app.Actor
}

// Enrol makes a new trainee with a supervisor of their own, in the world's one
// cohort, by a new registrar.
func (w *World) Enrol() Trainee {
	w.T.Helper()
	registrar := w.Person(people.Registrar)
	if w.cohort == "" {
		w.cohort = w.Cohort(registrar, w.Bundle)
	}
	return w.EnrolIn(w.cohort, registrar)
}

// Cohort opens a cohort on a published bundle.
func (w *World) Cohort(registrar app.Actor, bundle fact.Digest) fact.ID {
	w.T.Helper()
	c := &app.OpenCohort{Name: "Test cohort", Bundle: bundle}
	w.Do(registrar, c)
	return c.Cohort
}

// EnrolIn makes a new trainee with a supervisor of their own in a cohort.
func (w *World) EnrolIn(cohort fact.ID, registrar app.Actor) Trainee {
	w.T.Helper()
	t := Trainee{Actor: w.Person(people.Trainee), Cohort: cohort, Supervisor: w.Person(people.Supervisor)}
	c := &app.Enrol{Person: t.Person, Cohort: cohort, Supervisor: t.Supervisor.Person}
	w.Do(registrar, c)
	t.Enrolment = c.Enrolment
	return t
}

// Opened is what a trainee is pinned to, from the stored blobs alone.
func (w *World) Opened(t Trainee) (out content.OpenedBundle) {
	w.T.Helper()
	var enrolled *fact.TraineeEnrolled
	for _, f := range OfKind[*fact.TraineeEnrolled](w, t.Enrolment) {
		enrolled = f
	}
	check(w.T, w.Store.App().Read(context.Background(), func(tx app.Tx) error {
		manifest, err := tx.Blob(enrolled.Bundle)
		if err != nil {
			return err
		}
		out, err = content.OpenBundle(manifest, tx.Blob)
		return err
	}))
	return out
}

// Standing is where a trainee stands now.
func (w *World) Standing(t Trainee) courses.Standing {
	w.T.Helper()
	return courses.StandingOf(w.Opened(t).Pinned, w.History(t.Enrolment), fact.At(w.Clock.Now()))
}

// Studied credits every section of a module as given, moving the clock by the
// time that takes.
func (w *World) Studied(t Trainee, module string) {
	w.T.Helper()
	m := w.Opened(t).Pinned.Modules[module]
	for _, s := range m.Sections {
		from := fact.At(w.Clock.Now())
		w.At(time.Duration(s.Minutes) * time.Minute)
		w.Append(&fact.StudyCredited{
			Enrolment: t.Enrolment, Person: t.Person, Module: module, Section: s.ID, Digest: m.Digest,
			From: from, To: fact.At(w.Clock.Now()), Seconds: s.Minutes * 60,
		})
	}
}

// Passed has a module's check passed as given, after its sections were studied.
func (w *World) Passed(t Trainee, module string) {
	w.T.Helper()
	p := w.Opened(t).Pinned
	m, n := p.Modules[module], p.Standard.Check.Serve
	items := make([]fact.Digest, 0, n)
	for _, it := range m.Items[:n] {
		items = append(items, it.Digest)
	}
	w.Append(&fact.CheckGraded{
		Enrolment: t.Enrolment, Module: module, Digest: m.Digest, Series: newID(w.T), Attempt: 1,
		Items: items, Right: n, Of: n,
	})
}
