package store

import (
	"context"
	"database/sql"
	"io/fs"

	"github.com/pressly/goose/v3"

	"polyphony/internal/fault"
)

// migrate brings the schema forward to this version; there is no way back. A
// database of a later version is refused.
func migrate(ctx context.Context, d dialect, db *sql.DB) error {
	err := d.migrating(ctx, db, func() error { return bringForward(ctx, d, db) })
	return fault.Wrap("store.Migrate", err)
}

func bringForward(ctx context.Context, d dialect, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations/"+d.name())
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(d.goose(), db, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	found, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; found > newest {
		return fault.New(fault.Refused, "store.Migrate",
			"the database is of schema %d and this version of Polyphony knows %d; start the newer version that wrote it", found, newest)
	}
	_, err = p.Up(ctx)
	return err
}
