package courses

import (
	"fmt"
	"time"

	"polyphony/fidelity"
	"polyphony/internal/fact"
)

// A small pathway with every kind of requirement, so that whole histories stay
// short: two modules, two stages of two contact days, four meetings.

const (
	trainee    fact.ID = "trainee"
	supervisor fact.ID = "supervisor"
	enrolID    fact.ID = "enrolment"
	bundle             = fact.Digest("bundle")
	zone               = "Europe/Helsinki"
)

func samplePinned() Pinned {
	items := make([]Item, 4)
	for i := range items {
		items[i] = Item{ID: fmt.Sprintf("q%d", i), Digest: fact.Sum([]byte{byte(i)})}
	}
	module := func(id string, requires ...string) Module {
		return Module{
			ID: id, Title: "Module " + id, Digest: fact.Sum([]byte(id)), Minutes: 3, Requires: requires,
			Sections:    []Section{{ID: "s1", Title: "First", Minutes: 1}, {ID: "s2", Title: "Second", Minutes: 2}},
			Items:       items,
			Reflections: []Reflection{{ID: id + "-r", WordsAtLeast: 100}},
		}
	}
	anchors := map[int64]string{1: "a", 2: "b", 3: "c", 4: "d", 5: "e"}
	return Pinned{
		Bundle: bundle,
		Standard: Standard{
			ID: "sample", Version: 1, Title: "Sample", ContactDays: 4, ContactHours: 24, FirstToLastContactDays: 30,
			TrainersPerContactDay: 2, TraineesPerTrainer: 12, CohortSizeAtMost: 36, StudyMinutes: 6,
			SummativeRequires: "transcript", Threshold: 3, ValidDays: 1096,
			Portfolio: Portfolio{Meetings: 4, MetAtLeast: 3, NoLevel: 1, CoPractitionersAtLeast: 2, DaysBetweenAtLeast: 14},
			Raters:    Raters{AtLeast: 2, CalibratedWithinDays: 366, PlayedShare: 9000, SpeedAtMost: 125},
			Check:     Check{PoolAtLeast: 4, Serve: 3, PassShare: 8000, Attempts: 2, CoolDownHours: 24},
		}.WithDefaults(),
		Pathway: Pathway{
			ID: "sample-path", Version: 1, Award: "Sample award", Standard: "sample", Instrument: "sample-instrument",
			Stages: []Stage{
				{ID: "one", Title: "One", Modules: []string{"a"}, Contact: Contact{2, 12}, Reflections: []string{"a-r"}},
				{ID: "two", Title: "Two", Modules: []string{"b"}, Contact: Contact{2, 12}, Reflections: []string{"b-r"}, After: After{"one", 28}},
			},
		},
		Modules: map[string]Module{"a": module("a"), "b": module("b", "a")},
		Instrument: fidelity.Instrument{
			ID: "sample-instrument", Version: 1, Title: "Sample", Status: "specimen", Digest: fact.Sum([]byte("instrument")),
			Scale: fidelity.Scale{Min: 1, Max: 5, Start: 3},
			Principles: []fidelity.Principle{
				{ID: "transparency", Title: "Transparency", CountsForPerson: true, Anchors: anchors},
				{ID: "uncertainty", Title: "Tolerance of uncertainty", CountsForPerson: true, Anchors: anchors},
				{ID: "immediate", Title: "Immediate response", Anchors: anchors},
			},
		},
	}
}

// start is the instant of the sample enrolment.
var start = fact.At(time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC))

// teller tells facts one after another at growing times.
type teller struct {
	p       Pinned
	now     fact.Time
	entries []fact.Entry
}

func newTeller() *teller {
	t := &teller{p: samplePinned(), now: start}
	t.tell(&fact.TraineeEnrolled{Enrolment: enrolID, Person: trainee, Cohort: "cohort", Bundle: bundle, Supervisor: supervisor, By: "registrar"})
	return t
}

func (t *teller) tell(fs ...fact.Fact) {
	for _, f := range fs {
		t.now = t.now.Add(time.Second)
		t.entries = append(t.entries, fact.Entry{Index: int64(len(t.entries)), At: t.now, Fact: f})
	}
}

func (t *teller) wait(d time.Duration) { t.now = t.now.Add(d) }

