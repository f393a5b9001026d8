package store

import (
	"context"
	"crypto/rand"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

// slipIn puts a forged entry at the end of the ledger by raw SQL that no guard
// refuses, with the right nodes and a head over it that a stranger signed, as
// somebody who can write to the database while the server runs.
func (w *world) slipIn(s *Store, f fact.Fact, withHead bool) {
	w.t.Helper()
	check := func(err error) {
		w.t.Helper()
		if err != nil {
			w.t.Fatal(err)
		}
	}
	tx := &Tx{store: s, ctx: context.Background(), writing: true}
	check(tx.begin(s.writer, nil))
	defer tx.rollback()
	size, _, err := tx.end()
	check(err)
	tree, err := ledger.LoadFrontier(size, tx.Hashes())
	check(err)
	payload, err := fact.Encode(f)
	check(err)
	salt := make([]byte, ledger.SaltSize)
	hash := ledger.NewLeaf(size, tx.Now(), salt, payload).Hash()
	check(tx.exec(`INSERT INTO leaf (idx, at_us, kind, subject, salt, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		size, int64(tx.Now()), string(f.Kind()), string(f.Subject()), salt, payload, hash[:]))
	if withHead {
		secret, _, err := note.GenerateKey(rand.Reader, s.Origin())
		check(err)
		stranger, err := note.NewSigner(secret)
		check(err)
		var nodes int64
		check(tx.row(`SELECT count(*) FROM node`).Scan(&nodes))
		for i, h := range tree.Add(hash) {
			check(tx.exec(`INSERT INTO node (idx, hash) VALUES (?, ?)`, nodes+int64(i), h[:]))
		}
		head, err := ledger.Checkpoint{Origin: s.Origin(), Size: tree.Size(), Root: tree.Root()}.Sign(stranger)
		check(err)
		check(tx.exec(`INSERT INTO head (size, note) VALUES (?, ?)`, tree.Size(), head))
	}
	check(tx.sql.Commit())
}

// TestR2_NothingIsSignedOnTopOfASlippedInEntry: rows that the guards let
// through are neither read as entries nor signed over by the running server.
func TestR2_NothingIsSignedOnTopOfASlippedInEntry(t *testing.T) {
	for name, withHead := range map[string]bool{"entry alone": false, "entry, nodes and a stranger's head": true} {
		t.Run(name, func(t *testing.T) {
			eachDB(t, func(t *testing.T, w *world) {
				s := w.founded()
				forged := &fact.PersonJoined{Person: newID(t)}
				w.slipIn(s, forged, withHead)
				_ = s.Read(context.Background(), func(tx *Tx) error {
					if h, err := tx.History(forged.Person, -1); err == nil && len(h) > 0 {
						t.Error("an entry under no signed head was read")
					}
					return nil
				})
				if _, err := appendAll(s, joined(t, 1)...); !fault.Is(err, fault.Hold) {
					t.Errorf("got %v; want a hold: the next head would have been signed over the forgery", err)
				}
				if s.Hold() == "" {
					t.Error("the store is not on hold")
				}
			})
		})
	}
}
