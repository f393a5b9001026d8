package conversation

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// utterance is what one voice says within a cue, in pieces, so that a cue of
// many pieces stays cheap.
type utterance struct {
	voice  string
	pieces []string
}

func (u *utterance) add(piece string) { u.pieces = append(u.pieces, piece) }

// speech is an utterance with its text decoded and joined.
type speech struct{ voice, text string }

// splitVoices reads the text of a cue: its voices by <v Name>, or else by a
// "Name: " before the words. Parts without words are left out; neighbouring
// parts of one voice are one.
func splitVoices(lines []string) []speech {
	parts, tagged := untag(strings.Join(lines, "\n"))
	if !tagged {
		parts = splitPrefixes(strings.Join(parts[0].pieces, ""))
	}
	var said []speech
	for i := 0; i < len(parts); {
		u := utterance{voice: parts[i].voice}
		for ; i < len(parts) && parts[i].voice == u.voice; i++ {
			u.add(strings.Join(parts[i].pieces, ""))
		}
		if text := collapse(html.UnescapeString(strings.Join(u.pieces, " "))); text != "" {
			said = append(said, speech{u.voice, text})
		}
	}
	return joinNeighbours(said)
}

// joinNeighbours joins speech of one voice that only an empty part divided.
func joinNeighbours(said []speech) []speech {
	for i := 1; i < len(said); i++ {
		if said[i].voice != said[i-1].voice {
			continue
		}
		var out []speech
		for j := 0; j < len(said); {
			u := utterance{voice: said[j].voice}
			for ; j < len(said) && said[j].voice == u.voice; j++ {
				u.add(said[j].text)
			}
			out = append(out, speech{u.voice, strings.Join(u.pieces, " ")})
		}
		return out
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
	last := &parts[0]
	begin := func(voice string) {
		parts = append(parts, utterance{voice: voice})
		last = &parts[len(parts)-1]
	}
	for {
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
			begin(voiceName(inside))
			tagged = true
		case inside == "/v" && tagged: // a stray </v> cuts nothing
			begin("")
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
	said := []utterance{{}}
	for line := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		first := len(said) == 1 && len(said[0].pieces) == 0
		if first || said[0].voice != "" {
			if name, words, ok := cutName(strings.TrimSpace(line)); ok {
				if first {
					said = said[:0]
				}
				said = append(said, utterance{voice: name})
				line = words
			}
		}
		u := &said[len(said)-1]
		u.add(line)
		u.add("\n")
	}
	return said
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
