package certificates

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"polyphony/internal/fact"
)

// life builds a history from facts, one a second, from second 1 on.
func life(fs ...fact.Fact) []fact.Entry {
	var out []fact.Entry
	for i, f := range fs {
		out = append(out, fact.Entry{Index: int64(i), At: fact.Time(i+1) * 1_000_000, Fact: f})
	}
	return out
}

const validUntil = fact.Time(1_000_000_000)

func issued(id fact.ID) *fact.CertificateIssued {
	return &fact.CertificateIssued{Certificate: id, Number: "N", Enrolment: "e", Person: "p", ValidUntil: validUntil}
}

func artefact(id fact.ID) *fact.CertificateArtefact {
	return &fact.CertificateArtefact{Certificate: id, Enrolment: "e", Digest: "pdf"}
}

func revoked(id fact.ID, why string) *fact.CertificateRevoked {
	return &fact.CertificateRevoked{Certificate: id, Enrolment: "e", Why: why, By: "r", Second: "s"}
}

func superseded(id, by fact.ID) *fact.CertificateSuperseded {
	return &fact.CertificateSuperseded{Certificate: id, Enrolment: "e", Successor: by}
}

func TestR29_FourAnswersAndUnknown(t *testing.T) {
	const before, after = validUntil - 1, validUntil
	cases := map[string]struct {
		facts []fact.Fact
		now   fact.Time
		want  State
	}{
		"nothing":                  {nil, before, Unknown},
		"another's":                {[]fact.Fact{issued("d"), artefact("d")}, before, Unknown},
		"without its PDF":          {[]fact.Fact{issued("c")}, before, Unknown},
		"a PDF alone":              {[]fact.Fact{artefact("c")}, before, Unknown},
		"revoked, never issued":    {[]fact.Fact{revoked("c", "conduct")}, before, Unknown},
		"issued":                   {[]fact.Fact{issued("c"), artefact("c")}, before, Valid},
		"on its last microsecond":  {[]fact.Fact{issued("c"), artefact("c")}, validUntil - 1, Valid},
		"expired":                  {[]fact.Fact{issued("c"), artefact("c")}, after, Expired},
		"revoked":                  {[]fact.Fact{issued("c"), artefact("c"), revoked("c", "conduct")}, before, Revoked},
		"revoked and expired":      {[]fact.Fact{issued("c"), artefact("c"), revoked("c", "conduct")}, after, Revoked},
		"superseded":               {[]fact.Fact{issued("c"), artefact("c"), superseded("c", "d")}, before, Superseded},
		"superseded and expired":   {[]fact.Fact{issued("c"), artefact("c"), superseded("c", "d")}, after, Superseded},
		"superseded, then revoked": {[]fact.Fact{issued("c"), artefact("c"), superseded("c", "d"), revoked("c", "conduct")}, after, Revoked},
		"another's revocation":     {[]fact.Fact{issued("c"), artefact("c"), revoked("d", "conduct"), superseded("e", "f")}, before, Valid},
	}
	for name, c := range cases {
		if got := LifeOf(life(c.facts...), "c").State(c.now); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestR29_TheFirstOfEachSticks(t *testing.T) {
	again := issued("c")
	again.ValidUntil *= 2
	other := artefact("c")
	other.Digest = "other"
	l := LifeOf(life(
		issued("c"), artefact("c"), again, other, revoked("c", "conduct"), revoked("c", "holder-request"),
		superseded("c", "d"), superseded("c", "e"),
	), "c")
	if l.Issued.ValidUntil != validUntil || l.Entry != 0 || l.IssuedAt != 1_000_000 {
		t.Errorf("a second issue changed the first: %+v", l)
	}
	if l.PDF != "pdf" || l.RevokedFor != "conduct" || l.RevokedAt != 5_000_000 || l.Successor != "d" {
		t.Errorf("what came later changed what was: %+v", l)
	}
}

// TestR29_WhatEndedStaysEnded: no fact that comes later and no later instant
// makes a revoked or superseded certificate valid.
func TestR29_WhatEndedStaysEnded(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ids := rapid.SampledFrom([]fact.ID{"c", "d"})
		some := rapid.SliceOf(rapid.Custom(func(r *rapid.T) fact.Fact {
			id := ids.Draw(r, "certificate")
			return rapid.SampledFrom([]fact.Fact{issued(id), artefact(id), revoked(id, "conduct"), superseded(id, "e")}).Draw(r, "fact")
		}))
		first, then := some.Draw(r, "first"), some.Draw(r, "then")
		now := fact.Time(rapid.Int64Range(0, 2*int64(validUntil)).Draw(r, "now"))
		later := now + fact.Time(rapid.Int64Range(0, int64(validUntil)).Draw(r, "later"))
		was := LifeOf(life(first...), "c").State(now)
		is := LifeOf(life(append(first, then...)...), "c").State(later)
		if rank := map[State]int{Unknown: 0, Valid: 1, Expired: 2, Superseded: 3, Revoked: 4}; rank[is] < rank[was] {
			r.Fatalf("%s became %s", was, is)
		}
	})
}

