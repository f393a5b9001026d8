package courses

import (
	"strings"
	"testing"
	"time"

	"polyphony/internal/fact"
)

// TestR11_EverySentence checks what is said for every reason there is: what is
// missing, how much, and when it can be met at the earliest.
func TestR11_EverySentence(t *testing.T) {
	p := samplePinned()
	at := fact.At(time.Date(2026, 3, 9, 14, 5, 59, 0, time.UTC))
	section := Requirement{Kind: SectionMinutes, Module: "a", Title: "First", Unit: "seconds", Have: 30, Need: 5400}
	check := Requirement{Kind: CheckPassed, Title: "Module a", Unit: "questions", Have: 2, Need: 3}
	principle := Requirement{Kind: PrincipleMet, Title: "Transparency", Unit: "meetings", Have: 2, Need: 3}
	days := Requirement{Kind: ContactDays, Stage: "two", Unit: "days", Have: 1, Need: 2}
	for _, c := range []struct {
		r    Requirement
		why  Reason
		want string
	}{
		{section, Reason{Why: NotEnough}, "Study of “First” in “Module a”: under a minute of 1 h 30 min."},
		{Requirement{Kind: StudyTotal, Unit: "seconds", Have: 60, Need: 3600}, Reason{Why: NotEnough}, "Credited study on the whole path: 1 min of 1 h."},
		{Requirement{Kind: ContactMinutes, Unit: "minutes", Have: 90, Need: 120}, Reason{Why: NotEnough}, "Contact hours on the whole path: 1 h 30 min of 2 h."},
		{Requirement{Kind: ContactSpan, Unit: "days", Have: 1, Need: 30}, Reason{Why: NotEnough}, "Days from the first contact day to the last: 1 of 30 days."},
		{Requirement{Kind: CoPractitioners, Unit: "practitioners", Have: 1, Need: 2}, Reason{Why: NotEnough}, "Different co-practitioners in the practice meetings: 1 of 2 practitioners."},
		{check, Reason{Why: AttemptsSpent, N: 2}, "Knowledge check of “Module a”: 2 attempts made; read the named section again, then a new series opens."},
		{check, Reason{Why: CoolingDown, At: at}, "Knowledge check of “Module a”: the next attempt opens on 9 March 2026 at 14:05 UTC."},
		{check, Reason{Why: NeedsFirst, Ref: "b"}, "Knowledge check of “Module a”: first finish “Module b”."},
		{check, Reason{Why: NeedsFirst, Ref: "gone"}, "Knowledge check of “Module a”: first finish “gone”."},
		{Requirement{Kind: ReflectionSeen, Ref: "my-own-network", Module: "a"}, Reason{Why: NotSubmitted}, "Reflection “My own network” in “Module a”: not handed in yet."},
		{Requirement{Kind: ReflectionSeen, Ref: "when-i-came", Title: "Why I came", Module: "a"}, Reason{Why: NotSubmitted}, "Reflection “Why I came” in “Module a”: not handed in yet."},
		{Requirement{Kind: ReflectionSeen, Ref: "when-i-came", Module: "a"}, Reason{Why: NotSubmitted}, "Reflection “When I came” in “Module a”: not handed in yet."},
		{Requirement{Kind: ReflectionSeen, Ref: "b-r", Module: "b"}, Reason{Why: HandedInEarly, At: at, Ref: "a"}, "Reflection “B r” in “Module b”: handed in on 9 March 2026; it does not count until “Module a” is put right, and is then handed in again."},
		{Requirement{Kind: ReflectionSeen, Ref: "b-r", Module: "b"}, Reason{Why: HandedInEarly, At: at}, "Reflection “B r” in “Module b”: handed in on 9 March 2026, before what it builds on was finished as it stands now; hand it in again."},
		{Requirement{Kind: ReflectionSeen, Ref: "a-r", Module: "a"}, Reason{Why: NotReadYet}, "Reflection “A r” in “Module a”: handed in; their supervisor has not read it yet."},
		{days, Reason{Why: TooSoon, N: 28, Ref: "one"}, "Contact days of “Two”: its first day lies less than 28 days after the first day of the stage before."},
		{section, Reason{Why: TooSoon, At: at}, "Study of “First” in “Module a”: today's study time is full; it goes on from 9 March 2026 at 14:05 UTC."},
		{days, Reason{Why: NeedsSecondWord, Ref: "2026-03-09"}, "Contact days of “Two”: 2026-03-09 waits for a second facilitator's word."},
		{days, Reason{Why: NeedsConfirmation, Ref: "2026-03-09"}, "Contact days of “Two”: 2026-03-09 waits for the trainee's confirmation."},
		{principle, Reason{Why: FewerThanMeetings, N: 2}, "Practice meetings: Transparency: met in 2 of 2 meetings so far. Two more decided meetings are needed: of the latest four, three must meet it."},
		{principle, Reason{Why: FewerThanMeetings, N: 1}, "Practice meetings: Transparency: met in 2 of 3 meetings so far. One more decided meeting is needed: of the latest four, three must meet it."},
		{Requirement{Kind: PrincipleMet, Title: "Transparency", Need: 3}, Reason{Why: FewerThanMeetings, N: 3}, "Practice meetings: Transparency: met in 0 of 1 meeting so far. Three more decided meetings are needed: of the latest four, three must meet it."},
		{Requirement{Kind: PrincipleMet, Title: "Transparency", Need: 3}, Reason{Why: FewerThanMeetings, N: 4}, "Practice meetings: Transparency: four decided meetings are needed: of the latest four, three must meet it."},
		{principle, Reason{Why: TooFewMet, N: 1}, "Practice meetings: Transparency: met in 2 of the latest 4 and needed in 3; further meetings are the way forward."},
		{principle, Reason{Why: LevelOne, Ref: "m"}, "Practice meetings: Transparency: one of the latest 4 meetings was decided at level 1."},
		{principle, Reason{Why: MeetingsTooClose, N: 14, Ref: "m"}, "Practice meetings: Transparency: two meetings lie less than 14 days apart."},
		{principle, Reason{Why: RecordingUsedTwice, Ref: "m"}, "Practice meetings: Transparency: one recording was handed in for two meetings."},
		{Requirement{Kind: Journal}, Reason{Why: NotRecordableYet}, "Reading journal: this version of Polyphony cannot record it yet, so it stays open; nothing done now is lost."},
		{Requirement{Kind: SupervisionKind}, Reason{Why: EnrolmentUnclear}, "Qualifying months of supervision: the enrolment is not clear in the ledger, so nothing counts."},
		{Requirement{Kind: "new", ID: "new-id"}, Reason{Why: "a-new-reason"}, "new-id: a-new-reason."},
	} {
		c.r.Reasons = []Reason{c.why}
		if got := p.Explain(c.r); got != c.want {
			t.Errorf("%s:\n%q, want\n%q", c.why.Why, got, c.want)
		}
		if s := p.Because([]Reason{c.why}); s == "" || strings.HasSuffix(s, ".") {
			t.Errorf("%s alone says %q", c.why.Why, s)
		}
	}
}

