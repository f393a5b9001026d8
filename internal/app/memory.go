package app

import (
	"sync"

	"polyphony/internal/fact"
)

// memory keeps decoded prefixes of histories. A prefix of an append-only
// ledger never changes, so all that a reader asks the store for is the tail,
// and not even that while the ledger has the size it had at the last look. It
// is filled only from transactions that cannot roll back an entry. A ledger
// that is smaller than what is remembered is another one: then nothing
// remembered is used.
type memory struct {
	mu    sync.Mutex
	lists map[string]remembered
}

// remembered is a list of entries that was whole when the ledger had a size.
type remembered struct {
	entries []fact.Entry
	size    int64
}

// memoryLists bounds how many histories are kept; when it is reached all are
// dropped, which costs one read each.
const memoryLists = 4096

func newMemory() *memory { return &memory{lists: map[string]remembered{}} }

// history is the whole history of a subject, in ledger order.
func (m *memory) history(tx Tx, subject fact.ID) ([]fact.Entry, error) {
	return m.get(tx, "s:"+string(subject), func(after int64) ([]fact.Entry, error) {
		return tx.History(subject, after)
	})
}

// at is the history of a subject, where it was whole when the ledger had that
// very size.
func (m *memory) at(subject fact.ID, size int64) ([]fact.Entry, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.lists["s:"+string(subject)]
	return known.entries, ok && known.size == size
}

// ofKind is every entry of a kind, in ledger order.
func (m *memory) ofKind(tx Tx, kind fact.Kind) ([]fact.Entry, error) {
	return m.get(tx, "k:"+string(kind), func(after int64) ([]fact.Entry, error) {
		return tx.OfKind(kind, after)
	})
}

func (m *memory) get(tx Tx, key string, tail func(after int64) ([]fact.Entry, error)) ([]fact.Entry, error) {
	size, err := tx.Size()
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	known := m.lists[key]
	m.mu.Unlock()
	if known.size == size && size > 0 {
		return known.entries, nil
	}
	if known.size > size {
		known = remembered{}
	}
	after := int64(-1)
	if n := len(known.entries); n > 0 {
		after = known.entries[n-1].Index
	}
	more, err := tail(after)
	if err != nil {
		return nil, err
	}
	now := remembered{append(known.entries[:len(known.entries):len(known.entries)], more...), size}
	if tx.Committed() {
		m.keep(key, now)
	}
	return now.entries, nil
}

// keep remembers a list, unless a later look has been remembered meanwhile.
func (m *memory) keep(key string, now remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.lists) >= memoryLists {
		clear(m.lists)
	}
	if m.lists[key].size < now.size {
		m.lists[key] = now
	}
}
