package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/pressly/goose/v3"
	gormpg "gorm.io/driver/postgres"
	"gorm.io/gorm"

	"polyphony/internal/fault"
)

// ledgerLock is the advisory lock of the one who appends, "polyphon" in ASCII.
const ledgerLock int64 = 0x706f6c7970686f6e

// migrationLock is held while the schema is brought forward.
const migrationLock int64 = ledgerLock + 1

const maxPostgres = 16

type postgresDialect struct{ url string }

func (postgresDialect) name() string             { return "postgres" }
func (postgresDialect) goose() goose.Dialect     { return goose.DialectPostgres }
func (postgresDialect) bind(query string) string { return dollars(query) }

// migrating: replicas that start together wait for one another. Goose's own
// locker asks every five seconds; this lock is given at once.
func (postgresDialect) migrating(ctx context.Context, db *sql.DB, fn func() error) (err error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if _, err := c.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	defer func() {
		_, uerr := c.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", migrationLock)
		err = errors.Join(err, uerr)
	}()
	return fn()
}

// lock queues every writing transaction of every replica. The statements that
// follow see what was committed before the lock was given.
func (postgresDialect) lock(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", ledgerLock)
	return err
}

func (postgresDialect) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (d postgresDialect) open(ctx context.Context) (*sql.DB, *sql.DB, error) {
	db, err := sql.Open("pgx", d.url) // registered by GORM's driver
	if err != nil {
		return nil, nil, fault.New(fault.Invalid, "store.Open", "the address of the database is wrong; it looks like postgres://user@host/name")
	}
	db.SetMaxOpenConns(maxPostgres)
	db.SetMaxIdleConns(maxPostgres)
	if err := db.PingContext(ctx); err != nil {
		// The driver's text can hold the address with its password.
		return nil, nil, errors.Join(&fault.Error{
			Op: "store.Open", Kind: fault.Refused, Err: err,
			Say: "PostgreSQL does not answer; check the address, the password and that it runs",
		}, db.Close())
	}
	return db, db, nil
}

func (d postgresDialect) dialector(db *sql.DB) gorm.Dialector {
	return gormpg.New(gormpg.Config{Conn: db})
}

func (postgresDialect) translate(err error) error {
	var e interface{ SQLState() string }
	if !errors.As(err, &e) {
		return err
	}
	switch e.SQLState() { // https://www.postgresql.org/docs/15/errcodes-appendix.html
	case "23505":
		return errors.Join(gorm.ErrDuplicatedKey, err)
	case "23503":
		return errors.Join(gorm.ErrForeignKeyViolated, err)
	case "23514":
		return errors.Join(gorm.ErrCheckConstraintViolated, err)
	}
	return err
}
