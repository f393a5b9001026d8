package store

import (
	"database/sql"
	"errors"
	"io"

	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

// Proof proves that an entry stands under the newest signed head (kind
// NotFound for an entry that does not). It carries no salt: whoever may open
// the entry adds it from RawEntry.
func (tx *Tx) Proof(index int64) (ledger.Proof, error) {
	const op = "store.Proof"
	head, size, err := tx.Head()
	if err != nil {
		return ledger.Proof{}, err
	}
	if index < 0 || index >= size {
		return ledger.Proof{}, fault.New(fault.NotFound, op, "the ledger has no entry %d", index)
	}
	p, err := ledger.Prove(index, head, tx.Hashes())
	return p, fault.Wrap(op, err)
}

// Growth proves that the head over older entries is a prefix of the newest one
// (kind NotFound for an older that is not between 1 and its size).
func (tx *Tx) Growth(older int64) (tlog.TreeProof, error) {
	const op = "store.Growth"
	_, size, err := tx.Head()
	if err != nil {
		return nil, err
	}
	if older < 1 || older > size {
		return nil, fault.New(fault.NotFound, op, "there is no head over %d entries", older)
	}
	p, err := ledger.ProveGrowth(size, older, tx.Hashes())
	return p, fault.Wrap(op, err)
}

// Tile gives a tile of the tree by its path after "/log/tile/", or a bundle of
// leaves where the path begins with "entries/" (kind NotFound for one that
// does not exist, or not yet).
func (tx *Tx) Tile(path string) ([]byte, error) {
	const op = "store.Tile"
	_, size, err := tx.Head()
	if err != nil {
		return nil, err
	}
	b, err := tx.tile(path, size)
	if errors.Is(err, ledger.ErrNoTile) {
		return nil, &fault.Error{Op: op, Kind: fault.NotFound, Say: "the log has no such tile", Err: err}
	}
	return b, fault.Wrap(op, err)
}

func (tx *Tx) tile(path string, size int64) ([]byte, error) {
	t, err := ledger.ParseTile(path)
	if err != nil {
		return nil, err
	}
	if t.L >= 0 {
		return ledger.Tile(t, size, tx.Hashes())
	}
	from, to, err := ledger.BundleRange(t, size)
	if err != nil {
		return nil, err
	}
	var leaves []ledger.Leaf
	err = tx.rows(from, to, func(r ledger.Row) error {
		leaves = append(leaves, r.Leaf())
		return nil
	})
	return ledger.EntryBundle(leaves), err
}

// Rows calls fn with every entry under the newest head, in order, salt and
// payload with it.
func (tx *Tx) Rows(fn func(ledger.Row) error) error {
	_, size, err := tx.Head()
	if err != nil {
		return err
	}
	return fault.Wrap("store.Rows", tx.rows(0, size, fn))
}

// rows reads a run of entries, some at a time: fn may use the transaction.
func (tx *Tx) rows(from, to int64, fn func(ledger.Row) error) error {
	for from < to {
		var batch []ledger.Row
		err := tx.each(func(rows *sql.Rows) error {
			r, err := scanLeaf(rows.Scan)
			if err == nil {
				_, err = r.entry()
			}
			batch = append(batch, r.Row)
			return err
		}, leafColumns+`WHERE idx >= ? AND idx < ? ORDER BY idx`, from, min(to, from+verifyAtOnce))
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			return fault.New(fault.Internal, "store.Rows", "entry %d is missing", from)
		}
		for _, r := range batch {
			if err := fn(r); err != nil {
				return err
			}
		}
		from += int64(len(batch))
	}
	return nil
}

// Export writes the ledger as one canonical text that a stranger can check.
// Keys in o are filled in where there are none.
func (tx *Tx) Export(w io.Writer, o ledger.ExportOptions) error {
	if o.Keys == nil {
		o.Keys = tx.store.VerifierKeys()
	}
	return fault.Wrap("store.Export", ledger.Export(w, tx, o))
}
