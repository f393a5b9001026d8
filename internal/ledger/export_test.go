package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"polyphony/internal/fact"
)

func TestExportIsReadBack(t *testing.T) {
	m := newMemory(t, 1)
	found := check(t, m.export(ExportOptions{Open: sealRatings}), Options{})
	if found.Problem != nil {
		t.Fatal(found.Problem)
	}
	if !found.TrustsOwnKey || !found.TrustsOwnCheckpoint || found.Open != 27 || found.Closed != 12 {
		t.Errorf("findings %+v; want the file's own key and checkpoint, 27 open and 12 closed", found)
	}
	f := found.File
	if diff := cmp.Diff(m.blobs, f.Blobs); diff != "" || f.Origin != m.origin || f.Size != 39 || len(f.Withheld) > 0 {
		t.Errorf("%s of %d, blobs (-kept +read):\n%s", f.Origin, f.Size, diff)
	}
	for i, item := range f.Items {
		if item.Leaf != m.rows[i].Leaf() {
			t.Errorf("entry %d is not what was exported", i)
		}
		if e, open := item.Entry(); open {
			if payload, err := fact.Encode(e.Fact); err != nil || !bytes.Equal(payload, m.rows[i].Payload) || e.Index != int64(i) {
				t.Errorf("entry %d reads as %s", i, payload)
			}
		}
	}
	sealed := check(t, m.export(ExportOptions{}), Options{Key: m.key.public, Checkpoint: m.heads[20]})
	if sealed.Problem != nil || sealed.Closed != 0 || sealed.TrustsOwnKey || sealed.TrustsOwnCheckpoint {
		t.Errorf("the auditor's export: %+v", sealed)
	}
}

func TestExportWithholds(t *testing.T) {
	m := newMemory(t, 2)
	secret := fact.Sum([]byte("a module about listening"))
	found := check(t, m.export(ExportOptions{Withhold: func(d fact.Digest) bool { return d == secret }}), Options{})
	if found.Problem != nil || len(found.File.Withheld) != 1 || found.File.Blobs[secret] != nil {
		t.Errorf("%v, withheld %v", found.Problem, found.File.Withheld)
	}
}

// owner says which part a byte of an export belongs to.
func owner(export []byte, at int) (part Part, entry int64, blob fact.Digest) {
	lines := strings.SplitAfter(string(export), "\n")
	section := Header
	for n, l := range lines {
		word, _, _ := strings.Cut(l, " ")
		fields := strings.Fields(l)
		switch {
		case n < 5:
			section = Header
		case word == "key":
			section = KeyHistory
		case word == "open" || word == "closed":
			section = EntryPart
			_, _ = fmt.Sscan(fields[1], &entry)
		case word == "blob" || word == "withheld":
			section, blob = BlobPart, fact.Digest(fields[1])
		case word == "closing":
			section = ClosingLine
		default:
			section = CheckpointPart
		}
		if at < len(l) {
			break
		}
		at -= len(l)
	}
	if section != EntryPart {
		entry = 0
	}
	if section != BlobPart {
		blob = ""
	}
	return section, entry, blob
}

// checkFlip changes one bit and expects the part that it is in to be named.
func checkFlip(t *testing.T, export []byte, bit int) {
	t.Helper()
	changed := bytes.Clone(export)
	changed[bit/8] ^= 1 << (bit % 8)
	part, entry, blob := owner(export, bit/8)
	p := check(t, changed, Options{}).Problem
	if p == nil || p.Part != part || p.Entry != entry || p.Blob != blob {
		t.Errorf("bit %d of byte %d, in %s %d %s: found %v", bit%8, bit/8, part, entry, blob, p)
	}
}

func TestR2_EveryFlippedBitOfAnExportIsFoundAndNamed(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := random(seed)
	m := newMemory(t, seed)
	other := newKey(t, r, m.origin)
	export := m.export(ExportOptions{
		Keys: []string{m.key.public, other.public}, Open: sealRatings,
		Withhold: func(d fact.Digest) bool { return d == fact.Sum(nil) },
	})
	if p := check(t, export, Options{}).Problem; p != nil {
		t.Fatal(p)
	}
	for range 1000 {
		checkFlip(t, export, r.IntN(8*len(export)))
	}
	// The short parts are met too seldom by chance.
	short := len(export) - 500
	for bit := 8 * short; bit < 8*len(export); bit += 3 {
		checkFlip(t, export, bit)
	}
	for bit := 0; bit < 8*400; bit += 3 {
		checkFlip(t, export, bit)
	}
}

