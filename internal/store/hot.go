package store

import (
	"context"
	"database/sql"
	"errors"

	"polyphony/internal/fault"
)

// The queries that every request of somebody signed in asks.
const (
	sessionQuery = `SELECT hash, person, second_factor, created_at, seen_at, expires_at FROM sessions WHERE hash = ?`
	accountQuery = `SELECT person, email, name, password_hash, totp_secret, totp_on, totp_last, salt, created_at, disabled_at
		FROM accounts WHERE person = ?`
	liveStudyQuery = `SELECT id, person, enrolment, module, section, digest, view, nonce, last, opened_at, beat_at, active_at, credit_from,
		accrued, reread, running, closed_at, closed_why FROM studies WHERE person = ? AND closed_at = 0`
	headQuery = `SELECT size, note FROM head ORDER BY size DESC LIMIT 1`
)

// prepare makes statements of them once, at the start, since parsing one costs
// more than answering it. Later, in a transaction, it would wait for a second
// connection.
func (s *Store) prepare(ctx context.Context) (err error) {
	s.hot = map[string]*sql.Stmt{}
	for _, query := range []string{sessionQuery, accountQuery, liveStudyQuery, headQuery} {
		if s.hot[query], err = s.readers.PrepareContext(ctx, s.sql.bind(query)); err != nil {
			return fault.Wrap("store.Open", err)
		}
	}
	return nil
}

// hotRow asks one of these queries. The writing connection is not one of the
// readers and asks plainly.
func (tx *Tx) hotRow(query string, args ...any) *sql.Row {
	if tx.writing {
		return tx.row(query, args...)
	}
	return tx.sql.StmtContext(tx.ctx, tx.store.hot[query]).QueryRowContext(tx.ctx, args...)
}

// findHot is find for one of these queries.
func (tx *Tx) findHot(t table, query string, arg any, into ...any) error {
	err := tx.hotRow(query, arg).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "store.Find", "there is no such %s", t.what)
	}
	return fault.Wrap("store.Find "+t.name, err)
}
