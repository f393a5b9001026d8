package web

import (
	"fmt"
	"slices"

	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var resultWords = map[fidelity.Result]tag{
	fidelity.Met:           {"Met", "good"},
	fidelity.NotMet:        {"Not yet met", "wait"},
	fidelity.NotApplicable: {"Did not apply", "note"},
	fidelity.Open:          {"Open", ""},
}

// rung is one level of a principle's scale.
type rung struct {
	Level           int64
	Text            string
	Here, Threshold bool
}

// feedbackPart is one principle: what was seen, the level, the change.
type feedbackPart struct {
	app.FeedbackPrinciple
	Anchor string // id on the page
	Result tag
	Level  string
	Said   []saidLine
	Over   []overLine
	Chart  levelChart
	// Between says how the level came about where the raters gave different ones.
	Between string
}

// saidLine is one rater's observation.
type saidLine struct {
	Text, Reason string
	Seen         []string
	Cues         []cueLine
	Record       []app.Record
	Raters       int    // who wrote these very words
	Who          string // the heading
}

// overLine is one decided meeting in the change over meetings.
type overLine struct {
	When, Level string
	Result      tag
	Here        bool
}

// feedbackShow is a decided meeting for its trainee and their supervisor.
func (s *Server) feedbackShow(r *req) error {
	f, err := s.app.Feedback(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	parts := make([]feedbackPart, 0, len(f.Principles))
	for _, p := range f.Principles {
		parts = append(parts, feedbackOf(f, p))
	}
	held := ""
	if f.HeldAt != 0 {
		held = courses.Day(f.HeldAt)
	}
	return s.page(r, "feedback", "Feedback", data{
		"Feedback": f, "Parts": parts, "Held": held, "Next": f.Next,
		"Crumbs": []crumb{{"Practice meetings", "/meetings"}, {"The meeting", "/meetings/" + string(f.Meeting)}, {"Feedback", ""}},
	})
}

func feedbackOf(f app.Feedback, p app.FeedbackPrinciple) feedbackPart {
	out := feedbackPart{FeedbackPrinciple: p, Anchor: p.ID, Result: resultWords[p.Result], Level: tenths(p.LevelTenths), Between: between(p)}
	for _, o := range p.Observations {
		out.Said = merged(out.Said, saidOf(f, o))
	}
	for i := range out.Said {
		out.Said[i].Who = whoSaw(out.Said[i].Raters, i, len(out.Said))
	}
	for _, o := range p.Over {
		out.Over = append(out.Over, overLine{courses.Day(o.At), tenths(o.LevelTenths), resultWords[o.Result], o.Meeting == f.Meeting})
	}
	out.Chart = chartOf(f, p)
	return out
}

func saidOf(f app.Feedback, o app.Observation) saidLine {
	line := saidLine{Text: o.Text, Reason: o.Reason, Seen: o.Seen, Record: o.Record, Raters: 1}
	for _, c := range o.Cues {
		line.Cues = append(line.Cues, cueLine{c.N, clock(c.StartMS), c.Voice, shortRole[c.Role], c.Text, false, fmt.Sprintf("/meetings/%s/read#cue-%d", f.Meeting, c.N)})
	}
	return line
}

// merged adds an observation; one in the very words of another becomes one with
// it, and cites what either cited.
func merged(list []saidLine, add saidLine) []saidLine {
	for i := range list {
		one := &list[i]
		if one.Text != add.Text || one.Reason != add.Reason {
			continue
		}
		one.Raters++
		for _, s := range add.Seen {
			if !slices.Contains(one.Seen, s) {
				one.Seen = append(one.Seen, s)
			}
		}
		for _, c := range add.Cues {
			if !slices.Contains(one.Cues, c) {
				one.Cues = append(one.Cues, c)
			}
		}
		for _, r := range add.Record {
			if !slices.Contains(one.Record, r) {
				one.Record = append(one.Record, r)
			}
		}
		slices.SortFunc(one.Cues, func(a, b cueLine) int { return a.N - b.N })
		return list
	}
	return append(list, add)
}

// whoSaw heads an observation; nothing stands over a single rater's only one.
func whoSaw(raters, i, of int) string {
	switch {
	case raters == 2:
		return "Two raters saw"
	case raters > 2:
		return "Three raters saw"
	case of == 1:
		return ""
	case i == 0:
		return "One rater saw"
	default:
		return "Another rater saw"
	}
}

// between says what a level was made of where the raters' differ.
func between(p app.FeedbackPrinciple) string {
	g := p.Given
	switch {
	case p.LevelTenths == 0 || len(g) < 2 || g[0] == g[len(g)-1]:
		return ""
	case len(g) == 2:
		return fmt.Sprintf("%s: the middle of two ratings, %d and %d.", levelNumber(p.LevelTenths), g[0], g[1])
	default:
		return fmt.Sprintf("%s: the middle of three ratings, %d, %d and %d.", levelNumber(p.LevelTenths), g[0], g[1], g[2])
	}
}

// Rungs are the anchors that the level lies at.
func (p feedbackPart) Rungs(f app.Feedback) (out []rung) {
	for _, a := range p.Anchors {
		out = append(out, rung{a.Level, a.Text, true, a.Level == f.Threshold})
	}
	return out
}

// tenths writes a level that is counted in tenths.
func tenths(n int64) string {
	if n == 0 {
		return "no level"
	}
	return "level " + levelNumber(n)
}

// levelNumber is the number alone.
func levelNumber(n int64) string {
	if n%10 == 0 {
		return fmt.Sprint(n / 10)
	}
	return fmt.Sprintf("%d.%d", n/10, n%10)
}
