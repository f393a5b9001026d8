package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

func (w *world) verifier() note.Verifier {
	w.t.Helper()
	v, err := note.NewVerifier(w.config.VerifierKeys[0])
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// TestR2_ProofsOfEveryEntryAndHead checks what the store gives out with tlog's
// own verifiers.
func TestR2_ProofsOfEveryEntryAndHead(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		var heads [][]byte
		for n := range 7 {
			w.append(s, joined(t, n+1)...)
			read(t, s, func(tx *Tx) error {
				head, _, err := tx.Head()
				heads = append(heads, head)
				return err
			})
		}
		read(t, s, func(tx *Tx) error {
			head, size, err := tx.Head()
			if err != nil {
				return err
			}
			c, err := ledger.OpenCheckpoint(head, w.verifier())
			if err != nil || c.Size != size || size != 29 || c.Origin != s.Origin() {
				t.Errorf("head %+v over %d, %v", c, size, err)
			}
			for i := range size {
				r, err := tx.RawEntry(i)
				if err != nil {
					return err
				}
				p, err := tx.Proof(i)
				if err != nil {
					return err
				}
				if err := tlog.CheckRecord(p.Hashes, c.Size, c.Root, i, r.Leaf().Hash()); err != nil {
					t.Errorf("entry %d: %v", i, err)
				}
			}
			for _, h := range heads {
				old, err := ledger.OpenCheckpoint(h, w.verifier())
				if err != nil {
					return err
				}
				p, err := tx.Growth(old.Size)
				if err != nil {
					return err
				}
				if err := tlog.CheckTree(p, c.Size, c.Root, old.Size, old.Root); err != nil {
					t.Errorf("growth from %d: %v", old.Size, err)
				}
			}
			return unknownInLog(t, tx, size)
		})
	})
}

func unknownInLog(t *testing.T, tx *Tx, size int64) error {
	t.Helper()
	for _, i := range []int64{-1, size, size + 1} {
		if _, err := tx.Proof(i); !fault.Is(err, fault.NotFound) {
			t.Errorf("proof of entry %d: %v; want NotFound", i, err)
		}
		if _, err := tx.EntryAt(i); !fault.Is(err, fault.NotFound) {
			t.Errorf("entry %d: %v; want NotFound", i, err)
		}
		if _, err := tx.RawEntry(i); !fault.Is(err, fault.NotFound) {
			t.Errorf("raw entry %d: %v; want NotFound", i, err)
		}
	}
	for _, older := range []int64{-1, 0, size + 1} {
		if _, err := tx.Growth(older); !fault.Is(err, fault.NotFound) {
			t.Errorf("growth from %d: %v; want NotFound", older, err)
		}
	}
	for _, path := range []string{"", "0/000", "1/000.p/1", "entries/000", "../x"} {
		if _, err := tx.Tile(path); !fault.Is(err, fault.NotFound) {
			t.Errorf("tile %q: %v; want NotFound", path, err)
		}
	}
	hashes, err := tx.Tile(fmt.Sprintf("0/000.p/%d", size))
	if err != nil || len(hashes) != int(size)*tlog.HashSize {
		t.Errorf("tile of %d bytes, %v", len(hashes), err)
	}
	entries, err := tx.Tile(fmt.Sprintf("entries/000.p/%d", size))
	if err != nil || bytes.Count(entries, []byte("polyphony/1\n")) != int(size) {
		t.Errorf("bundle of %d bytes, %v", len(entries), err)
	}
	return nil
}