func TestR2_CutExportsAreFound(t *testing.T) {
	m := newMemory(t, 3)
	export := m.export(ExportOptions{})
	for n := range len(export) {
		if n%37 == 0 && check(t, export[:n], Options{}).Problem == nil {
			t.Errorf("the first %d bytes pass", n)
		}
	}
	for _, more := range []string{"\n", "x", " \n", "open 39"} {
		if check(t, append(bytes.Clone(export), more...), Options{}).Problem == nil {
			t.Errorf("%q after the end passes", more)
		}
	}
}

// forged builds the ledger anew with a change and signs it with a key of the
// same name.
func forged(t *testing.T, m *memory, k key, change func([]Row) []Row) *memory {
	t.Helper()
	f := &memory{t: t, origin: m.origin, key: k, blobs: m.blobs}
	for _, r := range change(append([]Row(nil), m.rows...)) {
		f.addRow(r)
	}
	return f
}

func TestR2_ForgerySignedAnewFailsAgainstTheOutsideKey(t *testing.T) {
	m := newMemory(t, 4)
	forgery := forged(t, m, newKey(t, m.random, m.origin), func(rows []Row) []Row {
		rows[30].Salt = bytes.Repeat([]byte{1}, SaltSize)
		return rows
	}).export(ExportOptions{})
	alone := check(t, forgery, Options{})
	if alone.Problem != nil || !alone.TrustsOwnKey {
		t.Errorf("a consistent forgery: %v; want it to pass while it says that it trusts its own key", alone.Problem)
	}
	if p := check(t, forgery, Options{Key: m.key.public}).Problem; p == nil || p.Part != Outside {
		t.Errorf("against the outside key: %v; want that named", p)
	}
	if p := check(t, forgery, Options{Checkpoint: m.heads[10]}).Problem; p == nil || p.Part != Outside {
		t.Errorf("against the outside checkpoint: %v; want that named", p)
	}
}

func TestR4_ExportMustContainTheOutsideCheckpoint(t *testing.T) {
	m := newMemory(t, 5)
	short := forged(t, m, m.key, func(rows []Row) []Row { return rows[:30] }).export(ExportOptions{})
	if p := check(t, short, Options{Key: m.key.public}).Problem; p != nil {
		t.Errorf("cut short by the key's holder, without a checkpoint: %v", p)
	}
	p := check(t, short, Options{Key: m.key.public, Checkpoint: m.heads[38]}).Problem
	if p == nil || p.Part != Outside || !strings.Contains(p.Say, "cut short") {
		t.Errorf("cut short, against the outside checkpoint: %v", p)
	}
	other := forged(t, m, m.key, func(rows []Row) []Row {
		rows[7].At++
		return rows
	}).export(ExportOptions{})
	p = check(t, other, Options{Key: m.key.public, Checkpoint: m.heads[20]}).Problem
	if p == nil || p.Part != Outside || !strings.Contains(p.Say, "first 21 entries") {
		t.Errorf("rewritten by the key's holder, against the outside checkpoint: %v", p)
	}
	for _, o := range []Options{{Key: "no key"}, {Checkpoint: []byte("no checkpoint")}} {
		if p := check(t, short, o).Problem; p == nil || p.Part != Outside {
			t.Errorf("%+v: %v; want it refused", o, p)
		}
	}
}

// patched is an export with one replacement and a closing line that fits.
func patched(t *testing.T, export []byte, old, with string) []byte {
	t.Helper()
	if !bytes.Contains(export, []byte(old)) {
		t.Fatalf("the export does not hold %q", old)
	}
	body := bytes.Replace(export, []byte(old), []byte(with), 1)
	body = body[:bytes.LastIndex(body, []byte(closingPrefix))]
	return fmt.Appendf(body, "%s%s\n", closingPrefix, fact.Sum(body))
}

