package content

import (
	"testing"

	"polyphony/internal/fact"
)

// TestR9_TheAllowanceIsThatOfThePinnedBytes: the minutes away from the screen
// are read from the text itself, alike when a module is shipped, when a bundle
// is read back, and for those to whom the keys are closed.
func TestR9_TheAllowanceIsThatOfThePinnedBytes(t *testing.T) {
	l, _ := Load(Embedded())
	const pathway, module = "demonstration-assessed", "where-it-comes-from"
	b, err := l.Bundle(pathway)
	if err != nil {
		t.Fatal(err)
	}
	blob := func(d fact.Digest) ([]byte, error) { return b.Blobs[d], nil }
	whole, err := OpenBundle(b.Manifest, blob)
	if err != nil {
		t.Fatal(err)
	}
	keyless, err := OpenBundleWithoutKeys(b.Manifest, blob)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int64{
		"a-hospital-that-stopped-deciding-alone":  0,
		"seven-principles-and-one-conversation":   10,
		"what-the-evidence-does-and-does-not-say": 20,
	}
	for where, m := range map[string]*Module{"shipped": l.Modules[module], "pinned": whole.Modules[module], "without keys": keyless.Modules[module]} {
		seen := 0
		for _, s := range m.Module.Sections {
			if away, ok := want[s.ID]; ok {
				seen++
				if s.Away != away {
					t.Errorf("%s: “%s” has %d minutes away from the screen, want %d", where, s.Title, s.Away, away)
				}
			}
			if s.Away > s.Minutes {
				t.Errorf("%s: “%s” has more minutes away than it declares", where, s.Title)
			}
		}
		if where == "shipped" {
			for _, s := range l.Modules["reflecting-talk"].Module.Sections {
				if s.ID == "practise-with-a-partner" && s.Away != 25 {
					t.Errorf("an exercise and a piece of writing of 25 minutes each may go untouched for %d; want the longer alone", s.Away)
				}
			}
		}
		if seen != len(want) {
			t.Errorf("%s: %d of the sections are there", where, seen)
		}
	}
}
