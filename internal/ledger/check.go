package ledger

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/fact"
)

// Part of an export.
type Part string

// The parts that a problem can be in.
const (
	Header         Part = "header"
	KeyHistory     Part = "key history"
	EntryPart      Part = "entry"
	BlobPart       Part = "blob"
	CheckpointPart Part = "checkpoint"
	ClosingLine    Part = "closing line"
	// Outside: the file follows in itself, but not from what the auditor
	// brought along.
	Outside Part = "outside key or checkpoint"
)

// Problem is the first thing in an export that does not follow.
type Problem struct {
	Part  Part
	Entry int64       // for EntryPart
	Blob  fact.Digest // for BlobPart
	Say   string
}

func (p Problem) String() string {
	switch p.Part {
	case EntryPart:
		return fmt.Sprintf("entry %d: %s", p.Entry, p.Say)
	case BlobPart:
		return fmt.Sprintf("blob %s: %s", p.Blob, p.Say)
	}
	return fmt.Sprintf("%s: %s", p.Part, p.Say)
}

// Options are what an auditor brings along from elsewhere.
type Options struct {
	// Key is the verifier key that the newest head must be signed with; the
	// file's own newest if empty.
	Key string
	// Checkpoint is a signed head seen before, which the file must contain;
	// none if nil.
	Checkpoint []byte
}

// Findings are what a check came to.
type Findings struct {
	// File is what was read, whole if Problem is nil.
	File *File
	// Problem is the first thing that does not follow; nil if all does.
	Problem *Problem
	// Open and Closed count the entries by whether their payload is shown.
	Open, Closed int64
	// TrustsOwnKey: no key from outside was given, so a file that was forged
	// and signed anew would pass.
	TrustsOwnKey bool
	// TrustsOwnCheckpoint: no checkpoint from outside was given, so a file
	// that was cut short by the key's holder would pass.
	TrustsOwnCheckpoint bool
}

// Check reads an export and follows it: every part proves itself, the entries
// hash to the checkpoint, and the file agrees with what is known from outside.
// The error is of reading r, never of what was read.
func Check(r io.Reader, outside Options) (Findings, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return Findings{}, fmt.Errorf("ledger.Check: %w", err)
	}
	f := &File{text: string(b), rest: string(b)}
	found := Findings{File: f, TrustsOwnKey: outside.Key == "", TrustsOwnCheckpoint: outside.Checkpoint == nil}
	found.Problem = f.check(outside)
	for _, i := range f.Items {
		if i.Fact != nil {
			found.Open++
		} else {
			found.Closed++
		}
	}
	return found, nil
}

func (f *File) check(outside Options) *Problem {
	if p := f.readHeader(); p != nil {
		return p
	}
	for i := range f.Size {
		if p := f.readEntry(i); p != nil {
			return p
		}
	}
	if p := f.readBlobs(); p != nil {
		return p
	}
	if p := f.readEnd(); p != nil {
		return p
	}
	if p := f.checkTimes(); p != nil {
		return p
	}
	return f.checkTree(outside)
}

// readEnd reads the checkpoint and the closing line. The closing line has a
// fixed length, so that a change in either never moves the other.
func (f *File) readEnd() *Problem {
	const closingSize = len(closingPrefix) + 2*sha256.Size + 1
	end := f.rest
	if len(end) < closingSize {
		return &Problem{Part: ClosingLine, Say: "the file ends before it"}
	}
	cut := len(end) - closingSize
	head, ok := strings.CutPrefix(end[:cut], "checkpoint\n")
	if !ok {
		return &Problem{Part: CheckpointPart, Say: "it does not stand where it should"}
	}
	f.Checkpoint = []byte(head)
	if _, err := OpenCheckpoint(f.Checkpoint, f.verifiers...); err != nil {
		return &Problem{Part: CheckpointPart, Say: fmt.Sprintf("no key of the file verifies it (%v)", err)}
	}
	sum := sha256.Sum256([]byte(f.text[:len(f.text)-closingSize]))
	if end[cut:] != fmt.Sprintf("%s%x\n", closingPrefix, sum) {
		return &Problem{Part: ClosingLine, Say: "it is not the digest of everything before it"}
	}
	return nil
}

// checkTimes: time never goes back (R5), and the first entry founds the
// institute whose ledger this says it is (R32).
func (f *File) checkTimes() *Problem {
	first, ok := f.Items[0].Fact.(*fact.InstituteFounded)
	if !ok || Origin(first.Mode, first.Institute) != f.Origin {
		return &Problem{Part: EntryPart, Entry: 0, Say: "it does not found the institute of " + f.Origin}
	}
	for i := 1; i < len(f.Items); i++ {
		if f.Items[i].Leaf.At < f.Items[i-1].Leaf.At {
			return &Problem{Part: EntryPart, Entry: int64(i), Say: "it is earlier than the one before it"}
		}
	}
	return nil
}

// checkTree rebuilds the tree and compares it with the file's checkpoint and
// with the one from outside.
func (f *File) checkTree(outside Options) *Problem {
	own, err := OpenCheckpoint(f.Checkpoint, f.verifiers...)
	if err != nil || own.Origin != f.Origin || own.Size != f.Size {
		return &Problem{Part: CheckpointPart, Say: fmt.Sprintf("it is a head over %d entries and the file has %d", own.Size, f.Size)}
	}
	keys, p := f.trusted(outside.Key)
	if p != nil {
		return p
	}
	var known Checkpoint
	if outside.Checkpoint != nil {
		if known, err = OpenCheckpoint(outside.Checkpoint, keys...); err != nil {
			return &Problem{Part: Outside, Say: fmt.Sprintf("the checkpoint from outside is not signed by the trusted key (%v)", err)}
		}
		if known.Size > f.Size {
			return &Problem{Part: Outside, Say: fmt.Sprintf("the file ends at %d entries and a head over %d was published: it was cut short", f.Size, known.Size)}
		}
	}
	return f.rebuild(own, known)
}

// trusted gives the keys that the file's head must be signed with.
func (f *File) trusted(key string) ([]note.Verifier, *Problem) {
	if key == "" {
		return f.verifiers, nil
	}
	v, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return nil, &Problem{Part: Outside, Say: "the key from outside is not a verifier key"}
	}
	if _, err := OpenCheckpoint(f.Checkpoint, v); err != nil {
		return nil, &Problem{Part: Outside, Say: fmt.Sprintf("the checkpoint is not signed by the key from outside (%v)", err)}
	}
	return []note.Verifier{v}, nil
}

func (f *File) rebuild(own, known Checkpoint) *Problem {
	var tree Frontier
	for _, i := range f.Items {
		tree.Add(i.Leaf.Hash())
		if known.Size == tree.Size() && known.Root != tree.Root() {
			return &Problem{Part: Outside, Say: fmt.Sprintf("the first %d entries are not those of the checkpoint from outside", known.Size)}
		}
	}
	if own.Root == tree.Root() {
		return nil
	}
	p := &Problem{Part: CheckpointPart, Say: "the entries do not hash to it"}
	if known.Size > 0 {
		p.Say += fmt.Sprintf("; those before entry %d do follow from the checkpoint from outside", known.Size)
	}
	return p
}
