package app

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// viewAgain is how long one "viewed" entry covers further looks.
const viewAgain = time.Hour

// viewRecording writes down that somebody is about to see a meeting, before
// anything of it is served (R21).
type viewRecording struct {
	Meeting fact.ID
	only    stands
}

func (a *App) markViewed(ctx context.Context, actor Actor, meeting fact.ID, only stands) error {
	return a.Apply(ctx, actor, &viewRecording{meeting, only})
}

func (c *viewRecording) needs() people.Action { return "" }

func (c *viewRecording) decide(w *Work) ([]fact.Fact, error) {
	f, _, err := w.maySee(c.Meeting, c.only)
	if err != nil {
		return nil, err
	}
	for _, v := range f.Views {
		if v.By == w.actor.Person && v.At.Add(viewAgain) > w.Now() {
			return nil, nil
		}
	}
	return []fact.Fact{&fact.RecordingViewed{
		Meeting: c.Meeting, Enrolment: f.Path.Enrolment, By: w.actor.Person, Medium: f.Recorded.Medium,
	}}, nil
}

// maySee loads a meeting that was handed in, for somebody who is one of only,
// through the consent gate.
func (w *Work) maySee(id fact.ID, only stands) (meetingFile, stands, error) {
	f, err := w.app.meetingFile(w.Tx, id)
	if err != nil {
		return f, 0, err
	}
	at, err := w.standsTo(f)
	switch {
	case err != nil:
		return f, at, err
	case !at.any(only):
		return f, at, notThere()
	case f.Recorded == nil:
		return f, at, fault.New(fault.Refused, "meeting", "This meeting has not been handed in yet.")
	case only == theRater:
		if err := w.stillIndependent(f); err != nil {
			return f, at, err
		}
		return f, at, w.app.open(w.Tx, f, fact.Before, fact.After, fact.AfterAWeek)
	default:
		return f, at, w.app.open(w.Tx, f, fact.Before, fact.After)
	}
}

// CueView is one cue as it is read, numbered from 1.
type CueView struct {
	N       int
	StartMS int64
	EndMS   int64
	Voice   string
	Role    conversation.Role
	Text    string
}

// Record is a computed service fact of a principle.
type Record struct {
	Key      string
	Sentence string
}

// Talk is what may be seen of a meeting that was handed in.
type Talk struct {
	Meeting      fact.ID
	TraineeVoice string
	Facts        fidelity.Facts
	Records      []Record
	Cues         []CueView
	Measures     conversation.Measures
	Words        int
	Dismissed    []Dismissed // candidates that the one who looks has dismissed
	service      fidelity.Service
}

// talk reads the transcript and the facts of a meeting.
func (a *App) talk(tx Tx, f meetingFile) (t Talk, err error) {
	media, err := tx.Media(f.Recorded.Digest)
	if err != nil {
		return t, hidden(err)
	}
	if fact.Sum(media.Bytes) != f.Recorded.Digest {
		return t, fault.New(fault.Refused, "transcript", "The stored bytes are not those that were handed in, so the meeting cannot be shown or rated (R25). Please tell the registrar.")
	}
	read, err := conversation.Parse(bytes.NewReader(media.Bytes))
	if err != nil {
		return t, fault.Wrap("app.talk", err)
	}
	var roles map[string]conversation.Role
	if err := json.Unmarshal([]byte(f.Row.Voices), &roles); err != nil {
		return t, fault.Wrap("app.talk", err)
	}
	facts, _, err := f.facts()
	if err != nil {
		return t, err
	}
	service, err := a.service(tx, f, facts)
	if err != nil {
		return t, err
	}
	t = newTalk(f.Meeting, read, roles, service)
	return t, nil
}

func newTalk(id fact.ID, read conversation.Transcript, roles map[string]conversation.Role, s fidelity.Service) Talk {
	t := Talk{Meeting: id, TraineeVoice: s.Facts.TraineeVoice, Facts: s.Facts, Measures: conversation.Measure(read, roles), service: s}
	t.Words = t.Measures.Words
	for i, c := range read.Cues {
		t.Cues = append(t.Cues, CueView{i + 1, c.StartMS, c.EndMS, c.Voice, roles[c.Voice], c.Text})
	}
	for _, key := range fidelity.ServiceKeys() {
		t.Records = append(t.Records, Record{key, s.Sentence(key)})
	}
	return t
}

