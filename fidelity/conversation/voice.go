package conversation

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// utterance is what one voice says within a cue.
type utterance struct {
	voice, text string
	tagged      bool // the voice came from a <v> tag
}

// splitVoices reads the text of a cue: its voices by <v Name>, or else by a
// "Name: " before the words. Parts without words are left out; neighbouring
// parts of one voice are one.
func splitVoices(lines []string) []utterance {
	parts, tagged := untag(strings.Join(lines, "\n"))
	if !tagged {
		parts = splitPrefixes(parts[0].text)
	}
	said := parts[:0]
	for _, u := range parts {
		u.text = collapse(html.UnescapeString(u.text))
		if u.text == "" {
			continue
		}
		if n := len(said); n > 0 && said[n-1].voice == u.voice {
			said[n-1].text += " " + u.text
			continue
		}
		said = append(said, u)
	}
	return said
}

// untag strips the tags of a cue and cuts its text at each voice tag. There is
// always a first part; tagged says whether a voice tag was seen.
//
// A "<" that opens no tag ("3 < 4", "I <3 it") is text. Tags of WebVTT and of
// SRT (<i>, <font …>, word times) and unknown ones are dropped as the WebVTT
// rules ask; what they enclose stays.
func untag(s string) (parts []utterance, tagged bool) {
	parts = []utterance{{}}
	var b strings.Builder
	cut := func(next utterance) {
		parts[len(parts)-1].text = b.String()
		b.Reset()
		parts = append(parts, next)
	}
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		inside, length := tagAt(s)
		switch {
		case length == 0:
			b.WriteByte('<')
			length = 1
		case isVoiceTag(inside):
			cut(utterance{voice: voiceName(inside), tagged: true})
			tagged = true
		case inside == "/v":
			cut(utterance{})
		}
		s = s[length:]
	}
	b.WriteString(s)
	parts[len(parts)-1].text = b.String()
	if !tagged && len(parts) > 1 { // a stray </v> cuts nothing
		var all strings.Builder
		for _, p := range parts {
			all.WriteString(p.text)
		}
		parts = []utterance{{text: all.String()}}
	}
	return parts, tagged
}

// tagAt gives what stands between < and > at the start of s and the length of
// the whole, or 0 if this is no tag.
func tagAt(s string) (inside string, length int) {
	end := strings.IndexByte(s, '>')
	if end < 2 || strings.IndexByte(s[1:end], '<') >= 0 {
		return "", 0
	}
	inside = s[1:end]
	c := inside[0]
	switch {
	case isDigit(c):
		if _, ok := parseClock(inside); !ok {
			return "", 0
		}
	case c == '/' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
	default:
		return "", 0
	}
	return inside, end + 1
}

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
	s = strings.TrimSpace(s)
	name, rest, ok := cutName(s)
	if !ok {
		return []utterance{{text: s}}
	}
	said := []utterance{{voice: name, text: rest}}
	first, below, more := strings.Cut(rest, "\n")
	if !more {
		return said
	}
	said[0].text = first
	for line := range strings.SplitSeq(below, "\n") {
		if name, rest, ok := cutName(strings.TrimSpace(line)); ok {
			said = append(said, utterance{voice: name, text: rest})
			continue
		}
		said[len(said)-1].text += "\n" + line
	}
	return said
}

// cutName splits "Name: words" at the first colon that white space follows.
func cutName(s string) (name, rest string, ok bool) {
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], ':')
		if j < 0 {
			return "", "", false
		}
		i += j + 1
		if i < len(s) && s[i] != ' ' && s[i] != '\t' && s[i] != '\n' && !strings.HasPrefix(s[i:], "\u00a0") {
			continue
		}
		name = collapse(html.UnescapeString(s[:i-1]))
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
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }
