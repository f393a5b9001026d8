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
	viewed    map[fact.ID]bool
	consents  consents
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
		w.meetings[f.Meeting] = &meeting{
			enrolment: f.Enrolment, declared: f, assigned: map[fact.ID]bool{}, rated: map[fact.ID]bool{},
			viewed: map[fact.ID]bool{}, consents: newConsents(),
		}
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
		return w.rated(e, en, f)
	case *fact.ConsentGiven, *fact.ConsentWithdrawn, *fact.RecordingViewed:
		return w.consent(f)
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
	if say := m.consents.standAt(f); say != "" {
		return say
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
	if !m.consents.afterAWeek() {
		return "a rater was assigned without everybody's consent after a week"
	}
	if !w.mayRate(e.At, en, m, f.Rater) {
		return "a rater was assigned who is no calibrated rater, or too close to the trainee"
	}
	if w.closesRing(e.At, f.Rater, en.Person) {
		return "a rater was assigned whom the trainee, or somebody that the trainee rates, has rated"
	}
	w.asked = append(w.asked, asked{f.Rater, en.Person, e.At})
	m.assigned[f.Rater] = true
	return ""
}

// mayRate: a rater who is calibrated on the instrument at that instant, and
// neither the trainee, a supervisor of record of theirs nor a co-practitioner.
func (w *walk) mayRate(at fact.Time, en *enrolment, m *meeting, rater fact.ID) bool {
	if !w.holds(rater, people.Rater) || rater == en.Person || slices.Contains(m.declared.CoPractitioners, rater) {
		return false
	}
	for _, other := range w.enrolments {
		if other.Person == en.Person && other.Supervisor == rater {
			return false
		}
	}
	p := en.opened.Pinned
	window := time.Duration(p.Standard.Raters.CalibratedWithinDays) * 24 * time.Hour
	return slices.ContainsFunc(w.calibrated[rater], func(c calibration) bool {
		return c.instrument == p.Instrument.Digest && at.Sub(c.at) <= window
	})
}

func (w *walk) rated(e fact.Entry, en *enrolment, f *fact.RatingCommitted) string {
	m := w.meetings[f.Meeting]
	switch {
	case m == nil || m.recorded == nil || f.Recording != m.recorded.Digest:
		return "a rating is of bytes that are not the meeting's"
	case !m.assigned[f.Rater] || f.Rater == f.Trainee || f.Trainee != en.Person:
		return "a rating is by somebody who was not assigned, or of somebody else"
	case m.rated[f.Rater]:
		return "a rater rated the same meeting twice"
	case !m.viewed[f.Rater] || m.consents.withdrawn:
		return "a rater rated a meeting that they had not looked at, or that was closed"
	case !w.mayRate(e.At, en, m, f.Rater):
		return "a rating is by somebody who may no longer rate: no calibrated rater, or too close to the trainee"
	}
	m.rated[f.Rater] = true
	if err := fidelity.CheckScores(en.opened.Pinned.Instrument, f.Scores); err != nil {
		return err.Error()
	}
	return ""
}
