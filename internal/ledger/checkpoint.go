package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is a head of the tree in the form of C2SP tlog-checkpoint
// (https://c2sp.org/tlog-checkpoint), without extension lines.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

func emptyRoot() tlog.Hash { return sha256.Sum256(nil) }

// Text is the signed text of the note. tlog.FormatTree cannot be used: it
// writes an origin line of its own.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
}

// Sign gives the signed note. The key must bear the origin's name.
func (c Checkpoint) Sign(s note.Signer) ([]byte, error) {
	if s.Name() != c.Origin {
		return nil, fmt.Errorf("ledger.Sign: the key %q does not sign for %q", s.Name(), c.Origin)
	}
	msg, err := note.Sign(&note.Note{Text: c.Text()}, s)
	if err != nil {
		return nil, fmt.Errorf("ledger.Sign: %w", err)
	}
	return msg, nil
}

// OpenCheckpoint verifies a signed note with at least one of the given keys
// and reads it. Every byte counts: a signature in a form other than its
// shortest is refused, although it would verify.
func OpenCheckpoint(msg []byte, keys ...note.Verifier) (Checkpoint, error) {
	n, err := note.Open(msg, note.VerifierList(keys...))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("ledger.OpenCheckpoint: %w", err)
	}
	c, err := parseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	for _, s := range n.Sigs {
		if s.Name != c.Origin {
			return Checkpoint{}, fmt.Errorf("ledger.OpenCheckpoint: %q signs for %q", s.Name, c.Origin)
		}
	}
	for _, s := range append(n.Sigs, n.UnverifiedSigs...) {
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return Checkpoint{}, errors.New("ledger.OpenCheckpoint: a signature is not in its canonical form")
		}
	}
	return c, nil
}

// PeekCheckpoint reads a signed note without verifying it: only to compare it
// with a tree that is known from elsewhere.
func PeekCheckpoint(msg []byte) (Checkpoint, error) {
	text, _, ok := strings.Cut(string(msg), "\n\n")
	if !ok {
		return Checkpoint{}, errors.New("ledger.PeekCheckpoint: no signature follows the text")
	}
	return parseCheckpoint(text + "\n")
}

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return Checkpoint{}, errors.New("ledger: a checkpoint has three lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, fmt.Errorf("ledger: %q is no size of a tree", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("ledger: %q is no hash", lines[2])
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: root}
	if c.Origin == "" || c.Text() != text {
		return Checkpoint{}, errors.New("ledger: the checkpoint is not in its canonical form")
	}
	return c, nil
}
