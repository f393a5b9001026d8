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
	tx, err := s.begin(ctx, true)
	if err != nil {
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

// Read runs fn on one snapshot of the database. Many may run at once.
func (s *Store) Read(ctx context.Context, fn func(*Tx) error) error {
	tx, err := s.begin(ctx, false)
	if err != nil {
		return fault.Wrap("store.Read", err)
	}
	defer tx.rollback()
	return fn(tx)
}

func (s *Store) begin(ctx context.Context, writing bool) (*Tx, error) {
	db, options := s.readers, s.sql.snapshot()
	if writing {
		db, options = s.writer, nil
	}
	t, err := db.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	g := s.gorm.Session(&gorm.Session{NewDB: true, Context: ctx})
	g.Statement.ConnPool = t
	return &Tx{store: s, ctx: ctx, sql: t, gorm: g, writing: writing}, nil
}

// rollback after a commit does nothing; before one its own error would say
// less than the one that led here.
func (tx *Tx) rollback() { _ = tx.sql.Rollback() }

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
	_, err := tx.sql.ExecContext(tx.ctx, tx.store.sql.bind(query), args...)
	return tx.store.sql.translate(err)
}

func (tx *Tx) row(query string, args ...any) *sql.Row {
	return tx.sql.QueryRowContext(tx.ctx, tx.store.sql.bind(query), args...)
}

// each runs scan on every row of a query.
func (tx *Tx) each(scan func(*sql.Rows) error, query string, args ...any) (err error) {
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
