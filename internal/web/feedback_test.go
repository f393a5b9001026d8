package web

import (
	"testing"

	"polyphony/fidelity"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

func TestObservationsInTheSameWordsAreOne(t *testing.T) {
	p := app.FeedbackPrinciple{Observations: []app.Observation{
		{Text: "Room was left.", Cues: []app.CueView{{N: 3}}}, {Text: "Nobody was hurried."}, {Text: "Room was left.", Cues: []app.CueView{{N: 1}, {N: 3}}},
	}}
	out := feedbackOf(app.Feedback{Scale: fidelity.Scale{Min: 1, Max: 5}}, p)
	if len(out.Said) != 2 || out.Said[0].Who != "Two raters saw" || out.Said[1].Who != "Another rater saw" || len(out.Said[0].Cues) != 2 || out.Said[0].Cues[0].N != 1 {
		t.Errorf("%+v", out.Said)
	}
}

func TestALevelBetweenRatingsSaysSo(t *testing.T) {
	for want, p := range map[string]app.FeedbackPrinciple{
		"4.5: the middle of two ratings, 4 and 5.":    {LevelTenths: 45, Given: []int64{4, 5}},
		"4: the middle of three ratings, 2, 4 and 4.": {LevelTenths: 40, Given: []int64{2, 4, 4}},
		"3: the middle of two ratings, 2 and 4.":      {LevelTenths: 30, Given: []int64{2, 4}},
		"":                                            {LevelTenths: 40, Given: []int64{4, 4}},
	} {
		if got := between(p); got != want {
			t.Errorf("%q; want %q", got, want)
		}
	}
}

func TestTheChartBreaksWhereAPrincipleDidNotApply(t *testing.T) {
	f := app.Feedback{Meeting: "c", Scale: fidelity.Scale{Min: 1, Max: 5}, Threshold: 3}
	at := fact.Time(1_700_000_000_000_000)
	c := chartOf(f, app.FeedbackPrinciple{Over: []app.Point{
		{Meeting: "a", At: at, LevelTenths: 30}, {Meeting: "b", At: at, LevelTenths: 40}, {Meeting: "n", At: at, Result: fidelity.NotApplicable}, {Meeting: "c", At: at, LevelTenths: 50},
	}})
	if len(c.Lines) != 1 || len(c.Points) != 3 || !c.Points[2].Here {
		t.Errorf("%+v", c)
	}
	if len(c.Rungs) != 5 || c.Rungs[0].Y <= c.Rungs[4].Y || len(c.Dates) != 4 || c.Dates[0].Text != "14 Nov 2023" {
		t.Errorf("axes: %+v %+v", c.Rungs, c.Dates)
	}
}