func TestR3_DenseUnderConcurrentWritersOfTwoReplicas(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		replicas := []*Store{w.founded(), w.open()}
		const writers, each = 50, 3
		var wg sync.WaitGroup
		for i := range writers {
			facts := joined(t, each)
			wg.Go(func() {
				if _, err := appendAll(replicas[i%2], facts...); err != nil {
					t.Errorf("writer %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		for _, s := range replicas {
			read(t, s, func(tx *Tx) error {
				es, err := tx.OfKind(fact.PersonJoinedKind, -1)
				if err != nil || len(es) != writers*each {
					t.Errorf("%d entries, %v; want %d", len(es), err, writers*each)
				}
				for i, e := range es {
					if e.Index != int64(i)+1 {
						t.Fatalf("place %d holds entry %d", i+1, e.Index)
					}
				}
				return nil
			})
			if err := s.Verify(context.Background()); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestR7_PayloadsHoldIDsNumbersAndDigestsOnly(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		w.append(s, joined(t, 1)...)
		read(t, s, func(tx *Tx) error {
			a, err := tx.RawEntry(0)
			if err != nil {
				return err
			}
			want := fmt.Sprintf(`{"institute":%q,"kind":"institute.founded","mode":"demonstration","v":1,"zone":"Europe/Helsinki"}`, w.institute)
			if string(a.Payload) != want {
				t.Errorf("payload %s; want %s", a.Payload, want)
			}
			b, err := tx.RawEntry(1)
			if err != nil {
				return err
			}
			if len(a.Salt) != ledger.SaltSize || bytes.Equal(a.Salt, b.Salt) {
				t.Error("each entry needs a salt of its own")
			}
			if bytes.Contains(b.Leaf().Bytes(), []byte("person")) {
				t.Error("the public leaf shows the payload")
			}
			return nil
		})
	})
}

func TestR32_TheFirstEntryFoundsTheInstituteOfTheKey(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		for name, f := range map[string]fact.Fact{
			"another fact":      &fact.PersonJoined{Person: newID(t)},
			"another institute": &fact.InstituteFounded{Institute: newID(t), Mode: fact.Demonstration, Zone: "UTC"},
			"another mode":      &fact.InstituteFounded{Institute: w.institute, Mode: fact.Real, Zone: "UTC"},
		} {
			if _, err := appendAll(s, f); !fault.Is(err, fault.Refused) {
				t.Errorf("%s first: %v; want a refusal", name, err)
			}
		}
		w.founded()
		other := newWorld(t, w.config.URL)
		if s, err := Open(context.Background(), other.config); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), "each ledger has keys of its own") {
			t.Errorf("the keys of another institute open it: %v, %v", s, err)
		}
	})
}

func TestBlobsAreWrittenOnce(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		contents := [][]byte{[]byte("a"), []byte("b"), []byte("a"), nil, {}, bytes.Repeat([]byte{0, 255}, 1<<19)}
		err := s.Write(context.Background(), func(tx *Tx) error {
			for _, c := range contents {
				if d, err := tx.PutBlob(c); err != nil || d != fact.Sum(c) {
					t.Errorf("%d bytes: %s, %v", len(c), d, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(tx *Tx) error {
			for _, c := range contents {
				if b, err := tx.Blob(fact.Sum(c)); err != nil || !bytes.Equal(b, c) {
					t.Errorf("%d bytes read as %d, %v", len(c), len(b), err)
				}
			}
			if _, err := tx.Blob(fact.Sum([]byte("c"))); !fault.Is(err, fault.NotFound) {
				t.Errorf("an unknown blob: %v; want NotFound", err)
			}
			return nil
		})
	})
}

func TestAReadingTransactionWritesNothing(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		for name, try := range map[string]func(*Tx) error{
			"append":    func(tx *Tx) error { _, err := tx.Append(joined(t, 1)[0]); return err },
			"blob":      func(tx *Tx) error { _, err := tx.PutBlob([]byte("x")); return err },
			"row":       func(tx *Tx) error { return tx.DeleteSession("x") },
			"statement": func(tx *Tx) error { return tx.exec(`INSERT INTO cohorts (id, name, created_at) VALUES ('x', 'x', 1)`) },
		} {
			if err := s.Read(context.Background(), try); err == nil {
				t.Errorf("%s: a reading transaction wrote", name)
			}
		}
	})
}

