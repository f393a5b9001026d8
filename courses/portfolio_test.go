package courses

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"polyphony/internal/fact"
)

// rounds tells meetings fifteen days apart, each with ratings of these levels.
func rounds(levels ...[]int64) *teller {
	s := newTeller()
	for n, l := range levels {
		s.meeting(n, l...)
	}
	return s
}

func both(l int64) []int64 { return []int64{l, l} }

func (t *teller) transparency() Requirement {
	for _, r := range t.standing().Requirements {
		if r.ID == "portfolio/transparency" {
			return r
		}
	}
	return Requirement{}
}

func whys(r Requirement) (out []Why) {
	for _, w := range r.Reasons {
		out = append(out, w.Why)
	}
	return out
}

// TestR26_TheLatestFourDecide: three of four met and none at level 1; failures
// stay in the window until enough meetings came after them.
func TestR26_TheLatestFourDecide(t *testing.T) {
	m, x, one := both(4), both(2), both(1)
	for name, c := range map[string]struct {
		levels [][]int64
		met    bool
		have   int64
		why    []Why
	}{
		"none":                               {nil, false, 0, []Why{FewerThanMeetings}},
		"three met":                          {[][]int64{m, m, m}, false, 3, []Why{FewerThanMeetings}},
		"four met":                           {[][]int64{m, m, m, m}, true, 4, nil},
		"one failed of four":                 {[][]int64{m, x, m, m}, true, 3, nil},
		"two failed of four":                 {[][]int64{m, x, x, m}, false, 2, []Why{TooFewMet}},
		"a failure leaves after four":        {[][]int64{x, x, m, m, m}, true, 3, nil},
		"a late failure after four":          {[][]int64{m, m, m, m, x, x}, false, 2, []Why{TooFewMet}},
		"one at level 1 among the latest":    {[][]int64{m, m, m, one}, false, 3, []Why{LevelOne}},
		"level 1 stays while it is in there": {[][]int64{one, m, m, m}, false, 3, []Why{LevelOne}},
		"and leaves with the window":         {[][]int64{one, m, m, m, m}, true, 4, nil},
		"an undecided one is not counted":    {[][]int64{m, m, m, {4}}, false, 3, []Why{FewerThanMeetings}},
		"two who disagree decide nothing":    {[][]int64{m, m, m, {2, 4}}, false, 3, []Why{FewerThanMeetings}},
		"a third decides by the median":      {[][]int64{m, m, x, {2, 4, 3}}, true, 3, nil},
		"and against, too":                   {[][]int64{m, m, x, {2, 4, 1}}, false, 2, []Why{TooFewMet}},
		"a fourth rating is too late":        {[][]int64{m, m, x, {2, 4, 1, 5, 5}}, false, 2, []Why{TooFewMet}},
	} {
		r := rounds(c.levels...).transparency()
		if r.Met != c.met || r.Have != c.have || (!c.met && !slices.Equal(whys(r), c.why)) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// TestR26_PrinciplesAreNeverAveraged: four meetings that are excellent in one
// principle and poor in the other meet the one alone.
func TestR26_PrinciplesAreNeverAveraged(t *testing.T) {
	s := rounds(both(5), both(5), both(5), both(5))
	for _, e := range s.entries {
		if f, ok := e.Fact.(*fact.RatingCommitted); ok {
			f.Scores[1].Level = 2
		}
	}
	got := unmetIDs(s.standing())
	if got["portfolio/transparency"] || !got["portfolio/uncertainty"] {
		t.Errorf("%v", got)
	}
	if got["portfolio/immediate"] {
		t.Error("a service fact is asked of the person")
	}
}

// TestR26_NotApplicableLengthensThePortfolio: such a meeting is no pass; the
// principle is looked for in further ones.
func TestR26_NotApplicableLengthensThePortfolio(t *testing.T) {
	s := rounds(both(4), both(4), both(4), both(4))
	for _, e := range s.entries {
		if f, ok := e.Fact.(*fact.RatingCommitted); ok && f.Meeting == "meeting-2" {
			f.Scores[0] = fact.Score{Principle: "transparency", Said: fact.SaidNotApplicable, Note: "note"}
		}
	}
	r := s.transparency()
	if r.Met || !slices.Equal(r.Reasons, []Reason{{Why: FewerThanMeetings, N: 1}}) {
		t.Errorf("%+v", r)
	}
	if unmetIDs(s.standing())["portfolio/uncertainty"] {
		t.Error("another principle waits with it")
	}
	s.meeting(4, 4, 4)
	if r := s.transparency(); !r.Met {
		t.Errorf("%+v", r)
	}
}

// TestR26_AReversalShedsNoMeetingAndNoRating: what two people sign takes
// nothing out of a portfolio.
func TestR26_AReversalShedsNoMeetingAndNoRating(t *testing.T) {
	s := rounds(both(4), both(2), both(4), both(2), both(4))
	if s.transparency().Met {
		t.Fatal("two failures of the latest four are met")
	}
	n := len(s.entries)
	for i := range n {
		s.tell(&fact.EvidenceReversed{Enrolment: enrolID, Entry: int64(i), By: "r1", Second: "r2", Why: "not-true"})
		if r := s.transparency(); r.Met || r.Have != 2 {
			t.Fatalf("reversing entry %d: %+v", i, r)
		}
	}
}

func TestR22_TheSameBytesTwiceAreNoSecondMeeting(t *testing.T) {
	s := rounds(both(4), both(2), both(4), both(4))
	again := fact.Sum([]byte("meeting-0"))
	for _, e := range s.entries {
		switch f := e.Fact.(type) {
		case *fact.MeetingRecorded:
			if f.Meeting == "meeting-3" {
				f.Digest = again
			}
		case *fact.RatingCommitted:
			if f.Meeting == "meeting-3" {
				f.Recording = again
			}
		}
	}
	r := s.transparency()
	if r.Met || r.Have != 2 || !slices.Contains(whys(r), RecordingUsedTwice) {
		t.Errorf("%+v", r)
	}
	if !strings.Contains(s.p.Explain(r), "one recording was handed in for two meetings") {
		t.Errorf("%q", s.p.Explain(r))
	}
}

// TestR23_FourteenDaysLieBetweenMeetings, by the ledger's own time.
func TestR23_FourteenDaysLieBetweenMeetings(t *testing.T) {
	for wait, met := range map[time.Duration]bool{13 * 24 * time.Hour: false, 14*24*time.Hour - time.Second: false, 14 * 24 * time.Hour: true} {
		s := rounds(both(4), both(2), both(4))
		before := Meetings(s.p, s.entries, s.now)[2].RecordedAt
		s.now = before.Add(wait - 2*time.Second) // declared, then recorded
		s.meeting(3, 4, 4)
		r := s.transparency()
		if r.Met != met {
			t.Errorf("%v after the one before: %+v", wait, r)
		}
		if !met && !slices.Contains(r.Reasons, Reason{Why: MeetingsTooClose, Ref: "meeting-3", N: 14}) {
			t.Errorf("%+v", r.Reasons)
		}
	}
}

func TestR24_WhoIsTooCloseDecidesNothing(t *testing.T) {
	for _, rater := range []fact.ID{trainee, supervisor, "co-1"} {
		s := rounds(both(4), both(4), both(4), []int64{4})
		s.rate("meeting-3", rater, 4)
		if r := s.transparency(); r.Met || r.Have != 3 {
			t.Errorf("a rating by %s: %+v", rater, r)
		}
		s.rate("meeting-3", "somebody else", 4)
		if r := s.transparency(); !r.Met {
			t.Errorf("after another's: %+v", r)
		}
	}
}

func TestR25_ATranscriptServesOnlyWhereTheStandardSaysSo(t *testing.T) {
	s := rounds(both(4), both(4), both(4), both(4))
	s.p.Standard.SummativeRequires = "recording"
	if r := s.transparency(); r.Met || r.Have != 0 {
		t.Errorf("%+v", r)
	}
}

func TestR25_AnotherTraineesMeetingIsNotTheirs(t *testing.T) {
	s := rounds(both(4), both(4), both(4), both(4))
	for _, e := range s.entries {
		switch f := e.Fact.(type) {
		case *fact.MeetingDeclared:
			f.Trainee = "somebody else"
		case *fact.RatingCommitted:
			f.Trainee = "somebody else"
		}
	}
	if got := Meetings(s.p, s.entries, s.now); len(got) != 0 {
		t.Errorf("%d meetings", len(got))
	}
}

func TestPracticeIsWithDifferentCoPractitioners(t *testing.T) {
	with := func(s *teller, co ...fact.ID) Requirement {
		for _, e := range s.entries {
			if f, ok := e.Fact.(*fact.MeetingDeclared); ok {
				f.CoPractitioners = co[:1]
				co = co[1:]
			}
		}
		return need(t, s.standing(), "portfolio/co-practitioners")
	}
	four := func() *teller { return rounds(both(4), both(4), both(4), both(4)) }
	if r := with(four(), "x", "x", "x", "x"); r.Met || r.Have != 1 {
		t.Errorf("%+v", r)
	}
	if r := with(four(), "x", "x", "x", "y"); !r.Met || r.Have != 2 {
		t.Errorf("%+v", r)
	}
	five := rounds(both(4), both(4), both(4), both(4), both(4))
	if r := with(five, "y", "x", "x", "x", "x"); r.Met {
		t.Errorf("a colleague of long ago counts: %+v", r)
	}
	if r := with(four(), "x", "x", "x", trainee); r.Have != 1 {
		t.Errorf("a trainee is their own co-practitioner: %+v", r)
	}
	close := rounds(both(4), both(4), both(4))
	close.wait(-10 * 24 * time.Hour)
	close.meeting(3, 4, 4)
	if r := with(close, "x", "x", "x", "y"); r.Met {
		t.Errorf("a meeting that does not count brings a second colleague: %+v", r)
	}
}

func TestMeetingsAreGivenWithTheirDecisions(t *testing.T) {
	s := rounds(both(4), []int64{2, 4}, nil)
	ms := Meetings(s.p, s.entries, s.now)
	if len(ms) != 3 || !ms[0].Decided || ms[1].Decided || !ms[1].NeedsThird || ms[2].Decided || ms[2].NeedsThird {
		t.Errorf("%+v", ms)
	}
	for i, m := range ms {
		if m.Meeting != fact.ID(fmt.Sprintf("meeting-%d", i)) || m.TooClose || m.Reused {
			t.Errorf("%+v", m)
		}
	}
	if got := Meetings(s.p, s.entries, start); len(got) != 0 {
		t.Error("meetings of the future are known")
	}
}
