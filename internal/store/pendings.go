package store

import (
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var pendings = table{"pendings", "request"}

// Pending gives an act that waits, or waited, for its second person.
func (tx *Tx) Pending(id fact.ID) (app.Pending, error) {
	return find[app.Pending](tx, pendings, "id = ?", id)
}

// Pendings gives the acts in a state, the oldest first.
func (tx *Tx) Pendings(state string) ([]app.Pending, error) {
	return list[app.Pending](tx, pendings, "created_at, id", "state = ?", state)
}

// InsertPending adds an act.
func (tx *Tx) InsertPending(p app.Pending) error { return insert(tx, pendings, p) }

// UpdatePending replaces an act.
func (tx *Tx) UpdatePending(p app.Pending) error { return update(tx, pendings, p, "id = ?", p.ID) }
