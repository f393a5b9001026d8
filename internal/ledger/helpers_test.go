package ledger

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/fact"
)

// key is a signing key with both halves.
type key struct {
	signer   note.Signer
	verifier note.Verifier
	public   string
}

// seeded is a source of repeatable bytes.
type seeded struct{ *rand.Rand }

func (s seeded) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(s.Uint32())
	}
	return len(b), nil
}

func random(seed uint64) seeded { return seeded{rand.New(rand.NewPCG(seed, 7))} }

func newKey(t testing.TB, r seeded, origin string) key {
	t.Helper()
	secret, public, err := note.GenerateKey(r, origin)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return key{signer, verifier, public}
}

func newID(t testing.TB, r seeded) fact.ID {
	t.Helper()
	id, err := fact.NewID(r)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// memory is a ledger in memory: a Source for exports.
type memory struct {
	t      testing.TB
	random seeded
	key    key
	origin string
	rows   []Row
	blobs  map[fact.Digest][]byte
	hashes Hashes
	tree   Frontier
	heads  [][]byte // by size − 1
}

// newMemory makes a ledger of a real history: an institute, contents, people,
// roles and ratings, 39 entries in all.
func newMemory(t testing.TB, seed uint64) *memory {
	t.Helper()
	r := random(seed)
	institute := newID(t, r)
	m := &memory{t: t, random: r, origin: Origin(fact.Real, institute), blobs: map[fact.Digest][]byte{}}
	m.key = newKey(t, r, m.origin)
	m.add(&fact.InstituteFounded{Institute: institute, Mode: fact.Real, Zone: "Europe/Helsinki"})
	m.publish("manifest of a pathway", "a module about listening", "instruments: ä ö ü", "")
	m.publish("manifest of another", "a module about listening")
	for range 12 {
		p := newID(t, r)
		m.add(&fact.PersonJoined{Person: p})
		m.add(&fact.RoleGranted{Person: p, Role: "trainee", By: newID(t, r), Second: newID(t, r)})
		m.add(&fact.RatingCommitted{
			Rating: newID(t, r), Meeting: newID(t, r), Enrolment: newID(t, r), Trainee: p, Rater: newID(t, r),
			Recording: fact.Sum([]byte("recording")), Instrument: fact.Sum([]byte("instrument")), Plan: "whole", Played: 9000,
			Scores: []fact.Score{{Principle: "two-practitioners", Said: fact.SaidLevel, Level: 3}},
		})
	}
	return m
}

func (m *memory) publish(manifest string, contents ...string) {
	f := &fact.ContentPublished{Pathway: "pathway", Version: 1, By: newID(m.t, m.random), Bundle: m.put(manifest)}
	for _, c := range contents {
		f.Blobs = append(f.Blobs, m.put(c))
	}
	m.add(f)
}

func (m *memory) put(s string) fact.Digest {
	d := fact.Sum([]byte(s))
	m.blobs[d] = []byte(s)
	return d
}

func (m *memory) add(f fact.Fact) {
	m.t.Helper()
	payload, err := fact.Encode(f)
	if err != nil {
		m.t.Fatal(err)
	}
	salt := make([]byte, SaltSize)
	_, _ = m.random.Read(salt)
	m.addRow(Row{Index: int64(len(m.rows)), At: fact.Time(1_700_000_000_000_000 + 1000*int64(len(m.rows))), Salt: salt, Payload: payload})
}

func (m *memory) addRow(r Row) {
	m.t.Helper()
	m.rows = append(m.rows, r)
	m.hashes = append(m.hashes, m.tree.Add(r.Leaf().Hash())...)
	head, err := Checkpoint{Origin: m.origin, Size: m.tree.Size(), Root: m.tree.Root()}.Sign(m.key.signer)
	if err != nil {
		m.t.Fatal(err)
	}
	m.heads = append(m.heads, head)
}

func (m *memory) Head() ([]byte, int64, error) {
	if len(m.heads) == 0 {
		return nil, 0, nil
	}
	return m.heads[len(m.heads)-1], m.tree.Size(), nil
}

func (m *memory) Rows(fn func(Row) error) error {
	for _, r := range m.rows {
		if err := fn(r); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Blob(d fact.Digest) ([]byte, error) {
	b, ok := m.blobs[d]
	if !ok {
		return nil, errors.New("no such blob")
	}
	return b, nil
}

// sealRatings is how an ordinary export keeps ratings closed.
func sealRatings(e fact.Entry) bool { return e.Fact.Kind() != fact.RatingCommittedKind }

func (m *memory) export(o ExportOptions) []byte {
	m.t.Helper()
	if o.Keys == nil {
		o.Keys = []string{m.key.public}
	}
	var b bytes.Buffer
	if err := Export(&b, m, o); err != nil {
		m.t.Fatal(err)
	}
	return b.Bytes()
}

func check(t testing.TB, export []byte, o Options) Findings {
	t.Helper()
	found, err := Check(bytes.NewReader(export), o)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
