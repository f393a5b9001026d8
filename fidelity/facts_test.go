package fidelity_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"polyphony/fidelity"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

func instant(s string) fact.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return fact.At(t)
}

func goodFacts() fidelity.Facts {
	return fidelity.Facts{
		Contact: instant("2026-03-02T08:00:00Z"), Offered: instant("2026-03-02T20:00:00Z"),
		Accepted: instant("2026-03-03T10:00:00Z"), Held: instant("2026-03-03T10:00:00Z"),
		Network: "N1", Place: "a kitchen", Mode: fidelity.Home, PlaceChosenBy: fidelity.ByPerson,
		Invited:     []fidelity.Invited{{Who: "her brother B.", By: "Z.", Came: true}, {Who: "her aunt", By: "the team", Came: false}},
		AgendaSetBy: "Z.", EndedBy: "the network",
		Decisions: []fidelity.MeetingDecision{{What: "meet on Thursday"}, {What: "a tablet", Elsewhere: true, Reason: "an emergency"}},
		Team:      []string{"N.", "P.", "Dr Osei"}, TraineeVoice: "N.",
	}
}

var afterwards = instant("2026-03-04T00:00:00Z")

func TestFactsReadAsWritten(t *testing.T) {
	f := goodFacts()
	b, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	got, err := fidelity.ReadFacts(b)
	if err != nil || !reflect.DeepEqual(got, f) {
		t.Errorf("read %+v, %v", got, err)
	}
	if err := f.Validate(afterwards); err != nil {
		t.Errorf("good facts: %v", err)
	}
}

