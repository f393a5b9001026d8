package courses

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"polyphony/internal/fact"
)

func TestR27_AWholeHistoryLeavesNothingUnmet(t *testing.T) {
	w := whole()
	s := w.standing()
	if u := s.Unmet(); len(u) != 0 {
		t.Fatalf("%s", w.p.Explain(u[0]))
	}
	got := s.Entries()
	if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("entries are named twice or out of order: %v", got)
	}
	if len(got) != len(w.entries)-1 {
		t.Errorf("%d of %d evidence entries are named", len(got), len(w.entries)-1)
	}
}

// TestR27_EveryFactIsNeeded: taking one fact out leaves something unmet, for
// all but those of one meeting, since one of four may be missing nowhere.
func TestR27_EveryFactIsNeeded(t *testing.T) {
	w := whole()
	for i := 1; i < len(w.entries); i++ {
		less := slices.Delete(slices.Clone(w.entries), i, i+1)
		if len(StandingOf(w.p, less, w.now).Unmet()) == 0 {
			t.Errorf("without entry %d, %s, nothing is unmet", i, w.entries[i].Fact.Kind())
		}
	}
}

// TestR20_WithoutOneClearEnrolmentNothingCounts, and every requirement says so.
func TestR20_WithoutOneClearEnrolmentNothingCounts(t *testing.T) {
	for name, change := range map[string]func(*teller){
		"no enrolment":         func(w *teller) { w.entries = w.entries[1:] },
		"no history":           func(w *teller) { w.entries = nil },
		"two enrolments":       func(w *teller) { w.tell(w.entries[0].Fact) },
		"another bundle":       func(w *teller) { w.p.Bundle = "another" },
		"no bundle":            func(w *teller) { w.p.Bundle = ""; w.entries[0].Fact.(*fact.TraineeEnrolled).Bundle = "" },
		"nothing asked":        func(w *teller) { w.p.Pathway.Stages = nil },
		"no instrument":        func(w *teller) { w.p.Instrument.Principles = nil },
		"nothing was opened":   func(w *teller) { w.p = Pinned{Bundle: w.p.Bundle} },
		"an enrolment at last": func(w *teller) { w.entries = append(w.entries[1:], w.entries[0]); w.entries = renumber(w.entries) },
	} {
		w := whole()
		change(w)
		s := w.standing()
		if len(s.Requirements) == 0 || len(s.Unmet()) != len(s.Requirements) || len(s.Entries()) != 0 {
			t.Errorf("%s: %d of %d unmet", name, len(s.Unmet()), len(s.Requirements))
		}
		if name == "an enrolment at last" {
			continue
		}
		for _, r := range s.Unmet() {
			if !slices.Equal(r.Reasons, []Reason{{Why: EnrolmentUnclear}}) {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if !slices.Equal(ProgressOf(w.p, w.entries, w.now).Room("a", "s1").Blocked, []Reason{{Why: EnrolmentUnclear}}) {
			t.Errorf("%s: there is room for study", name)
		}
	}
}

// TestR20_WhatCannotBeRecordedStaysOpen: a floor without facts is not met.
func TestR20_WhatCannotBeRecordedStaysOpen(t *testing.T) {
	w := whole()
	w.p.Standard.JournalHours = 60
	w.p.Standard.Supervision = Supervision{QualifyingMonths: 12, MinutesAMonth: 90}
	got := unmetIDs(w.standing())
	if len(got) != 2 || !got["journal"] || !got["supervision"] {
		t.Errorf("%v", got)
	}
}

// TestR20_HistoryIsReadInItsOwnTime: what lies after now has not happened, and
// a reversal from tomorrow takes nothing out today.
func TestR20_HistoryIsReadInItsOwnTime(t *testing.T) {
	w := whole()
	for i, e := range w.entries {
		if got, want := StandingOf(w.p, w.entries, e.At), StandingOf(w.p, w.entries[:i+1], e.At); !reflect.DeepEqual(got, want) {
			t.Fatalf("at entry %d the future is known", i)
		}
	}
	now := w.now
	w.wait(time.Hour)
	w.tell(&fact.EvidenceReversed{Enrolment: enrolID, Entry: 1, By: "r1", Second: "r2"})
	if len(StandingOf(w.p, w.entries, now).Unmet()) != 0 || len(w.standing().Unmet()) == 0 {
		t.Error("a reversal works before its time, or not at all")
	}
}

// TestR18_AReversalTakesOutOneEarlierFact and nothing that comes later; a
// reversal of a reversal gives nothing back.
func TestR18_AReversalTakesOutOneEarlierFact(t *testing.T) {
	reverse := func(w *teller, entry int64) {
		w.tell(&fact.EvidenceReversed{Enrolment: enrolID, Entry: entry, By: "r1", Second: "r2"})
	}
	w := whole()
	for i, e := range w.entries[1:] {
		switch e.Fact.(type) {
		case *fact.MeetingDeclared, *fact.MeetingRecorded, *fact.RatingCommitted:
			continue
		}
		v := whole()
		reverse(v, int64(i+1))
		if len(v.standing().Unmet()) == 0 {
			t.Errorf("%s was reversed and nothing is unmet", e.Fact.Kind())
		}
		reverse(v, int64(len(v.entries)-1))
		if len(v.standing().Unmet()) == 0 {
			t.Errorf("the reversal of %s was taken back", e.Fact.Kind())
		}
	}
	reverse(w, int64(len(w.entries)+5))
	reverse(w, 0)
	if u := w.standing().Unmet(); len(u) != 0 {
		t.Errorf("a reversal of what comes later, or of the enrolment, counts: %s", w.p.Explain(u[0]))
	}
}

// TestR18_LessEvidenceNeverMeetsMore: in a history that the door let in, no
// study, check, reflection or contact fact keeps a requirement unmet, so that
// neither its absence nor its reversal meets one. Meetings are the exception,
// and stay out of reach: a failed one counts against the trainee.
func TestR18_LessEvidenceNeverMeetsMore(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := drawStory(r)
		i := rapid.IntRange(1, len(s.evidence)-1).Draw(r, "which")
		switch s.evidence[i].Fact.(type) {
		case *fact.MeetingDeclared, *fact.MeetingRecorded, *fact.RatingCommitted:
			i = 1
		}
		before := unmetIDs(StandingOf(s.pinned, s.evidence, s.now))
		less := slices.Delete(slices.Clone(s.evidence), i, i+1)
		reversal := append(slices.Clone(s.evidence), fact.Entry{
			Index: int64(len(s.evidence)), At: s.now, Fact: &fact.EvidenceReversed{Entry: s.evidence[i].Index, By: "r1", Second: "r2"},
		})
		for name, entries := range map[string][]fact.Entry{"without": less, "with a reversal of": reversal} {
			after := unmetIDs(StandingOf(s.pinned, entries, s.now))
			for id := range before {
				if !after[id] {
					r.Fatalf("%s entry %d, %s, %s is met", name, i, s.evidence[i].Fact.Kind(), id)
				}
			}
		}
	})
}

