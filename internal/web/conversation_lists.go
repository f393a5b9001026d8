package web

import (
	"fmt"
	"slices"
	"strings"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
)

// matrix counts how voices meet: a row for who, a column for whom.
type matrix struct {
	Heads []string
	Rows  []matrixRow
}

type matrixRow struct {
	Name  string
	Cells []matrixCell
	Sum   int
}

// matrixCell is a number that leads to its cues, where there are any.
type matrixCell struct{ Text, Href string }

func matrixOf(m conversation.Measures, kind string, counts map[string]map[string]int) matrix {
	var out matrix
	for i, a := range m.Voices {
		out.Heads = append(out.Heads, voiceName(a.Name))
		r := matrixRow{Name: voiceName(a.Name)}
		for j, b := range m.Voices {
			n := counts[a.Name][b.Name]
			r.Sum += n
			cell := matrixCell{Text: fmt.Sprint(n)}
			switch {
			case n > 0:
				cell.Href = "#" + pairID(kind, i, j)
			case a.Name == b.Name:
				cell.Text = "–"
			}
			r.Cells = append(r.Cells, cell)
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// pauseLine is one silence.
type pauseLine struct {
	When, Long, Before, After, EndedBy string
	Cue                                int
}

// stretchLine is a stretch of time with the cue at which to begin to listen.
type stretchLine struct {
	Who, From, To, Long, Text string
	Cue                       int
}

// foundItem is one candidate; foundList those of a kind, and apart from them
// those that the one who looks has dismissed.
type foundItem struct {
	Cue                    int
	When, Voice, Text, Why string
}

type foundList struct {
	ID, Title, None  string
	Items, Dismissed []foundItem
}

// foundKinds word the kinds of candidates.
var foundKinds = []struct {
	kind        conversation.CandidateKind
	title, none string
}{
	{conversation.OpenQuestion, "Open questions", "No cue was taken for an open question."},
	{conversation.ClosedQuestion, "Closed questions", "No cue was taken for a closed question."},
	{conversation.Reflection, "Reflections", "No cue was taken for a reflection."},
	{conversation.Uptake, "Words of others taken up", "No words of others were seen to be taken up."},
	{conversation.PresentMoment, "Words about the present moment", "No phrase of the list was said."},
	{conversation.Jargon, "Words of diagnosis and treatment", "No word of the list was first said by a practitioner."},
}

func foundIn(candidates []conversation.Candidate, dismissed []app.Dismissed) map[string]foundList {
	out := map[string]foundList{}
	for _, k := range foundKinds {
		list := foundList{ID: string(k.kind), Title: k.title, None: k.none}
		for _, c := range candidates {
			if c.Kind != k.kind {
				continue
			}
			item := foundItem{c.Cue + 1, clock(c.StartMS), voiceName(c.Voice), c.Text, strings.Join(c.Why, ", ")}
			if slices.Contains(dismissed, app.Dismissed{Kind: c.Kind, Cue: item.Cue}) {
				list.Dismissed = append(list.Dismissed, item)
			} else {
				list.Items = append(list.Items, item)
			}
		}
		out[list.ID] = list
	}
	return out
}

func overview(m conversation.Measures, p conversation.Patterns) []row {
	return []row{
		{Key: "Length", Value: clock(m.EndMS - m.StartMS)},
		{Key: "Words, turns, cues", Value: fmt.Sprintf("%d, %d, %d", m.Words, m.Turns, m.Cues)},
		{Key: "Somebody speaks", Value: clock(m.CoveredMS)},
		{Key: "Several at once", Value: clock(m.OverlapMS)},
		{Key: "Silences of two seconds or more", Value: fmt.Sprintf("%d, the longest %s", len(p.Pauses), seconds(m.LongestSilenceMS))},
		{Key: "Time between turns, median", Value: fmt.Sprintf("%.1f s", p.Flow.MedianTransferMS/1000)},
		{Key: "Inequality of words (Gini)", Value: fmt.Sprintf("%.2f, where 0 is equal shares", m.GiniWords)},
		{Key: "Evenness of words (entropy)", Value: fmt.Sprintf("%.2f, where 1 is equal shares", m.EntropyWords)},
	}
}

func (v *counted) addSilences(p conversation.Patterns, read conversation.Transcript) {
	ended := map[string]int{}
	for _, one := range p.Pauses {
		after := "no"
		if one.AfterQuestion {
			after = "yes"
		}
		ended[one.EndedBy]++
		v.Pauses = append(v.Pauses, pauseLine{
			clock(one.StartMS), seconds(one.EndMS - one.StartMS), voiceName(one.Before), after, voiceName(one.EndedBy), one.Cue + 1,
		})
	}
	for _, name := range read.Voices {
		if n := ended[name]; n > 0 {
			v.Ended = append(v.Ended, row{Key: voiceName(name), Value: plural(n, "silence", "silences") + " ended"})
		}
	}
}

// addStretches lists where a voice is long unheard, and where practitioners
// talk among themselves.
func (v *counted) addStretches(m conversation.Measures, p conversation.Patterns, read conversation.Transcript) {
	cueAt := func(ms int64) int {
		i := slices.IndexFunc(read.Cues, func(c conversation.Cue) bool { return c.StartMS >= ms })
		if i < 0 {
			return len(read.Cues)
		}
		return i + 1
	}
	for _, one := range p.Unheard {
		v.Unheard = append(v.Unheard, stretchLine{
			Who: voiceName(one.Voice), From: clock(one.StartMS), To: clock(one.EndMS), Long: clock(one.EndMS - one.StartMS), Cue: cueAt(one.StartMS),
		})
	}
	for _, run := range m.ReflectingTalk {
		v.Reflecting = append(v.Reflecting, stretchLine{
			From: clock(run.StartMS), To: clock(run.EndMS), Cue: cueAt(run.StartMS),
			Text: plural(run.Turns, "turn", "turns") + ", " + plural(run.Words, "word", "words"),
		})
	}
}

// foundPart is a list of candidates with the page that its links lead to.
type foundPart struct {
	Transcript, Address string
	List                foundList
}

// Of gives the candidates of a kind to a part of the page.
func (v counted) Of(kind string) foundPart { return foundPart{v.Transcript, v.Address, v.Found[kind]} }
