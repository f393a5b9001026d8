package app_test

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/audit"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
	"polyphony/internal/people"
	"polyphony/internal/store"
	"polyphony/internal/testkit/institute"
)

// room is a cohort with a day booked today and its two facilitators.
type room struct {
	cohort, block fact.ID
	team          []app.Actor
}

func bookRoom(w *institute.World, registrar app.Actor, day fact.Date, team ...app.Actor) room {
	w.T.Helper()
	r := room{cohort: w.Cohort(registrar, w.Bundle), team: team}
	for len(r.team) < 2 {
		r.team = append(r.team, w.Person(people.Facilitator))
	}
	b := &app.BookBlock{Cohort: r.cohort, Stage: stageOf(w), Days: []fact.Date{day}, Facilitators: ids(r.team)}
	w.Do(registrar, b)
	r.block = b.Block
	return r
}

func ids(list []app.Actor) (out []fact.ID) {
	for _, a := range list {
		out = append(out, a.Person)
	}
	return out
}

func stageOf(w *institute.World) string {
	return w.Opened(w.Enrol()).Pinned.Pathway.Stages[0].ID
}

const today = fact.Date("2026-01-05")

// TestR18_NobodyIsInTwoPlaces: one person learns in one room a day, whatever
// they are enrolled in, and does not facilitate in another.
func TestR18_NobodyIsInTwoPlaces(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		registrar := w.Person(people.Registrar)
		one, two := bookRoom(w, registrar, today), bookRoom(w, registrar, today)
		learner := w.EnrolIn(one.cohort, registrar)
		w.Append(&fact.TraineeEnrolled{
			Enrolment: "second", Person: learner.Person, Cohort: two.cohort, Bundle: w.Bundle,
			Supervisor: learner.Supervisor.Person, By: registrar.Person,
		})
		w.At(10 * time.Hour)
		w.Do(one.team[0], &app.Attest{Block: one.block, Date: today, Present: map[fact.ID]int64{learner.Enrolment: 360}})
		err := w.Try(two.team[0], &app.Attest{Block: two.block, Date: today, Present: map[fact.ID]int64{"second": 360}})
		refused(t, err, fault.Refused)
		w.Do(one.team[1], &app.Attest{Block: one.block, Date: today, Present: map[fact.ID]int64{learner.Enrolment: 360}})

		both := w.Person(people.Trainee, people.Facilitator)
		at := &app.Enrol{Person: both.Person, Cohort: one.cohort, Supervisor: learner.Supervisor.Person}
		w.Do(registrar, at)
		three := bookRoom(w, registrar, today, both)
		err = w.Try(one.team[0], &app.Attest{Block: one.block, Date: today, Present: map[fact.ID]int64{at.Enrolment: 360}})
		refused(t, err, fault.Refused)
		other := w.EnrolIn(three.cohort, registrar)
		w.Do(both, &app.Attest{Block: three.block, Date: today, Present: map[fact.ID]int64{other.Enrolment: 360}})
		follows(t, w)
	})
}

// TestR5_MinutesThatHaveNotPassed: at nine in the morning nobody was there for
// twelve hours, and nobody was there before they were enrolled.
func TestR5_MinutesThatHaveNotPassed(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		registrar := w.Person(people.Registrar)
		r := bookRoom(w, registrar, today)
		early, late := w.EnrolIn(r.cohort, registrar), fact.ID("")
		err := w.Try(r.team[0], &app.Attest{Block: r.block, Date: today, Present: map[fact.ID]int64{early.Enrolment: 720}})
		refused(t, err, fault.Refused)
		w.At(24 * time.Hour)
		late = w.EnrolIn(r.cohort, registrar).Enrolment
		err = w.Try(r.team[0], &app.Attest{Block: r.block, Date: today, Present: map[fact.ID]int64{late: 360}})
		refused(t, err, fault.Refused)
		w.Do(r.team[0], &app.Attest{Block: r.block, Date: today, Present: map[fact.ID]int64{early.Enrolment: 720}})
		follows(t, w)
	})
}