// TestR5_WhatIsMetStaysMetAsTimePasses: with the same facts a later instant
// changes no requirement either way; waiting alone meets nothing.
func TestR5_WhatIsMetStaysMetAsTimePasses(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := drawStory(r)
		later := s.now.Add(time.Duration(rapid.Int64Range(0, int64(20*365*24*time.Hour)).Draw(r, "later")))
		a, b := unmetIDs(StandingOf(s.pinned, s.evidence, s.now)), unmetIDs(StandingOf(s.pinned, s.evidence, later))
		if !reflect.DeepEqual(a, b) {
			r.Fatalf("unmet were %v and are %v", a, b)
		}
	})
}

// TestStandingIsAFunction: the same history gives the same standing, and the
// history is left as it was.
func TestStandingIsAFunction(t *testing.T) {
	w := whole()
	before := fmt.Sprintf("%+v", w.entries[0])
	a, b := w.standing(), w.standing()
	if !reflect.DeepEqual(a, b) || fmt.Sprintf("%+v", w.entries[0]) != before {
		t.Error("two standings of one history differ")
	}
}

// BenchmarkStanding2000 is the standing of an enrolment with two thousand
// evidence facts; it must stay under two milliseconds.
func BenchmarkStanding2000(b *testing.B) {
	s := newTeller()
	s.p.Modules["a"] = withSection(s.p.Modules["a"], 1700)
	for len(s.entries) < 1700 {
		s.study("a", "s1", 60)
	}
	for range 66 {
		s.day("one", "block")
	}
	for n := 0; len(s.entries) < 2000; n++ {
		s.meeting(n, 4, 4)
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(StandingOf(s.p, s.entries, s.now).Requirements) == 0 {
			b.Fatal("nothing is asked")
		}
	}
	if per := b.Elapsed() / time.Duration(b.N); per > 2*time.Millisecond {
		b.Errorf("%v a standing", per)
	}
}
