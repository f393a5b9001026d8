package content_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"polyphony/content"
)

func TestStats(t *testing.T) {
	want := content.Stats{
		Modules: []content.ModuleStats{
			{
				ID: "first-steps", Title: "First steps", Language: "en-GB", Translated: []string{}, Words: 74, Minutes: 11, Sections: 2, Vignettes: 1,
				Exercises: 1, Reflections: 1, Figures: 1, Items: 2, Sources: 1, Terms: 1,
			},
			{ID: "second-steps", Title: "Second steps", Language: "en-GB", Translated: []string{}, Words: 7, Minutes: 1, Sections: 1, Items: 2},
		},
		Outlines: []content.OutlineStats{{ID: "later-steps", Title: "Later steps", Pathway: "long", Objectives: 1, Sections: 2, ToRead: 1}},
		Meetings: []content.MeetingStats{{ID: "the-bench", Title: "The bench", Cues: 2, Words: 7, Voices: 2}},
		Totals: content.Totals{
			Modules: 2, Words: 81, Minutes: 12, Vignettes: 1, Exercises: 1, Reflections: 1, Figures: 1, Items: 4, Sources: 1, Terms: 1,
			Outlines: 1, Meetings: 1, Cues: 2,
		},
	}
	if diff := cmp.Diff(want, loadSample(t).Stats()); diff != "" {
		t.Error(diff)
	}
}

func TestStatsOfTheShippedContent(t *testing.T) {
	l, _ := content.Load(content.Embedded())
	s := l.Stats()
	for _, m := range s.Modules {
		if m.ReadingEase == nil || m.Words == 0 {
			t.Errorf("%+v", m)
		}
	}
	if s.Totals.Modules != len(l.Modules) || s.Totals.MeetingMinutes == 0 {
		t.Errorf("%+v", s.Totals)
	}
}
