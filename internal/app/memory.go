package app

import (
	"sync"

	"polyphony/internal/fact"
)

// memory keeps decoded prefixes of histories. A prefix of an append-only
// ledger never changes, so all that a reader asks the store for is the tail.
// It is filled only from transactions that cannot roll back an entry: entries
// above the size at the transaction's start are never kept.
type memory struct {
	mu    sync.Mutex
	lists map[string][]fact.Entry
}

// memoryLists bounds how many histories are kept; when it is reached all are
// dropped, which costs one read each.
const memoryLists = 4096

func newMemory() *memory { return &memory{lists: map[string][]fact.Entry{}} }

// history is the whole history of a subject, in ledger order.
func (m *memory) history(tx Tx, subject fact.ID) ([]fact.Entry, error) {
	return m.get(tx, "s:"+string(subject), func(after int64) ([]fact.Entry, error) {
		return tx.History(subject, after)
	})
}

// ofKind is every entry of a kind, in ledger order.
func (m *memory) ofKind(tx Tx, kind fact.Kind) ([]fact.Entry, error) {
	return m.get(tx, "k:"+string(kind), func(after int64) ([]fact.Entry, error) {
		return tx.OfKind(kind, after)
	})
}

func (m *memory) get(tx Tx, key string, tail func(after int64) ([]fact.Entry, error)) ([]fact.Entry, error) {
	m.mu.Lock()
	known := m.lists[key]
	m.mu.Unlock()
	after := int64(-1)
	if n := len(known); n > 0 {
		after = known[n-1].Index
	}
	more, err := tail(after)
	if err != nil || len(more) == 0 {
		return known, err
	}
	all := append(known[:len(known):len(known)], more...)
	if !tx.Committed() {
		return all, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.lists) >= memoryLists {
		clear(m.lists)
	}
	if len(all) > len(m.lists[key]) {
		m.lists[key] = all
	}
	return all, nil
}
