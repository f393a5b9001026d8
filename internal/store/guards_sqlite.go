package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"polyphony/internal/fault"
)

// checkGuards compares the text of the ledger's tables and triggers with what
// this version ships: the same ones, word for word, and no others.
func (d sqliteDialect) checkGuards(ctx context.Context, db *sql.DB) error {
	const op = "store.Guards"
	shipped, err := shippedGuards(d.name())
	if err != nil {
		return fault.Wrap(op, err)
	}
	found, err := d.foundGuards(ctx, db)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for name, g := range shipped {
		text, ok := found[name]
		switch {
		case !ok:
			return guardGone(g, "is missing")
		case plain(text) != plain(g.text):
			return guardGone(g, "was changed")
		}
	}
	for name := range found {
		if _, ok := shipped[name]; !ok {
			return guardStranger("trigger", name)
		}
	}
	return nil
}

func (sqliteDialect) foundGuards(ctx context.Context, db *sql.DB) (found map[string]string, err error) {
	rows, err := db.QueryContext(ctx, `SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')
		AND tbl_name COLLATE NOCASE IN ('`+strings.Join(guardedTables, `', '`)+`')`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	found = map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		found[name] = text
	}
	return found, rows.Err()
}
