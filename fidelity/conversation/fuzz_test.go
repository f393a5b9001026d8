package conversation

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"polyphony/internal/fault"
)

// FuzzParse holds whatever comes in to the promises of Parse, Measure and Study:
// no panic, errors only of the kind that says how to mend the file, and measures
// that fit together. The corpus is in testdata/fuzz.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/meeting.*")
	if err != nil || len(files) == 0 {
		f.Fatalf("no sample files: %v", err)
	}
	for _, name := range append(files, "testdata/untidy.vtt") {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		tr, err := Parse(bytes.NewReader(raw))
		if err != nil {
			if !fault.Is(err, fault.Invalid) || len(tr.Cues) != 0 {
				t.Fatalf("%v with %d cues", err, len(tr.Cues))
			}
			return
		}
		checkTranscript(t, tr, bytes.Count(raw, []byte("\n"))+bytes.Count(raw, []byte("\r"))+1)
		roles := map[string]Role{}
		for i, v := range tr.Voices {
			roles[v] = Roles()[i%len(Roles())]
		}
		checkMeasures(t, tr, Measure(tr, roles))
		if _, err := json.Marshal(Study(tr, roles)); err != nil {
			t.Fatal(err)
		}
	})
}

func checkTranscript(t *testing.T, tr Transcript, lines int) {
	t.Helper()
	if len(tr.Cues)+len(tr.Dropped) == 0 {
		t.Fatal("neither a cue nor a reason")
	}
	for i, c := range tr.Cues {
		if c.EndMS < c.StartMS || c.StartMS < 0 || c.Line < 1 || c.Line > lines {
			t.Fatalf("cue %d: %+v", i, c)
		}
		if c.Text == "" || c.Text != collapse(c.Text) || c.Voice != collapse(c.Voice) || !utf8.ValidString(c.Text+c.Voice) {
			t.Fatalf("cue %d: text %q of %q", i, c.Text, c.Voice)
		}
		if i > 0 && c.StartMS < tr.Cues[i-1].StartMS {
			t.Fatalf("cue %d comes before the one above it", i)
		}
	}
	for _, d := range tr.Dropped {
		if d.Line < 1 || d.Line > lines || d.Why == "" {
			t.Fatalf("dropped: %+v of %d lines", d, lines)
		}
	}
}

func checkMeasures(t *testing.T, tr Transcript, m Measures) {
	t.Helper()
	if m.CoveredMS+m.SilenceMS != m.EndMS-m.StartMS || m.OverlapMS > m.CoveredMS || m.LongestSilenceMS > m.SilenceMS {
		t.Fatalf("times do not fit: %+v", m)
	}
	cues, words, turns := 0, 0, 0
	for _, v := range m.Voices {
		cues, words, turns = cues+v.Cues, words+v.Words, turns+v.Turns
	}
	changes := 0
	for _, row := range m.Transitions {
		for _, n := range row {
			changes += n
		}
	}
	if cues != len(tr.Cues) || words != m.Words || turns != m.Turns || changes != max(0, turns-1) {
		t.Fatalf("sums do not fit: %d cues, %d words, %d turns, %d changes: %+v", cues, words, turns, changes, m)
	}
	if m.GiniWords < 0 || m.GiniWords >= 1 || m.EntropyWords < 0 || m.EntropyWords > 1 {
		t.Fatalf("out of range: %v %v", m.GiniWords, m.EntropyWords)
	}
}

// FuzzTidyCueIsNeverLost wraps any words in a well-formed cue and expects them
// back, if they hold anything readable.
func FuzzTidyCueIsNeverLost(f *testing.F) {
	for _, s := range []string{"hello", "3 < 4 > 2", "first --> second", "a: b", "<", "&lt;b&gt;", "NOTE", "12", "9:15: x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if strings.ContainsAny(words, "\r\n\x00<&") || strings.TrimSpace(words) == "" || !utf8.ValidString(words) || len(words) > maxLine/2 {
			return
		}
		if _, _, timing := parseTiming(words); timing {
			return
		}
		tr, err := Parse(strings.NewReader("WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Bea>" + words + "</v>\n\n2\n00:03.000 --> 00:04.000\n<v Cy>end\n"))
		if err != nil || len(tr.Cues) != 2 || tr.Cues[0].Text != collapse(words) || tr.Cues[0].Voice != "Bea" || len(tr.Dropped) != 0 {
			t.Fatalf("%q: got %+v, %v", words, tr, err)
		}
	})
}

// FuzzLabelUtterance holds the labels to their promises for any text.
func FuzzLabelUtterance(f *testing.F) {
	f.Add("What would help?", "I cannot sleep.")
	f.Add("so-so-so \"why\" [x", "")
	f.Fuzz(func(t *testing.T, text, prev string) {
		l := LabelUtterance(text, prev)
		known := l.Question == Open || l.Question == Closed || l.Question == None
		if !known || l.Why == nil || l.Confidence < 0 || l.Confidence > 1 {
			t.Fatalf("%q: %+v", text, l)
		}
		if (l.Question != None || l.Reflection) != (len(l.Why) > 0) {
			t.Fatalf("%q: %+v: a finding needs a rule, and a rule finds something", text, l)
		}
	})
}