func TestFactsThatCannotBe(t *testing.T) {
	for want, change := range map[string]func(f *fidelity.Facts){
		"when the meeting was held":  func(f *fidelity.Facts) { f.Held = 0 },
		"in the future":              func(f *fidelity.Facts) { f.Held = afterwards + 1 },
		"cannot come after":          func(f *fidelity.Facts) { f.Contact = f.Held + 1 },
		"before the crisis contact":  func(f *fidelity.Facts) { f.Offered = f.Contact - 1 },
		"how the meeting was held":   func(f *fidelity.Facts) { f.Mode = "moon" },
		"who chose the place":        func(f *fidelity.Facts) { f.PlaceChosenBy = "" },
		"set the agenda":             func(f *fidelity.Facts) { f.AgendaSetBy = " " },
		"ended the meeting":          func(f *fidelity.Facts) { f.EndedBy = "" },
		"name the practitioners":     func(f *fidelity.Facts) { f.Team = nil },
		"who was invited":            func(f *fidelity.Facts) { f.Invited = nil },
		"at most 30":                 func(f *fidelity.Facts) { f.Team = make([]string, 31) },
		"by whom":                    func(f *fidelity.Facts) { f.Invited[0].By = "" },
		"a decision is empty":        func(f *fidelity.Facts) { f.Decisions[0].What = "" },
		"give the reason":            func(f *fidelity.Facts) { f.Decisions[1].Reason = "" },
		"looks like a full name":     func(f *fidelity.Facts) { f.Team[0] = "Nina Palm" },
		"looks like an e-mail":       func(f *fidelity.Facts) { f.Place = "ask n@example.org" },
		"looks like a date of birth": func(f *fidelity.Facts) { f.Invited[0].Who = "her son (12/03/1999)" },
		"looks like the number of":   func(f *fidelity.Facts) { f.Decisions[0].Reason = "943 476 5919" },
		"this is longer than":        func(f *fidelity.Facts) { f.EndedBy = strings.Repeat("a", 601) },
		"this is not readable text":  func(f *fidelity.Facts) { f.EndedBy = "\xff" },
		"with 1 to 40 characters":    func(f *fidelity.Facts) { f.Team[0] = "" },
		"“DOB” looks like a date":    func(f *fidelity.Facts) { f.Place = "DOB 1990" },
	} {
		f := goodFacts()
		change(&f)
		err := f.Validate(afterwards)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestServiceFactsAreComputed(t *testing.T) {
	f := goodFacts()
	other := goodFacts()
	other.Network = "N2"
	earlier := goodFacts()
	earlier.Team = []string{"n.", "Q."}
	s := fidelity.ServiceOf(f, 3, []fidelity.Facts{earlier, other})
	for key, want := range map[string]string{
		fidelity.HoursToFirstMeeting:    "From the crisis contact it was 12 hours to the first time offered, 26 hours to the time accepted, 26 hours to the meeting.",
		fidelity.NetworkInvited:         "2 people named for the invitation, 1 came.",
		fidelity.PractitionersPresent:   "3 practitioners in the meeting.",
		fidelity.DecisionsMadeElsewhere: "1 of 2 decisions was made elsewhere.",
		fidelity.PlaceAndModeChosenBy:   "Held at home; the place was chosen by the person.",
		fidelity.TeamOverlap:            "Meeting 2 of this network that was handed in here; of the team's 3 practitioners, 1 was at the one before.",
		"none":                          "",
	} {
		if got := s.Sentence(key); got != want {
			t.Errorf("%s: %q; want %q", key, got, want)
		}
	}
	planned := fidelity.Facts{Held: 1}
	if got := fidelity.ServiceOf(planned, 2, nil).Sentence(fidelity.HoursToFirstMeeting); got != "No crisis contact went before this meeting." {
		t.Errorf("planned: %q", got)
	}
}

func TestServiceFactsCountInWholeSentences(t *testing.T) {
	f := goodFacts()
	f.Contact = f.Held.Add(-38 * time.Hour)
	f.Offered, f.Accepted = f.Held, f.Held
	f.Decisions = f.Decisions[:1]
	f.Decisions[0].Elsewhere, f.Decisions[0].Reason = true, "none was given"
	s := fidelity.ServiceOf(f, 1, nil)
	for key, want := range map[string]string{
		fidelity.HoursToFirstMeeting:    "Offered, accepted and held 38 hours after the call.",
		fidelity.PractitionersPresent:   "1 practitioner in the meeting.",
		fidelity.DecisionsMadeElsewhere: "The one decision on record was made elsewhere.",
	} {
		if got := s.Sentence(key); got != want {
			t.Errorf("%s: %q; want %q", key, got, want)
		}
	}
	s.Facts.Decisions[0].Elsewhere = false
	if got, want := s.Sentence(fidelity.DecisionsMadeElsewhere), "The one decision on record was made in the meeting."; got != want {
		t.Errorf("%q; want %q", got, want)
	}
	s.Facts.Decisions[0].Elsewhere = true
	if got, want := s.Contradicts(fidelity.DecisionsMadeElsewhere, fact.Score{Said: fact.SaidLevel, Level: 5}, 3), "1 decision made elsewhere is on record"; got != want {
		t.Errorf("%q; want %q", got, want)
	}
}

func TestScoresAgainstTheRecordNeedAReason(t *testing.T) {
	level := func(n int64) fact.Score { return fact.Score{Said: fact.SaidLevel, Level: n} }
	none := fact.Score{Said: fact.SaidNotApplicable}
	crisis := fidelity.Service{Facts: goodFacts(), Practitioners: 2, Meeting: 1}
	planned := crisis
	planned.Facts.Contact = 0
	alone := crisis
	alone.Practitioners = 1
	third := crisis
	third.Meeting = 3
	byTeam := crisis
	byTeam.Facts.PlaceChosenBy = fidelity.ByTeam
	for _, c := range []struct {
		s     fidelity.Service
		key   string
		score fact.Score
		want  bool
	}{
		{crisis, fidelity.HoursToFirstMeeting, none, true},
		{crisis, fidelity.HoursToFirstMeeting, level(2), false},
		{planned, fidelity.HoursToFirstMeeting, level(4), true},
		{planned, fidelity.HoursToFirstMeeting, none, false},
		{alone, fidelity.PractitionersPresent, level(3), true},
		{alone, fidelity.PractitionersPresent, level(2), false},
		{crisis, fidelity.PractitionersPresent, level(5), false},
		{crisis, fidelity.DecisionsMadeElsewhere, level(4), true},
		{crisis, fidelity.DecisionsMadeElsewhere, level(3), false},
		{byTeam, fidelity.PlaceAndModeChosenBy, level(4), true},
		{crisis, fidelity.PlaceAndModeChosenBy, level(4), false},
		{third, fidelity.TeamOverlap, none, true},
		{third, fidelity.TeamOverlap, level(4), true},
		{crisis, fidelity.TeamOverlap, level(4), false},
		{crisis, "none", level(5), false},
	} {
		if got := c.s.Contradicts(c.key, c.score, 3); (got != "") != c.want {
			t.Errorf("%s with %+v: %q; want a reason %v", c.key, c.score, got, c.want)
		}
	}
}
