package courses

import (
	"polyphony/internal/fact"
)

// history is the evidence of one enrolment, sorted by what it can count for.
type history struct {
	enrolled   bool
	enrolment  fact.TraineeEnrolled
	study      *studyFold
	submitted  []fact.Entry
	read       map[fact.ID]int64 // submission → entry of the first reading
	contact    map[dayKey]*contactDay
	contactSeq []dayKey
	meetings   []fact.Entry
}

// gather keeps evidence that was not reversed, lies after the enrolment and
// not after now, and concerns the enrolled person.
func gather(p Pinned, entries []fact.Entry, now fact.Time) *history {
	h := &history{
		read:    map[fact.ID]int64{},
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

// enrol finds the one enrolment; two, or one in another bundle, count as none.
func (h *history) enrol(p Pinned, entries []fact.Entry) (start int64) {
	n := 0
	for _, e := range entries {
		if f, ok := e.Fact.(*fact.TraineeEnrolled); ok {
			n, start, h.enrolment = n+1, e.Index, *f
		}
	}
	h.enrolled = n == 1 && h.enrolment.Bundle == p.Bundle
	return start
}

// reversals finds the entries that a later reversal took out.
func reversals(entries []fact.Entry, now fact.Time) map[int64]bool {
	out := map[int64]bool{}
	for _, e := range entries {
		if f, ok := e.Fact.(*fact.EvidenceReversed); ok && f.Entry < e.Index && e.At <= now {
			out[f.Entry] = true
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
		if m, ok := h.study.p.Modules[f.Module]; ok && h.study.open(m) {
			h.submitted = append(h.submitted, e)
		}
	case *fact.ReflectionRead:
		if _, twice := h.read[f.Submission]; !twice && f.By != person {
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
	case *fact.MeetingRecorded, *fact.RatingCommitted:
		h.meetings = append(h.meetings, e)
	}
}
