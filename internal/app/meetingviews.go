package app

import (
	"context"
	"slices"
	"time"

	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
)

// MeetingState is how far a meeting has come. Between the consent after a week
// and the decision there is one state only, whatever raters did (R26).
type MeetingState string

// The closed set of states, in their order.
const (
	AsksBefore    MeetingState = "asks-before"     // consent before recording is missing
	AsksAfter     MeetingState = "asks-after"      // consent after it is missing
	AwaitsUpload  MeetingState = "awaits-upload"   // may be handed in
	AsksAfterWeek MeetingState = "asks-after-week" // consent after a week is missing
	BeingRated    MeetingState = "being-rated"
	MeetingDone   MeetingState = "decided"
	ForPractice   MeetingState = "practice" // formative and handed in
	MeetingClosed MeetingState = "closed"   // consent withdrawn
)

// ParticipantView is a participant with the moments of their consent; 0 is not
// yet. WeekFrom is when consent can be asked for the third time.
type ParticipantView struct {
	ID        fact.ID
	Label     string
	Role      conversation.Role
	Before    fact.Time
	After     fact.Time
	AfterWeek fact.Time
	WeekFrom  fact.Time
	WeekOpen  bool // WeekFrom has come
}

// Named is a person with their name.
type Named struct {
	ID   fact.ID
	Name string
}

// Viewed is one look at a recording.
type Viewed struct {
	Who string
	At  fact.Time
}

// MeetingView is a meeting for the trainee, a co-practitioner or the supervisor
// of record.
type MeetingView struct {
	ID              fact.ID
	Enrolment       fact.ID
	Trainee         Named
	Purpose         fact.Purpose
	State           MeetingState
	Waiting         string // why no raters could be found yet
	DeclaredAt      fact.Time
	RecordedAt      fact.Time
	CoPractitioners []Named
	Participants    []ParticipantView
	Facts           fidelity.Facts
	HasFacts        bool
	Staged          []string      // voices of a transcript that waits for its roles
	StagedFor       time.Duration // how long that transcript lasts
	Viewed          []Viewed
	Closed          bool // consent was withdrawn; a decided meeting stays decided
	Own             bool // the actor is the trainee
	Records         bool // the actor may record consents
	MaySee          bool // the actor may read the transcript
}

// Meetings lists the meetings that the actor is the trainee, a co-practitioner
// or the supervisor of record of, newest first.
func (a *App) Meetings(ctx context.Context, actor Actor) (out []MeetingView, err error) {
	err = a.seen(ctx, actor, "", func(w *Work) error {
		declared, err := a.memory.ofKind(w.Tx, fact.MeetingDeclaredKind)
		if err != nil {
			return err
		}
		supervises, err := w.supervises()
		if err != nil {
			return err
		}
		for _, e := range slices.Backward(declared) {
			d := e.Fact.(*fact.MeetingDeclared)
			if d.Trainee != actor.Person && !slices.Contains(d.CoPractitioners, actor.Person) && !supervises[d.Enrolment] {
				continue
			}
			f, err := a.meetingFile(w.Tx, d.Meeting)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return err
			}
			at, err := w.standsTo(f)
			if err != nil {
				return err
			}
			if at.any(theTrainee | theCoPractitioner | theSupervisor) {
				v, err := w.meetingView(f, at)
				if err != nil {
					return err
				}
				out = append(out, v)
			}
		}
		return nil
	})
	return out, err
}

// supervises gives the enrolments that the actor is the supervisor of record of.
func (w *Work) supervises() (map[fact.ID]bool, error) {
	entries, err := w.app.memory.ofKind(w.Tx, fact.TraineeEnrolledKind)
	out := map[fact.ID]bool{}
	for _, e := range entries {
		if f := e.Fact.(*fact.TraineeEnrolled); f.Supervisor == w.actor.Person {
			out[f.Enrolment] = true
		}
	}
	return out, err
}

// Meeting shows one of them.
func (a *App) Meeting(ctx context.Context, actor Actor, id fact.ID) (out MeetingView, err error) {
	err = a.seen(ctx, actor, "", func(w *Work) error {
		f, err := a.meetingFile(w.Tx, id)
		if err != nil {
			return err
		}
		at, err := w.standsTo(f)
		if err != nil {
			return err
		}
		if !at.any(theTrainee | theCoPractitioner | theSupervisor) {
			return notThere()
		}
		out, err = w.meetingView(f, at)
		return err
	})
	return out, err
}

