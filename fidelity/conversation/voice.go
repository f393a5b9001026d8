package conversation

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// speech is what one voice says within a cue.
type speech struct{ voice, text string }

// splitVoices reads the text of a cue: its voices by <v Name>, or else by a
// "Name: " before the words. Parts without words are left out; neighbouring
// parts of one voice are one.
func splitVoices(lines []string) []speech {
	parts, tagged := untag(strings.Join(lines, "\n"))
	if !tagged {
		parts = splitPrefixes(parts[0].text())
	}
	said := make([]speech, 0, len(parts))
	for i := range parts {
		if text := collapse(html.UnescapeString(parts[i].text())); text != "" {
			said = append(said, speech{parts[i].voice, text})
		}
	}
	return said
}

// utterance gathers the text of one voice from pieces. Most texts are of one
// piece, which is then not copied.
type utterance struct {
	voice string
	piece string
	all   []byte // all pieces, from the second on
}

func (u *utterance) add(piece string) {
	switch {
	case piece == "":
	case u.piece == "":
		u.piece = piece
	default:
		if u.all == nil {
			u.all = append(u.all, u.piece...)
		}
		u.all = append(u.all, piece...)
	}
}

func (u *utterance) text() string {
	if u.all == nil {
		return u.piece
	}
	return string(u.all)
}

func (u *utterance) blank() bool {
	return strings.TrimSpace(u.piece) == "" && len(bytes.TrimSpace(u.all)) == 0
}

// begin opens the text of a voice. An empty text before it is forgotten, and a
// voice that goes on stays one.
func begin(parts []utterance, voice string) []utterance {
	if n := len(parts); n > 0 && parts[n-1].blank() {
		parts = parts[:n-1]
	}
	if n := len(parts); n > 0 && parts[n-1].voice == voice {
		parts[n-1].add("\n")
		return parts
	}
	return append(parts, utterance{voice: voice})
}

// untag strips the tags of a cue and cuts its text at each voice tag. There is
// always a part; tagged says whether a voice tag was seen.
//
// A "<" that opens no tag ("3 < 4", "I <3 it") is text. Tags of WebVTT and of
// SRT (<i>, <font …>, word times) and unknown ones are dropped as the WebVTT
// rules ask; what they enclose stays.
func untag(s string) (parts []utterance, tagged bool) {
	parts = begin(nil, "")
	for {
		last := &parts[len(parts)-1]
		i := strings.IndexByte(s, '<')
		if i < 0 {
			last.add(s)
			return parts, tagged
		}
		last.add(s[:i])
		s = s[i:]
		inside, length := tagAt(s)
		switch {
		case length == 0:
			last.add("<")
			length = 1
		case isVoiceTag(inside):
			parts, tagged = begin(parts, voiceName(inside)), true
		case inside == "/v" && tagged: // a stray </v> cuts nothing
			parts = begin(parts, "")
		}
		s = s[length:]
	}
}

// maxTag bounds the search for the end of a tag; names are far shorter.
const maxTag = 512

// tagAt gives what stands between < and > at the start of s and the length of
// the whole, or 0 if this is no tag.
func tagAt(s string) (inside string, length int) {
	if len(s) < 3 || s[1] != '/' && !isDigit(s[1]) && !isASCIILetter(s[1]) {
		return "", 0
	}
	end := strings.IndexByte(s[:min(len(s), maxTag)], '>')
	if end < 2 || strings.IndexByte(s[1:end], '<') >= 0 {
		return "", 0
	}
	inside = s[1:end]
	if isDigit(inside[0]) {
		if _, ok := parseClock(inside); !ok {
			return "", 0
		}
	}
	return inside, end + 1
}

func isASCIILetter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

// isVoiceTag recognises v, v.class and v with a name.
func isVoiceTag(inside string) bool {
	return inside[0] == 'v' && (len(inside) == 1 || strings.IndexByte(". \t\n", inside[1]) >= 0)
}

// voiceName is the annotation of a voice tag.
func voiceName(inside string) string {
	i := strings.IndexAny(inside, " \t\n")
	if i < 0 {
		return ""
	}
	return collapse(html.UnescapeString(inside[i:]))
}

// splitPrefixes reads "Name: words" at the start of a text. A later line can
// only open another voice if the first line named one: otherwise a colon within
// plain speech would make a voice of its own.
func splitPrefixes(s string) []utterance {
	parts := begin(nil, "")
	first := true
	for line := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		if first || parts[len(parts)-1].voice != "" {
			if name, words, ok := cutName(strings.TrimSpace(line)); ok {
				parts = begin(parts, name)
				line = words
			}
		}
		last := &parts[len(parts)-1]
		if !first {
			last.add("\n")
		}
		last.add(line)
		first = false
	}
	return parts
}

// cutName splits a line "Name: words" at the first colon that white space or
// the end follows.
func cutName(s string) (name, rest string, ok bool) {
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], ':')
		if j < 0 {
			return "", "", false
		}
		i += j + 1
		if i < len(s) && s[i] != ' ' && s[i] != '\t' && !strings.HasPrefix(s[i:], "\u00a0") {
			continue
		}
		name = collapse(html.UnescapeString(strings.TrimLeft(s[:i-1], "->–— "))) // "- Ann:", ">> Ann:"
		if !looksLikeName(name) {
			return "", "", false
		}
		return name, s[i:], true
	}
	return "", "", false
}

// Bounds of a name before a colon; beyond them it is a sentence.
const (
	maxNameRunes = 60
	maxNameWords = 6
)

// looksLikeName tells "Dr. Max Öhman", "speaker 2" or "Lee, Ann (she/her)"
// from speech that happens to hold a colon. A clock time is never a name, nor
// is anything with the punctuation of a sentence.
func looksLikeName(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > maxNameRunes || strings.ContainsAny(s, "?!;\"“”…") || holdsClock(s) {
		return false
	}
	words := strings.Fields(s)
	if len(words) > maxNameWords || !strings.ContainsFunc(s, unicode.IsLetter) {
		return false
	}
	if len(words) == 1 || len(words) == 2 && !strings.ContainsFunc(words[1], unicode.IsLetter) {
		return true // "mum", "speaker 2"
	}
	bracket := false
	for _, w := range words {
		bracket = bracket || strings.HasPrefix(w, "(") || strings.HasPrefix(w, "[")
		first, _ := utf8.DecodeRuneInString(w)
		if !bracket && unicode.IsLower(first) && !nameParticles[w] {
			return false
		}
		bracket = bracket && !strings.HasSuffix(w, ")") && !strings.HasSuffix(w, "]")
	}
	return true
}

// nameParticles are the small words that stand in names without a capital.
var nameParticles = map[string]bool{
	"af": true, "al": true, "bin": true, "da": true, "de": true, "del": true, "den": true,
	"der": true, "di": true, "dos": true, "du": true, "el": true, "ibn": true, "la": true,
	"le": true, "och": true, "of": true, "ten": true, "ter": true, "the": true, "van": true,
	"vom": true, "von": true, "y": true, "zu": true,
}

// holdsClock finds a digit, a colon and a digit: 10:30.
func holdsClock(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == ':' && isDigit(s[i-1]) && isDigit(s[i+1]) {
			return true
		}
	}
	return false
}

// collapse makes every run of white space one space and trims the ends.
func collapse(s string) string {
	if isCollapsed(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isCollapsed is true only of ASCII text that collapse would leave as it is.
func isCollapsed(s string) bool {
	space := true // so that one at the start is found
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space
}
