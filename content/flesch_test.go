package content

import (
	"math"
	"strings"
	"testing"
)

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int64{
		"I": 1, "the": 1, "people": 2, "table": 2, "names": 1, "changes": 2, "asked": 1, "wanted": 2, "being": 2,
		"dialogue": 3, "family": 3, "social": 2, "nation": 2, "practitioner": 4, "network": 2, "silence": 2,
		"listening": 3, "while": 1, "horses": 2, "psychiatrist": 4, "24": 1, "one’s": 1,
	} {
		if got := syllablesOf(word); got != want {
			t.Errorf("%s: %d syllables, want %d", word, got, want)
		}
	}
}

// 120 words of one syllable in sentences of six: 206.835 − 1.015 × 6 − 84.6.
func TestReadingEase(t *testing.T) {
	p := &parsed{module: &Module{Language: "en-GB"}, prose: []paragraph{{text: strings.Repeat("He said it was not so. ", 20)}}}
	if got, ok := p.readingEase(); !ok || math.Abs(got-116.145) > 1e-9 {
		t.Errorf("%v, %v; want 116.145", got, ok)
	}
	p.module.Language = "fi-FI"
	if _, ok := p.readingEase(); ok {
		t.Error("the formula is for English")
	}
	p = &parsed{module: &Module{Language: "en-GB"}, prose: []paragraph{{text: "Too little."}}}
	if _, ok := p.readingEase(); ok {
		t.Error("a few words have no reading ease")
	}
}

// A sentence that is often given as an example: 13 words, 24 to 26 syllables by
// who counts them.
func TestSyllablesOfASentence(t *testing.T) {
	var n int64
	for _, w := range strings.Fields("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.") {
		n += syllablesOf(w)
	}
	if n < 24 || n > 26 {
		t.Errorf("%d syllables", n)
	}
}
