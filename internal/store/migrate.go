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
	const op = "store.Migrate"
	p, err := provider(d, db)
	if err != nil {
		return fault.Wrap(op, err)
	}
	found, err := p.GetDBVersion(ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	sources := p.ListSources()
	if newest := sources[len(sources)-1].Version; found > newest {
		return fault.New(fault.Refused, op,
			"the database is of schema %d and this version of Polyphony knows %d; start the newer version that wrote it", found, newest)
	}
	if _, err := p.Up(ctx); err != nil {
		return fault.Wrap(op, err)
	}
	return nil
}

func provider(d dialect, db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/"+d.name())
	if err != nil {
		return nil, err
	}
	options, err := d.gooseOptions()
	if err != nil {
		return nil, err
	}
	options = append(options, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	return goose.NewProvider(d.goose(), db, files, options...)
}
