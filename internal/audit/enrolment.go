package audit

import (
	"fmt"
	"slices"
	"time"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// enrolment is one enrolment with its history so far.
type enrolment struct {
	fact.TraineeEnrolled
	opened  content.OpenedBundle
	history []fact.Entry
}

func (e *enrolment) standing(now fact.Time) courses.Standing {
	return courses.StandingOf(e.opened.Pinned, e.history, now)
}

func (w *walk) enrol(e fact.Entry, f *fact.TraineeEnrolled) string {
	opened, ok := w.published[f.Bundle]
	co := w.cohorts[f.Cohort]
	switch {
	case !ok || co == nil || co.bundle != f.Bundle:
		return "a trainee was enrolled on a pathway that is not published, or in no cohort of it"
	case w.superseded(f.Bundle):
		return "a trainee was enrolled on a version of the pathway that a newer one had replaced"
	case w.enrolments[f.Enrolment] != nil:
		return "an enrolment was made twice"
	case !w.holds(f.By, people.Registrar) || !w.holds(f.Person, people.Trainee) || !w.holds(f.Supervisor, people.Supervisor):
		return "somebody in an enrolment does not hold the role it needs"
	case f.Person == f.Supervisor || f.Person == f.By:
		return "a trainee enrolled or supervises themselves"
	}
	w.enrolments[f.Enrolment] = &enrolment{TraineeEnrolled: *f, opened: opened, history: []fact.Entry{e}}
	return ""
}

// evidence asks of every other fact about an enrolment what the door asked.
func (w *walk) evidence(e fact.Entry) string {
	en := w.enrolments[e.Fact.Subject()]
	if en == nil {
		return "evidence for an enrolment that does not exist"
	}
	en.history = append(en.history, e)
	switch f := e.Fact.(type) {
	case *fact.StudyCredited:
		return w.study(e, en, f)
	case *fact.ReflectionRead:
		if f.By != en.Supervisor {
			return "a reflection was read by somebody who is not the supervisor of record"
		}
	case *fact.ContactAttested:
		return w.attested(e, en, f)
	case *fact.EvidenceReversed:
		if f.By == f.Second || f.By == en.Person || f.Second == en.Person ||
			!w.holds(f.Second, people.Registrar) || f.Entry >= e.Index {
			return "evidence was reversed without two registrars' signatures, or before it stood"
		}
		if !en.reversible(f.Entry) {
			return "something was reversed that stands for good, or is no evidence of this enrolment"
		}
	case *fact.MeetingDeclared, *fact.MeetingRecorded, *fact.RaterAssigned, *fact.RaterDeclined, *fact.RatingCommitted,
		*fact.ConsentGiven, *fact.ConsentWithdrawn, *fact.RecordingViewed:
		return w.meeting(e, en, f)
	}
	return ""
}

// study: for one person, over all enrolments, credit inside any interval never
// exceeds its length (R8).
func (w *walk) study(e fact.Entry, en *enrolment, f *fact.StudyCredited) string {
	switch {
	case f.Person != en.Person:
		return "study was credited to somebody else than the enrolled person"
	case f.From < w.studied[f.Person]:
		return "study was credited twice for the same time"
	case f.To > e.At || f.Seconds < 1 || f.Seconds > int64(f.To-f.From)/1_000_000:
		return fmt.Sprintf("%d seconds were credited for a time that is shorter, or has not come", f.Seconds)
	}
	w.studied[f.Person] = f.To
	return ""
}

func (w *walk) attested(e fact.Entry, en *enrolment, f *fact.ContactAttested) string {
	b, ok := w.blocks[f.Block]
	zone, err := time.LoadLocation(f.Zone)
	switch {
	case !ok || b.cohort != en.Cohort || b.Stage != f.Stage || !slices.Contains(b.Days, f.Date):
		return "presence was attested for a day that is not booked for this cohort"
	case !slices.Contains(b.Facilitators, f.Facilitator) || !w.holds(f.Facilitator, people.Facilitator):
		return "presence was attested by somebody who was not booked for that day"
	case err != nil || f.Zone != b.zone || fact.DateIn(e.At, zone) < f.Date:
		return "presence was attested before the day had begun"
	case f.Facilitator == en.Person:
		return "somebody attested their own presence"
	case f.Date < fact.DateIn(en.history[0].At, zone):
		return "presence was attested for a day before the enrolment"
	}
	if !w.inOnePlace(en.Person, f, true) || !w.inOnePlace(f.Facilitator, f, false) {
		return "somebody was in two places on one day"
	}
	return ""
}

// inOnePlace: on one date nobody is attested in two blocks, nor learns in one
// and facilitates another (R18).
func (w *walk) inOnePlace(person fact.ID, here *fact.ContactAttested, booked bool) bool {
	for _, b := range w.blocks {
		if booked && slices.Contains(b.Days, here.Date) && slices.Contains(b.Facilitators, person) {
			return false
		}
	}
	for _, en := range w.enrolments {
		if en.Person == person && en.attestedElsewhere(here) {
			return false
		}
	}
	return true
}

func (e *enrolment) attestedElsewhere(here *fact.ContactAttested) bool {
	reversed := map[int64]bool{}
	for _, h := range e.history {
		if f, ok := h.Fact.(*fact.EvidenceReversed); ok {
			reversed[f.Entry] = true
		}
	}
	return slices.ContainsFunc(e.history, func(h fact.Entry) bool {
		f, ok := h.Fact.(*fact.ContactAttested)
		return ok && f.Date == here.Date && f.Block != here.Block && !reversed[h.Index]
	})
}

// reversible: study, checks, reflections and contact can be put right; meetings
// and ratings are never taken out (R26).
func (e *enrolment) reversible(index int64) bool {
	return slices.ContainsFunc(e.history, func(h fact.Entry) bool {
		if h.Index != index {
			return false
		}
		switch h.Fact.(type) {
		case *fact.StudyCredited, *fact.CheckGraded, *fact.ReflectionSubmitted, *fact.ReflectionRead,
			*fact.ContactAttested, *fact.ContactConfirmed:
			return true
		}
		return false
	})
}
