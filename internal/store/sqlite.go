package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	gormlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"modernc.org/sqlite"

	"polyphony/internal/fault"
)

// sqliteOptions: a durable write-ahead log, writers that queue, and recursive
// triggers, without which REPLACE deletes behind the guards.
const sqliteOptions = "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=10000&_foreign_keys=1" +
	"&_timezone=UTC&_time_format=sqlite&_texttotime=1&_dqs=0&_pragma=recursive_triggers(1)"

const maxReaders = 8

type sqliteDialect struct{ path string }

func (sqliteDialect) name() string             { return "sqlite" }
func (sqliteDialect) goose() goose.Dialect     { return goose.DialectSQLite3 }
func (sqliteDialect) snapshot() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }
func (sqliteDialect) bind(query string) string { return query }

// lock: every write transaction begins IMMEDIATE, which is the lock.
func (sqliteDialect) lock(context.Context, *sql.Tx) error { return nil }

// migrating tries once more: another process that started at the same moment
// may have made the tables between our look and our statement.
func (sqliteDialect) migrating(_ context.Context, _ *sql.DB, fn func() error) error {
	if err := fn(); err == nil {
		return nil
	}
	return fn()
}

// open makes one connection that writes and a few that cannot.
func (d sqliteDialect) open(ctx context.Context) (*sql.DB, *sql.DB, error) {
	if err := d.checkFile(); err != nil {
		return nil, nil, err
	}
	abs, err := filepath.Abs(d.path)
	if err != nil {
		return nil, nil, fault.Wrap("store.Open", err)
	}
	dsn := "file:" + (&url.URL{Path: abs}).EscapedPath() + sqliteOptions
	writer, err := sql.Open("sqlite", dsn+"&_txlock=immediate")
	if err != nil {
		return nil, nil, fault.Wrap("store.Open", err)
	}
	writer.SetMaxOpenConns(1)
	if err := writer.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(fault.New(fault.Refused, "store.Open",
			"the database %s cannot be opened (%v); name a file that Polyphony made, or one that does not exist yet", d.path, err), writer.Close())
	}
	readers, err := sql.Open("sqlite", dsn+"&_query_only=1")
	if err != nil {
		return nil, nil, errors.Join(fault.Wrap("store.Open", err), writer.Close())
	}
	readers.SetMaxOpenConns(maxReaders)
	readers.SetMaxIdleConns(maxReaders)
	return writer, readers, nil
}

// checkFile says what is wrong with the path before SQLite says "unable to
// open database file (14)". The file is made for its owner alone.
func (d sqliteDialect) checkFile() error {
	const op = "store.Open"
	dir := filepath.Dir(d.path)
	info, err := os.Stat(dir)
	switch {
	case d.path == "" || d.path == ":memory:":
		return fault.New(fault.Invalid, op, "a path of a database file is needed")
	case err != nil:
		return fault.New(fault.Refused, op, "the folder %s of the database cannot be read (%v); make it first", dir, err)
	case !info.IsDir():
		return fault.New(fault.Refused, op, "%s is not a folder, so no database can be in it", dir)
	}
	f, err := os.OpenFile(d.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault.New(fault.Refused, op, "the database %s cannot be written (%v); give this user the right to write to it and to its folder", d.path, err)
	}
	if err := f.Close(); err != nil {
		return fault.Wrap(op, err)
	}
	probe, err := os.CreateTemp(dir, ".polyphony-*")
	if err != nil {
		return fault.New(fault.Refused, op, "the folder %s of the database cannot be written to (%v); SQLite keeps its log there", dir, err)
	}
	return fault.Wrap(op, errors.Join(probe.Close(), os.Remove(probe.Name())))
}

func (d sqliteDialect) dialector(db *sql.DB) gorm.Dialector {
	return liteDialector{&gormlite.Dialector{DriverName: "sqlite", Conn: db}}
}

// liteDialector is GORM's dialector for SQLite with the errors of the driver
// that we use.
type liteDialector struct{ *gormlite.Dialector }

// Translate overrides the dialector's own, which knows another driver.
func (liteDialector) Translate(err error) error { return sqliteDialect{}.translate(err) }

func (sqliteDialect) translate(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() { // extended codes, https://www.sqlite.org/rescode.html
	case 1555, 2067:
		return errors.Join(gorm.ErrDuplicatedKey, err)
	case 787:
		return errors.Join(gorm.ErrForeignKeyViolated, err)
	case 275:
		return errors.Join(gorm.ErrCheckConstraintViolated, err)
	}
	return err
}
