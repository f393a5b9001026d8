package certificates

import (
	"testing"

	"polyphony/internal/fact"
)

// TestR29_ARevocationForCauseBarsAnother: conduct for good, untrue evidence
// until some that the certificate rested on was reversed; a mistake of the
// institute's or the holder's own wish bars nobody.
func TestR29_ARevocationForCauseBarsAnother(t *testing.T) {
	resting := issued("c")
	resting.Entries = []int64{3, 5}
	reversal := func(entry int64) fact.Fact {
		return &fact.EvidenceReversed{Enrolment: "e", Entry: entry, By: "r", Second: "s", Why: "not-true"}
	}
	for name, c := range map[string]struct {
		facts []fact.Fact
		want  bool
	}{
		"nothing":                             {nil, false},
		"issued":                              {[]fact.Fact{resting}, false},
		"issued in error":                     {[]fact.Fact{resting, revoked("c", "issued-in-error")}, false},
		"the holder asked":                    {[]fact.Fact{resting, revoked("c", "holder-request")}, false},
		"conduct":                             {[]fact.Fact{resting, revoked("c", "conduct")}, true},
		"conduct, evidence reversed":          {[]fact.Fact{resting, revoked("c", "conduct"), reversal(3)}, true},
		"conduct, after another was issued":   {[]fact.Fact{resting, revoked("c", "conduct"), issued("d")}, true},
		"evidence withdrawn":                  {[]fact.Fact{resting, revoked("c", "evidence-withdrawn")}, true},
		"evidence withdrawn, other reversed":  {[]fact.Fact{resting, revoked("c", "evidence-withdrawn"), reversal(4)}, true},
		"evidence withdrawn and reversed":     {[]fact.Fact{resting, revoked("c", "evidence-withdrawn"), reversal(5)}, false},
		"reversed, then revoked":              {[]fact.Fact{resting, reversal(3), revoked("c", "evidence-withdrawn")}, false},
		"another certificate's, and conduct":  {[]fact.Fact{issued("b"), revoked("b", "holder-request"), resting, revoked("c", "conduct")}, true},
		"the first reason of two is the word": {[]fact.Fact{resting, revoked("c", "holder-request"), revoked("c", "conduct")}, false},
	} {
		if got := Barred(life(c.facts...)); got != c.want {
			t.Errorf("%s: barred is %v", name, got)
		}
	}
}
