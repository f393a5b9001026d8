package store

import (
	"context"

	"gorm.io/gorm"

	"polyphony/internal/app"
)

// forApp is the store as the use cases see it.
type forApp struct{ *Store }

// App gives the store to the use cases.
func (s *Store) App() app.Store { return forApp{s} }

// Write is Store.Write with what a use case may do.
func (a forApp) Write(ctx context.Context, fn func(app.Tx) error) error {
	return a.Store.Write(ctx, func(tx *Tx) error { return fn(tx) })
}

// Read is Store.Read with what a use case may do.
func (a forApp) Read(ctx context.Context, fn func(app.Tx) error) error {
	return a.Store.Read(ctx, func(tx *Tx) error { return fn(tx) })
}

// ReadAt is Store.ReadAt with what a use case may do.
func (a forApp) ReadAt(ctx context.Context, size int64, fn func(app.Tx) error) error {
	return a.Store.ReadAt(ctx, size, func(tx *Tx) error { return fn(tx) })
}

// plainRows keeps GORM from filling in a time of its own: every time in a row
// is the transaction's, in microseconds.
func plainRows(db *gorm.DB) error {
	for _, row := range []any{
		&app.Account{}, &app.Session{}, &app.Invitation{}, &app.Pending{}, &app.Study{}, &app.Series{}, &app.Draft{},
		&app.Text{}, &app.Cohort{}, &app.Meeting{}, &app.Participant{}, &app.Media{}, &app.Certificate{},
	} {
		s := &gorm.Statement{DB: db}
		if err := s.Parse(row); err != nil {
			return err
		}
		for _, f := range s.Schema.Fields {
			f.AutoCreateTime, f.AutoUpdateTime = 0, 0
		}
	}
	return nil
}
