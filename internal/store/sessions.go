package store

import (
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var sessions = table{"sessions", "session"}

// Session gives a session by the hash of its cookie.
func (tx *Tx) Session(hash string) (s app.Session, err error) {
	return s, tx.findHot(sessions, sessionQuery, hash,
		&s.Hash, &s.Person, &s.SecondFactor, &s.CreatedAt, &s.SeenAt, &s.ExpiresAt)
}

// InsertSession adds a session.
func (tx *Tx) InsertSession(s app.Session) error { return insert(tx, sessions, s) }

// TouchSession notes when a session was last seen.
func (tx *Tx) TouchSession(hash string, seen fact.Time) error {
	return changed(tx.table(sessions.name).Where("hash = ?", hash).UpdateColumn("seen_at", seen), sessions)
}

// DeleteSession ends a session, if it is there.
func (tx *Tx) DeleteSession(hash string) error {
	return remove[app.Session](tx, sessions, "hash = ?", hash)
}

// SessionsOf gives a person's sessions, the oldest first.
func (tx *Tx) SessionsOf(person fact.ID) ([]app.Session, error) {
	return list[app.Session](tx, sessions, "created_at, hash", "person = ?", person)
}
