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
	if ease, ok := p.readingEase(); ok && ease < easeAtLeast {
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

var (
	sentenceEnd = regexp.MustCompile(`[.!?…]+["'”’)\]]*(\s|$)`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
	letters     = regexp.MustCompile(`[a-z]+`)
	// silentEnd is an ending that is not spoken as a syllable of its own.
	silentEnd = regexp.MustCompile(`([^aeiouyl]|[aeiouy]l|ll)es?$|[gq]ues?$|[^aeiouytd]ed$`)
	// spokenEnd are plurals that are: horses, wishes, places, changes.
	spokenEnd = regexp.MustCompile(`(s|x|z|c|g|sh|ch)es$`)
	// twoVowels stand side by side and are spoken apart.
	twoVowels = regexp.MustCompile(`[aeiouy]ing|i[ao]|ua[lt]|uou`)
	oneVowel  = regexp.MustCompile(`[cgst]i[ao]`)
)

// syllablesOf estimates the syllables of an English word by its vowels. Over a
// whole text its mistakes, to either side, even out.
func syllablesOf(word string) int64 {
	var sum int64
	for _, w := range letters.FindAllString(unaccented(strings.ToLower(strings.ReplaceAll(word, "’", "'"))), -1) {
		n := len(vowels.FindAllString(w, -1)) + len(twoVowels.FindAllString(w, -1)) - len(oneVowel.FindAllString(w, -1))
		if silentEnd.MatchString(w) && !spokenEnd.MatchString(w) {
			n--
		}
		if len(w) > 1 || n > 0 {
			sum += int64(max(n, 1))
		}
	}
	return max(sum, 1)
}
