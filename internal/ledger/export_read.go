package ledger

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/fact"
)

// File is an export that was read.
type File struct {
	Origin string
	Size   int64
	// Keys are the verifier keys in the file, newest first.
	Keys []string
	// Items are all entries, in order.
	Items []Item
	// Blobs are the published contents; Withheld those that were left out.
	Blobs    map[fact.Digest][]byte
	Withheld []fact.Digest
	// Checkpoint is the newest signed head, as it was published.
	Checkpoint []byte

	text      string
	rest      string
	verifiers []note.Verifier
}

// Item is one entry of an export. Fact is nil where the entry is closed.
type Item struct {
	Leaf Leaf
	Fact fact.Fact
}

// Entry gives an open item as an entry.
func (i Item) Entry() (fact.Entry, bool) {
	return fact.Entry{Index: i.Leaf.Index, At: i.Leaf.At, Fact: i.Fact}, i.Fact != nil
}

// line takes the next line, without its newline; all that is left where there
// is none.
func (f *File) line() string {
	l, rest, found := strings.Cut(f.rest, "\n")
	f.rest = rest
	if !found {
		return l + "\x00" // no line of ours: a newline is missing
	}
	return l
}

// readHeader reads the header strictly.
func (f *File) readHeader() *Problem {
	bad := func(format string, args ...any) *Problem {
		return &Problem{Part: Header, Say: fmt.Sprintf(format, args...)}
	}
	format := f.line()
	origin, ok1 := strings.CutPrefix(f.line(), "origin ")
	size, ok2 := strings.CutPrefix(f.line(), "size ")
	keys, ok3 := strings.CutPrefix(f.line(), "keys ")
	digest, ok4 := strings.CutPrefix(f.line(), "header ")
	if format != exportFormat || !ok1 || !ok2 || !ok3 || !ok4 {
		return bad("it is not the header of an export of the form %s", exportFormat)
	}
	n, err1 := strconv.ParseInt(size, 10, 64)
	k, err2 := strconv.Atoi(keys)
	written := len(f.text) - len(f.rest)
	if err1 != nil || err2 != nil || n < 1 || k < 1 || !isDigest(digest) || header(origin, n, k) != f.text[:written] {
		return bad("it does not have the digest that stands under it")
	}
	f.Origin, f.Size = origin, n
	return f.readKeys(k)
}

func (f *File) readKeys(n int) *Problem {
	for i := range n {
		k, ok := strings.CutPrefix(f.line(), "key ")
		v, err := note.NewVerifier(k)
		if !ok || err != nil || !strings.HasPrefix(k, fmt.Sprintf("%s+%08x+", f.Origin, v.KeyHash())) {
			return &Problem{Part: KeyHistory, Say: fmt.Sprintf("key %d is not a verifier key of %s", i+1, f.Origin)}
		}
		f.Keys, f.verifiers = append(f.Keys, k), append(f.verifiers, v)
	}
	return nil
}

// readEntry reads the next entry, which is to have the given index.
func (f *File) readEntry(index int64) *Problem {
	line := f.line() + "\n"
	fields := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 6)
	var (
		item Item
		err  error
	)
	switch {
	case len(fields) == 6 && fields[0] == "open":
		item, err = readOpen(fields, line)
	case len(fields) == 5 && fields[0] == "closed":
		item, err = readClosed(fields, line)
	default:
		err = fmt.Errorf("there is no such entry at its place")
	}
	if err == nil && item.Leaf.Index != index {
		err = fmt.Errorf("entry %d stands in its place", item.Leaf.Index)
	}
	if err != nil {
		return &Problem{Part: EntryPart, Entry: index, Say: err.Error()}
	}
	f.Items = append(f.Items, item)
	return nil
}

func readOpen(fields []string, line string) (Item, error) {
	index, at, err := place(fields)
	if err != nil {
		return Item{}, err
	}
	salt, err := hex.DecodeString(fields[3])
	if err != nil || len(salt) != SaltSize {
		return Item{}, fmt.Errorf("its salt is not %d bytes in hex", SaltSize)
	}
	r := Row{Index: index, At: at, Salt: salt, Payload: []byte(fields[5])}
	if openLine(r) != line {
		return Item{}, fmt.Errorf("its bytes do not have the leaf hash that stands with them")
	}
	f, err := fact.Decode(r.Payload)
	if err != nil {
		return Item{}, fmt.Errorf("its payload cannot be read: %w", err)
	}
	return Item{Leaf: r.Leaf(), Fact: f}, nil
}

func readClosed(fields []string, line string) (Item, error) {
	index, at, err := place(fields)
	if err != nil {
		return Item{}, err
	}
	l := Leaf{Index: index, At: at, Commitment: fact.Digest(fields[3])}
	if !isDigest(fields[3]) || closedLine(l) != line {
		return Item{}, fmt.Errorf("its bytes do not have the leaf hash that stands with them")
	}
	return Item{Leaf: l}, nil
}

func place(fields []string) (index int64, at fact.Time, err error) {
	index, err1 := strconv.ParseInt(fields[1], 10, 64)
	us, err2 := strconv.ParseInt(fields[2], 10, 64)
	if err1 != nil || err2 != nil {
		return 0, 0, fmt.Errorf("its index or time is no number")
	}
	return index, fact.Time(us), nil
}

// readBlobs reads the blobs that the open entries need, in order.
func (f *File) readBlobs() *Problem {
	var need needs
	for _, i := range f.Items {
		if i.Fact != nil {
			need.add(i.Fact)
		}
	}
	f.Blobs = map[fact.Digest][]byte{}
	for _, d := range need.sorted() {
		line := f.line()
		if line == "withheld "+string(d) {
			f.Withheld = append(f.Withheld, d)
			continue
		}
		text, ok := strings.CutPrefix(line, "blob "+string(d)+" ")
		b, err := base64.StdEncoding.Strict().DecodeString(text)
		// The decoder passes over a carriage return: compare what it read.
		if !ok || err != nil || base64.StdEncoding.EncodeToString(b) != text || fact.Sum(b) != d {
			return &Problem{Part: BlobPart, Blob: d, Say: "its bytes do not have the digest that an entry names, or it is not in its place"}
		}
		f.Blobs[d] = b
	}
	return nil
}
