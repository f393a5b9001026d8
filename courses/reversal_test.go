package courses

import (
	"strings"
	"testing"

	"polyphony/internal/fact"
)

// TestR18_WhatAReversalWouldTakeIsKnownBefore: what is said before equals what
// is so afterwards, and what is said of it later is the same again.
func TestR18_WhatAReversalWouldTakeIsKnownBefore(t *testing.T) {
	for i, e := range whole().entries {
		switch e.Fact.(type) {
		case *fact.TraineeEnrolled, *fact.MeetingDeclared, *fact.MeetingRecorded, *fact.RatingCommitted:
			continue
		}
		w := whole()
		before := w.standing()
		said := before.Falls(Without(w.p, w.entries, w.now, int64(i)))
		w.tell(&fact.EvidenceReversed{Enrolment: enrolID, Entry: int64(i), By: "r1", Second: "r2"})
		after := w.standing()
		if len(said) == 0 || len(said) != len(after.Unmet()) {
			t.Errorf("%s: %d were said to fall and %d fell", e.Fact.Kind(), len(said), len(after.Unmet()))
		}
		if again := Restored(w.p, w.entries, w.now, int64(i)).Falls(after); len(again) != len(said) {
			t.Errorf("%s: %d fell and %d are explained by it", e.Fact.Kind(), len(said), len(again))
		}
	}
}

// TestR11_AReflectionBeforeItsModuleWasOpen is never said not to be handed in:
// it was, and the sentence says what to do.
func TestR11_AReflectionBeforeItsModuleWasOpen(t *testing.T) {
	w := whole()
	for _, e := range w.entries {
		if f, ok := e.Fact.(*fact.CheckGraded); ok && f.Module == "a" {
			w.tell(&fact.EvidenceReversed{Enrolment: enrolID, Entry: e.Index, By: "r1", Second: "r2"})
			break
		}
	}
	for _, r := range w.standing().Unmet() {
		if r.Kind != ReflectionSeen {
			continue
		}
		said := w.p.Missing(r, ToOthers)
		if !strings.HasPrefix(said, "Handed in on ") || !strings.Contains(said, "“Module a”") || strings.Contains(said, "ot handed in yet") {
			t.Errorf("%q", said)
		}
		return
	}
	t.Error("no reflection fell with the check before it")
}
