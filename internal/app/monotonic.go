package app

import (
	"sync"
	"time"

	"polyphony/internal/fact"
)

// monotonic remembers when this process saw the last beat of a session, with
// the monotonic reading, so that a wall clock set forward earns nobody credit
// (R5). Another replica has no such reading and trusts the wall difference.
type monotonic struct {
	mu   sync.Mutex
	last map[fact.ID]time.Time
}

// monotonicMost bounds the sessions remembered: those that another replica
// closed are never forgotten one by one. Forgetting costs no credit.
const monotonicMost = 50000

func newMonotonic() *monotonic { return &monotonic{last: map[fact.ID]time.Time{}} }

// since gives the smaller of wall and this process's monotonic difference, and
// remembers now. A transaction that then fails has moved the reading on: the
// beat that is sent again earns less, never more.
func (m *monotonic) since(session fact.ID, now time.Time, wall time.Duration) time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, seen := m.last[session]
	if !seen && len(m.last) >= monotonicMost {
		clear(m.last)
	}
	m.last[session] = now
	if seen {
		return min(wall, now.Sub(before))
	}
	return wall
}

// forget drops a closed session.
func (m *monotonic) forget(session fact.ID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.last, session)
}