func TestCheckNamesWhatDoesNotFollow(t *testing.T) {
	m := newMemory(t, 6)
	export := m.export(ExportOptions{})
	row := m.rows[9]
	later := row
	later.At = m.rows[11].At
	wrong := row
	wrong.Index = 8
	unknown := row
	unknown.Payload = []byte(`{"kind":"coffee.drunk","v":1}`)
	first := m.rows[0]
	first.Payload = m.rows[5].Payload
	for name, c := range map[string]struct {
		old, with string
		part      Part
		entry     int64
	}{
		"salt changed with its hash":    {openLine(row), openLine(Row{row.Index, row.At, bytes.Repeat([]byte{2}, SaltSize), row.Payload}), CheckpointPart, 0},
		"an entry closed with its hash": {openLine(row), closedLine(Leaf{row.Index, row.At, fact.Sum(nil)}), CheckpointPart, 0},
		"an entry honestly closed":      {openLine(row), closedLine(row.Leaf()), "", 0},
		"time going back":               {openLine(row), openLine(later), EntryPart, 10},
		"another index":                 {openLine(row), openLine(wrong), EntryPart, 9},
		"an unknown kind":               {openLine(row), openLine(unknown), EntryPart, 9},
		"no founding":                   {openLine(m.rows[0]), openLine(first), EntryPart, 0},
		"an index that is no number":    {"open 9 ", "open x ", EntryPart, 9},
		"a short salt":                  {fmt.Sprintf(" %x ", row.Salt), " 00 ", EntryPart, 9},
		"a missing entry":               {openLine(row), "", EntryPart, 9},
		"an entry too many":             {openLine(row), openLine(row) + openLine(row), EntryPart, 10},
		"an older head":                 {string(m.heads[38]), string(m.heads[37]), CheckpointPart, 0},
		"another header":                {header(m.origin, 39, 1), header(m.origin, 39, 0), Header, 0},
		"another origin":                {header(m.origin, 39, 1), header("polyphony/x", 39, 1), KeyHistory, 0},
	} {
		p := check(t, patched(t, export, c.old, c.with), Options{}).Problem
		switch {
		case c.part == "" && p != nil:
			t.Errorf("%s: %v; want it to pass", name, p)
		case c.part != "" && (p == nil || p.Part != c.part || p.Entry != c.entry):
			t.Errorf("%s: %v; want %s %d", name, p, c.part, c.entry)
		}
	}
	p := check(t, patched(t, export, openLine(row), openLine(Row{row.Index, row.At, bytes.Repeat([]byte{2}, SaltSize), row.Payload})),
		Options{Checkpoint: m.heads[8]}).Problem
	if p == nil || !strings.Contains(p.String(), "before entry 9 do follow") {
		t.Errorf("with an outside head before the change: %v; want the good part named", p)
	}
}

func TestProblemsAsSentences(t *testing.T) {
	for want, p := range map[string]Problem{
		"entry 4: wrong":     {Part: EntryPart, Entry: 4, Say: "wrong"},
		"blob ab: wrong":     {Part: BlobPart, Blob: "ab", Say: "wrong"},
		"key history: wrong": {Part: KeyHistory, Say: "wrong"},
	} {
		if got := p.String(); got != want {
			t.Errorf("%q; want %q", got, want)
		}
	}
}

// brokenWriter fails after some bytes.
type brokenWriter struct{ left int }

var errFull = errors.New("disk full")

func (w *brokenWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestExportErrors(t *testing.T) {
	m := newMemory(t, 7)
	size := len(m.export(ExportOptions{}))
	for left := 0; left < size; left += 500 {
		if err := Export(&brokenWriter{left}, m, ExportOptions{Keys: []string{m.key.public}}); !errors.Is(err, errFull) {
			t.Errorf("a disk full after %d bytes: %v", left, err)
		}
	}
	if err := Export(io.Discard, &memory{}, ExportOptions{}); err == nil {
		t.Error("an empty ledger is exported")
	}
	delete(m.blobs, fact.Sum([]byte("manifest of another")))
	if err := Export(io.Discard, m, ExportOptions{}); err == nil || !strings.Contains(err.Error(), "no such blob") {
		t.Errorf("a missing blob: %v", err)
	}
	m.rows[3].Payload = []byte("{}")
	if err := Export(io.Discard, m, ExportOptions{}); err == nil || !strings.Contains(err.Error(), "entry 3") {
		t.Errorf("a payload that cannot be read: %v", err)
	}
	m.heads[38] = []byte("no head")
	if err := Export(io.Discard, m, ExportOptions{}); err == nil {
		t.Error("a broken head is exported")
	}
	if _, err := Check(iotest.ErrReader(errFull), Options{}); !errors.Is(err, errFull) {
		t.Errorf("a reader that fails: %v", err)
	}
}
