package store

import (
	"fmt"
	"math"

	"polyphony/internal/ledger"
)

// checkNotOlder reads the last head, and puts the store on hold when it is not
// one of this ledger's, or when the database went back behind one that this
// process has published: somebody swapped it underneath.
func (tx *Tx) checkNotOlder() error {
	note, size, err := tx.Head()
	if err != nil {
		return err
	}
	last := tx.store.newest()
	if size > 0 {
		if tx.head, err = tx.store.openHead(note, size, last); err != nil {
			return err
		}
	}
	if size < last.Size || size == last.Size && tx.head.Root != last.Root {
		return tx.store.holdFor(fmt.Sprintf(
			"the database went back: it ends at entry %d, and a head over %d entries was published", size, last.Size))
	}
	return nil
}

// newest is the newest head that this process has published or verified.
func (s *Store) newest() ledger.Checkpoint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// openHead reads a head of the database. One that this process has not seen is
// another replica's, or a stranger's: without the ledger's signature the store
// goes on hold, since the next head would be signed on top of it (R2).
func (s *Store) openHead(note []byte, size int64, last ledger.Checkpoint) (c ledger.Checkpoint, err error) {
	if size <= last.Size {
		c, err = ledger.PeekCheckpoint(note)
	} else {
		c, err = ledger.OpenCheckpoint(note, s.verifiers...)
	}
	if err != nil || c.Size != size {
		return c, s.holdFor(fmt.Sprintf("the head over %d entries in the database is not signed by this ledger's key", size))
	}
	if size > last.Size {
		s.published(&signedHead{c, note})
	}
	return c, nil
}

// covered is how many entries may be read: those under a signed head, so that
// a row put in beside the door is never taken for an entry, and, once this
// transaction has appended, its own.
func (tx *Tx) covered() (int64, error) {
	switch {
	case tx.tree != nil:
		return math.MaxInt64, nil
	case tx.writing:
		return tx.head.Size, nil
	case tx.counted:
		return tx.readable, nil
	}
	note, size, err := tx.Head()
	if err != nil || size == 0 {
		return 0, err
	}
	if _, err := tx.store.openHead(note, size, tx.store.newest()); err != nil {
		return 0, err
	}
	tx.readable, tx.counted = size, true
	return size, nil
}