func TestCountNeverSaysFourOfThree(t *testing.T) {
	for _, c := range []struct {
		r    Requirement
		want string
	}{
		{Requirement{Have: 2, Need: 3, Unit: "meetings"}, "2 of 3 meetings"},
		{Requirement{Have: 3, Need: 3, Unit: "meetings"}, "3 of 3 meetings"},
		{Requirement{Have: 4, Need: 3, Unit: "meetings"}, "4 meetings, 3 needed"},
		{Requirement{Have: 1, Need: 1, Unit: "reflections"}, "1 of 1 reflection"},
		{Requirement{Have: 600, Need: 1200, Unit: "seconds"}, "10 min of 20 min"},
		{Requirement{Have: 1800, Need: 1200, Unit: "seconds"}, "30 min, 20 min needed"},
		{Requirement{Have: 90, Need: 60, Unit: "minutes"}, "1 h 30 min, 1 h needed"},
	} {
		if got := c.r.Count(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestR11_ASentenceSaysEachThingOnceAndWhen(t *testing.T) {
	p := samplePinned()
	r := Requirement{
		Kind: CheckPassed, Title: "Module a", Earliest: fact.At(time.Date(2026, 12, 31, 23, 59, 0, 0, time.UTC)),
		Reasons: []Reason{{Why: NeedsFirst, Ref: "a"}, {Why: NeedsFirst, Ref: "a"}, {Why: NotSubmitted}},
	}
	if got := p.Explain(r); got != "Knowledge check of “Module a”: first finish “Module a”; not handed in yet; earliest 31 December 2026." {
		t.Errorf("%q", got)
	}
	r.Met = true
	if p.Explain(r) != "" || p.Missing(r, ToOthers) != "" {
		t.Error("something is said of a requirement that is met")
	}
}

func TestR11_WhatIsMissingStandsInItsUnit(t *testing.T) {
	p := samplePinned()
	for want, r := range map[string]Requirement{
		"Still missing: 1 h 29 min.":                      {Unit: "seconds", Have: 60, Need: 5400},
		"Still missing: 30 min.":                          {Unit: "minutes", Have: 90, Need: 120},
		"Still missing: 2 days.":                          {Unit: "days", Have: 1, Need: 3},
		"Still missing: 1 day.":                           {Unit: "days", Have: 1, Need: 2},
		"Not handed in yet; still missing: 1 reflection.": {Unit: "reflections", Need: 1},
	} {
		r.Reasons = []Reason{{Why: NotEnough}, {Why: NotEnough}}
		if r.Unit == "reflections" {
			r.Reasons[0].Why = NotSubmitted
		}
		if got := p.Missing(r, ToOthers); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := p.Missing(Requirement{}, ToOthers); got != "" {
		t.Errorf("%q", got)
	}
}

// TestR11_EveryRequirementOfAPathIsExplained: on the first day each has a name,
// a sentence with a number or a step in it, and the rule behind it.
func TestR11_EveryRequirementOfAPathIsExplained(t *testing.T) {
	s := newTeller()
	s.p.Standard.JournalHours, s.p.Standard.Supervision.QualifyingMonths = 60, 12
	seen := map[Kind]bool{}
	for _, r := range s.standing().Unmet() {
		seen[r.Kind] = true
		name, said := s.p.Name(r), s.p.Explain(r)
		if name == r.ID || !strings.HasPrefix(said, name+": ") || !strings.HasSuffix(said, ".") || strings.Contains(said, "“”") {
			t.Errorf("%s: %q", r.ID, said)
		}
		if later := r.Kind == Journal || r.Kind == SupervisionKind; (s.p.NotFaster(r, ToOthers) == "") != later {
			t.Errorf("%s: why not faster: %q", r.ID, s.p.NotFaster(r, ToOthers))
		}
	}
	for _, k := range []Kind{
		SectionMinutes, StudyTotal, CheckPassed, ReflectionSeen, ContactDays, ContactMinutes, ContactSpan,
		PrincipleMet, CoPractitioners, Journal, SupervisionKind,
	} {
		if !seen[k] {
			t.Errorf("%s is on no path", k)
		}
	}
}

func TestR14_WhyNotFasterNamesTheNumbersOfTheStandard(t *testing.T) {
	p := samplePinned()
	for kind, parts := range map[Kind][]string{
		SectionMinutes: {"6 h a day", "not carried over"},
		StudyTotal:     {"6 min of study", "6 h a day"},
		CheckPassed:    {"3 of 3 questions", "24 hours", "from the third on"},
		ContactSpan:    {"At least 30 days"},
		PrincipleMet:   {"latest 4 meetings", "at least 3", "level 1", "14 days apart"},
		ContactDays:    {"two facilitators", "at least 28 days after"},
	} {
		r := Requirement{Kind: kind, Stage: "two", Need: 3}
		for _, part := range parts {
			if got := p.NotFaster(r, ToOthers); !strings.Contains(got, part) {
				t.Errorf("%s: %q does not say %q", kind, got, part)
			}
		}
	}
	if strings.Contains(p.NotFaster(Requirement{Kind: ContactDays, Stage: "one"}, ToOthers), "28") {
		t.Error("the first stage is said to wait for one before it")
	}
	p.Standard.Check.Attempts = 6
	if got := p.NotFaster(Requirement{Kind: CheckPassed}, ToOthers); !strings.Contains(got, "from the 7th on") {
		t.Errorf("%q", got)
	}
}

// TestR11_APathSpeaksToItsTrainee in the second person, and to others in the
// third.
func TestR11_APathSpeaksToItsTrainee(t *testing.T) {
	p := samplePinned()
	day := Requirement{Kind: ContactDays, Stage: "two", Reasons: []Reason{{Why: NeedsConfirmation, Ref: "2026-03-09"}}}
	read := Requirement{Kind: ReflectionSeen, Reasons: []Reason{{Why: NotReadYet}}}
	for _, c := range []struct {
		got, want string
	}{
		{p.Missing(day, ToTrainee), "2026-03-09 waits for your confirmation."},
		{p.Missing(day, ToOthers), "2026-03-09 waits for the trainee's confirmation."},
		{p.Missing(read, ToTrainee), "Handed in; your supervisor has not read it yet."},
		{p.Missing(read, ToOthers), "Handed in; their supervisor has not read it yet."},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if s := p.NotFaster(day, ToOthers); strings.Contains(s, "you") || !strings.Contains(p.NotFaster(day, ToTrainee), "you have confirmed") {
		t.Errorf("%q", s)
	}
}
