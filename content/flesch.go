package content

import (
	"regexp"
	"strings"
)

// easeAtLeast is the reading ease below which a module is a strain to read.
// Policy: 50 is where the scale's author calls a text fairly difficult.
const easeAtLeast = 50

// lintReadingEase warns of an English module that is hard to read.
func (p *parsed) lintReadingEase(r *report) {
	ease, ok := p.readingEase()
	p.module.Ease = ease
	if ok && ease < easeAtLeast {
		r.warnf(p.path, p.front.line("title"), "reading ease %.0f (Flesch); %d at least: shorter sentences and plainer words", ease, easeAtLeast)
	}
}

// readingEase is the Flesch reading ease of the running text, from about 0
// (hard) to 100 (easy). It is known for English only, and for nothing shorter
// than 100 words, below which one word decides.
//
// 206.835 − 1.015 × words ⁄ sentences − 84.6 × syllables ⁄ words
// (Flesch R. 1948. A new readability yardstick. Journal of Applied Psychology 32:221–233).
func (p *parsed) readingEase() (ease float64, ok bool) {
	if language, _, _ := strings.Cut(p.module.Language, "-"); language != "en" {
		return 0, false
	}
	var allWords, sentences, syllables int64
	for _, s := range p.prose {
		for _, t := range strings.Fields(s.text) {
			if hasLetter.MatchString(t) {
				allWords++
				syllables += syllablesOf(t)
			}
		}
		sentences += max(1, int64(len(sentenceEnd.FindAllString(s.text, -1))))
	}
	if allWords < 100 {
		return 0, false
	}
	return 206.835 - 1.015*float64(allWords)/float64(sentences) - 84.6*float64(syllables)/float64(allWords), true
}

var sentenceEnd = regexp.MustCompile(`[.!?…]+["'”’)\]]*(\s|$)`)

// syllablesOf estimates the syllables of an English word by its vowels. Over a
// whole text its mistakes, to either side, even out.
func syllablesOf(word string) int64 {
	var sum int64
	for _, w := range strings.FieldsFunc(unaccented(strings.ToLower(word)), func(c rune) bool { return c < 'a' || c > 'z' }) {
		if n := syllablesOfRun(w); len(w) > 1 || n > 0 {
			sum += int64(max(n, 1))
		}
	}
	return max(sum, 1)
}

// syllablesOfRun counts runs of vowels, adds one where two vowels side by side
// are spoken apart, and takes off an ending that is not spoken.
func syllablesOfRun(w string) (n int) {
	for i := range len(w) {
		if !vowel(w, i) {
			continue
		}
		if !vowel(w, i-1) {
			n++
		}
		switch rest := w[i:]; {
		case strings.HasPrefix(rest, "ia"), strings.HasPrefix(rest, "io"):
			if i == 0 || !strings.Contains("cgst", w[i-1:i]) { // not as in social, nation
				n++
			}
		case strings.HasPrefix(rest, "ual"), strings.HasPrefix(rest, "uat"), strings.HasPrefix(rest, "uou"):
			n++
		case strings.HasPrefix(rest, "ing") && vowel(w, i-1): // being
			n++
		}
	}
	if silentEnd(w) {
		n--
	}
	return n
}

func vowel(w string, i int) bool {
	return i >= 0 && i < len(w) && strings.Contains("aeiouy", w[i:i+1])
}

// silentEnd reports whether a word ends in an e, es or ed that is no syllable:
// name, names, asked; but table, places, wanted.
func silentEnd(w string) bool {
	if stem, ok := strings.CutSuffix(w, "ed"); ok && stem != "" {
		return !vowel(stem, len(stem)-1) && !strings.HasSuffix(stem, "t") && !strings.HasSuffix(stem, "d")
	}
	stem, plural := strings.CutSuffix(w, "es")
	if !plural {
		var ok bool
		if stem, ok = strings.CutSuffix(w, "e"); !ok {
			return false
		}
	}
	if stem == "" {
		return false
	}
	last := len(stem) - 1
	for _, end := range []string{"s", "x", "z", "c", "g", "sh", "ch"} {
		if plural && strings.HasSuffix(stem, end) {
			return false
		}
	}
	if vowel(stem, last) {
		return strings.HasSuffix(stem, "gu") || strings.HasSuffix(stem, "qu")
	}
	return stem[last] != 'l' || vowel(stem, last-1) || strings.HasSuffix(stem, "ll")
}
