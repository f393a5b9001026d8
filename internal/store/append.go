package store

import (
	"crypto/rand"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

// growth is what a transaction adds to the tree.
type growth struct {
	frontier *ledger.Frontier
	lastAt   fact.Time
	stored   int64       // nodes in the database
	pending  []tlog.Hash // nodes to store at the end
}

// Append puts one fact at the end of the ledger. It is the only place that
// does. The index is the next one and the time is the transaction's, both
// decided under the ledger lock. A clock that went back behind the last entry
// is refused (R5), never clamped; a fact that could not be read back is an
// error. Whatever the reason, the transaction cannot commit after a failed
// Append.
func (tx *Tx) Append(f fact.Fact) (fact.Entry, error) {
	e, err := tx.append(f)
	if err != nil && tx.failed == nil {
		tx.failed = err
	}
	return e, err
}

func (tx *Tx) append(f fact.Fact) (fact.Entry, error) {
	const op = "store.Append"
	if !tx.writing {
		return fact.Entry{}, fault.New(fault.Internal, op, "a reading transaction appends nothing")
	}
	if err := tx.grow(); err != nil {
		return fact.Entry{}, fault.Wrap(op, err)
	}
	index, now := tx.tree.frontier.Size(), tx.Now()
	if now < tx.tree.lastAt {
		return fact.Entry{}, fault.New(fault.Refused, op,
			"the clock went backwards: it is %s and the last entry is of %s; set the server's clock right, nothing was written",
			now.Time().Format(timeForm), tx.tree.lastAt.Time().Format(timeForm))
	}
	payload, err := fact.Encode(f)
	if err != nil {
		return fact.Entry{}, fault.Wrap(op, err)
	}
	kept, err := fact.Decode(payload)
	if err != nil {
		return fact.Entry{}, fault.Wrap(op, err)
	}
	if err := tx.checkFirst(index, kept); err != nil {
		return fact.Entry{}, err
	}
	salt := make([]byte, ledger.SaltSize)
	if _, err := rand.Read(salt); err != nil {
		return fact.Entry{}, fault.Wrap(op, err)
	}
	hash := ledger.NewLeaf(index, now, salt, payload).Hash()
	err = tx.exec(`INSERT INTO leaf (idx, at_us, kind, subject, salt, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		index, int64(now), string(kept.Kind()), string(kept.Subject()), salt, payload, hash[:])
	if err != nil {
		return fact.Entry{}, fault.Wrap(op, err)
	}
	tx.tree.pending = append(tx.tree.pending, tx.tree.frontier.Add(hash)...)
	tx.tree.lastAt = now
	return fact.Entry{Index: index, At: now, Fact: kept}, nil
}

const timeForm = "2006-01-02 15:04:05.000000 MST"

// checkFirst: the first entry, and no other, founds the institute whose key
// signs this ledger (R32).
func (tx *Tx) checkFirst(index int64, f fact.Fact) error {
	const op = "store.Append"
	founded, ok := f.(*fact.InstituteFounded)
	switch {
	case index > 0 && ok:
		return fault.New(fault.Refused, op, "this ledger has an institute already; another one needs a database of its own")
	case index > 0:
		return nil
	case !ok:
		return fault.New(fault.Refused, op, "the first entry of a ledger founds the institute, not %s", f.Kind())
	}
	if want := ledger.Origin(founded.Mode, founded.Institute); want != tx.store.Origin() {
		return fault.New(fault.Refused, op, "the key of %s cannot sign the ledger of %s", tx.store.Origin(), want)
	}
	return nil
}

// grow loads the right edge of the tree and proves it against the last head,
// so that nothing is ever signed on top of a tree that was changed.
func (tx *Tx) grow() error {
	if tx.tree != nil {
		return nil
	}
	size, lastAt, err := tx.end()
	if err != nil {
		return err
	}
	if size != tx.head.Size {
		return tx.store.holdFor(fmt.Sprintf("the database holds %d entries and its newest head covers %d; nothing is written on top of that", size, tx.head.Size))
	}
	frontier, err := ledger.LoadFrontier(size, tx.Hashes())
	if err != nil {
		return err
	}
	if err := tx.checkEdge(frontier); err != nil {
		return err
	}
	tx.tree = &growth{frontier: frontier, lastAt: lastAt, stored: tlog.StoredHashCount(size)}
	return nil
}

func (tx *Tx) checkEdge(f *ledger.Frontier) error {
	if f.Size() == 0 && tx.head == (ledger.Checkpoint{}) {
		return nil
	}
	if tx.head.Root != f.Root() {
		return tx.store.holdFor("the tree in the database does not hash to its last published head; nothing is written on top of it")
	}
	return nil
}

// signedHead is a head with its signed note.
type signedHead struct {
	ledger.Checkpoint
	note []byte
}

// seal writes the nodes and one signed head for all that was appended, and
// returns the head; nil if nothing was.
func (tx *Tx) seal() (*signedHead, error) {
	const op = "store.Seal"
	if tx.failed != nil {
		return nil, fault.Wrap(op, tx.failed)
	}
	if tx.tree == nil || len(tx.tree.pending) == 0 {
		return nil, nil
	}
	if err := tx.insertNodes(); err != nil {
		return nil, fault.Wrap(op, err)
	}
	f := tx.tree.frontier
	c := ledger.Checkpoint{Origin: tx.store.Origin(), Size: f.Size(), Root: f.Root()}
	note, err := c.Sign(tx.store.signer)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if err := tx.exec(`INSERT INTO head (size, note) VALUES (?, ?)`, c.Size, note); err != nil {
		return nil, fault.Wrap(op, err)
	}
	return &signedHead{c, note}, nil
}

// published remembers a committed head, here and outside the database.
func (s *Store) published(h *signedHead) {
	if h == nil {
		return
	}
	s.mu.Lock()
	if h.Size > s.last.Size {
		s.last = *h
	}
	s.mu.Unlock()
	if s.outside != nil {
		s.outside.put(h.Size, h.note)
	}
}
