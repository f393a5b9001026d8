package ledger

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"polyphony/internal/fact"
)

// The form of an export: one UTF-8 text file, each line ended by a newline.
//
//	polyphony-ledger-export/1
//	origin ORIGIN
//	size SIZE
//	keys NUMBER
//	header SHA-256 of the lines above
//	key VERIFIER KEY                              one a key, newest first
//	open INDEX TIME SALT LEAFHASH PAYLOAD         one an entry, or
//	closed INDEX TIME COMMITMENT LEAFHASH
//	blob DIGEST BASE64                            in order of digest, or
//	withheld DIGEST
//	checkpoint
//	the newest signed head, as it was published
//	closing SHA-256 of everything before
//
// Every part proves itself, so that one changed bit is traced to its part: the
// header by its digest, a key by the hash in it, an entry by its leaf hash, a
// blob by its digest, the checkpoint by its signature; what binds all parts is
// the tree under the checkpoint.
const exportFormat = "polyphony-ledger-export/1"

const closingPrefix = "closing "

// Source is where an export comes from: one snapshot of a ledger.
type Source interface {
	// Head is the newest signed head and its size.
	Head() ([]byte, int64, error)
	// Rows calls fn with every entry, in order.
	Rows(fn func(Row) error) error
	// Blob gives the bytes of published content.
	Blob(fact.Digest) ([]byte, error)
}

// ExportOptions say what is opened. The zero value opens everything: that is
// the auditor's sealed export.
type ExportOptions struct {
	// Keys are the verifier keys of the ledger, newest first.
	Keys []string
	// Open reports whether an entry's payload may be read; nil opens all.
	Open func(fact.Entry) bool
	// Withhold reports whether a blob stays out; nil withholds none.
	Withhold func(fact.Digest) bool
}

// Export writes a ledger as one canonical text.
func Export(w io.Writer, src Source, o ExportOptions) error {
	head, size, err := src.Head()
	if err != nil {
		return fmt.Errorf("ledger.Export: %w", err)
	}
	if size == 0 {
		return fmt.Errorf("ledger.Export: the ledger is empty")
	}
	c, err := PeekCheckpoint(head)
	if err != nil {
		return fmt.Errorf("ledger.Export: %w", err)
	}
	x := newExporter(w)
	x.print("%s", header(c.Origin, size, len(o.Keys)))
	for _, k := range o.Keys {
		x.print("key %s\n", k)
	}
	needed, err := x.entries(src, o)
	if err != nil {
		return fmt.Errorf("ledger.Export: %w", err)
	}
	if err := x.blobs(src, needed, o.Withhold); err != nil {
		return fmt.Errorf("ledger.Export: %w", err)
	}
	x.print("checkpoint\n%s", head)
	return x.close()
}

// header gives the header of an export, with its digest.
func header(origin string, size int64, keys int) string {
	h := fmt.Sprintf("%s\norigin %s\nsize %d\nkeys %d\n", exportFormat, origin, size, keys)
	return h + "header " + string(fact.Sum([]byte(h))) + "\n"
}

// exporter writes and hashes at the same time. Its first error stays.
type exporter struct {
	w   *bufio.Writer
	sum hash.Hash
	err error
}

func newExporter(w io.Writer) *exporter {
	sum := sha256.New()
	return &exporter{w: bufio.NewWriter(io.MultiWriter(w, sum)), sum: sum}
}

func (x *exporter) print(format string, args ...any) {
	if x.err == nil {
		_, x.err = fmt.Fprintf(x.w, format, args...)
	}
}

// close writes the closing line over everything before it.
func (x *exporter) close() error {
	if x.err == nil {
		x.err = x.w.Flush()
	}
	x.print("%s%x\n", closingPrefix, x.sum.Sum(nil))
	if x.err == nil {
		x.err = x.w.Flush()
	}
	if x.err != nil {
		return fmt.Errorf("ledger.Export: %w", x.err)
	}
	return nil
}

// entries writes every entry and returns the digests of the blobs that the
// open ones need.
func (x *exporter) entries(src Source, o ExportOptions) ([]fact.Digest, error) {
	var need needs
	err := src.Rows(func(r Row) error {
		f, err := fact.Decode(r.Payload)
		if err != nil {
			return fmt.Errorf("entry %d: %w", r.Index, err)
		}
		if o.Open != nil && !o.Open(fact.Entry{Index: r.Index, At: r.At, Fact: f}) {
			x.print("%s", closedLine(r.Leaf()))
			return x.err
		}
		need.add(f)
		x.print("%s", openLine(r))
		return x.err
	})
	return need.sorted(), err
}

func (x *exporter) blobs(src Source, needed []fact.Digest, withhold func(fact.Digest) bool) error {
	for _, d := range needed {
		if withhold != nil && withhold(d) {
			x.print("withheld %s\n", d)
			continue
		}
		b, err := src.Blob(d)
		if err != nil {
			return err
		}
		x.print("blob %s %s\n", d, base64.StdEncoding.EncodeToString(b))
	}
	return x.err
}

func openLine(r Row) string {
	return fmt.Sprintf("open %d %d %x %s %s\n", r.Index, int64(r.At), r.Salt, hexHash(r.Leaf()), r.Payload)
}

func closedLine(l Leaf) string {
	return fmt.Sprintf("closed %d %d %s %s\n", l.Index, int64(l.At), l.Commitment, hexHash(l))
}

func hexHash(l Leaf) string {
	h := l.Hash()
	return hex.EncodeToString(h[:])
}

// needs gathers the blobs that facts pin.
type needs map[fact.Digest]bool

func (n *needs) add(f fact.Fact) {
	p, ok := f.(*fact.ContentPublished)
	if !ok {
		return
	}
	if *n == nil {
		*n = needs{}
	}
	(*n)[p.Bundle] = true
	for _, d := range p.Blobs {
		(*n)[d] = true
	}
}

func (n needs) sorted() []fact.Digest {
	out := make([]fact.Digest, 0, len(n))
	for d := range n {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b fact.Digest) int { return strings.Compare(string(a), string(b)) })
	return out
}
