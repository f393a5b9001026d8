package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"polyphony/internal/fault"
)

// pgGuard is a trigger as PostgreSQL describes it.
type pgGuard struct {
	definition string
	enabled    string // 'A' is ENABLE ALWAYS
	function   string
	body       string
	plainCode  bool // plpgsql without settings of its own
}

// checkGuards compares every trigger on the ledger's tables, its mode and the
// body of its function with what this version ships, and refuses rewriting
// rules and row security on them.
func (d postgresDialect) checkGuards(ctx context.Context, db *sql.DB) error {
	const op = "store.Guards"
	shipped, err := shippedGuards(d.name())
	if err != nil {
		return fault.Wrap(op, err)
	}
	found, err := d.foundGuards(ctx, db)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, g := range shipped {
		if g.what != "TRIGGER" {
			continue
		}
		if err := compareTrigger(g, found, shipped); err != nil {
			return err
		}
	}
	for name := range found {
		if shipped[name].what != "TRIGGER" {
			return guardStranger("trigger", name)
		}
	}
	return d.checkRules(ctx, db)
}

func compareTrigger(g guard, found map[string]pgGuard, shipped map[string]guard) error {
	f, ok := found[g.name]
	fn := shipped[f.function+"()"]
	switch {
	case !ok:
		return guardGone(g, "is missing")
	case plain(f.definition) != plain(g.text):
		return guardGone(g, "was changed")
	case f.enabled != "A":
		g.text = "ALTER TABLE " + tableOf(g) + " ENABLE ALWAYS TRIGGER " + g.name
		return guardGone(g, "is switched off or not always on")
	case !f.plainCode || plain(f.body) != plain(bodyOf(fn)):
		return guardGone(fn, "was changed")
	}
	return nil
}

// tableOf is the table that a shipped trigger stands on.
func tableOf(g guard) string {
	_, rest, _ := strings.Cut(plain(g.text), " ON ")
	table, _, _ := strings.Cut(rest, " ")
	return table
}

// bodyOf is what stands between the dollar signs of a shipped function.
func bodyOf(g guard) string {
	parts := strings.Split(g.text, "$$")
	if len(parts) != 3 {
		return ""
	}
	return parts[1]
}

func (postgresDialect) foundGuards(ctx context.Context, db *sql.DB) (found map[string]pgGuard, err error) {
	rows, err := db.QueryContext(ctx, `SELECT t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled::text, p.proname, p.prosrc,
			l.lanname = 'plpgsql' AND p.proconfig IS NULL AND NOT p.prosecdef
		FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang
		WHERE NOT t.tgisinternal AND t.tgrelid IN (`+relations()+`)`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	found = map[string]pgGuard{}
	for rows.Next() {
		var name string
		var g pgGuard
		if err := rows.Scan(&name, &g.definition, &g.enabled, &g.function, &g.body, &g.plainCode); err != nil {
			return nil, err
		}
		found[name] = g
	}
	return found, rows.Err()
}

// relations are the guarded tables where our own statements find them.
func relations() string {
	return `to_regclass('` + strings.Join(guardedTables, `'), to_regclass('`) + `')`
}

func (postgresDialect) checkRules(ctx context.Context, db *sql.DB) error {
	const op = "store.Guards"
	var name string
	err := db.QueryRowContext(ctx, `SELECT 'rule ' || rulename FROM pg_rewrite WHERE ev_class IN (`+relations()+`)
		UNION ALL SELECT 'row security of ' || relname FROM pg_class WHERE relrowsecurity AND oid IN (`+relations()+`)
		UNION ALL SELECT 'inheriting table ' || inhrelid::regclass FROM pg_inherits WHERE inhparent IN (`+relations()+`) LIMIT 1`).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	what, which, _ := strings.Cut(name, " ")
	return guardStranger(what, which)
}
