// Package ledger is the tamper-evident part of Polyphony: the bytes of an
// entry, the Merkle tree over them (RFC 6962), signed heads (C2SP
// tlog-checkpoint), proofs, tiles (C2SP tlog-tiles) and the export that a
// stranger can check. It does no input or output of its own.
package ledger

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fact"
)

// SaltSize is the number of random bytes that hide a payload in its leaf.
const SaltSize = 32

const leafPrefix = "polyphony/1\n"

// Leaf is what the public log shows of an entry: its place, its time and a
// commitment to its payload. All leaves look alike (R26).
type Leaf struct {
	Index      int64
	At         fact.Time
	Commitment fact.Digest // hex SHA-256(salt ‖ payload)
}

// NewLeaf commits to payload under salt.
func NewLeaf(index int64, at fact.Time, salt, payload []byte) Leaf {
	return Leaf{Index: index, At: at, Commitment: fact.Commit(salt, payload)}
}

// Bytes are the bytes that are hashed into the tree.
func (l Leaf) Bytes() []byte {
	return fmt.Appendf(nil, "%s%d\n%d\n%s\n", leafPrefix, l.Index, int64(l.At), l.Commitment)
}

// Hash is the leaf hash of RFC 6962, section 2.1.
func (l Leaf) Hash() tlog.Hash { return tlog.RecordHash(l.Bytes()) }

// ParseLeaf reads the bytes of a leaf, strictly.
func ParseLeaf(b []byte) (Leaf, error) {
	rest, ok := strings.CutPrefix(string(b), leafPrefix)
	fields := strings.Split(rest, "\n")
	if !ok || len(fields) != 4 {
		return Leaf{}, fmt.Errorf("ledger.ParseLeaf: not a leaf of %q", leafPrefix)
	}
	index, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil {
		return Leaf{}, fmt.Errorf("ledger.ParseLeaf: index: %w", err)
	}
	at, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return Leaf{}, fmt.Errorf("ledger.ParseLeaf: time: %w", err)
	}
	l := Leaf{Index: index, At: fact.Time(at), Commitment: fact.Digest(fields[2])}
	if !isDigest(fields[2]) || string(l.Bytes()) != string(b) {
		return Leaf{}, fmt.Errorf("ledger.ParseLeaf: entry %d is not in its canonical form", index)
	}
	return l, nil
}

// isDigest reports whether s is lower-case hex of 32 bytes.
func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == tlog.HashSize && hex.EncodeToString(b) == s
}
