package ledger

import "polyphony/internal/fact"

// Row is an entry as it is stored: open, with its salt and payload.
type Row struct {
	Index   int64
	At      fact.Time
	Salt    []byte
	Payload []byte
}

// Leaf is what the public log shows of the row.
func (r Row) Leaf() Leaf { return NewLeaf(r.Index, r.At, r.Salt, r.Payload) }
