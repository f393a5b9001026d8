package store

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

// filled makes a closed database with entries 0 to 5, three heads and a blob.
func (w *world) filled() {
	w.t.Helper()
	s, err := Open(context.Background(), w.config)
	if err != nil {
		w.t.Fatal(err)
	}
	w.append(s, &fact.InstituteFounded{Institute: w.institute, Mode: fact.Demonstration, Zone: "UTC"})
	w.append(s, joined(w.t, 3)...)
	w.append(s, joined(w.t, 2)...)
	if err := s.Close(); err != nil {
		w.t.Fatal(err)
	}
}

// tamper runs statements with the guards of the tables away, as an owner of
// the database can, and puts the guards back.
func (w *world) tamper(db *sql.DB, statements ...string) {
	w.t.Helper()
	exec := func(q string) {
		w.t.Helper()
		if _, err := db.Exec(q); err != nil {
			w.t.Fatalf("%s: %v", q, err)
		}
	}
	shipped, err := shippedGuards(map[bool]string{true: "postgres", false: "sqlite"}[w.postgres()])
	if err != nil {
		w.t.Fatal(err)
	}
	for _, g := range shipped {
		switch {
		case g.what != "TRIGGER":
		case w.postgres():
			exec("ALTER TABLE " + tableOf(g) + " DISABLE TRIGGER " + g.name)
			defer exec("ALTER TABLE " + tableOf(g) + " ENABLE ALWAYS TRIGGER " + g.name)
		default:
			exec("DROP TRIGGER " + g.name)
			defer exec(g.text)
		}
	}
	for _, q := range statements {
		exec(q)
	}
}

// onHold opens the store and expects it to be on hold for a reason.
func (w *world) onHold(t *testing.T, say string) {
	t.Helper()
	s, err := Open(context.Background(), w.config)
	if err != nil {
		t.Fatalf("a ledger that does not follow opens for reading: %v", err)
	}
	defer func() { _ = s.Close() }()
	if !strings.Contains(s.Hold(), say) {
		t.Errorf("hold %q; want it to say %q", s.Hold(), say)
	}
	ran := false
	err = s.Write(context.Background(), func(*Tx) error { ran = true; return nil })
	if !fault.Is(err, fault.Hold) || ran {
		t.Errorf("a write on hold: %v, run %v; want it refused", err, ran)
	}
	if err := s.Verify(context.Background()); !fault.Is(err, fault.Hold) {
		t.Errorf("verifying again: %v; want the hold to stay", err)
	}
	read(t, s, func(tx *Tx) error { _, _, err := tx.Head(); return err })
}

func TestR4_AnOlderDatabaseIsHeld(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		w.filled()
		w.tamper(raw(t, w), `DELETE FROM leaf WHERE idx > 3`, `DELETE FROM head WHERE size > 4`, `DELETE FROM node WHERE idx > 6`)
		w.onHold(t, "the database is older than what was published: it holds 4 entries, and a head over 6 was published")
		w.tamper(raw(t, w), `DELETE FROM leaf`, `DELETE FROM head`, `DELETE FROM node`)
		w.onHold(t, "it holds 0 entries")
	})
}

// TestR4_ARestoredCopyOfTheFileIsHeld is the same with a real backup.
func TestR4_ARestoredCopyOfTheFileIsHeld(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "polyphony.db"))
	w.filled()
	backup, err := os.ReadFile(w.config.URL)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), w.config)
	if err != nil {
		t.Fatal(err)
	}
	w.append(s, joined(t, 1)...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.config.URL, backup, 0o600); err != nil {
		t.Fatal(err)
	}
	w.onHold(t, "older than what was published")
}

// TestR4_AnotherHistoryIsHeld: as long as what was published, signed with the
// right key, and not the same.
func TestR4_AnotherHistoryIsHeld(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		w.filled()
		w.tamper(raw(t, w), `DELETE FROM leaf WHERE idx > 3`, `DELETE FROM head WHERE size > 4`, `DELETE FROM node WHERE idx > 6`)
		outside := w.config.HeadFile
		w.config.HeadFile = ""
		w.append(w.open(), joined(t, 9)...)
		w.config.HeadFile = outside
		w.onHold(t, "its first 6 entries are not those of the head kept outside")
	})
}

