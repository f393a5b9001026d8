package app_test

import (
	"strings"
	"testing"
	"time"

	"polyphony/fidelity"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/testkit/institute"
)

func TestAShippedMeetingSaysItsPlace(t *testing.T) {
	held := fact.At(time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC))
	for id, m := range institute.Library().Meetings {
		f := app.FictionalFacts(m, held)
		if f.Place == "" || f.Place == m.Title || !strings.Contains(m.Setting, f.Place) {
			t.Errorf("%s: place %q", id, f.Place)
		}
		if err := fidelity.CheckWords("place", f.Place); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}
