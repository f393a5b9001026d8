package courses

import (
	"slices"

	"polyphony/internal/fact"
)

// Kind of a requirement: one file here each.
type Kind string

// The closed set of kinds. The last two stand in standards already; a release
// that cannot record them keeps them unmet (R20).
const (
	SectionMinutes  Kind = "section-minutes"
	StudyTotal      Kind = "study-total"
	CheckPassed     Kind = "check-passed"
	ReflectionSeen  Kind = "reflection-read"
	ContactDays     Kind = "contact-days"
	ContactMinutes  Kind = "contact-minutes"
	ContactSpan     Kind = "contact-span"
	PrincipleMet    Kind = "principle-met"
	CoPractitioners Kind = "co-practitioners"
	Journal         Kind = "journal"
	SupervisionKind Kind = "supervision"
)

// Why is a typed reason; the page words it in the reader's language.
type Why string

// The closed set of reasons.
const (
	NotEnough          Why = "not-enough"           // Have is below Need
	AttemptsSpent      Why = "attempts-spent"       // the named re-study opens the next series
	CoolingDown        Why = "cooling-down"         // next attempt from At
	NeedsFirst         Why = "needs-first"          // Ref names what comes first
	NotSubmitted       Why = "not-submitted"        // writing not handed in
	HandedInEarly      Why = "handed-in-early"      // handed in at At while what Ref names was not finished
	NotReadYet         Why = "not-read-yet"         // handed in, a supervisor has not read it
	TooSoon            Why = "too-soon"             // first contact day is too close to the stage before
	NeedsSecondWord    Why = "needs-second-word"    // one facilitator has attested so far
	NeedsConfirmation  Why = "needs-confirmation"   // the trainee has not confirmed
	FewerThanMeetings  Why = "fewer-than-meetings"  // not enough decided meetings yet
	LevelOne           Why = "level-one"            // one of the latest was decided at the lowest level
	TooFewMet          Why = "too-few-met"          // not met often enough among the latest
	NotRecordableYet   Why = "not-recordable-yet"   // this release cannot record it
	EnrolmentUnclear   Why = "enrolment-unclear"    // no enrolment, or more than one: nothing counts
	MeetingsTooClose   Why = "meetings-too-close"   // meetings recorded too soon after one another
	RecordingUsedTwice Why = "recording-used-twice" // the same bytes again
)

// Reason is one reason why a requirement is not met.
type Reason struct {
	Why Why
	N   int64     // a number that belongs to it, such as days or attempts
	Ref string    // what it points to, such as a module or stage
	At  fact.Time // the instant it ends, 0 where none is known
}

// Requirement is one thing an award asks for, and where a trainee stands.
// Have and Need are in Unit: seconds, minutes, days, items or meetings.
type Requirement struct {
	ID       string
	Kind     Kind
	Stage    string // empty for the whole path
	Module   string
	Ref      string // section, reflection or principle
	Title    string
	Unit     string
	Have     int64
	Need     int64
	Met      bool
	Reasons  []Reason
	Earliest fact.Time // before this instant it cannot be met; 0: at once or unknown
	Entries  []int64   // the evidence counted, by ledger index
}

// Standing is where an enrolment stands at one instant.
type Standing struct {
	Requirements []Requirement
}

// Unmet lists the requirements that are not met, in the order of the path.
func (s Standing) Unmet() []Requirement {
	var out []Requirement
	for _, r := range s.Requirements {
		if !r.Met {
			out = append(out, r)
		}
	}
	return out
}

// Entries lists the ledger indices that the met requirements rest on,
// ascending and once each: what a certificate names as its justification.
func (s Standing) Entries() []int64 {
	var out []int64
	for _, r := range s.Requirements {
		if r.Met {
			out = append(out, r.Entries...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// StandingOf says where an enrolment stands at now. entries is the whole
// history of the enrolment in ledger order; whatever is not evidence in it is
// looked through (R18). Without exactly one enrolment in the pinned bundle
// nothing counts (R20).
func StandingOf(p Pinned, entries []fact.Entry, now fact.Time) Standing {
	h := gather(p, entries, now)
	var s Standing
	for _, stage := range p.Pathway.Stages {
		for _, id := range stage.Modules {
			s.add(sections(p, h, stage.ID, id)...)
			s.add(check(p, h, stage.ID, id, now))
		}
		s.add(reflections(p, h, stage)...)
		s.add(contact(p, h, stage)...)
	}
	s.add(studyTotal(p, h))
	s.add(contactTotals(p, h)...)
	s.add(portfolio(p, h)...)
	s.add(notRecordable(p.Standard)...)
	if !h.enrolled {
		for i := range s.Requirements {
			r := &s.Requirements[i]
			r.Met, r.Entries, r.Reasons = false, nil, []Reason{{Why: EnrolmentUnclear}}
		}
	}
	return s
}

func (s *Standing) add(rs ...Requirement) { s.Requirements = append(s.Requirements, rs...) }

// settle sets Met from Have and Need, and gives the plain reason where a
// requirement has none of its own.
func (r Requirement) settle() Requirement {
	r.Met = r.Have >= r.Need && len(r.Reasons) == 0
	if !r.Met && len(r.Reasons) == 0 {
		r.Reasons = []Reason{{Why: NotEnough, N: r.Need - r.Have}}
	}
	return r
}