// service computes the service facts with the trainee's earlier meetings.
func (a *App) service(tx Tx, f meetingFile, facts fidelity.Facts) (fidelity.Service, error) {
	var earlier []fidelity.Facts
	for _, h := range f.Path.History {
		m, ok := h.Fact.(*fact.MeetingRecorded)
		if !ok || m.Meeting == f.Meeting || h.At >= f.RecordedAt {
			continue
		}
		row, err := tx.Meeting(m.Meeting)
		if err != nil {
			return fidelity.Service{}, err
		}
		if one, err := fidelity.ReadFacts([]byte(row.Facts)); err == nil {
			earlier = append(earlier, one)
		}
	}
	practitioners := 0
	for _, p := range f.People {
		if p.Role == string(conversation.Practitioner) {
			practitioners++
		}
	}
	return fidelity.ServiceOf(facts, practitioners, earlier), nil
}

// readingPace is the fastest reading, in words a minute, that counts as having
// read a transcript: about twice what people read with care. Policy.
const readingPace = 500

// played is the share of a transcript that a rater can have read since their
// first look, by the server's own clock, in ten-thousandths, and how long the
// missing part up to share takes.
func played(f meetingFile, rater fact.ID, words int, now fact.Time, share courses.Share) (got int64, missing time.Duration) {
	whole := time.Duration(words) * time.Minute / readingPace
	since := time.Duration(0)
	for _, v := range f.Views {
		if v.By == rater {
			since = now.Sub(v.At)
			break
		}
	}
	if whole <= 0 || since >= whole {
		return 10000, 0
	}
	got = int64(since) * 10000 / int64(whole)
	return got, max(0, whole*time.Duration(share)/10000-since)
}

// Workspace is all that a rater needs, and nothing of what another rater did.
type Workspace struct {
	Talk
	Instrument fidelity.Instrument
	Threshold  int64
	Trainee    string
	AssignedAt fact.Time
	DueAt      fact.Time
	Played     int64 // share read so far, in ten-thousandths
	ReadFor    time.Duration
	Draft      []ScoreInput
	SavedAt    fact.Time
}

// OpenForRating shows a meeting to a rater who has it, after the look stands in
// the ledger.
func (a *App) OpenForRating(ctx context.Context, actor Actor, meeting fact.ID) (out Workspace, err error) {
	if err := a.markViewed(ctx, actor, meeting, theRater); err != nil {
		return out, err
	}
	err = a.read(ctx, func(tx Tx) error {
		w := &Work{Tx: tx, app: a, ctx: ctx, actor: actor}
		if err := w.authorise(""); err != nil {
			return err
		}
		f, _, err := w.maySee(meeting, theRater)
		if err != nil {
			return err
		}
		t, err := a.talk(tx, f)
		if err != nil {
			return err
		}
		std := f.Path.Pinned().Standard
		duty, _ := f.duty(actor.Person)
		out = Workspace{
			Talk: t, Instrument: f.Path.Pinned().Instrument, Threshold: std.Threshold, Trainee: a.nameOf(tx, f.Trainee),
			AssignedAt: duty.At, DueAt: duty.At.Add(claimLife),
		}
		out.Played, out.ReadFor = played(f, actor.Person, t.Words, tx.Now(), std.Raters.PlayedShare)
		if out.Draft, out.SavedAt, err = readRatingDraft(tx, actor.Person, meeting); err != nil {
			return err
		}
		out.Dismissed, err = readDismissed(tx, actor.Person, meeting)
		return err
	})
	return out, err
}

// OpenTalk shows a meeting to its trainee or their supervisor of record, after
// the look stands in the ledger.
func (a *App) OpenTalk(ctx context.Context, actor Actor, meeting fact.ID) (out Talk, err error) {
	const only = theTrainee | theSupervisor
	if err := a.markViewed(ctx, actor, meeting, only); err != nil {
		return out, err
	}
	err = a.read(ctx, func(tx Tx) error {
		w := &Work{Tx: tx, app: a, ctx: ctx, actor: actor}
		if err := w.authorise(""); err != nil {
			return err
		}
		f, _, err := w.maySee(meeting, only)
		if err != nil {
			return err
		}
		if out, err = a.talk(tx, f); err != nil {
			return err
		}
		out.Dismissed, err = readDismissed(tx, actor.Person, meeting)
		return err
	})
	return out, err
}

// cue finds a cue by its number.
func (t Talk) cue(n int) (CueView, bool) {
	if n < 1 || n > len(t.Cues) {
		return CueView{}, false
	}
	return t.Cues[n-1], true
}

// record finds a computed fact by its key.
func (t Talk) record(key string) (Record, bool) {
	for _, r := range t.Records {
		if r.Key == strings.TrimSpace(key) {
			return r, true
		}
	}
	return Record{}, false
}
