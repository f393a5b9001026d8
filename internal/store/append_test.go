package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

func TestAppendAndHistory(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		facts := joined(t, 3)
		written := w.append(s, facts...)
		read(t, s, func(tx *Tx) error {
			for i, f := range facts {
				got, err := tx.History(f.Subject(), -1)
				if err != nil {
					return err
				}
				if diff := cmp.Diff([]fact.Entry{written[i]}, got); diff != "" {
					t.Errorf("history of %s (-written +read):\n%s", f.Subject(), diff)
				}
			}
			all, err := tx.OfKind(fact.PersonJoinedKind, 1)
			if diff := cmp.Diff(written[1:], all); err != nil || diff != "" {
				t.Errorf("of kind: %v (-written +read):\n%s", err, diff)
			}
			size, err := tx.Size()
			if size != 4 || err != nil {
				t.Errorf("size %d, %v; want 4", size, err)
			}
			return nil
		})
		if at := written[0].At; at != fact.At(w.clock.Now()) || at%1000 != 456 {
			t.Errorf("time %d is not the clock's, cut to the microsecond", at)
		}
	})
}

func TestR5_ClockThatGoesBackIsRefused(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		w.clock.add(-time.Microsecond)
		_, err := appendAll(s, joined(t, 1)...)
		if !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), "the clock went backwards") {
			t.Errorf("error %v; want a refusal", err)
		}
		w.clock.add(time.Microsecond)
		w.append(s, joined(t, 1)...) // the same microsecond is allowed
	})
}

func TestR35_NothingOfAFailedWriteStays(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		boom := errors.New("boom")
		err := s.Write(context.Background(), func(tx *Tx) error {
			if _, err := tx.Append(joined(t, 1)[0]); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Errorf("error %v; want the function's own", err)
		}
		err = s.Write(context.Background(), func(tx *Tx) error {
			_, _ = tx.Append(&fact.InstituteFounded{Institute: w.institute, Mode: fact.Demonstration, Zone: "UTC"})
			return nil // swallowing the error does not help
		})
		if !fault.Is(err, fault.Refused) {
			t.Errorf("error %v; want the refusal of the Append", err)
		}
		read(t, s, func(tx *Tx) error {
			if size, err := tx.Size(); size != 1 || err != nil {
				t.Errorf("size %d, %v; want 1", size, err)
			}
			return nil
		})
		if err := s.Verify(context.Background()); err != nil {
			t.Error(err)
		}
	})
}
