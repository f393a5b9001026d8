package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hashes is a tree held in memory: every stored hash in the order of
// tlog.StoredHashIndex. It is a tlog.HashReader.
type Hashes []tlog.Hash

// ReadHashes gives the stored hashes at the given places.
func (h Hashes) ReadHashes(places []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(places))
	for i, p := range places {
		if p < 0 || p >= int64(len(h)) {
			return nil, fmt.Errorf("ledger.Hashes: no stored hash at %d", p)
		}
		out[i] = h[p]
	}
	return out, nil
}

// Frontier is the right edge of a growing tree: the roots of its complete
// subtrees, from the largest to the smallest. It needs a few hundred bytes
// however large the tree is. The zero value is the empty tree.
type Frontier struct {
	size  int64
	roots []tlog.Hash
}

// Size is the number of leaves so far.
func (f *Frontier) Size() int64 { return f.size }

// Add takes the next leaf hash and returns the hashes to store, in the order
// of tlog.StoredHashes: the leaf and every subtree that it completes.
func (f *Frontier) Add(leaf tlog.Hash) []tlog.Hash {
	stored := []tlog.Hash{leaf}
	h := leaf
	for n := f.size; n&1 == 1; n >>= 1 {
		left := f.roots[len(f.roots)-1]
		f.roots = f.roots[:len(f.roots)-1]
		h = tlog.NodeHash(left, h)
		stored = append(stored, h)
	}
	f.roots = append(f.roots, h)
	f.size++
	return stored
}

// Root is the hash of the tree so far (RFC 6962, section 2.1); of the empty
// tree it is the hash of nothing.
func (f *Frontier) Root() tlog.Hash {
	if len(f.roots) == 0 {
		return emptyRoot()
	}
	h := f.roots[len(f.roots)-1]
	for i := len(f.roots) - 2; i >= 0; i-- {
		h = tlog.NodeHash(f.roots[i], h)
	}
	return h
}

// LoadFrontier rebuilds the right edge of a tree of size leaves from its
// stored hashes.
func LoadFrontier(size int64, r tlog.HashReader) (*Frontier, error) {
	f := &Frontier{size: size}
	var places []int64
	var done int64
	for level := 62; level >= 0; level-- {
		if width := int64(1) << level; size&width != 0 {
			places = append(places, tlog.StoredHashIndex(level, done>>level))
			done += width
		}
	}
	if len(places) == 0 {
		return f, nil
	}
	roots, err := r.ReadHashes(places)
	if err != nil {
		return nil, fmt.Errorf("ledger.LoadFrontier: %w", err)
	}
	f.roots = roots
	return f, nil
}

// Root is the hash of the first size leaves.
func Root(size int64, r tlog.HashReader) (tlog.Hash, error) {
	f, err := LoadFrontier(size, r)
	if err != nil {
		return tlog.Hash{}, err
	}
	return f.Root(), nil
}
