package store

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"polyphony/internal/fault"
)

// table names a table and what one of its rows is to a person.
type table struct{ name, what string }

// find gives the one row that fits (kind NotFound where none does).
func find[T any](tx *Tx, t table, where string, args ...any) (row T, err error) {
	err = tx.table(t.name).Where(where, args...).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.New(fault.NotFound, "store.Find", "there is no such %s", t.what)
	}
	return row, fault.Wrap("store.Find "+t.name, err)
}

// list gives every row that fits, in the given order; an empty condition fits
// all.
func list[T any](tx *Tx, t table, order, where string, args ...any) (rows []T, err error) {
	q := tx.table(t.name).Order(order)
	if where != "" {
		q = q.Where(where, args...)
	}
	return rows, fault.Wrap("store.List "+t.name, q.Find(&rows).Error)
}

// insert adds a row (kind Conflict where its key, or a column that must be
// unique, is taken). The transaction stays usable after a conflict, on
// PostgreSQL too.
func insert[T any](tx *Tx, t table, row T) error {
	done := tx.table(t.name).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if done.Error == nil && done.RowsAffected == 0 {
		return fault.New(fault.Conflict, "store.Insert", "there is such a %s already", t.what)
	}
	return fault.Wrap("store.Insert "+t.name, done.Error)
}

// put adds a row or replaces the one with the same key.
func put[T any](tx *Tx, t table, row T, key ...string) error {
	columns := make([]clause.Column, len(key))
	for i, k := range key {
		columns[i] = clause.Column{Name: k}
	}
	err := tx.table(t.name).Clauses(clause.OnConflict{Columns: columns, UpdateAll: true}).Create(&row).Error
	return fault.Wrap("store.Put "+t.name, err)
}

// update replaces every column of the one row that fits (kind NotFound where
// none does).
func update[T any](tx *Tx, t table, row T, where string, args ...any) error {
	return changed(tx.table(t.name).Where(where, args...).Select("*").Updates(&row), t)
}

// changed says whether a statement changed exactly one row.
func changed(done *gorm.DB, t table) error {
	switch {
	case errors.Is(done.Error, gorm.ErrDuplicatedKey):
		return &fault.Error{Op: "store.Update", Kind: fault.Conflict, Say: fmt.Sprintf("there is such a %s already", t.what), Err: done.Error}
	case done.Error != nil:
		return fault.Wrap("store.Update "+t.name, done.Error)
	case done.RowsAffected == 0:
		return fault.New(fault.NotFound, "store.Update", "there is no such %s", t.what)
	case done.RowsAffected > 1:
		return fault.New(fault.Internal, "store.Update", "%d rows of %s changed instead of one", done.RowsAffected, t.name)
	}
	return nil
}

// remove deletes the rows that fit; that there are none is no error.
func remove[T any](tx *Tx, t table, where string, args ...any) error {
	var row T
	return fault.Wrap("store.Delete "+t.name, tx.table(t.name).Where(where, args...).Delete(&row).Error)
}
