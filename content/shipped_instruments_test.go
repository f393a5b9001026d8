package content_test

import (
	"testing"

	"polyphony/content"
)

// Modules and gold ratings name a principle without its instrument, so no two
// shipped instruments share one; and what people are rated by stays the seven.
func TestShippedInstruments(t *testing.T) {
	l, _ := content.Load(content.Embedded())
	count := map[string]int{"seven-principles": 7, "classical-seven": 7, "key-elements-twelve": 12}
	if len(l.Instruments) != len(count) {
		t.Errorf("%d instruments", len(l.Instruments))
	}
	owner, texts := map[string]string{}, map[string]string{}
	for id, in := range l.Instruments {
		if len(in.Principles) != count[id] || in.Status != "specimen" {
			t.Errorf("%s has %d principles and is %s", id, len(in.Principles), in.Status)
		}
		if _, ok := l.Translation(id, "fi"); !ok {
			t.Errorf("%s is not there in Finnish", id)
		}
		for _, p := range in.Principles {
			if other := owner[p.ID]; other != "" {
				t.Errorf("principle %s is in %s and in %s", p.ID, other, id)
			}
			owner[p.ID] = id
			own := []string{p.Definition, p.Asks, p.WhenAlone}
			for level := range p.Anchors {
				own = append(own, p.Anchors[level], p.Examples[level])
			}
			for _, text := range own {
				if where := texts[text]; where != "" {
					t.Errorf("%s says what %s says: %s", p.ID, where, text)
				}
				texts[text] = p.ID
			}
		}
	}
	for id, p := range l.Pathways {
		if p.Instrument != "seven-principles" {
			t.Errorf("pathway %s rates by %s", id, p.Instrument)
		}
	}
	if l.Crosswalk == nil || l.Crosswalk.Base != "seven-principles" {
		t.Fatal("the crosswalk does not start from the seven")
	}
	if rows := len(l.Crosswalk.Rows); rows != 7 {
		t.Errorf("%d rows", rows)
	}
}
