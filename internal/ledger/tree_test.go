package ledger

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"polyphony/internal/fact"
)

func TestLeafBytes(t *testing.T) {
	l := NewLeaf(7, 1_700_000_000_000_001, []byte("salt"), []byte("payload"))
	want := "polyphony/1\n7\n1700000000000001\n" + string(fact.Sum([]byte("saltpayload"))) + "\n"
	if string(l.Bytes()) != want {
		t.Errorf("leaf %q; want %q", l.Bytes(), want)
	}
	if l.Hash() != tlog.RecordHash([]byte(want)) {
		t.Error("the leaf hash is not that of RFC 6962")
	}
	if got, err := ParseLeaf([]byte(want)); err != nil || got != l {
		t.Errorf("read back as %v, %v", got, err)
	}
	for _, bad := range []string{
		"", "polyphony/2" + want[11:], want[:len(want)-1], want + "\n", strings.Replace(want, "\n7\n", "\n07\n", 1),
		strings.Replace(want, "\n7\n", "\nx\n", 1), strings.Replace(want, "\n17", "\n+17", 1),
		strings.Replace(want, "\n17", "\ny17", 1), strings.ToUpper(want), "polyphony/1\n7\n17\nzz\n",
	} {
		if l, err := ParseLeaf([]byte(bad)); err == nil {
			t.Errorf("%q is read as %v", bad, l)
		}
	}
}

func TestR32_OriginsOfDemonstrationsDiffer(t *testing.T) {
	id := newID(t, random(1))
	for _, mode := range []fact.Mode{fact.Real, fact.Demonstration} {
		gotMode, gotID, err := ParseOrigin(Origin(mode, id))
		if err != nil || gotMode != mode || gotID != id {
			t.Errorf("%s: %s %s %v", Origin(mode, id), gotMode, gotID, err)
		}
	}
	if Origin(fact.Real, id) == Origin(fact.Demonstration, id) || Origin("", id) == Origin(fact.Real, id) {
		t.Error("a demonstration's origin is a real one's")
	}
	for _, bad := range []string{"", "polyphony/", "polyphony/x", "other/" + string(id), "polyphony.demo/" + string(id)} {
		if _, _, err := ParseOrigin(bad); err == nil {
			t.Errorf("%q is read as an origin", bad)
		}
	}
}

// TestR2_TreeAndProofs compares our tree with tlog's at every size, and checks
// every proof with tlog's own verifiers.
func TestR2_TreeAndProofs(t *testing.T) {
	m := newMemory(t, 11)
	for size := int64(1); size <= int64(len(m.rows)); size++ {
		root, err := Root(size, m.hashes)
		if err != nil {
			t.Fatal(err)
		}
		want, err := tlog.TreeHash(size, m.hashes)
		if err != nil || root != want {
			t.Fatalf("root of %d entries is %v; want %v, %v", size, root, want, err)
		}
		checkProofs(t, m, size, root)
	}
	if root, err := Root(0, m.hashes); err != nil || root != (&Frontier{}).Root() || root != emptyRoot() {
		t.Errorf("the empty tree: %v, %v", root, err)
	}
	if _, err := Root(1000, m.hashes); err == nil {
		t.Error("a tree larger than its hashes has a root")
	}
	if n := tlog.StoredHashCount(int64(len(m.rows))); n != int64(len(m.hashes)) {
		t.Errorf("%d stored hashes; want %d", len(m.hashes), n)
	}
}

func checkProofs(t *testing.T, m *memory, size int64, root tlog.Hash) {
	t.Helper()
	for i := range size {
		p, err := Prove(i, m.heads[size-1], m.hashes)
		if err != nil {
			t.Fatal(err)
		}
		leaf := m.rows[i].Leaf().Hash()
		if err := tlog.CheckRecord(p.Hashes, size, root, i, leaf); err != nil {
			t.Errorf("entry %d of %d: %v", i, size, err)
		}
		if c, err := p.Check(leaf, m.key.verifier); err != nil || c.Size != size {
			t.Errorf("entry %d of %d: %+v, %v", i, size, c, err)
		}
		if _, err := p.Check(m.rows[(i+1)%int64(len(m.rows))].Leaf().Hash(), m.key.verifier); err == nil {
			t.Errorf("entry %d of %d: the proof holds for another leaf", i, size)
		}
		older := i + 1
		g, err := ProveGrowth(size, older, m.hashes)
		if err != nil {
			t.Fatal(err)
		}
		was, err := Root(older, m.hashes)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckTree(g, size, root, older, was); err != nil {
			t.Errorf("growth from %d to %d: %v", older, size, err)
		}
	}
}

func TestFrontierIsLoadedAtAnySize(t *testing.T) {
	m := newMemory(t, 12)
	for size := range int64(len(m.rows)) {
		f, err := LoadFrontier(size, m.hashes)
		if err != nil {
			t.Fatal(err)
		}
		stored := f.Add(m.rows[size].Leaf().Hash())
		from := tlog.StoredHashCount(size)
		for i, h := range stored {
			if h != m.hashes[from+int64(i)] {
				t.Errorf("entry %d: stored hash %d differs", size, i)
			}
		}
		if want, err := Root(size+1, m.hashes); err != nil || f.Root() != want {
			t.Errorf("root of %d entries differs (%v)", size+1, err)
		}
	}
}

