package courses

import (
	"time"

	"polyphony/internal/fact"
)

// history is the evidence of one enrolment, sorted by what it can count for.
type history struct {
	enrolled   bool
	enrolment  fact.TraineeEnrolled
	study      *studyFold
	submitted  []fact.Entry
	early      []fact.Entry      // handed in while their module was not open
	handed     map[fact.ID]bool  // submissions seen, so that one text serves once
	read       map[fact.ID]int64 // submission → entry of the first reading
	contact    map[dayKey]*contactDay
	contactSeq []dayKey
	since      fact.Time                 // the enrolment
	zones      map[string]*time.Location // nil for a zone nobody knows
	meetings   []fact.Entry
	shed       map[fact.ID]bool // meetings that the trainee closed by their own word
}

// gather keeps evidence that was not reversed, lies after the enrolment and
// not after now, and concerns the enrolled person.
func gather(p Pinned, entries []fact.Entry, now fact.Time) *history {
	h := &history{
		handed:  map[fact.ID]bool{},
		read:    map[fact.ID]int64{},
		shed:    map[fact.ID]bool{},
		zones:   map[string]*time.Location{},
		contact: map[dayKey]*contactDay{},
		study:   newStudyFold(p),
	}
	start := h.enrol(p, entries)
	if !h.enrolled {
		return h
	}
	reversed := reversals(entries, now)
	for _, e := range entries {
		if e.Index > start && e.At <= now && !reversed[e.Index] {
			h.take(e)
		}
	}
	return h
}

// enrol finds the one enrolment; two, or one in another bundle, or in one that
// asks for nothing at all, count as none (R20).
func (h *history) enrol(p Pinned, entries []fact.Entry) (start int64) {
	n := 0
	for _, e := range entries {
		if f, ok := e.Fact.(*fact.TraineeEnrolled); ok {
			n, start, h.since, h.enrolment = n+1, e.Index, e.At, *f
		}
	}
	h.enrolled = n == 1 && h.enrolment.Bundle == p.Bundle && p.Bundle != "" &&
		len(p.Pathway.Stages) > 0 && len(p.Instrument.Counted()) > 0
	h.study.last = h.since
	return start
}

// reversals finds the entries that a later reversal took out. Meetings and
// ratings are never taken out: a reversal would shed a failure (R26).
func reversals(entries []fact.Entry, now fact.Time) map[int64]bool {
	named := map[int64]bool{}
	for _, e := range entries {
		if f, ok := e.Fact.(*fact.EvidenceReversed); ok && f.Entry < e.Index && e.At <= now {
			named[f.Entry] = true
		}
	}
	out := map[int64]bool{}
	for _, e := range entries {
		switch e.Fact.(type) {
		case *fact.MeetingDeclared, *fact.MeetingRecorded, *fact.RatingCommitted:
		default:
			out[e.Index] = named[e.Index]
		}
	}
	return out
}

func (h *history) take(e fact.Entry) {
	person := h.enrolment.Person
	switch f := e.Fact.(type) {
	case *fact.StudyCredited:
		if f.Person == person {
			h.study.credit(e, f)
		}
	case *fact.CheckGraded:
		h.study.graded(e, f)
	case *fact.ReflectionSubmitted:
		m, ok := h.study.p.Modules[f.Module]
		switch {
		case !ok || h.handed[f.Submission]:
		case h.study.open(m):
			h.submitted = append(h.submitted, e)
		default:
			h.early = append(h.early, e)
		}
		h.handed[f.Submission] = true
	case *fact.ReflectionRead:
		if _, twice := h.read[f.Submission]; !twice && f.By == h.enrolment.Supervisor && f.By != person {
			h.read[f.Submission] = e.Index
		}
	case *fact.ContactAttested:
		if f.Facilitator != person {
			h.attest(e, f)
		}
	case *fact.ContactConfirmed:
		h.confirm(e, f)
	case *fact.MeetingDeclared:
		if f.Trainee == person {
			h.meetings = append(h.meetings, e)
		}
	case *fact.ConsentWithdrawn:
		h.shed[f.Meeting] = h.shed[f.Meeting] || f.By == person
	case *fact.MeetingRecorded, *fact.RatingCommitted:
		h.meetings = append(h.meetings, e)
	}
}
