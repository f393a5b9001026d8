package store

import (
	"context"
	"database/sql"
	"embed"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

//go:embed migrations
var migrations embed.FS

// quiet: errors are returned to the caller, who decides what is logged.
var quiet = logger.Discard

// dialect is what differs between the two databases.
type dialect interface {
	// name is the folder of the migrations.
	name() string
	goose() goose.Dialect
	// migrating runs fn so that processes that start together do not disturb
	// one another.
	migrating(ctx context.Context, db *sql.DB, fn func() error) error
	// open gives the pool for writing and the pool for reading.
	open(ctx context.Context) (writer, readers *sql.DB, err error)
	dialector(db *sql.DB) gorm.Dialector
	// lock takes the ledger lock until the transaction ends.
	lock(ctx context.Context, tx *sql.Tx) error
	// snapshot are the options of a read transaction.
	snapshot() *sql.TxOptions
	checkGuards(ctx context.Context, db *sql.DB) error
	// bind turns ? into the database's own placeholders.
	bind(query string) string
	translate(err error) error
}

func isPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// dollars turns each ? of query into $1, $2, …; our statements hold no other.
func dollars(query string) string {
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		n++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
