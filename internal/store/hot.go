package store

import (
	"context"
	"database/sql"
	"errors"

	"polyphony/internal/app"
	"polyphony/internal/fault"
)

// The queries that every request of somebody signed in asks.
const (
	sessionQuery = `SELECT hash, person, second_factor, created_at, seen_at, expires_at FROM sessions WHERE hash = ?`
	accountQuery = `SELECT person, email, name, password_hash, totp_secret, totp_on, totp_last, salt, created_at, disabled_at
		FROM accounts WHERE person = ?`
	liveStudyQuery = `SELECT id, person, enrolment, module, section, digest, view, nonce, last, opened_at, beat_at, active_at, credit_from,
		accrued, reread, running, closed_at, closed_why FROM studies WHERE person = ? AND closed_at = 0`
	signedInQuery = `SELECT s.hash, s.person, s.second_factor, s.created_at, s.seen_at, s.expires_at, a.email, a.name, a.totp_on, a.disabled_at,
		COALESCE(h.size, 0), h.note, COALESCE(r.enrolment, ''), COALESCE(r.module, ''), COALESCE(r.section, ''), COALESCE(r.accrued, 0)
		FROM sessions s JOIN accounts a ON a.person = s.person LEFT JOIN studies r ON r.person = s.person AND r.closed_at = 0
		LEFT JOIN head h ON h.size = (SELECT max(size) FROM head) WHERE s.hash = ?`
	headQuery = `SELECT size, note FROM head ORDER BY size DESC LIMIT 1`
)

// prepare makes statements of them once, at the start, since parsing one costs
// more than answering it. Later, in a transaction, it would wait for a second
// connection.
func (s *Store) prepare(ctx context.Context) (err error) {
	s.hot = map[string]*sql.Stmt{}
	for _, query := range []string{sessionQuery, accountQuery, liveStudyQuery, signedInQuery, headQuery} {
		if s.hot[query], err = s.readers.PrepareContext(ctx, s.sql.bind(query)); err != nil {
			return fault.Wrap("store.Open", err)
		}
	}
	return nil
}

// hotRow asks one of these queries. The writing connection is not one of the
// readers and asks plainly.
func (tx *Tx) hotRow(query string, args ...any) scanner {
	if tx.writing {
		return tx.row(query, args...)
	}
	if err := tx.open(); err != nil {
		return noRow{err}
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

// SignedIn gives a session with its account, without what only a sign-in needs
// of it, the size of the newest head and the live study session: one look,
// without a transaction around it, for every request of somebody signed in. A
// head behind one that was published holds the store, as in a transaction (R4).
func (s *Store) SignedIn(ctx context.Context, hash string) (in app.SignedIn, err error) {
	var note []byte
	known := s.newestSigned()
	err = s.hot[signedInQuery].QueryRowContext(ctx, hash).Scan(
		&in.Hash, &in.Person, &in.SecondFactor, &in.CreatedAt, &in.SeenAt, &in.ExpiresAt,
		&in.Email, &in.Name, &in.TOTPOn, &in.DisabledAt, &in.Size, &note,
		&in.Reading.Enrolment, &in.Reading.Module, &in.Reading.Section, &in.Reading.Accrued)
	if errors.Is(err, sql.ErrNoRows) {
		return in, fault.New(fault.NotFound, "store.SignedIn", "there is no such %s", sessions.what)
	}
	if err != nil {
		return in, fault.Wrap("store.SignedIn", err)
	}
	if in.Size > known.Size { // another replica's; verified where it is read
		return in, nil
	}
	return in, s.stillThere(in.Size, note, known)
}
