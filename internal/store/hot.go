package store

import (
	"database/sql"
	"errors"

	"polyphony/internal/fault"
)

// hotQuery is what a statement is prepared on.
type hotQuery struct {
	db    *sql.DB
	query string
}

// hot runs a query that every request asks: prepared once on each connection,
// since parsing it costs more than answering it. Scan fills the row; where
// there is none the kind is NotFound.
func (tx *Tx) hot(t table, query string, args []any, into ...any) error {
	stmt, err := tx.store.prepared(tx.writing, query)
	if err != nil {
		return fault.Wrap("store.Find "+t.name, err)
	}
	err = tx.sql.StmtContext(tx.ctx, stmt).QueryRowContext(tx.ctx, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "store.Find", "there is no such %s", t.what)
	}
	return fault.Wrap("store.Find "+t.name, err)
}

func (s *Store) prepared(writing bool, query string) (*sql.Stmt, error) {
	key := hotQuery{s.readers, query}
	if writing {
		key.db = s.writer
	}
	if stmt, ok := s.statements.Load(key); ok {
		return stmt.(*sql.Stmt), nil
	}
	stmt, err := key.db.Prepare(s.sql.bind(query))
	if err != nil {
		return nil, err
	}
	if first, raced := s.statements.LoadOrStore(key, stmt); raced {
		return first.(*sql.Stmt), stmt.Close()
	}
	return stmt, nil
}
