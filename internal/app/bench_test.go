package app_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/testkit/institute"
)

// errUndone takes an issued certificate back, so that the next round can issue
// it again.
var errUndone = errors.New("undone")

// undone is a store whose transactions are rolled back at their end.
type undone struct{ app.Store }

func (s undone) Write(c context.Context, fn func(app.Tx) error) error {
	err := s.Store.Write(c, func(tx app.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errUndone
	})
	if errors.Is(err, errUndone) {
		return nil
	}
	return err
}

// BenchmarkIssue issues a certificate with its PDF, up to the commit.
func BenchmarkIssue(b *testing.B) {
	h := institute.Played(b, institute.SQLite(b), 5)
	registrar, enrolment := readyToIssue(b, h)
	a := app.New(undone{h.Store.App()}, institute.Library(), app.Config{BaseURL: "http://127.0.0.1:8080", Institute: "Demonstration"})
	for b.Loop() {
		if err := a.Apply(ctx, registrar, &app.Issue{Enrolment: enrolment}); err != nil {
			b.Fatal(err)
		}
	}
}

// readyToIssue lets the trainee who stands one fact short confirm their last
// contact day.
func readyToIssue(b *testing.B, h institute.History) (registrar app.Actor, enrolment fact.ID) {
	b.Helper()
	var trainee app.Actor
	err := h.Store.App().Read(ctx, func(tx app.Tx) error {
		enrolled, err := tx.OfKind(fact.TraineeEnrolledKind, -1)
		if err != nil {
			return err
		}
		registrar = app.Actor{Person: enrolled[0].Fact.(*fact.TraineeEnrolled).By, SecondFactor: true}
		for _, s := range h.Cast.SignIn {
			if strings.HasPrefix(s.Note, "one fact short") {
				acc, err := tx.AccountByEmail(s.Email)
				trainee = app.Actor{Person: acc.Person}
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	days, err := h.App.ContactDays(ctx, trainee)
	if err != nil {
		b.Fatal(err)
	}
	for _, d := range days {
		if d.Attested == 2 && !d.Confirmed {
			enrolment = d.Enrolment
			if err := h.App.Apply(ctx, trainee, &app.ConfirmContact{Enrolment: d.Enrolment, Block: d.Block, Date: d.Date}); err != nil {
				b.Fatal(err)
			}
		}
	}
	return registrar, enrolment
}
