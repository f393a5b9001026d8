package demo_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"polyphony/internal/audit"
	"polyphony/internal/demo"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestDemonstrationHasSomebodyAtEveryStage(t *testing.T) {
	h := institute.Played(t, institute.SQLite(t), 1)
	states := map[string]int{}
	for _, c := range h.Cast.Certificates {
		states[c.State]++
	}
	if states["valid"] == 0 || states["revoked"] == 0 {
		t.Errorf("certificates: %v; want a valid and a revoked one", states)
	}
	if !slices.ContainsFunc(h.Cast.SignIn, func(s demo.SignIn) bool { return strings.Contains(s.Note, "one fact short") }) {
		t.Error("nobody stands one fact short of a certificate")
	}
	roles := map[string]int{}
	for _, s := range h.Cast.SignIn {
		roles[s.Role]++
	}
	for _, r := range []string{"administrator", "steward", "registrar", "facilitator", "rater", "supervisor"} {
		if roles[r] < 2 {
			t.Errorf("%d people can sign in as %s; acts of two need two", roles[r], r)
		}
	}
	f, err := ledger.Check(bytes.NewReader(h.Export(t)), ledger.Options{})
	if err != nil || f.Problem != nil {
		t.Fatalf("export: %v %v", err, f.Problem)
	}
	if r := audit.Check(f.File); r.Problem != nil {
		t.Fatal(r.Problem)
	}
}

// TestR32_TheSameSeedGivesTheSamePayloads also on the other database: every
// opened payload is the same.
func TestR32_TheSameSeedGivesTheSamePayloads(t *testing.T) {
	one := payloads(t, institute.Played(t, institute.SQLite(t), 7).Export(t))
	two := payloads(t, institute.Played(t, testkit.Postgres(t), 7).Export(t))
	if len(one) != len(two) {
		t.Fatalf("%d and %d entries", len(one), len(two))
	}
	for i := range one {
		if one[i] != two[i] {
			t.Fatalf("entry %d differs:\n%s\n%s", i, one[i], two[i])
		}
	}
}

// payloads are the payloads of an export without salts and hashes.
func payloads(t *testing.T, export []byte) (out []string) {
	t.Helper()
	for line := range strings.Lines(string(export)) {
		if f := strings.SplitN(strings.TrimSpace(line), " ", 6); f[0] == "open" {
			out = append(out, f[1]+" "+f[2]+" "+f[5])
		}
	}
	return out
}

func TestPlansThatCannotBePlayed(t *testing.T) {
	now := institute.PlayedUntil
	for _, p := range []demo.Plan{
		{Trainees: 11, Until: now},
		{Trainees: 201, Until: now},
		{Trainees: 12, Until: now.Add(time.Hour)},
	} {
		if err := p.Validate(now); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", p, err)
		}
	}
}
