package store

import (
	"context"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

// Ready says what keeps the store from working now: an integrity hold, guards
// that changed since the start, a database that does not answer, a head that
// this ledger's key did not sign, or a clock that lies before the last entry.
// It looks at the newest head only; Verify follows the whole ledger.
func (s *Store) Ready(ctx context.Context) error {
	const op = "store.Ready"
	if h := s.Hold(); h != "" {
		return fault.New(fault.Hold, op, "%s", h)
	}
	if err := s.sql.checkGuards(ctx, s.readers); err != nil {
		return fault.Wrap(op, err)
	}
	return s.Read(ctx, func(tx *Tx) error {
		head, size, err := tx.Head()
		if err != nil {
			return fault.Wrap(op, err)
		}
		if _, err := ledger.OpenCheckpoint(head, s.verifiers...); err != nil {
			return fault.Wrap(op, err)
		}
		last, err := tx.EntryAt(size - 1)
		if err != nil {
			return fault.Wrap(op, err)
		}
		if now := fact.At(s.clock.Now()); now < last.At {
			return fault.New(fault.Refused, op, "the clock shows %s, which lies before the last entry of %s; set the clock right", now.Time(), last.At.Time())
		}
		return nil
	})
}
