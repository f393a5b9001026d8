package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Proof shows that a leaf stands at an index of a tree whose signed head is
// the checkpoint (R2). Extra carries the salt to whoever may open the leaf.
type Proof struct {
	Extra      []byte
	Index      int64
	Hashes     tlog.RecordProof
	Checkpoint []byte
}

const proofHead = "c2sp.org/tlog-proof@v1\n"

// Prove makes the inclusion proof of entry index under a signed checkpoint.
func Prove(index int64, checkpoint []byte, r tlog.HashReader) (Proof, error) {
	c, err := PeekCheckpoint(checkpoint)
	if err != nil {
		return Proof{}, err
	}
	hashes, err := tlog.ProveRecord(c.Size, index, r)
	if err != nil {
		return Proof{}, fmt.Errorf("ledger.Prove: %w", err)
	}
	return Proof{Index: index, Hashes: hashes, Checkpoint: checkpoint}, nil
}

// ProveGrowth makes the consistency proof from the head of size older to the
// head of size newer.
func ProveGrowth(newer, older int64, r tlog.HashReader) (tlog.TreeProof, error) {
	p, err := tlog.ProveTree(newer, older, r)
	if err != nil {
		return nil, fmt.Errorf("ledger.ProveGrowth: %w", err)
	}
	return p, nil
}

// Check verifies the checkpoint with one of the keys and the leaf under it,
// and returns the checkpoint.
func (p Proof) Check(leaf tlog.Hash, keys ...note.Verifier) (Checkpoint, error) {
	c, err := OpenCheckpoint(p.Checkpoint, keys...)
	if err != nil {
		return Checkpoint{}, err
	}
	if err := tlog.CheckRecord(p.Hashes, c.Size, c.Root, p.Index, leaf); err != nil {
		return Checkpoint{}, fmt.Errorf("ledger.Proof: entry %d is not in the tree: %w", p.Index, err)
	}
	return c, nil
}

// Text writes p in the form of C2SP tlog-proof (https://c2sp.org/tlog-proof).
func (p Proof) Text() []byte {
	var b strings.Builder
	b.WriteString(proofHead)
	if len(p.Extra) > 0 {
		fmt.Fprintf(&b, "extra %s\n", base64.StdEncoding.EncodeToString(p.Extra))
	}
	fmt.Fprintf(&b, "index %d\n", p.Index)
	for _, h := range p.Hashes {
		fmt.Fprintf(&b, "%s\n", h)
	}
	b.WriteString("\n")
	b.Write(p.Checkpoint)
	return []byte(b.String())
}

// ParseProof reads what Text writes, strictly. It verifies nothing.
func ParseProof(text []byte) (Proof, error) {
	rest, ok := strings.CutPrefix(string(text), proofHead)
	head, checkpoint, found := strings.Cut(rest, "\n\n")
	if !ok || !found {
		return Proof{}, errors.New("ledger.ParseProof: not a tlog-proof, version 1")
	}
	p := Proof{Checkpoint: []byte(checkpoint)}
	lines := strings.Split(head, "\n")
	if extra, ok := strings.CutPrefix(lines[0], "extra "); ok {
		b, err := base64.StdEncoding.DecodeString(extra)
		if err != nil {
			return Proof{}, fmt.Errorf("ledger.ParseProof: extra: %w", err)
		}
		p.Extra, lines = b, lines[1:]
	}
	if len(lines) == 0 {
		return Proof{}, errors.New("ledger.ParseProof: no index")
	}
	index, ok := strings.CutPrefix(lines[0], "index ")
	n, err := strconv.ParseInt(index, 10, 64)
	if !ok || err != nil {
		return Proof{}, fmt.Errorf("ledger.ParseProof: %q is no index", lines[0])
	}
	p.Index = n
	for _, l := range lines[1:] {
		h, err := tlog.ParseHash(l)
		if err != nil {
			return Proof{}, fmt.Errorf("ledger.ParseProof: %q is no hash", l)
		}
		p.Hashes = append(p.Hashes, h)
	}
	if string(p.Text()) != string(text) {
		return Proof{}, errors.New("ledger.ParseProof: not in its canonical form")
	}
	return p, nil
}
