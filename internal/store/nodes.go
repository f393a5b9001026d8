package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

const nodesAtOnce = 256

// end gives the number of entries and the time of the last one.
func (tx *Tx) end() (size int64, lastAt fact.Time, err error) {
	var last int64
	err = tx.row(`SELECT idx, at_us FROM leaf ORDER BY idx DESC LIMIT 1`).Scan(&last, &lastAt)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, nil
	}
	return last + 1, lastAt, err
}

// Size is the number of entries, with those of this transaction.
func (tx *Tx) Size() (int64, error) {
	if tx.tree != nil {
		return tx.tree.frontier.Size(), nil
	}
	return tx.covered()
}

// Head gives the newest signed head and its size; nil and 0 before the first.
// A transaction's own head exists only once it is committed. A reader is given
// none that lies behind a published one (R4), but on hold.
func (tx *Tx) Head() (head []byte, size int64, err error) {
	head, size, err = tx.lastHead()
	if err == nil && !tx.writing && tx.store.Hold() == "" {
		err = tx.store.stillThere(size, head, tx.known)
	}
	return head, size, err
}

// lastHead is the newest head in the database, whatever it is.
func (tx *Tx) lastHead() (head []byte, size int64, err error) {
	err = tx.hotRow(headQuery).Scan(&size, &head)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, 0, nil
	}
	return head, size, fault.Wrap("store.Head", err)
}

// Hashes reads the committed tree, for proofs and tiles.
func (tx *Tx) Hashes() tlog.HashReader { return tlog.HashReaderFunc(tx.readNodes) }

func (tx *Tx) readNodes(places []int64) ([]tlog.Hash, error) {
	found := make(map[int64]tlog.Hash, len(places))
	for rest := places; len(rest) > 0; {
		n := min(len(rest), nodesAtOnce)
		if err := tx.readSomeNodes(found, rest[:n]); err != nil {
			return nil, fmt.Errorf("store.Hashes: %w", err)
		}
		rest = rest[n:]
	}
	out := make([]tlog.Hash, len(places))
	for i, p := range places {
		h, ok := found[p]
		if !ok {
			return nil, fmt.Errorf("store.Hashes: the tree has no node %d", p)
		}
		out[i] = h
	}
	return out, nil
}

func (tx *Tx) readSomeNodes(found map[int64]tlog.Hash, places []int64) error {
	args := make([]any, len(places))
	for i, p := range places {
		args[i] = p
	}
	marks := strings.Repeat(", ?", len(places))[2:]
	return tx.each(func(rows *sql.Rows) error {
		place, h, err := scanNode(rows)
		found[place] = h
		return err
	}, `SELECT idx, hash FROM node WHERE idx IN (`+marks+`)`, args...)
}

func scanNode(rows *sql.Rows) (place int64, h tlog.Hash, err error) {
	var raw sql.RawBytes
	if err = rows.Scan(&place, &raw); err != nil {
		return 0, h, err
	}
	if copy(h[:], raw) != tlog.HashSize || len(raw) != tlog.HashSize {
		return 0, h, fmt.Errorf("node %d is no hash", place)
	}
	return place, h, nil
}

// insertNodes stores the pending nodes, many in one statement.
func (tx *Tx) insertNodes() error {
	for len(tx.tree.pending) > 0 {
		n := min(len(tx.tree.pending), nodesAtOnce)
		args := make([]any, 0, 2*n)
		for i, h := range tx.tree.pending[:n] {
			args = append(args, tx.tree.stored+int64(i), h[:])
		}
		marks := strings.Repeat(", (?, ?)", n)[2:]
		if err := tx.exec(`INSERT INTO node (idx, hash) VALUES `+marks, args...); err != nil {
			return err
		}
		tx.tree.stored += int64(n)
		tx.tree.pending = tx.tree.pending[n:]
	}
	return nil
}
