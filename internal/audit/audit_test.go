package audit_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"polyphony/internal/audit"
	"polyphony/internal/fact"
	"polyphony/internal/ledger"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

func TestMain(m *testing.M) { testkit.Main(m) }

var (
	once   sync.Once
	export []byte
	pubkey string
)

// played is the export of one demonstration, played once for all tests here.
func played(t *testing.T) []byte {
	t.Helper()
	once.Do(func() {
		h := institute.Played(t, institute.SQLite(t), 3)
		export, pubkey = h.Export(t), h.Keys.VerifierKey
	})
	return export
}

// file reads the export anew, so that a test may change it.
func file(t *testing.T) *ledger.File {
	t.Helper()
	f, err := ledger.Check(bytes.NewReader(played(t)), ledger.Options{})
	if err != nil || f.Problem != nil {
		t.Fatal(err, f.Problem)
	}
	return f.File
}

func TestR27_AnHonestLedgerFollows(t *testing.T) {
	r := audit.Check(file(t))
	if r.Problem != nil {
		t.Fatal(r.Problem)
	}
	if r.Certificates < 3 || r.Revoked != 1 || r.Enrolments != 12 {
		t.Errorf("%+v", r)
	}
}

// TestR27_EveryJustifyingFactIsNeeded takes one fact at a time out of the
// ledger, as somebody with the signing key could; the audit must refuse a
// certificate that named it.
func TestR27_EveryJustifyingFactIsNeeded(t *testing.T) {
	seed := testkit.Seed(t)
	rng := rand.New(rand.NewPCG(uint64(seed), 1))
	f := file(t)
	issued := certificatesOf(f)
	for range 40 {
		c := issued[rng.IntN(len(issued))]
		entry := c.Entries[rng.IntN(len(c.Entries))]
		g := *f
		g.Items = slices.Clone(f.Items)
		g.Items[entry].Fact = &fact.NoteAdded{Enrolment: c.Enrolment, Class: "prior-learning", Text: "x", By: "x"}
		if r := audit.Check(&g); r.Problem == nil {
			t.Errorf("a certificate stands although entry %d (%s) was taken out", entry, f.Items[entry].Fact.Kind())
		}
	}
}

func certificatesOf(f *ledger.File) (out []*fact.CertificateIssued) {
	for _, it := range f.Items {
		if c, ok := it.Fact.(*fact.CertificateIssued); ok {
			out = append(out, c)
		}
	}
	return out
}

// TestR27_ForgedFactsAreNamed puts one fact into an honest ledger by another
// way than the door; the audit must name it.
func TestR27_ForgedFactsAreNamed(t *testing.T) {
	f := file(t)
	last := f.Items[len(f.Items)-1].Leaf
	cert := certificatesOf(f)[0]
	first := func(kind fact.Kind, enrolment fact.ID) fact.Fact {
		for _, it := range f.Items {
			if it.Fact.Kind() == kind && (enrolment == "" || it.Fact.Subject() == enrolment) {
				return it.Fact
			}
		}
		t.Fatalf("no %s", kind)
		return nil
	}
	incomplete := incompleteEnrolment(t, f)
	registrar := first(fact.TraineeEnrolledKind, "").(*fact.TraineeEnrolled).By
	steward := first(fact.PathwayApprovedKind, "").(*fact.PathwayApproved).By
	study := *first(fact.StudyCreditedKind, incomplete.Enrolment).(*fact.StudyCredited)
	attested := *first(fact.ContactAttestedKind, incomplete.Enrolment).(*fact.ContactAttested)
	rating := *first(fact.RatingCommittedKind, "").(*fact.RatingCommitted)
	recorded := *first(fact.MeetingRecordedKind, "").(*fact.MeetingRecorded)
	declared := *first(fact.MeetingDeclaredKind, "").(*fact.MeetingDeclared)
	cohort := *first(fact.CohortOpenedKind, "").(*fact.CohortOpened)

	forgeries := map[string]fact.Fact{
		"a certificate for an incomplete path": &fact.CertificateIssued{
			Certificate: "c", Number: cert.Number, Enrolment: incomplete.Enrolment, Person: incomplete.Person,
			Bundle: incomplete.Bundle, Entries: []int64{}, By: registrar,
		},
		"a second certificate":              cert,
		"a founding in the middle":          &fact.InstituteFounded{Institute: "i", Mode: fact.Real, Zone: "UTC"},
		"an administrator by one hand":      &fact.RoleGranted{Person: registrar, Role: "administrator", By: steward, Second: steward},
		"a role for nobody":                 &fact.RoleGranted{Person: "nobody", Role: "rater", By: "a", Second: "b"},
		"a role ended by a registrar":       &fact.RoleEnded{Person: steward, Role: "steward", By: registrar},
		"a pathway approved by a registrar": &fact.PathwayApproved{Bundle: cert.Bundle, By: registrar},
		"a pathway published by nobody":     &fact.PathwayPublished{Bundle: "other", Pathway: "p"},
		"a cohort without a registrar":      &fact.CohortOpened{Cohort: "x", Bundle: cert.Bundle, Zone: cohort.Zone, By: steward, Blocks: []fact.Block{}},
		"an enrolment in nothing":           &fact.TraineeEnrolled{Enrolment: "x", Person: incomplete.Person, Cohort: "x", Bundle: "x", By: registrar},
		"an enrolment twice":                &incomplete,
		"study in the future":               with(study, func(s *fact.StudyCredited) { s.From, s.To = last.At, last.At.Add(3600e9); s.Seconds = 3600 }),
		"study twice":                       &study,
		"more study than time":              with(study, func(s *fact.StudyCredited) { s.From, s.To = last.At.Add(-1e9), last.At; s.Seconds = 900 }),
		"presence by somebody not booked":   with(attested, func(a *fact.ContactAttested) { a.Facilitator = registrar }),
		"presence on a day that is not":     with(attested, func(a *fact.ContactAttested) { a.Date = "2026-02-30" }),
		"a rating by somebody not assigned": with(rating, func(r *fact.RatingCommitted) { r.Rater = registrar }),
		"a rating twice":                    &rating,
		"a rating of other bytes":           with(rating, func(r *fact.RatingCommitted) { r.Recording = fact.Sum(nil) }),
		"a meeting recorded twice":          &recorded,
		"a meeting declared twice":          &declared,
		"a rater assigned without calibration": &fact.RaterAssigned{
			Rater: registrar, Meeting: declared.Meeting, Enrolment: declared.Enrolment,
		},
		"a calibration of no rater":           &fact.RaterCalibrated{Rater: registrar},
		"evidence reversed by one":            &fact.EvidenceReversed{Enrolment: incomplete.Enrolment, Entry: 1, By: registrar, Second: registrar, Why: "not-true"},
		"a reflection read by a stranger":     &fact.ReflectionRead{Submission: "s", Enrolment: incomplete.Enrolment, By: registrar},
		"a revocation by one":                 &fact.CertificateRevoked{Certificate: cert.Certificate, Enrolment: cert.Enrolment, Why: "conduct", By: registrar, Second: registrar},
		"a PDF for nothing":                   &fact.CertificateArtefact{Certificate: "x", Enrolment: cert.Enrolment},
		"a certificate superseded by another": &fact.CertificateSuperseded{Certificate: cert.Certificate, Enrolment: cert.Enrolment, Successor: "x"},
		"a rating taken out by two": &fact.EvidenceReversed{
			Enrolment: rating.Enrolment, Entry: indexOf(f, &rating), By: steward, Second: registrar, Why: "not-true",
		},
		"more seconds than a number holds": with(study, func(s *fact.StudyCredited) { s.From, s.To = last.At.Add(-1e9), last.At; s.Seconds = 1 << 52 }),
		"evidence for nobody":              &fact.ReflectionRead{Submission: "s", Enrolment: "nobody", By: registrar},
	}
	for name, forged := range forgeries {
		t.Run(name, func(t *testing.T) {
			g := *f
			g.Items = append(slices.Clone(f.Items), ledger.Item{
				Leaf: ledger.Leaf{Index: last.Index + 1, At: last.At}, Fact: forged,
			})
			r := audit.Check(&g)
			if r.Problem == nil {
				t.Fatal("the audit found nothing")
			}
			if r.Problem.Entry != last.Index+1 {
				t.Errorf("the audit names entry %d: %v", r.Problem.Entry, r.Problem)
			}
		})
	}
}

