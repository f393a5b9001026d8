package web

import (
	"fmt"
	"strings"

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
	Chart  []chartPoint
	Line   string
}

// saidLine is one rater's observation.
type saidLine struct {
	Text, Reason string
	Seen         []string
	Cues         []cueLine
	Record       []app.Record
}

// overLine is one decided meeting in the change over meetings.
type overLine struct {
	When, Level string
	Result      tag
	Here        bool
}

type chartPoint struct {
	X, Y int
	Here bool
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
	out := feedbackPart{FeedbackPrinciple: p, Anchor: p.ID, Result: resultWords[p.Result], Level: tenths(p.LevelTenths)}
	for _, o := range p.Observations {
		line := saidLine{Text: o.Text, Reason: o.Reason, Seen: o.Seen, Record: o.Record}
		for _, c := range o.Cues {
			line.Cues = append(line.Cues, cueLine{c.N, clock(c.StartMS), c.Voice, shortRole[c.Role], c.Text, false, fmt.Sprintf("/meetings/%s/read#cue-%d", f.Meeting, c.N)})
		}
		out.Said = append(out.Said, line)
	}
	var line []string
	for i, o := range p.Over {
		here := o.Meeting == f.Meeting
		out.Over = append(out.Over, overLine{courses.Day(o.At), tenths(o.LevelTenths), resultWords[o.Result], here})
		if o.LevelTenths == 0 {
			continue
		}
		pt := chartPoint{X: 60 + i*880/max(1, len(p.Over)-1), Y: chartY(o.LevelTenths, f.Scale), Here: here}
		out.Chart = append(out.Chart, pt)
		line = append(line, fmt.Sprintf("%d,%d", pt.X, pt.Y))
	}
	out.Line = strings.Join(line, " ")
	return out
}

// chartY places a level on a chart 200 high.
func chartY(tenths int64, scale fidelity.Scale) int {
	return int(180 - (tenths-10*scale.Min)*160/max(1, 10*(scale.Max-scale.Min)))
}

// Threshold is where the threshold lies on the chart.
func (p feedbackPart) Threshold(f app.Feedback) int { return chartY(10*f.Threshold, f.Scale) }

// Rungs are the anchors that the level lies at.
func (p feedbackPart) Rungs(f app.Feedback) (out []rung) {
	for _, a := range p.Anchors {
		out = append(out, rung{a.Level, a.Text, true, a.Level == f.Threshold})
	}
	return out
}

// tenths writes a level that is counted in tenths.
func tenths(n int64) string {
	switch {
	case n == 0:
		return "no level"
	case n%10 == 0:
		return fmt.Sprintf("level %d", n/10)
	default:
		return fmt.Sprintf("level %d.%d", n/10, n%10)
	}
}
