package conversation

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a stretch of words up to . ? ! or the end of the text.
type sentence struct {
	words []string // lower case, repeats and stutters removed
	heads []bool   // a clause may begin at this word
	asked bool     // it ends with a question mark of its own
	ended bool     // it ends with a full stop or an exclamation mark
	quote bool     // it ends within quotation marks: somebody else's words
}

// maxJudged is how many bytes of a text are judged: nobody's utterance is
// longer, and a file may be hostile. Words are counted to the end.
const maxJudged = 16 << 10

// sentences cuts a text. plain says that the text has no punctuation at all, as
// from a recogniser that writes none.
func sentences(text string) (out []sentence, plain bool) {
	plain = !strings.ContainsAny(text, ".?!,;:—") && !strings.Contains(text, "--")
	if len(text) > maxJudged {
		text = strings.ToValidUTF8(text[:maxJudged], "")
	}
	var s sentence
	head, quoted := true, false
	closeSentence := func(mark rune) {
		s.asked, s.ended, s.quote = mark == '?', mark == '.' || mark == '!', quoted
		if len(s.words) > 0 {
			out = append(out, s)
		}
		s, head = sentence{}, true
	}
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case isWordRune(r):
			size = wordLength(text)
			head = s.add(text[:size], head)
		case r == '[': // [laughs], [unintelligible]
			if end := strings.IndexByte(text, ']'); end > 0 {
				size = end + 1
			}
		case r == '?' || r == '.' || r == '!' || r == '…':
			closeSentence(r)
		case r == '"' || r == '“' || r == '”':
			quoted, head = r == '“' || r == '"' && !quoted, true
		case r != '-' && !unicode.IsSpace(r) && r != '\'', strings.HasPrefix(text, "--"):
			head = true // comma, dash, colon: another clause
		}
		text = text[size:]
	}
	closeSentence(0)
	return out, plain
}

// wordLength measures the word text begins with. Apostrophes and single hyphens
// between letters belong to it.
func wordLength(text string) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !isWordRune(r) && !unicode.IsMark(r) {
			next, _ := utf8.DecodeRuneInString(text[n+size:])
			if r != '\'' && r != '’' && r != '-' || !isWordRune(next) {
				break
			}
		}
		n += size
	}
	return n
}

// add takes a word, without stutters: "wh-what", "how-how", "is is" are one
// word. It answers whether the next word may still begin a clause.
func (s *sentence) add(word string, head bool) bool {
	word = strings.ToLower(word)
	if strings.Contains(word, "’") {
		word = strings.ReplaceAll(word, "’", "'")
	}
	for {
		before, after, found := strings.Cut(word, "-")
		if !found {
			break
		}
		if !strings.HasPrefix(after, before) && after != before {
			break
		}
		word = after
	}
	if n := len(s.words); n > 0 && s.words[n-1] == word {
		s.heads[n-1] = s.heads[n-1] || head
		return false
	}
	s.words = append(s.words, word)
	s.heads = append(s.heads, head)
	return head && fillers[word] || links[word]
}
