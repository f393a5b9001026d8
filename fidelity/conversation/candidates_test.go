package conversation

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func kinds(m Measures) []string {
	out := []string{}
	for _, c := range m.Candidates {
		out = append(out, fmt.Sprintf("%d %s %s", c.Cue, c.Kind, strings.Join(c.Why, " ")))
	}
	return out
}

func TestCandidatesOfPractitioners(t *testing.T) {
	roles := map[string]Role{"Ida": Practitioner, "Sam": Person}
	tr := said(t,
		"Ida: What is it like, as you say that?",
		"Sam: What a question! The voices in the orchard, a delusion she said.",
		"Ida: It sounds like the orchard is loud. Is that a delusion to you?",
		"Ida: The diagnosis is psychosis.",
	)
	m := Measure(tr, roles)
	want := []string{
		"0 open-question en.wh",
		"0 present-moment en.as-you-say",
		"2 closed-question en.aux",
		"2 reflection en.sounds-like",
		"2 uptake uptake.new-word",
		"3 jargon en.diagnosis",
	}
	if got := kinds(m); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	c := m.Candidates[2]
	if c.StartMS != 120_000 || c.Voice != "Ida" || !strings.HasPrefix(c.Text, "It sounds") {
		t.Errorf("got %+v", c)
	}
}

func TestCandidatesOfEverybodyWithoutRoles(t *testing.T) {
	got := kinds(Measure(said(t, "Sam: Why now?", "Ida: The diagnosis changed."), nil))
	if want := []string{"0 open-question en.wh", "1 jargon en.diagnosis"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestCandidatesAreNeverNull(t *testing.T) {
	if got := Measure(said(t, "Ida: Tea is ready."), nil).Candidates; got == nil || len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestCandidateTextIsText(t *testing.T) {
	m := Measure(said(t, "<v &lt;script&gt;>What is &lt;b&gt;this&lt;/b&gt;?"), nil)
	if len(m.Candidates) != 1 || m.Candidates[0].Voice != "<script>" || m.Candidates[0].Text != "What is <b>this</b>?" {
		t.Errorf("got %+v", m.Candidates)
	}
}
