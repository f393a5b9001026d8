package app_test

import (
	"context"
	"errors"
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

// readyToIssue finds the enrolment whose certificate was revoked: it is
// complete and may be given a new one.
func readyToIssue(b *testing.B, h institute.History) (registrar app.Actor, enrolment fact.ID) {
	b.Helper()
	err := h.Store.App().Read(ctx, func(tx app.Tx) error {
		revoked, err := tx.OfKind(fact.CertificateRevokedKind, -1)
		f := revoked[0].Fact.(*fact.CertificateRevoked)
		registrar, enrolment = app.Actor{Person: f.By, SecondFactor: true}, f.Enrolment
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return registrar, enrolment
}
