package audit

import (
	"slices"
	"time"

	"polyphony/fidelity"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// meeting is a declared network meeting.
type meeting struct {
	enrolment fact.ID
	declared  *fact.MeetingDeclared
	recorded  *fact.MeetingRecorded
	assigned  map[fact.ID]bool
	rated     map[fact.ID]bool
}

// recordingUse is who used a recording, for the rule of one use.
type recordingUse struct {
	trainee fact.ID
	co      []fact.ID
}

type calibration struct {
	instrument fact.Digest
	at         fact.Time
}

func (w *walk) meeting(e fact.Entry, en *enrolment, f fact.Fact) string {
	switch f := f.(type) {
	case *fact.MeetingDeclared:
		if w.meetings[f.Meeting] != nil || f.Trainee != en.Person || slices.Contains(f.CoPractitioners, f.Trainee) {
			return "a meeting was declared twice, or for somebody else"
		}
		w.meetings[f.Meeting] = &meeting{f.Enrolment, f, nil, map[fact.ID]bool{}, map[fact.ID]bool{}}
		return ""
	case *fact.MeetingRecorded:
		return w.recorded(en, f)
	case *fact.RaterAssigned:
		return w.assigned(e, en, f)
	case *fact.RaterDeclined:
		if m := w.meetings[f.Meeting]; m != nil {
			delete(m.assigned, f.Rater)
		}
		return ""
	case *fact.RatingCommitted:
		return w.rated(en, f)
	}
	return ""
}

// recorded: bytes are used once, unless two people declared one another as
// co-practitioners (R22).
func (w *walk) recorded(en *enrolment, f *fact.MeetingRecorded) string {
	m := w.meetings[f.Meeting]
	if m == nil || m.enrolment != en.Enrolment || m.recorded != nil {
		return "a recording came before its meeting was declared, or a second time"
	}
	for _, use := range w.recordings[f.Digest] {
		together := slices.Contains(use.co, en.Person) && slices.Contains(m.declared.CoPractitioners, use.trainee)
		if use.trainee == en.Person || !together {
			return "one recording was used twice"
		}
	}
	w.recordings[f.Digest] = append(w.recordings[f.Digest], recordingUse{en.Person, m.declared.CoPractitioners})
	m.recorded = f
	return ""
}

// assigned: a calibrated rater without a tie to the trainee (R24).
func (w *walk) assigned(e fact.Entry, en *enrolment, f *fact.RaterAssigned) string {
	m := w.meetings[f.Meeting]
	if m == nil || m.recorded == nil {
		return "a rater was assigned to a meeting that is not recorded"
	}
	if !w.holds(f.Rater, people.Rater) || f.Rater == en.Person || f.Rater == en.Supervisor ||
		slices.Contains(m.declared.CoPractitioners, f.Rater) {
		return "a rater was assigned who is no rater, or too close to the trainee"
	}
	p := en.opened.Pinned
	window := time.Duration(p.Standard.Raters.CalibratedWithinDays) * 24 * time.Hour
	for _, c := range w.calibrated[f.Rater] {
		if c.instrument == p.Instrument.Digest && e.At.Sub(c.at) <= window {
			m.assigned[f.Rater] = true
			return ""
		}
	}
	return "a rater was assigned who is not calibrated on the instrument"
}

func (w *walk) rated(en *enrolment, f *fact.RatingCommitted) string {
	m := w.meetings[f.Meeting]
	switch {
	case m == nil || m.recorded == nil || f.Recording != m.recorded.Digest:
		return "a rating is of bytes that are not the meeting's"
	case !m.assigned[f.Rater] || f.Rater == f.Trainee || f.Trainee != en.Person:
		return "a rating is by somebody who was not assigned, or of somebody else"
	case m.rated[f.Rater]:
		return "a rater rated the same meeting twice"
	}
	m.rated[f.Rater] = true
	if err := fidelity.CheckScores(en.opened.Pinned.Instrument, f.Scores); err != nil {
		return err.Error()
	}
	return ""
}
