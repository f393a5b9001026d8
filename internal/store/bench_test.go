package store

import (
	"context"
	"path/filepath"
	"testing"

	"polyphony/internal/fact"
)

// BenchmarkAppend is one fact with its nodes, its signed head and a durable
// commit.
func BenchmarkAppend(b *testing.B) {
	for name, url := range map[string]func() string{
		"sqlite":   func() string { return filepath.Join(b.TempDir(), "polyphony.db") },
		"postgres": func() string { return freshPostgres(b) },
	} {
		b.Run(name, func(b *testing.B) {
			s := newWorld(b, url()).founded()
			facts := joined(b, b.N)
			b.ResetTimer()
			for _, f := range facts {
				if _, err := appendAll(s, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHistory reads a trainee's year: 2,000 entries.
func BenchmarkHistory(b *testing.B) {
	w := newWorld(b, filepath.Join(b.TempDir(), "polyphony.db"))
	s := w.founded()
	facts := make([]fact.Fact, 2000)
	e := newID(b)
	for i := range facts {
		facts[i] = &fact.StudyCredited{Enrolment: e, Person: e, Module: "m", Section: "s", Digest: fact.Sum(nil), From: 1, To: 2, Seconds: 1}
	}
	w.append(s, facts...)
	b.ResetTimer()
	for range b.N {
		err := s.Read(context.Background(), func(tx *Tx) error { _, err := tx.History(e, -1); return err })
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify is what each start costs, for 5,000 entries.
func BenchmarkVerify(b *testing.B) {
	w := newWorld(b, filepath.Join(b.TempDir(), "polyphony.db"))
	s := w.founded()
	for range 5 {
		w.append(s, joined(b, 1000)...)
	}
	b.ResetTimer()
	for range b.N {
		if err := s.Verify(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