// TestR12_ConcurrentRegistrars: two replicas book one facilitator twice, enrol
// one person twice and confirm one day twice, all at once; each happens once.
func TestR12_ConcurrentRegistrars(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		registrar := w.Person(people.Registrar)
		other, _ := w.Replica(nil)
		r := bookRoom(w, registrar, today)
		stage := stageOf(w)
		team := []fact.ID{w.Person(people.Facilitator).Person, w.Person(people.Facilitator).Person}
		newcomer, supervisor := w.Person(people.Trainee), w.Person(people.Supervisor)
		learner := w.EnrolIn(r.cohort, registrar)
		w.At(10 * time.Hour)
		second := w.Cohort(registrar, w.Bundle)
		once := func(what string, make func(i int) (app.Actor, app.Command)) {
			t.Helper()
			var mu sync.Mutex
			var wg sync.WaitGroup
			n := 0
			for i := range 8 {
				who, c := make(i)
				a := []*app.App{w.App, other}[i%2]
				wg.Go(func() {
					if err := a.Apply(ctx, who, c); err == nil {
						mu.Lock()
						n++
						mu.Unlock()
					}
				})
			}
			wg.Wait()
			if n != 1 {
				t.Errorf("%s: %d times", what, n)
			}
		}
		once("booking", func(i int) (app.Actor, app.Command) {
			cohort := []fact.ID{r.cohort, second}[i%2]
			return registrar, &app.BookBlock{Cohort: cohort, Stage: stage, Days: []fact.Date{today}, Facilitators: team}
		})
		once("enrolment", func(int) (app.Actor, app.Command) {
			return registrar, &app.Enrol{Person: newcomer.Person, Cohort: second, Supervisor: supervisor.Person}
		})
		for _, f := range r.team {
			var wg sync.WaitGroup
			for i := range 4 {
				a := []*app.App{w.App, other}[i%2]
				wg.Go(func() {
					_ = a.Apply(ctx, f, &app.Attest{Block: r.block, Date: today, Present: map[fact.ID]int64{learner.Enrolment: 360}})
				})
			}
			wg.Wait()
		}
		if n := len(institute.OfKind[*fact.ContactAttested](w, learner.Enrolment)); n != 2 {
			t.Errorf("%d attestations by two facilitators", n)
		}
		once("confirmation", func(int) (app.Actor, app.Command) {
			return learner.Actor, &app.ConfirmContact{Enrolment: learner.Enrolment, Block: r.block, Date: today}
		})
		follows(t, w)
	})
}

// TestR26_AnExportTellsNothingOfAThirdRater: until a meeting is decided the
// public export keeps closed who was asked, who looked and what they found.
func TestR26_AnExportTellsNothingOfAThirdRater(t *testing.T) {
	s := newScene(t, newWorld(t), 3)
	m := s.assigned()
	raters := s.ratersOf(m)
	s.rates(raters[0], m, 5)
	s.rates(raters[1], m, 1)
	if n := len(s.ratersOf(m)); n != 3 {
		t.Fatalf("%d raters; want a third", n)
	}
	if n := openOfRating(t, s.World); n != 0 {
		t.Errorf("%d entries about a meeting under way are open to everybody", n)
	}
	s.rates(s.ratersOf(m)[2], m, 4)
	if n := openOfRating(t, s.World); n != 9 {
		t.Errorf("%d entries are open once it is decided; want three of each rater", n)
	}
	follows(t, s.World)
}

func openOfRating(t *testing.T, w *institute.World) (n int) {
	t.Helper()
	var b bytes.Buffer
	err := w.Store.Read(ctx, func(tx *store.Tx) error {
		rules, err := audit.PublicRules(tx)
		if err != nil {
			return err
		}
		return tx.Export(&b, ledger.ExportOptions{Open: rules.Open, Withhold: rules.Withhold})
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := ledger.Check(&b, ledger.Options{})
	if err != nil || f.Problem != nil {
		t.Fatal(err, f.Problem)
	}
	for _, it := range f.File.Items {
		switch it.Fact.(type) {
		case *fact.RatingCommitted, *fact.RaterAssigned, *fact.RecordingViewed:
			n++
		}
	}
	return n
}
