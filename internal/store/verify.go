package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

const verifyAtOnce = 1000

// Verify recomputes the whole tree from the entries and compares it with every
// head ever published, and with the newest one kept outside the database. It
// puts the store on hold (kind Hold, with the first reason) where something
// does not follow; an error of another kind means that it could not look.
func (s *Store) Verify(ctx context.Context) error {
	const op = "store.Verify"
	if h := s.Hold(); h != "" {
		return fault.New(fault.Hold, op, "%s", h)
	}
	outside, err := s.readOutside()
	if err != nil {
		return err
	}
	var head *signedHead
	err = s.Read(ctx, func(tx *Tx) error {
		v := &verification{tx: tx, outside: outside}
		if err := v.run(); err != nil {
			return err
		}
		head = v.head
		return nil
	})
	var broken brokenLedger
	if errors.As(err, &broken) {
		return s.holdFor(string(broken))
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.published(head)
	return nil
}

// readOutside reads the head kept outside; nil if there is none yet.
func (s *Store) readOutside() (*ledger.Checkpoint, error) {
	if s.outside == nil {
		return nil, nil
	}
	b, err := s.outside.read()
	if err != nil {
		return nil, fault.New(fault.Refused, "store.Verify", "the head kept outside the database cannot be read (%v)", err)
	}
	if b == nil {
		return nil, nil
	}
	c, err := ledger.OpenCheckpoint(b, s.verifiers...)
	if err != nil {
		return nil, s.holdFor(fmt.Sprintf(
			"the head kept outside the database, %s, was not signed by this ledger's key; find out why before you move the file away", s.outside.path))
	}
	return &c, nil
}

// brokenLedger is the sentence for a ledger that does not follow.
type brokenLedger string

func (b brokenLedger) Error() string { return string(b) }

func brokenf(format string, args ...any) error {
	return brokenLedger("the ledger in the database was changed: " + fmt.Sprintf(format, args...))
}

// verification walks the ledger once, batch by batch.
type verification struct {
	tx       *Tx
	outside  *ledger.Checkpoint
	frontier ledger.Frontier
	lastAt   fact.Time
	head     *signedHead
}

func (v *verification) run() error {
	size, _, err := v.tx.end()
	if err != nil {
		return err
	}
	if v.outside != nil && v.outside.Size > size {
		return brokenLedger(fmt.Sprintf("the database is older than what was published: it holds %d entries, and a head over %d was published; "+
			"put the newer database back; until then it can only be read", size, v.outside.Size))
	}
	for v.frontier.Size() < size {
		if err := v.batch(); err != nil {
			return err
		}
	}
	return v.ends(size)
}

// batch checks the next entries with their nodes and heads.
func (v *verification) batch() error {
	from := v.frontier.Size()
	to := from + verifyAtOnce
	heads, err := v.heads(from, to)
	if err != nil {
		return err
	}
	var stored []tlog.Hash
	err = v.tx.each(func(rows *sql.Rows) error {
		hashes, err := v.leaf(rows, heads)
		stored = append(stored, hashes...)
		return err
	}, leafColumns+`WHERE idx >= ? AND idx < ? ORDER BY idx`, from, to)
	if err != nil {
		return err
	}
	if len(stored) == 0 {
		return brokenf("entry %d is missing", from)
	}
	return v.nodes(tlog.StoredHashCount(from), stored)
}

func (v *verification) leaf(rows *sql.Rows, heads map[int64][]byte) ([]tlog.Hash, error) {
	r, err := scanLeaf(rows.Scan)
	if err != nil {
		return nil, err
	}
	if r.Index != v.frontier.Size() {
		return nil, brokenf("entry %d is missing", v.frontier.Size())
	}
	if r.At < v.lastAt {
		return nil, brokenf("entry %d is earlier than the one before it", r.Index)
	}
	e, err := r.entry()
	if err != nil {
		return nil, brokenf("%v", err)
	}
	if r.Index == 0 {
		if err := v.first(e.Fact); err != nil {
			return nil, err
		}
	}
	v.lastAt = r.At
	hashes := v.frontier.Add(r.Leaf().Hash())
	return hashes, v.published(heads)
}

func (v *verification) first(f fact.Fact) error {
	founded, ok := f.(*fact.InstituteFounded)
	if !ok {
		return brokenf("its first entry does not found an institute")
	}
	if origin := ledger.Origin(founded.Mode, founded.Institute); origin != v.tx.store.Origin() {
		return fault.New(fault.Refused, "store.Verify",
			"the database is of %s and the keys are of %s; each ledger has keys of its own", origin, v.tx.store.Origin())
	}
	return nil
}

// published compares the tree with the heads of its present size.
func (v *verification) published(heads map[int64][]byte) error {
	size := v.frontier.Size()
	if v.outside != nil && v.outside.Size == size && v.outside.Root != v.frontier.Root() {
		return brokenf("its first %d entries are not those of the head kept outside", size)
	}
	head, ok := heads[size]
	if !ok {
		return nil
	}
	c, err := ledger.PeekCheckpoint(head)
	if err != nil || c.Size != size || c.Root != v.frontier.Root() {
		return brokenf("its first %d entries are not those of the head published over them", size)
	}
	return nil
}

// heads gives the published heads of the sizes from+1 to to.
func (v *verification) heads(from, to int64) (map[int64][]byte, error) {
	heads := map[int64][]byte{}
	err := v.tx.each(func(rows *sql.Rows) error {
		var size int64
		var note []byte
		err := rows.Scan(&size, &note)
		heads[size] = note
		return err
	}, `SELECT size, note FROM head WHERE size > ? AND size <= ?`, from, to)
	return heads, err
}

func (v *verification) nodes(from int64, want []tlog.Hash) error {
	next := 0
	err := v.tx.each(func(rows *sql.Rows) error {
		place, h, err := scanNode(rows)
		if err != nil {
			return brokenf("%v", err)
		}
		if place != from+int64(next) || h != want[next] {
			return brokenf("node %d of its tree is not the hash of its entries", from+int64(next))
		}
		next++
		return nil
	}, `SELECT idx, hash FROM node WHERE idx >= ? AND idx < ? ORDER BY idx`, from, from+int64(len(want)))
	if err == nil && next != len(want) {
		err = brokenf("node %d of its tree is missing", from+int64(next))
	}
	return err
}

// ends checks what stands at the end: the newest head covers every entry and
// is signed, and no node or head lies beyond.
func (v *verification) ends(size int64) error {
	head, covered, err := v.tx.lastHead()
	if err != nil {
		return err
	}
	if covered != size {
		return brokenf("it holds %d entries and its newest head covers %d", size, covered)
	}
	var nodes int64
	if err := v.tx.row(`SELECT count(*) FROM node`).Scan(&nodes); err != nil {
		return err
	}
	if want := tlog.StoredHashCount(size); nodes != want {
		return brokenf("its tree has %d nodes instead of %d", nodes, want)
	}
	if size == 0 {
		return nil
	}
	c, err := ledger.OpenCheckpoint(head, v.tx.store.verifiers...)
	if err != nil {
		return brokenf("its newest head is not signed by the ledger's key (%v)", err)
	}
	v.head = &signedHead{c, head}
	return nil
}
