// Package institute founds a demonstration institute for tests in one line: a
// store, the use cases over it, a clock set by hand, a pathway that two
// stewards approved, and people in any role. Only tests import it.
package institute

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/ledger"
	"polyphony/internal/store"
	"polyphony/internal/testkit"
)

// Pathway is the shipped pathway that New publishes.
const Pathway = "demonstration-assessed"

// Clock is a clock that moves when a test says so. It is safe for concurrent
// use.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time that the test has set.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Add moves the clock, also backwards.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// World is an institute with its store. Its methods fail the test on any error
// that they do not return.
type World struct {
	T         testing.TB
	App       *app.App
	Store     *store.Store
	Clock     *Clock
	Institute fact.ID
	Bundle    fact.Digest // of the published Pathway

	conf   store.Config
	joined int
	cohort fact.ID
}

// New founds an institute in the database at url (see store.Config) on a
// Monday at nine, UTC, and publishes Pathway.
func New(t testing.TB, url string) *World {
	t.Helper()
	w := Founded(t, url)
	w.Bundle = w.Publish(w.App, Pathway)
	return w
}

// Founded is an institute at its very beginning: nobody has joined it.
func Founded(t testing.TB, url string) *World {
	t.Helper()
	id := newID(t)
	secret, public, err := note.GenerateKey(rand.Reader, ledger.Origin(fact.Demonstration, id))
	check(t, err)
	signer, err := note.NewSigner(secret)
	check(t, err)
	w := &World{T: t, Institute: id, Clock: &Clock{now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}}
	w.conf = store.Config{URL: url, Clock: w.Clock, Signer: signer, VerifierKeys: []string{public}}
	w.App, w.Store = w.Replica(Library())
	w.Do(app.Actor{}, &app.Found{Institute: id, Mode: fact.Demonstration, Zone: "Europe/London", Key: public})
	return w
}

// SQLite is the address of a database file for one test.
func SQLite(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "polyphony.db")
}

// EachDB runs a test in a new institute on SQLite and on PostgreSQL.
func EachDB(t *testing.T, test func(t *testing.T, w *World)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, New(t, SQLite(t)))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, New(t, testkit.Postgres(t)))
	})
}

// EachFounded runs a test in an institute that nobody has joined, on SQLite and
// on PostgreSQL.
func EachFounded(t *testing.T, test func(t *testing.T, w *World)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, Founded(t, SQLite(t)))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, Founded(t, testkit.Postgres(t)))
	})
}

// Library is the shipped content, loaded once.
var Library = sync.OnceValue(func() *content.Library {
	l, _ := content.Load(content.Embedded())
	return l
})

// Replica opens the same database once more, as another process with the given
// content would; nil stands for the shipped content.
func (w *World) Replica(l *content.Library) (*app.App, *store.Store) {
	w.T.Helper()
	if l == nil {
		l = Library()
	}
	s, err := store.Open(context.Background(), w.conf)
	check(w.T, err)
	w.T.Cleanup(func() { check(w.T, s.Close()) })
	return app.New(s.App(), l, app.Config{
		BaseURL: "https://polyphony.example", Institute: "Test Institute", Clock: w.Clock,
	}), s
}

// At moves the clock forward.
func (w *World) At(d time.Duration) { w.Clock.Add(d) }

// Do applies a command as somebody; it must be accepted.
func (w *World) Do(actor app.Actor, c app.Command) {
	w.T.Helper()
	check(w.T, w.App.Apply(context.Background(), actor, c))
}

// Try applies a command as somebody and gives what comes back.
func (w *World) Try(actor app.Actor, c app.Command) error {
	return w.App.Apply(context.Background(), actor, c)
}

// Write runs fn in a transaction of the store, past the use cases: for rows
// and facts that a test takes as given.
func (w *World) Write(fn func(tx app.Tx) error) {
	w.T.Helper()
	check(w.T, w.Store.App().Write(context.Background(), fn))
}

// Append adds facts as given, each in its place, at the clock's time.
func (w *World) Append(facts ...fact.Fact) (entries []fact.Entry) {
	w.T.Helper()
	w.Write(func(tx app.Tx) error {
		for _, f := range facts {
			e, err := tx.Append(f)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		return nil
	})
	return entries
}

// History is every entry of a subject.
func (w *World) History(subject fact.ID) (entries []fact.Entry) {
	w.T.Helper()
	check(w.T, w.Store.App().Read(context.Background(), func(tx app.Tx) (err error) {
		entries, err = tx.History(subject, -1)
		return err
	}))
	return entries
}

// OfKind is every entry of one kind of fact in a subject's history.
func OfKind[F fact.Fact](w *World, subject fact.ID) (out []F) {
	w.T.Helper()
	for _, e := range w.History(subject) {
		if f, ok := e.Fact.(F); ok {
			out = append(out, f)
		}
	}
	return out
}

func newID(t testing.TB) fact.ID {
	t.Helper()
	id, err := fact.NewID(nil)
	check(t, err)
	return id
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