func TestCommittedSaysWhatACacheMayKeep(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		err := s.Write(context.Background(), func(tx *Tx) error {
			if !tx.Committed() {
				t.Error("before the first Append all is committed")
			}
			e, err := tx.Append(joined(t, 1)[0])
			if size, serr := tx.Size(); tx.Committed() || size != 2 || serr != nil || e.At != tx.Now() {
				t.Errorf("after it: committed %v, size %d, %v", tx.Committed(), size, serr)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(tx *Tx) error {
			if !tx.Committed() || tx.Now() != fact.At(w.clock.Now()) {
				t.Error("a reading transaction sees what is committed")
			}
			return nil
		})
	})
}

func TestExportOfTheStoreIsChecked(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		err := s.Write(context.Background(), func(tx *Tx) error {
			d, err := tx.PutBlob([]byte("manifest"))
			if err != nil {
				return err
			}
			_, err = tx.Append(&fact.ContentPublished{Bundle: d, Pathway: "p", Version: 1, By: newID(t)})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		w.append(s, joined(t, 2000)...) // more than one batch
		var b bytes.Buffer
		read(t, s, func(tx *Tx) error { return tx.Export(&b, ledger.ExportOptions{}) })
		found, err := ledger.Check(&b, ledger.Options{Key: w.config.VerifierKeys[0]})
		if err != nil || found.Problem != nil || found.Open != 2002 || len(found.File.Blobs) != 1 {
			t.Errorf("%v, %v, %d open", err, found.Problem, found.Open)
		}
	})
}

func TestOpenRefusesWithASentence(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, bytes.Repeat([]byte("this is no database\n"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	for url, say := range map[string]string{
		"":                                   "a path of a database file is needed",
		":memory:":                           "a path of a database file is needed",
		filepath.Join(dir, "none", "p.db"):   "make it first",
		filepath.Join(text, "p.db"):          "is not a folder",
		dir:                                  "cannot be written",
		text:                                 "name a file that Polyphony made",
		"postgres://nobody@127.0.0.1:1/none": "PostgreSQL does not answer",
		"postgres://%zz":                     "",
	} {
		w := newWorld(t, url)
		_, err := Open(context.Background(), w.config)
		if err == nil || !strings.Contains(err.Error(), say) || fault.Is(err, fault.Internal) {
			t.Errorf("%q: %v; want it to say %q", url, err, say)
		}
	}
	w := newWorld(t, filepath.Join(dir, "p.db"))
	for name, change := range map[string]func(*Config){
		"no signer":  func(c *Config) { c.Signer = nil },
		"no key":     func(c *Config) { c.VerifierKeys = nil },
		"broken key": func(c *Config) { c.VerifierKeys = []string{"x"} },
	} {
		c := w.config
		change(&c)
		if _, err := Open(context.Background(), c); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s, err := Open(context.Background(), w.config)
		if err = errors.Join(err, s.Close()); err != nil {
			t.Fatal(err)
		}
		if _, err := raw(t, w).Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)`); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(context.Background(), w.config); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), "start the newer version") {
			t.Errorf("error %v; want a refusal that says what to do", err)
		}
	})
}

func TestMigrationsAreNumberedAlike(t *testing.T) {
	lists := map[string][]string{}
	for _, d := range []string{"sqlite", "postgres"} {
		files, err := migrations.ReadDir("migrations/" + d)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range files {
			if !strings.HasPrefix(f.Name(), fmt.Sprintf("%05d_", i+1)) {
				t.Errorf("%s/%s is not the next number", d, f.Name())
			}
			lists[d] = append(lists[d], f.Name())
		}
	}
	if fmt.Sprint(lists["sqlite"]) != fmt.Sprint(lists["postgres"]) {
		t.Errorf("migrations differ: %v", lists)
	}
}

func TestReplicasThatStartTogether(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				s, err := Open(context.Background(), w.config)
				if err != nil {
					t.Error(err)
					return
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}
