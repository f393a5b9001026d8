package store

import (
	"database/sql"
	"errors"
	"fmt"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

const leafColumns = `SELECT idx, at_us, kind, subject, salt, payload, hash FROM leaf `

// leafRow is a row of the table leaf.
type leafRow struct {
	ledger.Row
	kind, subject string
	hash          []byte
}

func scanLeaf(scan func(...any) error) (r leafRow, err error) {
	err = scan(&r.Index, &r.At, &r.kind, &r.subject, &r.Salt, &r.Payload, &r.hash)
	return r, err
}

// entry decodes a row after proving that it is the one that was hashed. What
// does not fit is an error: a row is never passed over (R20).
func (r leafRow) entry() (fact.Entry, error) {
	hash := r.Leaf().Hash()
	if string(hash[:]) != string(r.hash) {
		return fact.Entry{}, fmt.Errorf("entry %d is not what was hashed into the tree", r.Index)
	}
	f, err := fact.Decode(r.Payload)
	if err != nil {
		return fact.Entry{}, fmt.Errorf("entry %d cannot be read: %w", r.Index, err)
	}
	if string(f.Kind()) != r.kind || string(f.Subject()) != r.subject {
		return fact.Entry{}, fmt.Errorf("entry %d is filed under %s %s, and is %s of %s", r.Index, r.kind, r.subject, f.Kind(), f.Subject())
	}
	return fact.Entry{Index: r.Index, At: r.At, Fact: f}, nil
}

// History gives the entries of a subject with an index above after, in order;
// after −1 gives all.
func (tx *Tx) History(subject fact.ID, after int64) ([]fact.Entry, error) {
	return tx.entries("store.History", leafColumns+`WHERE subject = ? AND idx > ? AND idx < ? ORDER BY idx`, string(subject), after)
}

// OfKind gives the entries of a kind with an index above after, in order.
func (tx *Tx) OfKind(kind fact.Kind, after int64) ([]fact.Entry, error) {
	return tx.entries("store.OfKind", leafColumns+`WHERE kind = ? AND idx > ? AND idx < ? ORDER BY idx`, string(kind), after)
}

// EntryAt gives one entry (kind NotFound beyond the end).
func (tx *Tx) EntryAt(index int64) (fact.Entry, error) {
	const op = "store.EntryAt"
	r, err := tx.leafAt(op, index)
	if err != nil {
		return fact.Entry{}, err
	}
	e, err := r.entry()
	return e, fault.Wrap(op, err)
}

// RawEntry gives an entry's salt and payload, for proofs and exports.
func (tx *Tx) RawEntry(index int64) (ledger.Row, error) {
	r, err := tx.leafAt("store.RawEntry", index)
	return r.Row, err
}

func (tx *Tx) leafAt(op string, index int64) (leafRow, error) {
	r, err := scanLeaf(tx.row(leafColumns+`WHERE idx = ?`, index).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, fault.New(fault.NotFound, op, "the ledger has no entry %d", index)
	}
	return r, fault.Wrap(op, err)
}

// entries runs a query whose last mark is the end of what may be read.
func (tx *Tx) entries(op, query string, args ...any) ([]fact.Entry, error) {
	var out []fact.Entry
	covered, err := tx.covered()
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	err = tx.each(func(rows *sql.Rows) error {
		r, err := scanLeaf(rows.Scan)
		if err != nil {
			return err
		}
		e, err := r.entry()
		out = append(out, e)
		return err
	}, query, append(args, covered)...)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	return out, nil
}
