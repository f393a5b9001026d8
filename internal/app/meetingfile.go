package app

import (
	"cmp"
	"slices"
	"time"

	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// A week is how long after the meeting consent is asked again.
const consentWeek = 7 * 24 * time.Hour

// meetingFile is everything the ledger says of one network meeting.
type meetingFile struct {
	fact.MeetingDeclared
	DeclaredAt  fact.Time
	Path        enrolment
	Row         Meeting
	People      []Participant
	Recorded    *fact.MeetingRecorded
	RecordedAt  fact.Time
	Consents    map[fact.ID]map[fact.Moment]consent
	Withdrawn   fact.Time
	Assignments []assignment
	Ratings     []*fact.RatingCommitted
	Views       []viewing
}

type consent struct {
	*fact.ConsentGiven
	At fact.Time
}

type viewing struct {
	By fact.ID
	At fact.Time
}

// assignment is one rater's place on a meeting; Gone once it was given back.
type assignment struct {
	Rater fact.ID
	At    fact.Time
	Gone  bool
}

// meetingFile loads a meeting; NotFound where there is none.
func (a *App) meetingFile(tx Tx, id fact.ID) (f meetingFile, err error) {
	row, err := tx.Meeting(id)
	if err != nil {
		return f, hidden(err)
	}
	e, err := a.enrolment(tx, row.Enrolment)
	if err != nil {
		return f, hidden(err)
	}
	persons, err := tx.Participants(id)
	if err != nil {
		return f, err
	}
	order := conversation.Roles()
	slices.SortFunc(persons, func(a, b Participant) int {
		byRole := slices.Index(order, conversation.Role(a.Role)) - slices.Index(order, conversation.Role(b.Role))
		return cmp.Or(byRole, cmp.Compare(a.Label, b.Label))
	})
	f = foldMeeting(id, e)
	f.Row, f.People = row, persons
	if f.DeclaredAt == 0 {
		return f, notThere()
	}
	return f, nil
}

// with is the file as it will be once facts are in the ledger.
func (f meetingFile) with(now fact.Time, facts ...fact.Fact) meetingFile {
	e := f.Path
	e.History = slices.Clone(e.History)
	next := int64(0)
	if n := len(e.History); n > 0 {
		next = e.History[n-1].Index + 1
	}
	for i, one := range facts {
		e.History = append(e.History, fact.Entry{Index: next + int64(i), At: now, Fact: one})
	}
	out := foldMeeting(f.Meeting, e)
	out.Row, out.People = f.Row, f.People
	return out
}

func foldMeeting(id fact.ID, e enrolment) meetingFile {
	f := meetingFile{Path: e, Consents: map[fact.ID]map[fact.Moment]consent{}}
	reversed := map[int64]bool{}
	for _, h := range e.History {
		if r, ok := h.Fact.(*fact.EvidenceReversed); ok {
			reversed[r.Entry] = true
		}
	}
	for _, h := range e.History {
		if !reversed[h.Index] {
			f.take(id, h)
		}
	}
	return f
}

func (f *meetingFile) take(id fact.ID, h fact.Entry) {
	switch x := h.Fact.(type) {
	case *fact.MeetingDeclared:
		if x.Meeting == id {
			f.MeetingDeclared, f.DeclaredAt = *x, h.At
		}
	case *fact.MeetingRecorded:
		if x.Meeting == id && f.Recorded == nil {
			f.Recorded, f.RecordedAt = x, h.At
		}
	case *fact.ConsentGiven:
		if x.Meeting == id {
			if f.Consents[x.Participant] == nil {
				f.Consents[x.Participant] = map[fact.Moment]consent{}
			}
			f.Consents[x.Participant][x.Moment] = consent{x, h.At}
		}
	case *fact.ConsentWithdrawn:
		if x.Meeting == id && f.Withdrawn == 0 {
			f.Withdrawn = h.At
		}
	case *fact.RecordingViewed:
		if x.Meeting == id {
			f.Views = append(f.Views, viewing{x.By, h.At})
		}
	default:
		f.takeRating(id, h)
	}
}

func (f *meetingFile) takeRating(id fact.ID, h fact.Entry) {
	switch x := h.Fact.(type) {
	case *fact.RaterAssigned:
		if x.Meeting == id {
			f.Assignments = append(f.Assignments, assignment{Rater: x.Rater, At: h.At})
		}
	case *fact.RaterDeclined:
		for i := range f.Assignments {
			if x.Meeting == id && f.Assignments[i].Rater == x.Rater {
				f.Assignments[i].Gone = true
			}
		}
	case *fact.RatingCommitted:
		if x.Meeting == id {
			f.Ratings = append(f.Ratings, x)
		}
	}
}

// missing names the first participant without a consent at one of the moments;
// empty where all have given it.
func (f meetingFile) missing(moments ...fact.Moment) string {
	for _, m := range moments {
		for _, p := range f.People {
			if _, ok := f.Consents[p.ID][m]; !ok {
				return p.Label
			}
		}
	}
	return ""
}

// rated reports whether somebody's rating is in.
func (f meetingFile) rated(by fact.ID) bool {
	return slices.ContainsFunc(f.Ratings, func(r *fact.RatingCommitted) bool { return r.Rater == by })
}

// duty finds the place of a rater who has still to rate.
func (f meetingFile) duty(rater fact.ID) (assignment, bool) {
	for _, a := range f.Assignments {
		if a.Rater == rater && !a.Gone && !f.rated(rater) {
			return a, true
		}
	}
	return assignment{}, false
}

func (f meetingFile) onDuty(rater fact.ID) bool {
	_, ok := f.duty(rater)
	return ok
}

// decision is what the committed ratings come to; ok is false for a meeting
// that does not count.
func (f meetingFile) decision(now fact.Time) (courses.AssessedMeeting, bool) {
	for _, m := range courses.Meetings(f.Path.Pinned(), f.Path.History, now) {
		if m.Meeting == f.Meeting {
			return m, true
		}
	}
	return courses.AssessedMeeting{}, false
}

// facts reads what was said of the meeting; ok is false before it was said.
func (f meetingFile) facts() (out fidelity.Facts, ok bool, err error) {
	if f.Row.Facts == "" {
		return out, false, nil
	}
	out, err = fidelity.ReadFacts([]byte(f.Row.Facts))
	return out, err == nil, err
}

// open is the consent gate (R21): it says why nothing of a meeting may be
// served. Raters see it once the consent after a week is in as well.
func (a *App) open(tx Tx, f meetingFile, moments ...fact.Moment) error {
	closed, err := a.withdrawn(tx, f)
	if err != nil {
		return err
	}
	if closed {
		return fault.New(fault.Refused, "consent", "Somebody who was in the meeting has withdrawn their consent, so its file is closed. What was decided before stays decided.")
	}
	if who := f.missing(moments...); who != "" {
		return fault.New(fault.Refused, "consent", "The consent of %s is not recorded for every moment yet.", who)
	}
	return nil
}

// withdrawn reports whether consent was withdrawn for this meeting, or for a
// meeting that the same recording was handed in for.
func (a *App) withdrawn(tx Tx, f meetingFile) (bool, error) {
	if f.Withdrawn != 0 {
		return true, nil
	}
	if f.Recorded == nil {
		return false, nil
	}
	uses, err := a.usesOf(tx, f.Recorded.Digest)
	if err != nil {
		return false, err
	}
	closed, err := a.memory.ofKind(tx, fact.ConsentWithdrawnKind)
	for _, e := range closed {
		for _, u := range uses {
			if e.Fact.(*fact.ConsentWithdrawn).Meeting == u.Meeting {
				return true, err
			}
		}
	}
	return false, err
}

// usesOf lists every meeting that some bytes were handed in for, by anybody.
func (a *App) usesOf(tx Tx, d fact.Digest) (out []*fact.MeetingRecorded, err error) {
	entries, err := a.memory.ofKind(tx, fact.MeetingRecordedKind)
	for _, e := range entries {
		if f := e.Fact.(*fact.MeetingRecorded); f.Digest == d {
			out = append(out, f)
		}
	}
	return out, err
}

// stands is what somebody is to a meeting; a supervisor may be a
// co-practitioner too.
type stands int

const (
	theTrainee stands = 1 << iota
	theCoPractitioner
	theSupervisor
	theRater
)

// any reports whether somebody is one of what is asked for.
func (s stands) any(of stands) bool { return s&of != 0 }

// standsTo says what the actor is to a meeting.
func (w *Work) standsTo(f meetingFile) (at stands, err error) {
	p := w.actor.Person
	if p == "" {
		return 0, nil
	}
	if p == f.Trainee {
		at |= theTrainee
	}
	if slices.Contains(f.CoPractitioners, p) {
		at |= theCoPractitioner
	}
	for _, as := range []struct {
		is     bool
		stands stands
		action people.Action
	}{
		{p == f.Path.Supervisor, theSupervisor, people.ReadReflections},
		{f.onDuty(p), theRater, people.RateMeetings},
	} {
		if !as.is {
			continue
		}
		switch err := w.authorise(as.action); {
		case err == nil:
			at |= as.stands
		case !isNotFound(err):
			return at, err
		}
	}
	return at, nil
}