// study credits a section in one go.
func (t *teller) study(module, section string, seconds int64) {
	from := t.now
	t.wait(time.Duration(seconds) * time.Second)
	t.tell(&fact.StudyCredited{
		Enrolment: enrolID, Person: trainee, Module: module, Section: section,
		Digest: t.p.Modules[module].Digest, From: from, To: t.now, Seconds: seconds,
	})
}

func (t *teller) check(module string, right int64, series fact.ID) {
	items := []fact.Digest{}
	for _, it := range t.p.Modules[module].Items[:3] {
		items = append(items, it.Digest)
	}
	t.tell(&fact.CheckGraded{
		Enrolment: enrolID, Module: module, Digest: t.p.Modules[module].Digest, Series: series,
		Attempt: 1, Items: items, Right: right, Of: 3,
	})
}

func (t *teller) reflection(module string, words int64) {
	id := fact.ID("submission-" + module)
	t.tell(
		&fact.ReflectionSubmitted{Submission: id, Enrolment: enrolID, Module: module, Reflection: module + "-r", Words: words},
		&fact.ReflectionRead{Submission: id, Enrolment: enrolID, By: supervisor},
	)
}

// day tells one whole contact day, six hours.
func (t *teller) day(stage string, block fact.ID) {
	loc, _ := time.LoadLocation(zone)
	date := fact.DateIn(t.now, loc)
	for _, f := range []fact.ID{"facilitator-1", "facilitator-2"} {
		t.tell(&fact.ContactAttested{Enrolment: enrolID, Block: block, Stage: stage, Date: date, Zone: zone, Minutes: 360, Facilitator: f})
	}
	t.tell(&fact.ContactConfirmed{Enrolment: enrolID, Block: block, Stage: stage, Date: date, Zone: zone, Minutes: 360})
	t.wait(24 * time.Hour)
}

// meeting tells a summative meeting with two ratings of all levels.
func (t *teller) meeting(n int, levels ...int64) {
	id := fact.ID(fmt.Sprintf("meeting-%d", n))
	t.tell(
		&fact.MeetingDeclared{
			Meeting: id, Enrolment: enrolID, Trainee: trainee, Purpose: fact.Summative,
			CoPractitioners: []fact.ID{fact.ID(fmt.Sprintf("co-%d", n%2))},
		},
		&fact.MeetingRecorded{Meeting: id, Enrolment: enrolID, Digest: fact.Sum([]byte(id)), Medium: fact.Transcript, DurationMS: 3600000},
	)
	for i, l := range levels {
		t.rate(id, fact.ID(fmt.Sprintf("rater-%d", i)), l)
	}
	t.wait(15 * 24 * time.Hour)
}

func (t *teller) rate(meeting, rater fact.ID, level int64) {
	r := &fact.RatingCommitted{
		Rating: fact.ID("rating-" + meeting + rater), Meeting: meeting, Enrolment: enrolID, Trainee: trainee, Rater: rater,
		Recording: fact.Sum([]byte(meeting)), Instrument: t.p.Instrument.Digest, Plan: "whole", Played: 10000,
	}
	for _, p := range t.p.Instrument.Principles {
		r.Scores = append(r.Scores, fact.Score{
			Principle: p.ID, Said: fact.SaidLevel, Level: level, Evidence: []fact.Digest{"evidence"}, Note: "note",
		})
	}
	t.tell(r)
}

// whole tells a history in which nothing is unmet. Every fact in it is needed,
// except that one of the four meetings may fail.
func whole() *teller {
	t := newTeller()
	for _, m := range []string{"a", "b"} {
		t.study(m, "s1", 60)
		t.study(m, "s2", 120)
		t.check(m, 3, fact.ID("series-"+m))
		t.reflection(m, 150)
	}
	t.day("one", "block-1")
	t.day("one", "block-1")
	t.wait(29 * 24 * time.Hour)
	t.day("two", "block-2")
	t.day("two", "block-2")
	for n := range 4 {
		t.meeting(n, 4, 4)
	}
	return t
}

func (t *teller) standing() Standing { return StandingOf(t.p, t.entries, t.now) }

// unmetIDs is the set of unmet requirement ids.
func unmetIDs(s Standing) map[string]bool {
	out := map[string]bool{}
	for _, r := range s.Unmet() {
		out[r.ID] = true
	}
	return out
}
