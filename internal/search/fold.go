// Package search finds words in texts: an index in memory, results in order of
// how well they fit, each with an excerpt in which the words are marked. It
// knows no language: words fit from their beginning, whatever their capitals
// and accents.
package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// token is a word of a text as it is compared, and where it stands.
type token struct {
	word     string
	from, to int // bytes in the text
}

// tokens cuts a text into its words: runs of letters and digits, and an
// apostrophe between two of them.
func tokens(text string) (out []token) {
	from := -1
	end := func(at int) {
		if from >= 0 {
			if w := fold(text[from:at]); w != "" {
				out = append(out, token{w, from, at})
			}
			from = -1
		}
	}
	for at, c := range text {
		inside := unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c)
		if !inside && from >= 0 && (c == '\'' || c == '’') {
			continue
		}
		if inside && from < 0 {
			from = at
		}
		if !inside {
			end(at)
		}
	}
	end(len(text))
	return out
}

// fold is a word in lower case, without accents and apostrophes.
func fold(word string) string {
	var out strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(word)) {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			out.WriteRune(c)
		}
	}
	return out.String()
}
