package store

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/fact"
	"polyphony/internal/ledger"
	"polyphony/internal/testkit"
)

func TestMain(m *testing.M) {
	if os.Getenv(childURL) != "" {
		os.Exit(child())
	}
	testkit.Main(m)
}

// world is a database for one test, with keys and a clock that is set by hand.
type world struct {
	t         testing.TB
	config    Config
	clock     *handClock
	institute fact.ID
	secret    string // the signing key as text
}

type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// eachDB runs a test on SQLite and on PostgreSQL.
func eachDB(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newWorld(t, filepath.Join(t.TempDir(), "polyphony.db")))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, newWorld(t, freshPostgres(t)))
	})
}

func freshPostgres(t testing.TB) string { return testkit.Postgres(t) }

func newWorld(t testing.TB, url string) *world {
	t.Helper()
	institute := newID(t)
	secret, public, err := note.GenerateKey(rand.Reader, ledger.Origin(fact.Demonstration, institute))
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	c := &handClock{now: time.Date(2026, 1, 5, 9, 0, 0, 123456789, time.UTC)}
	return &world{t: t, clock: c, institute: institute, secret: secret, config: Config{
		URL: url, Clock: c, Signer: signer, VerifierKeys: []string{public},
		HeadFile: filepath.Join(t.TempDir(), "head"),
	}}
}

func (w *world) open() *Store {
	w.t.Helper()
	s, err := Open(context.Background(), w.config)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		if err := s.Close(); err != nil {
			w.t.Errorf("close: %v", err)
		}
	})
	return s
}

// founded opens the store and appends its first entry.
func (w *world) founded() *Store {
	w.t.Helper()
	s := w.open()
	w.append(s, &fact.InstituteFounded{Institute: w.institute, Mode: fact.Demonstration, Zone: "Europe/Helsinki"})
	return s
}

func (w *world) append(s *Store, facts ...fact.Fact) []fact.Entry {
	w.t.Helper()
	es, err := appendAll(s, facts...)
	if err != nil {
		w.t.Fatal(err)
	}
	return es
}

func appendAll(s *Store, facts ...fact.Fact) (entries []fact.Entry, err error) {
	err = s.Write(context.Background(), func(tx *Tx) error {
		for _, f := range facts {
			e, err := tx.Append(f)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		return nil
	})
	return entries, err
}

// joined are n facts of n people.
func joined(t testing.TB, n int) []fact.Fact {
	t.Helper()
	out := make([]fact.Fact, n)
	for i := range out {
		out[i] = &fact.PersonJoined{Person: newID(t)}
	}
	return out
}

func newID(t testing.TB) fact.ID {
	t.Helper()
	id, err := fact.NewID(nil)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func read(t testing.TB, s *Store, fn func(tx *Tx) error) {
	t.Helper()
	if err := s.Read(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}