func TestCheckpoint(t *testing.T) {
	m := newMemory(t, 13)
	head := m.heads[4]
	c, err := OpenCheckpoint(head, m.key.verifier)
	if err != nil || c.Origin != m.origin || c.Size != 5 {
		t.Fatalf("%+v, %v", c, err)
	}
	if !strings.HasPrefix(string(head), m.origin+"\n5\n"+c.Root.String()+"\n\n— "+m.origin+" ") {
		t.Errorf("not in the form of C2SP:\n%s", head)
	}
	if peek, err := PeekCheckpoint(head); err != nil || peek != c {
		t.Errorf("peek %+v, %v", peek, err)
	}
	if _, err := PeekCheckpoint([]byte(c.Text())); err == nil {
		t.Error("an unsigned text is a checkpoint")
	}
	if _, err := OpenCheckpoint(head, newKey(t, m.random, m.origin).verifier); err == nil {
		t.Error("another key of the same name verifies it")
	}
	if _, err := (Checkpoint{Origin: "polyphony/other", Size: 1}).Sign(m.key.signer); err == nil {
		t.Error("a key signs for an origin that is not its name")
	}
}

// TestCheckpointSignedInOtherForms: what the key signed is refused all the
// same unless it is a checkpoint of its own origin, in its one form.
func TestCheckpointSignedInOtherForms(t *testing.T) {
	m := newMemory(t, 14)
	root := emptyRoot().String()
	for _, text := range []string{
		m.origin + "\n5\n" + root + "\nmore\n", m.origin + "\n05\n" + root + "\n", m.origin + "\n-5\n" + root + "\n",
		m.origin + "\nx\n" + root + "\n", m.origin + "\n5\nx\n", "\n5\n" + root + "\n", "polyphony/other\n5\n" + root + "\n",
	} {
		msg, err := note.Sign(&note.Note{Text: text}, m.key.signer)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := OpenCheckpoint(msg, m.key.verifier); err == nil {
			t.Errorf("%q is opened as %+v", text, c)
		}
	}
	loose := strings.Replace(string(m.heads[0]), "=\n", "=", 1)
	last := strings.LastIndex(loose, "=") - 1
	for _, b := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		if b == loose[last] {
			continue
		}
		if _, err := OpenCheckpoint([]byte(loose[:last]+string(b)+"=\n"), m.key.verifier); err == nil {
			t.Errorf("a signature that ends in %c= passes as well", b)
		}
	}
}

func TestProofText(t *testing.T) {
	m := newMemory(t, 15)
	for _, extra := range [][]byte{nil, m.rows[9].Salt} {
		p, err := Prove(9, m.heads[30], m.hashes)
		if err != nil {
			t.Fatal(err)
		}
		p.Extra = extra
		got, err := ParseProof(p.Text())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := got.Check(m.rows[9].Leaf().Hash(), m.key.verifier); err != nil || string(got.Extra) != string(extra) {
			t.Errorf("read back: %v", err)
		}
		text := string(p.Text())
		for _, bad := range []string{
			"", text[1:], strings.Replace(text, "index 9", "index 09", 1), strings.Replace(text, "index 9\n", "", 1),
			strings.Replace(text, "index", "place", 1), strings.Replace(text, "index 9", "index nine", 1),
			strings.Replace(text, "\n\n", "\nhash\n\n", 1), strings.Replace(text, "@v1\n", "@v1\nextra !\n", 1),
			proofHead + "extra AA==\n\n" + string(m.heads[3]),
		} {
			if _, err := ParseProof([]byte(bad)); err == nil {
				t.Errorf("%q is read as a proof", bad)
			}
		}
	}
	if _, err := Prove(9, []byte("no head"), m.hashes); err == nil {
		t.Error("a proof without a head")
	}
	if _, err := Prove(9, m.heads[3], m.hashes); err == nil {
		t.Error("a proof of an entry beyond the head")
	}
	if _, err := ProveGrowth(3, 9, m.hashes); err == nil {
		t.Error("a proof of shrinking")
	}
	if _, err := (Proof{Checkpoint: []byte("no head")}).Check(tlog.Hash{}); err == nil {
		t.Error("a proof under no head passes")
	}
}

func TestR2_FlippedBitsOfAProofFail(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := random(seed)
	m := newMemory(t, seed)
	p, err := Prove(17, m.heads[36], m.hashes)
	if err != nil {
		t.Fatal(err)
	}
	text := p.Text()
	for range 500 {
		at := r.IntN(8 * len(text))
		changed := append([]byte(nil), text...)
		changed[at/8] ^= 1 << (at % 8)
		q, err := ParseProof(changed)
		if err == nil {
			_, err = q.Check(m.rows[17].Leaf().Hash(), m.key.verifier)
		}
		if err == nil {
			t.Errorf("bit %d of byte %d makes no difference", at%8, at/8)
		}
	}
}