func TestR12_OneLiveCertificate(t *testing.T) {
	for name, c := range map[string]struct {
		facts []fact.Fact
		want  bool
	}{
		"none":                     {nil, false},
		"one":                      {[]fact.Fact{issued("c"), artefact("c")}, true},
		"one without its PDF yet":  {[]fact.Fact{issued("c")}, true},
		"revoked":                  {[]fact.Fact{issued("c"), revoked("c", "conduct")}, false},
		"superseded":               {[]fact.Fact{issued("c"), superseded("c", "d")}, false},
		"superseded by a live one": {[]fact.Fact{issued("c"), superseded("c", "d"), issued("d")}, true},
		"both ended":               {[]fact.Fact{issued("c"), superseded("c", "d"), issued("d"), revoked("d", "conduct")}, false},
	} {
		if got := Live(life(c.facts...)); got != c.want {
			t.Errorf("%s: live is %v", name, got)
		}
	}
}

func TestR7_RevocationsHaveClassesNotWords(t *testing.T) {
	seen := map[string]bool{}
	for _, class := range RevocationClasses() {
		if s := RevocationSentence(class); s == "" || seen[s] {
			t.Errorf("%s has no sentence of its own", class)
		} else {
			seen[s] = true
		}
	}
	if len(seen) != 4 || RevocationSentence("") != "" || RevocationSentence("because she moved") != "" {
		t.Error("the classes are not a closed set")
	}
}

// TestR28_ARecordIsBytesThatComeBack: every member stands in the stored form,
// and the same record always gives the same bytes.
func TestR28_ARecordIsBytesThatComeBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`[ -~äöå“”]{0,20}`)
		n := rapid.Int64Range(0, 1<<53-1)
		rec := Record{}
		v := reflect.ValueOf(&rec).Elem()
		for i := range v.NumField() {
			switch f := v.Field(i); f.Kind() {
			case reflect.String:
				f.SetString(text.Draw(r, "text"))
			case reflect.Int64:
				f.SetInt(n.Draw(r, "number"))
			case reflect.Bool:
				f.SetBool(rapid.Bool().Draw(r, "truth"))
			}
		}
		rec.Thresholds = []Threshold{{text.Draw(r, "principle"), text.Draw(r, "sentence")}}
		b, err := rec.Bytes()
		if err != nil {
			r.Fatal(err)
		}
		back, err := OpenRecord(b)
		if err != nil || !reflect.DeepEqual(back, rec) {
			r.Fatalf("%+v came back as %+v, %v", rec, back, err)
		}
		again, err := back.Bytes()
		if err != nil || !bytes.Equal(b, again) {
			r.Fatalf("the same record gives other bytes: %s and %s", b, again)
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil || len(m) != v.NumField() {
			r.Fatalf("%d members for %d fields, %v", len(m), v.NumField(), err)
		}
	})
	if _, err := OpenRecord([]byte("{")); err == nil {
		t.Error("half a record was read")
	}
}
