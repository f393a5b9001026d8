package store

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

// Tx is one transaction. It is used by one goroutine and ends with the
// function that received it.
type Tx struct {
	store   *Store
	ctx     context.Context
	sql     *sql.Tx
	gorm    *gorm.DB
	writing bool
	now     fact.Time
	told    bool
	head    ledger.Checkpoint // the last one, in a writing transaction
	known   signedHead        // the newest one published before a reading transaction began
	tree    *growth           // nil until the first Append
	// readable is how many entries a reading transaction sees, once counted.
	readable int64
	counted  bool
	failed   error // an Append that failed spoils the whole transaction
}

// Write runs fn in one transaction under the ledger lock: what it did, the
// nodes of the tree and one signed head are committed together, or nothing is.
// An error of fn comes back as it is. On an integrity hold fn is not run (kind
// Hold). A Write inside a Write waits for itself: do not nest.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error {
	const op = "store.Write"
	if h := s.Hold(); h != "" {
		return fault.New(fault.Hold, op, "%s", h)
	}
	tx := &Tx{store: s, ctx: ctx, writing: true}
	if err := tx.begin(s.writer, nil); err != nil {
		return fault.Wrap(op, err)
	}
	defer tx.rollback()
	if err := s.sql.lock(ctx, tx.sql); err != nil {
		return fault.Wrap(op, err)
	}
	if err := tx.checkNotOlder(); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	head, err := tx.seal()
	if err != nil {
		return err
	}
	if err := tx.sql.Commit(); err != nil {
		return fault.Wrap(op, s.sql.translate(err))
	}
	s.published(head)
	return nil
}

// Read runs fn on one snapshot of the database, taken when fn first asks for
// something. Many may run at once.
func (s *Store) Read(ctx context.Context, fn func(*Tx) error) error {
	tx := &Tx{store: s, ctx: ctx}
	defer tx.rollback()
	return fn(tx)
}

// ReadAt is Read over the first size entries, of which SignedIn has told the
// caller in the same request. What is beyond them is not seen, and where fn
// finds all it needs in memory the database is not asked at all. Only a head
// that this process has published or verified counts; another size is looked
// up (R2).
func (s *Store) ReadAt(ctx context.Context, size int64, fn func(*Tx) error) error {
	tx := &Tx{store: s, ctx: ctx}
	if size > 0 && size == s.newest().Size {
		tx.readable, tx.counted = size, true
	}
	defer tx.rollback()
	return fn(tx)
}

// open begins a reading transaction.
func (tx *Tx) open() (err error) {
	if tx.sql != nil {
		return nil
	}
	tx.known = tx.store.newestSigned()
	if err := tx.begin(tx.store.readers, tx.store.sql.snapshot()); err != nil {
		return fault.Wrap("store.Read", err)
	}
	return nil
}

func (tx *Tx) begin(db *sql.DB, options *sql.TxOptions) error {
	t, err := db.BeginTx(tx.ctx, options)
	if err != nil {
		return err
	}
	tx.sql = t
	tx.gorm = tx.store.gorm.Session(&gorm.Session{NewDB: true, Context: tx.ctx})
	tx.gorm.Statement.ConnPool = t
	return nil
}

// table is GORM on one table, inside the transaction.
func (tx *Tx) table(name string) *gorm.DB {
	if err := tx.open(); err != nil {
		none := tx.store.gorm.Session(&gorm.Session{NewDB: true, Context: tx.ctx})
		_ = none.AddError(err) // it is none's own from here on, and comes out of every query
		return none
	}
	return tx.gorm.Table(name)
}

// rollback after a commit does nothing; before one its own error would say
// less than the one that led here.
func (tx *Tx) rollback() {
	if tx.sql != nil {
		_ = tx.sql.Rollback()
	}
}

// Now is the time of the transaction: one reading of the server's clock, made
// after the ledger lock was taken, cut to the microsecond.
func (tx *Tx) Now() fact.Time {
	if !tx.told {
		tx.now, tx.told = fact.At(tx.store.clock.Now()), true
	}
	return tx.now
}

// Committed reports whether all that this transaction can see of the ledger is
// committed: always in a reading one, in a writing one until its first Append.
func (tx *Tx) Committed() bool { return tx.tree == nil }

func (tx *Tx) exec(query string, args ...any) error {
	if err := tx.open(); err != nil {
		return err
	}
	_, err := tx.sql.ExecContext(tx.ctx, tx.store.sql.bind(query), args...)
	return tx.store.sql.translate(err)
}

// scanner is one row of an answer, or the error that it is not there.
type scanner interface{ Scan(into ...any) error }

type noRow struct{ err error }

func (n noRow) Scan(...any) error { return n.err }

func (tx *Tx) row(query string, args ...any) scanner {
	if err := tx.open(); err != nil {
		return noRow{err}
	}
	return tx.sql.QueryRowContext(tx.ctx, tx.store.sql.bind(query), args...)
}

// each runs scan on every row of a query.
func (tx *Tx) each(scan func(*sql.Rows) error, query string, args ...any) (err error) {
	if err := tx.open(); err != nil {
		return err
	}
	rows, err := tx.sql.QueryContext(tx.ctx, tx.store.sql.bind(query), args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