func TestR2_ChangedRowsAreHeld(t *testing.T) {
	for q, say := range map[string]string{
		`UPDATE leaf SET at_us = at_us + 1 WHERE idx = 5`:                              "entry 5 is not what was hashed",
		`UPDATE leaf SET salt = (SELECT salt FROM leaf WHERE idx = 4) WHERE idx = 5`:   "entry 5 is not what was hashed",
		`UPDATE leaf SET subject = 'other' WHERE idx = 2`:                              "entry 2 is filed under",
		`UPDATE leaf SET kind = 'person.erased' WHERE idx = 2`:                         "entry 2 is filed under",
		`DELETE FROM leaf WHERE idx = 2`:                                               "entry 2 is missing",
		`DELETE FROM leaf WHERE idx = 0`:                                               "entry 0 is missing",
		`UPDATE node SET hash = (SELECT hash FROM node WHERE idx = 0) WHERE idx = 7`:   "node 7 of its tree",
		`DELETE FROM node WHERE idx = 7`:                                               "node 7 of its tree",
		`DELETE FROM node WHERE idx = 9`:                                               "node 9 of its tree is missing",
		`INSERT INTO node SELECT 10, hash FROM node WHERE idx = 0`:                     "its tree has 11 nodes instead of 10",
		`DELETE FROM head WHERE size = 6`:                                              "its newest head covers 4",
		`DELETE FROM head`:                                                             "its newest head covers 0",
		`UPDATE head SET note = (SELECT note FROM head WHERE size = 1) WHERE size = 4`: "not those of the head published over them",
		`UPDATE head SET size = 5 WHERE size = 4`:                                      "not those of the head published over them",
		`UPDATE leaf SET at_us = at_us - 1 WHERE idx = 5`:                              "entry 5 is earlier",
	} {
		eachDB(t, func(t *testing.T, w *world) {
			w.filled()
			w.tamper(raw(t, w), q)
			w.onHold(t, say)
		})
	}
}

func TestR2_AHeadSignedByAnotherKeyIsHeld(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		w.filled()
		stranger := newWorld(t, w.config.URL)
		var c ledger.Checkpoint
		s := w.open()
		read(t, s, func(tx *Tx) error {
			head, _, err := tx.Head()
			if err != nil {
				return err
			}
			c, err = ledger.PeekCheckpoint(head)
			return err
		})
		c.Origin = stranger.config.Signer.Name()
		head, err := c.Sign(stranger.config.Signer)
		if err != nil {
			t.Fatal(err)
		}
		quoted := strings.ReplaceAll(string(head), "'", "''")
		cast := "CAST('" + quoted + "' AS BLOB)"
		if w.postgres() {
			cast = "convert_to('" + quoted + "', 'UTF8')"
		}
		w.tamper(raw(t, w), `UPDATE head SET note = `+cast+` WHERE size = 6`)
		w.onHold(t, "its newest head is not signed by the ledger's key")
	})
}

// TestR4_TheHeadOutsideFollowsEveryCommit waits for the file: it is written
// beside the commit, not before it.
func TestR4_TheHeadOutsideFollowsEveryCommit(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		for range 3 {
			w.append(s, joined(t, 2)...)
			var want []byte
			read(t, s, func(tx *Tx) (err error) { want, _, err = tx.Head(); return err })
			for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
				got, err := os.ReadFile(w.config.HeadFile)
				if err == nil && bytes.Equal(got, want) {
					break
				}
				if time.Now().After(deadline) {
					t.Fatalf("the file holds %q, %v; want %q", got, err, want)
				}
			}
		}
	})
}

func TestR4_AStrangeHeadOutsideIsHeld(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		w.filled()
		if err := os.WriteFile(w.config.HeadFile, []byte("nonsense\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		w.onHold(t, "was not signed by this ledger's key")
	})
}

