package content

import (
	"regexp"
	"strings"
)

// sharedFrom is the number of words from which two paragraphs that say the
// same are one paragraph written twice. Shorter ones are what people say.
const sharedFrom = 8

// formulas are sentences that every module says in the same words, because
// they are about the course and not about what it teaches.
var formulas = []string{"your supervisor reads this and nobody else does"}

var notLetters = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// normalised is a paragraph as it is compared: words in lower case without
// accents, joined by single spaces, without the formulas.
func normalised(s string) string {
	s = notLetters.ReplaceAllString(unaccented(strings.ToLower(s)), " ")
	for _, f := range formulas {
		s = strings.ReplaceAll(s, f, "")
	}
	return strings.Join(strings.Fields(s), " ")
}

// compared is a paragraph in the form in which it is compared with those of
// other modules; empty where it is too short to be.
func compared(s string) string {
	text := normalised(s)
	if words(text) < sharedFrom || strings.Contains(s, fillIn) {
		return ""
	}
	return text
}

// lintShared reports paragraphs that two modules share, in both.
func (l *Library) lintShared() {
	type place struct {
		module string
		line   int
	}
	first := map[string]place{}
	for _, id := range sortedKeys(l.prose) {
		for _, p := range l.prose[id] {
			if p.compared == "" {
				continue
			}
			other, seen := first[p.compared]
			if !seen {
				first[p.compared] = place{id, p.line}
			}
			if !seen || other.module == id {
				continue
			}
			const say = "this paragraph stands in %s:%d as well: say it once, and link"
			l.report.errorf(modulePath(id), p.line, say, modulePath(other.module), other.line)
			l.report.errorf(modulePath(other.module), other.line, say, modulePath(id), p.line)
		}
	}
}
