package web

import (
	"fmt"

	"polyphony/fidelity/conversation"
)

// cueRef is a link to a cue, with the word that is meant where there is one.
type cueRef struct {
	N    int
	Word string
}

// cueList is what one number was counted from; ID is where the number leads.
type cueList struct {
	ID, Title string
	Cues      []cueRef
}

// cueLists are the lists below one table.
type cueLists struct {
	Transcript, Title string
	Lists             []cueList
}

func refs(cues []int) []cueRef {
	out := make([]cueRef, len(cues))
	for i, c := range cues {
		out[i] = cueRef{N: c + 1}
	}
	return out
}

func wordRefs(words []conversation.WordAt) []cueRef {
	out := make([]cueRef, len(words))
	for i, w := range words {
		out[i] = cueRef{w.Cue + 1, w.Word}
	}
	return out
}

// byVoice lists the cues of each voice that has any.
func byVoice[T any](m conversation.Measures, kind, what string, of [][]T, show func([]T) []cueRef) (out []cueList) {
	for v, one := range m.Voices {
		if len(of[v]) > 0 {
			out = append(out, cueList{fmt.Sprintf("%s-%d", kind, v), voiceName(one.Name) + what, show(of[v])})
		}
	}
	return out
}

// byPair lists the cues of each pair of voices that has any.
func byPair[T any](m conversation.Measures, kind, between string, of [][][]T, show func([]T) []cueRef) (out []cueList) {
	for a, from := range m.Voices {
		for b, to := range m.Voices {
			if a != b && len(of[a][b]) > 0 {
				out = append(out, cueList{pairID(kind, a, b), voiceName(from.Name) + between + voiceName(to.Name), show(of[a][b])})
			}
		}
	}
	return out
}

func pairID(kind string, a, b int) string { return fmt.Sprintf("%s-%d-%d", kind, a, b) }

// cuesOf puts everything that was counted below the table that counts it.
func cuesOf(m conversation.Measures, w conversation.Where, transcript string) map[string]cueLists {
	lists := func(title string, all ...[]cueList) cueLists {
		out := cueLists{Transcript: transcript, Title: title}
		for _, l := range all {
			out.Lists = append(out.Lists, l...)
		}
		return out
	}
	return map[string]cueLists{
		"follows": lists("Every change of speaker, at its cue", byPair(m, "follows", ", then ", w.Follows, refs)),
		"begins": lists("Every initiative and response, at its cue",
			byVoice(m, "initiatives", " begins", w.Initiatives, refs), byVoice(m, "responses", " answers", w.Responses, refs)),
		"answers":  lists("Every answer, at its cue", byPair(m, "answers", " asks, answered by ", w.Answers, refs)),
		"words":    lists("Every new word, at its cue", byVoice(m, "words", " brings in", w.NewWords, wordRefs)),
		"taken-up": lists("Every word taken up, at its cue", byPair(m, "taken-up", " takes up from ", w.TakenUp, wordRefs)),
		"asks": lists("Every question of every voice, at its cue",
			byVoice(m, "asks-open", " asks, open", w.Open, refs), byVoice(m, "asks-closed", " asks, closed", w.Closed, refs)),
	}
}
