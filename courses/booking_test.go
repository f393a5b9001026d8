package courses

import (
	"testing"

	"polyphony/internal/fact"
)

func TestR11_AStageKeepsItsDistanceFromTheFirstDayBooked(t *testing.T) {
	p := samplePinned()
	if _, ok := p.Distance("one", Booked{}); ok {
		t.Error("the first stage keeps a distance")
	}
	if d, ok := p.Distance("two", Booked{}); !ok || d != (Distance{"One", 28, ""}) {
		t.Errorf("nothing booked before: %+v", d)
	}
	booked := Booked{"one": {"2026-02-10", "2026-02-02"}}
	if d, _ := p.Distance("two", booked); d.From != "2026-03-02" {
		t.Errorf("from %s; want 28 days after the first day", d.From)
	}
}

func TestStageDaysCountADateOnce(t *testing.T) {
	p := samplePinned()
	got := p.StageDays(Booked{"one": {"2026-02-02", "2026-02-02"}, "two": []fact.Date{"2026-03-02", "2026-03-03", "2026-03-04"}})
	if len(got) != 2 || got[0].Booked != 1 || got[0].Short() != 1 || got[1].Short() != 0 {
		t.Errorf("%+v", got)
	}
}