// indexOf is where a rating stands.
func indexOf(f *ledger.File, r *fact.RatingCommitted) int64 {
	for _, it := range f.Items {
		if g, ok := it.Fact.(*fact.RatingCommitted); ok && g.Rating == r.Rating {
			return it.Leaf.Index
		}
	}
	return -1
}

// with copies a fact and changes the copy.
func with[T any, P interface {
	*T
	fact.Fact
}](f T, change func(P)) fact.Fact {
	change(&f)
	return P(&f)
}

// incompleteEnrolment is one that was never certified and has study and
// contact.
func incompleteEnrolment(t *testing.T, f *ledger.File) fact.TraineeEnrolled {
	t.Helper()
	certified := map[fact.ID]bool{}
	for _, c := range certificatesOf(f) {
		certified[c.Enrolment] = true
	}
	for _, it := range f.Items {
		if e, ok := it.Fact.(*fact.TraineeEnrolled); ok && !certified[e.Enrolment] {
			return *e
		}
	}
	t.Fatal("everybody was certified")
	return fact.TraineeEnrolled{}
}

// TestR2_SingleBitsOfADemonstrationExport: each of a thousand random changes of
// one bit is found, and its part named.
func TestR2_SingleBitsOfADemonstrationExport(t *testing.T) {
	b := played(t)
	seed := testkit.Seed(t)
	rng := rand.New(rand.NewPCG(uint64(seed), 2))
	for range 1000 {
		i, bit := rng.IntN(len(b)), byte(1)<<rng.IntN(8)
		b[i] ^= bit
		f, err := ledger.Check(bytes.NewReader(b), ledger.Options{})
		b[i] ^= bit
		if err != nil {
			t.Fatal(err)
		}
		if f.Problem == nil || strings.TrimSpace(f.Problem.String()) == "" {
			t.Fatalf("bit %d of byte %d was turned and nothing was found", bit, i)
		}
	}
}

// TestR30_AnotherKeyIsNotOurs: the same ledger against the wrong outside key.
func TestR30_AnotherKeyIsNotOurs(t *testing.T) {
	played(t)
	other := institute.NewKey(t)
	f, err := ledger.Check(bytes.NewReader(export), ledger.Options{Key: other})
	if err != nil || f.Problem == nil || f.Problem.Part != ledger.Outside {
		t.Errorf("%v %v; want a problem outside", err, f.Problem)
	}
	f, err = ledger.Check(bytes.NewReader(export), ledger.Options{Key: pubkey})
	if err != nil || f.Problem != nil {
		t.Errorf("%v %v with the right key", err, f.Problem)
	}
}