// TestR4_ADatabaseSwappedUnderARunningServerIsHeld: the server remembers what
// it published itself.
func TestR4_ADatabaseSwappedUnderARunningServerIsHeld(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		w.config.HeadFile = ""
		w.filled()
		s := w.open()
		w.append(s, joined(t, 1)...)
		w.tamper(raw(t, w), `DELETE FROM leaf WHERE idx > 5`, `DELETE FROM head WHERE size > 6`, `DELETE FROM node WHERE idx > 9`)
		if _, err := appendAll(s, joined(t, 1)...); !fault.Is(err, fault.Hold) || !strings.Contains(s.Hold(), "the database went back") {
			t.Errorf("error %v, hold %q", err, s.Hold())
		}
	})
}

// TestR2_NothingIsSignedOnTopOfAChangedTree while the server runs.
func TestR2_NothingIsSignedOnTopOfAChangedTree(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		w.filled()
		s := w.open()
		w.tamper(raw(t, w), `UPDATE node SET hash = (SELECT hash FROM node WHERE idx = 0) WHERE idx = 6`)
		if _, err := appendAll(s, joined(t, 1)...); !fault.Is(err, fault.Hold) {
			t.Errorf("error %v; want a hold", err)
		}
	})
}

func TestR20_ARowThatDoesNotFitIsAnErrorAndNeverPassedOver(t *testing.T) {
	for _, q := range []string{
		`UPDATE leaf SET at_us = at_us + 1 WHERE idx = 2`,
		`UPDATE leaf SET payload = salt WHERE idx = 2`,
		`UPDATE leaf SET hash = salt WHERE idx = 2`,
		`UPDATE leaf SET kind = 'coffee.drunk' WHERE idx = 2`,
	} {
		eachDB(t, func(t *testing.T, w *world) {
			w.filled()
			s := w.open()
			var subject fact.ID
			read(t, s, func(tx *Tx) error {
				e, err := tx.EntryAt(2)
				subject = e.Fact.Subject()
				return err
			})
			w.tamper(raw(t, w), q)
			read(t, s, func(tx *Tx) error {
				if es, err := tx.History(subject, -1); err == nil {
					t.Errorf("%s: a history of %d entries", q, len(es))
				}
				if _, err := tx.EntryAt(2); err == nil || fault.Is(err, fault.NotFound) {
					t.Errorf("%s: an entry, or %v", q, err)
				}
				if err := tx.Export(&bytes.Buffer{}, ledger.ExportOptions{}); err == nil {
					t.Errorf("%s: an export", q)
				}
				return nil
			})
		})
	}
}

func TestR20_ChangedBlobsAreErrors(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		var d fact.Digest
		err := s.Write(context.Background(), func(tx *Tx) (err error) { d, err = tx.PutBlob([]byte("content")); return err })
		if err != nil {
			t.Fatal(err)
		}
		changed := `UPDATE blob SET bytes = x'00'`
		if w.postgres() {
			changed = `UPDATE blob SET bytes = '\x00'`
		}
		w.tamper(raw(t, w), changed)
		read(t, s, func(tx *Tx) error {
			if _, err := tx.Blob(d); err == nil || fault.Is(err, fault.NotFound) {
				t.Errorf("changed bytes are given out: %v", err)
			}
			return nil
		})
	})
}

func TestAHeadThatCannotBeKeptOutsideIsSaidAtTheEnd(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "polyphony.db"))
	w.config.HeadFile = filepath.Join(t.TempDir(), "none", "head")
	s, err := Open(context.Background(), w.config)
	if err != nil {
		t.Fatal(err)
	}
	w.append(s, &fact.InstituteFounded{Institute: w.institute, Mode: fact.Demonstration, Zone: "UTC"})
	for range 2 {
		if err := s.Close(); err == nil || !strings.Contains(err.Error(), "could not be kept") {
			t.Errorf("close: %v", err)
		}
	}
}