func (w *Work) meetingView(f meetingFile, at stands) (v MeetingView, err error) {
	v = MeetingView{
		ID: f.Meeting, Enrolment: f.Path.Enrolment, Trainee: w.named(f.Trainee), Purpose: f.Purpose,
		DeclaredAt: f.DeclaredAt, RecordedAt: f.RecordedAt,
		Own: at.any(theTrainee), Records: at.any(theTrainee | theCoPractitioner),
	}
	for _, id := range f.CoPractitioners {
		v.CoPractitioners = append(v.CoPractitioners, w.named(id))
	}
	for _, p := range f.People {
		v.Participants = append(v.Participants, participantView(f, p, w.Now()))
	}
	if v.State, v.Waiting, err = w.state(f); err != nil {
		return v, err
	}
	if v.Closed, err = w.app.withdrawn(w.Tx, f); v.Closed || err != nil {
		return v, err
	}
	if at.any(theTrainee | theSupervisor) {
		v.MaySee = f.Recorded != nil
		if v.Facts, v.HasFacts, err = f.facts(); err != nil {
			return v, err
		}
		v.Viewed = w.viewed(f, v.State == MeetingDone)
	}
	if v.Own {
		v.Staged, v.StagedFor, err = w.staged(f.Meeting)
	}
	return v, err
}

func (w *Work) named(id fact.ID) Named { return Named{id, w.app.nameOf(w.Tx, id)} }

func participantView(f meetingFile, p Participant, now fact.Time) ParticipantView {
	c := f.Consents[p.ID]
	v := ParticipantView{
		ID: p.ID, Label: p.Label, Role: conversation.Role(p.Role),
		Before: c[fact.Before].At, After: c[fact.After].At, AfterWeek: c[fact.AfterAWeek].At,
	}
	if v.After != 0 {
		v.WeekFrom = v.After.Add(consentWeek)
		v.WeekOpen = now >= v.WeekFrom
	}
	return v
}

// state says how far a meeting has come, without a word about any rater.
func (w *Work) state(f meetingFile) (MeetingState, string, error) {
	closed, err := w.app.withdrawn(w.Tx, f)
	if err != nil {
		return "", "", err
	}
	m, counts := f.decision(w.Now())
	switch {
	case counts && m.Decided:
		return MeetingDone, "", nil
	case closed:
		return MeetingClosed, "", nil
	case f.missing(fact.Before) != "":
		return AsksBefore, "", nil
	case f.missing(fact.After) != "":
		return AsksAfter, "", nil
	case f.Recorded == nil:
		return AwaitsUpload, "", nil
	case f.Purpose == fact.Formative:
		return ForPractice, "", nil
	case f.missing(fact.AfterAWeek) != "":
		return AsksAfterWeek, "", nil
	}
	if len(f.Assignments) > 0 {
		return BeingRated, "", nil
	}
	_, waiting, err := w.assign(f, nil)
	return BeingRated, waiting, err
}

// viewed lists who has looked. Raters' looks are left out until the decision,
// since the number of raters is itself something that was found (R26).
func (w *Work) viewed(f meetingFile, decided bool) (out []Viewed) {
	for _, v := range f.Views {
		rater := slices.ContainsFunc(f.Assignments, func(a assignment) bool { return a.Rater == v.By })
		switch {
		case !rater:
			out = append(out, Viewed{w.app.nameOf(w.Tx, v.By), v.At})
		case decided:
			out = append(out, Viewed{"a rater", v.At})
		}
	}
	return out
}

// staged gives the voices and the length of a transcript that waits for its
// roles.
func (w *Work) staged(meeting fact.ID) ([]string, time.Duration, error) {
	d, err := w.Draft(w.actor.Person, draftTranscript, string(meeting))
	if isNotFound(err) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	t, err := readTranscript([]byte(d.Body))
	return t.Voices, time.Duration(lasts(t)) * time.Millisecond, err
}
