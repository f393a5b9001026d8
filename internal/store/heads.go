package store

import (
	"bytes"
	"fmt"
	"math"

	"polyphony/internal/ledger"
)

// checkNotOlder reads the last head, and puts the store on hold when it is not
// one of this ledger's, or when the database went back behind one that this
// process has published: somebody swapped it underneath.
func (tx *Tx) checkNotOlder() error {
	note, size, err := tx.lastHead()
	if err != nil {
		return err
	}
	last := tx.store.newest()
	if size > 0 {
		if tx.head, err = tx.store.openHead(note, size, last); err != nil {
			return err
		}
	}
	return tx.store.notBehind(ledger.Checkpoint{Size: size, Root: tx.head.Root}, last)
}

// notBehind puts the store on hold where a database ends before a head that
// was published, or at another one of the same size (R4).
func (s *Store) notBehind(ends, published ledger.Checkpoint) error {
	if ends.Size > published.Size || ends.Size == published.Size && ends.Root == published.Root {
		return nil
	}
	return s.holdFor(fmt.Sprintf(
		"the database went back: it ends at entry %d, and a head over %d entries was published", ends.Size, published.Size))
}

// newest is the newest head that this process has published or verified.
func (s *Store) newest() ledger.Checkpoint { return s.newestSigned().Checkpoint }

func (s *Store) newestSigned() signedHead {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// stillThere takes the newest head that a reader found: behind known, which was
// published before the reader looked, the store goes on hold. One that is on
// hold already is read as it is.
func (s *Store) stillThere(size int64, note []byte, known signedHead) error {
	if size == known.Size && bytes.Equal(note, known.note) {
		return nil
	}
	var ends ledger.Checkpoint
	if size > 0 {
		var err error
		if ends, err = s.openHead(note, size, s.newest()); err != nil {
			return err
		}
	}
	if s.Hold() != "" {
		return nil
	}
	return s.notBehind(ends, known.Checkpoint)
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
	note, size, err := tx.lastHead()
	if err != nil {
		return 0, err
	}
	if err := tx.store.stillThere(size, note, tx.known); err != nil {
		return 0, err
	}
	tx.readable, tx.counted = size, true
	return size, nil
}
