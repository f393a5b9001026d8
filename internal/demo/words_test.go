package demo

import (
	"slices"
	"testing"
	"time"

	"polyphony/content"
)

func TestR32_RatersOfTheHistoryDifferInWordsAndCues(t *testing.T) {
	l, err := content.Load(content.Embedded())
	if l == nil {
		t.Fatal(err)
	}
	for id := range beginnings {
		m := l.Meetings[id]
		for _, g := range m.Gold {
			texts, cues := map[string]bool{}, [][]int{}
			for way := range ways {
				text, c := saw(m, g, "An anchor.", way)
				if again, _ := saw(m, g, "An anchor.", way); text != again {
					t.Errorf("%s, %s: not the same twice", id, g.Principle)
				}
				texts[text] = true
				cues = append(cues, c)
			}
			if len(texts) != ways {
				t.Errorf("%s, %s: %d of %d observations differ", id, g.Principle, len(texts), ways)
			}
			if len(g.Cues) > 1 && (slices.Equal(cues[0], cues[1]) || slices.Equal(cues[1], cues[2])) {
				t.Errorf("%s, %s: the same cues: %v", id, g.Principle, cues)
			}
		}
	}
}

func TestMeetingsOfTheHistoryAreHeldWhenTheirWordsSay(t *testing.T) {
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		t.Fatal(err)
	}
	for id, b := range beginnings {
		for d := range 8 {
			day := time.Date(2026, 3, 24+d, 9, 0, 0, 0, time.UTC)
			when, err := declaredFor(id, day, false)
			if err != nil {
				t.Fatal(err)
			}
			held := when.Add(earlier).In(zone)
			if held.Weekday() != b.day || held.Hour() != b.hour || held.Minute() != b.minute {
				t.Errorf("%s is held on %s", id, held)
			}
			if away := when.Sub(day); away < -24*time.Hour || away > 7*24*time.Hour {
				t.Errorf("%s is %s away from its day", id, away)
			}
		}
	}
	for _, s := range []script{{meetings: good}, (&trainee{cohort: 1}).plan(), (&trainee{cohort: 1, place: 1}).plan(), (&trainee{place: 4}).plan()} {
		for _, id := range s.meetings {
			if _, ok := beginnings[id]; !ok {
				t.Errorf("nothing says when %s is held", id)
			}
		}
	}
}
