package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// TestR2_ReadAtSeesTheLedgerAsItWas: entries of a later head are not read, and
// those that the size covers are.
func TestR2_ReadAtSeesTheLedgerAsItWas(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		facts := joined(t, 2)
		w.append(s, facts[0])
		size := s.newest().Size
		look := func(tx *Tx) error {
			w.append(s, facts[1])
			for i, want := range []int{1, 0} {
				got, err := tx.History(facts[i].Subject(), -1)
				if err != nil || len(got) != want {
					t.Errorf("entry %d: %d read, %v; want %d", i, len(got), err, want)
				}
			}
			got, err := tx.Size()
			if got != size || err != nil {
				t.Errorf("size %d, %v; want %d", got, err, size)
			}
			return nil
		}
		if err := s.ReadAt(context.Background(), size, look); err != nil {
			t.Fatal(err)
		}
	})
}

// TestR2_ReadAtBelievesNoSizeThatIsNotSigned: rows put in beside the door stay
// unread, whatever size the caller was told.
func TestR2_ReadAtBelievesNoSizeThatIsNotSigned(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		forged := &fact.PersonJoined{Person: newID(t)}
		w.slipIn(s, forged, true)
		_ = s.ReadAt(context.Background(), s.newest().Size+1, func(tx *Tx) error {
			if h, err := tx.History(forged.Person, -1); err == nil && len(h) > 0 {
				t.Error("an entry under no signed head was read")
			}
			return nil
		})
		if s.Hold() == "" {
			t.Error("the store is not on hold")
		}
	})
}

// TestReadThatCannotBeginSaysSo: every way of asking gives the error, and none
// gives an empty answer.
func TestReadThatCannotBeginSaysSo(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		ways := map[string]func(tx *Tx) error{
			"row":   func(tx *Tx) error { _, err := tx.Blob(fact.Sum(nil)); return err },
			"each":  func(tx *Tx) error { return tx.each(nil, `SELECT idx FROM leaf`) },
			"hot":   func(tx *Tx) error { _, _, err := tx.Head(); return err },
			"find":  func(tx *Tx) error { _, err := find[app.Study](tx, studies, "id = ?", "x"); return err },
			"list":  func(tx *Tx) error { _, err := tx.Accounts(); return err },
			"write": func(tx *Tx) error { return insert(tx, studies, app.Study{}) },
		}
		for name, ask := range ways {
			if err := s.Read(ctx, ask); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v; want that the request has ended", name, err)
			}
		}
	})
}

// TestR4_AReaderNoticesThatTheDatabaseWentBack: nothing is shown of a database
// that was swapped under the running server, for an older one or for another
// history of the same length, whichever way it is read; from then on it is on
// hold, and read as what it is.
func TestR4_AReaderNoticesThatTheDatabaseWentBack(t *testing.T) {
	swaps := map[string][]string{
		"older":         {`DELETE FROM leaf WHERE idx > 5`, `DELETE FROM head WHERE size > 6`, `DELETE FROM node WHERE idx > 9`},
		"empty":         {`DELETE FROM leaf`, `DELETE FROM head`, `DELETE FROM node`},
		"same length":   nil,
		"not swapped":   {},
		"stranger note": {`UPDATE head SET note = (SELECT note FROM head WHERE size = 6) WHERE size = 7`},
	}
	ways := map[string]func(s *Store) error{
		"Read": func(s *Store) error {
			return s.Read(context.Background(), func(tx *Tx) error { _, err := tx.Size(); return err })
		},
		"Head": func(s *Store) error {
			return s.Read(context.Background(), func(tx *Tx) error { _, _, err := tx.Head(); return err })
		},
		"SignedIn": func(s *Store) error {
			_, err := s.SignedIn(context.Background(), "hash")
			return err
		},
	}
	for name, swap := range swaps {
		for how, look := range ways {
			t.Run(name+", "+how, func(t *testing.T) {
				eachDB(t, func(t *testing.T, w *world) {
					w.config.HeadFile = ""
					w.filled()
					s := w.open()
					w.signedIn(s)
					if err := look(s); err != nil {
						t.Fatal(err)
					}
					w.append(s, joined(t, 1)...)
					db := raw(t, w)
					w.tamper(db, swap...)
					if name == "same length" {
						w.tamper(db, swaps["older"]...)
						other := w.open()
						w.append(other, joined(t, 1)...)
					}
					err := look(s)
					if swapped := name != "not swapped"; swapped != fault.Is(err, fault.Hold) || swapped != (s.Hold() != "") {
						t.Errorf("error %v, hold %q", err, s.Hold())
					}
					if err := look(s); err != nil && name != "stranger note" {
						t.Errorf("on hold it cannot be read: %v", err)
					}
				})
			})
		}
	}
}

// signedIn puts in somebody with a session whose hash is "hash".
func (w *world) signedIn(s *Store) {
	w.t.Helper()
	person := newID(w.t)
	err := s.Write(context.Background(), func(tx *Tx) error {
		if err := tx.InsertAccount(app.Account{Person: person, Email: "a@example.org", Name: "A", Salt: []byte{1}}); err != nil {
			return err
		}
		return tx.InsertSession(app.Session{Hash: "hash", Person: person, ExpiresAt: tx.Now().Add(time.Hour)})
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
