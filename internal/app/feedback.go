package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Observation is what one rater wrote of one principle, without their name.
type Observation struct {
	Text   string
	Reason string   // why it goes against a computed fact; mostly empty
	Seen   []string // texts of the sub-observations that were seen
	Cues   []CueView
	Record []Record
}

// Anchor is the wording of one level.
type Anchor struct {
	Level int64
	Text  string
}

// Point is one principle in one decided meeting.
type Point struct {
	Meeting     fact.ID
	At          fact.Time // recorded
	Result      fidelity.Result
	LevelTenths int64
}

// Lesson is a section of the trainee's own modules that teaches a principle.
type Lesson struct{ Title, Href string }

// lessons finds the sections that an instrument names as module#section among
// the modules that an enrolment pinned.
func lessons(p courses.Pinned, taughtIn []string) (out []Lesson) {
	for _, ref := range taughtIn {
		id, section, _ := strings.Cut(ref, "#")
		m, s, ok := p.Section(id, section)
		if ok {
			out = append(out, Lesson{s.Title + " (" + m.Title + ")", content.ModuleURL(id, section)})
		}
	}
	return out
}

// FeedbackPrinciple is the feedback on one principle: what was observed, then
// the level on its anchors, then the change over meetings.
type FeedbackPrinciple struct {
	ID           string
	Title        string
	Asks         string
	Counts       bool // towards the person
	Observations []Observation
	Result       fidelity.Result
	LevelTenths  int64
	Given        []int64  // levels that the raters gave, lowest first, without their names
	Anchors      []Anchor // the one or two that the level lies at
	Service      string   // the computed fact beside it; empty where there is none
	TaughtIn     []Lesson
	Over         []Point // this and the other decided meetings, oldest first
}

// Feedback is a decided meeting for its trainee and their supervisor of record.
type Feedback struct {
	Meeting    fact.ID
	Enrolment  fact.ID
	Trainee    string
	Own        bool // it is the actor's own
	RecordedAt fact.Time
	HeldAt     fact.Time
	Raters     int
	Scale      fidelity.Scale
	Threshold  int64
	Principles []FeedbackPrinciple
	Next       []FeedbackPrinciple // what to practise next, at most two
	Closed     bool                // consent was withdrawn: only the results are left
}

// practiseNext is how many principles are named to practise next.
const practiseNext = 2

// Feedback shows a decided meeting to its trainee or their supervisor of record
// and to nobody else. Before the decision it says only that the meeting is being
// rated (R26). Since cues of the transcript are shown, the look is written down
// first; after a withdrawal only the results are left (R21).
func (a *App) Feedback(ctx context.Context, actor Actor, meeting fact.ID) (out Feedback, err error) {
	const only = theTrainee | theSupervisor
	err = a.feedback(ctx, actor, meeting, only, false, &out)
	if err != nil || out.Closed {
		return out, err
	}
	if err := a.markViewed(ctx, actor, meeting, only); err != nil {
		return Feedback{}, err
	}
	return out, a.feedback(ctx, actor, meeting, only, true, &out)
}

// feedback fills out; words and cues only where they may be served.
func (a *App) feedback(ctx context.Context, actor Actor, meeting fact.ID, only stands, words bool, out *Feedback) error {
	return a.seen(ctx, actor, "", func(w *Work) error {
		f, err := a.meetingFile(w.Tx, meeting)
		if err != nil {
			return err
		}
		if at, err := w.standsTo(f); err != nil || !at.any(only) {
			return cmp.Or(err, notThere())
		}
		m, ok := f.decision(w.Now())
		if !ok || !m.Decided {
			return fault.New(fault.Refused, "feedback", "There is no feedback yet: the meeting is not decided.")
		}
		closed, err := a.withdrawn(w.Tx, f)
		if err != nil {
			return err
		}
		*out = w.results(f, m)
		if out.Closed = closed; closed || !words {
			return nil
		}
		return w.addWords(f, m, out)
	})
}

// results is what stays of a decision whatever happens to the recording.
func (w *Work) results(f meetingFile, m courses.AssessedMeeting) Feedback {
	p := f.Path.Pinned()
	out := Feedback{
		Meeting: f.Meeting, Enrolment: f.Path.Enrolment, Trainee: w.app.nameOf(w.Tx, f.Trainee), Own: f.Trainee == w.actor.Person,
		RecordedAt: f.RecordedAt, Raters: len(m.Ratings), Scale: p.Instrument.Scale, Threshold: p.Standard.Threshold,
	}
	all := courses.Meetings(p, f.Path.History, w.Now())
	for _, pr := range p.Instrument.Principles {
		o := m.Outcome(pr.ID)
		one := FeedbackPrinciple{
			ID: pr.ID, Title: pr.Title, Asks: pr.Asks, Counts: pr.CountsForPerson,
			Result: o.Result, LevelTenths: o.LevelTenths, Anchors: anchors(pr, o.LevelTenths), TaughtIn: lessons(p, pr.TaughtIn),
		}
		one.Given = given(m, o)
		for _, other := range all {
			if other.Decided {
				oo := other.Outcome(pr.ID)
				one.Over = append(one.Over, Point{other.Meeting, other.RecordedAt, oo.Result, oo.LevelTenths})
			}
		}
		out.Principles = append(out.Principles, one)
	}
	out.Next = next(out.Principles)
	return out
}

// given lists the levels that decided a principle, lowest first. Where two
// agreed, a third that came for another principle decided nothing here.
func given(m courses.AssessedMeeting, o fidelity.Outcome) (out []int64) {
	for _, r := range m.Ratings[:min(3, len(m.Ratings))] {
		for _, s := range r.Scores {
			if s.Principle == o.Principle && s.Said == fact.SaidLevel {
				out = append(out, s.Level)
			}
		}
		if len(out) == 2 && max(out[0], out[1])-min(out[0], out[1]) < 2 && 5*(out[0]+out[1]) == o.LevelTenths {
			break
		}
	}
	slices.Sort(out)
	return out
}

// anchors gives the wording at a level, and at both levels around a mean.
func anchors(p fidelity.Principle, tenths int64) (out []Anchor) {
	if tenths == 0 {
		return nil
	}
	low, high := tenths/10, (tenths+9)/10
	for level := low; level <= high; level++ {
		out = append(out, Anchor{level, p.Anchors[level]})
	}
	return out
}

// next names the principles that count and lie lowest.
func next(all []FeedbackPrinciple) []FeedbackPrinciple {
	var out []FeedbackPrinciple
	for _, p := range all {
		if p.Counts && p.Result != fidelity.NotApplicable && len(p.TaughtIn) > 0 {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b FeedbackPrinciple) int { return cmp.Compare(a.LevelTenths, b.LevelTenths) })
	return out[:min(practiseNext, len(out))]
}

// addWords adds what the raters wrote and what they cite.
func (w *Work) addWords(f meetingFile, m courses.AssessedMeeting, out *Feedback) error {
	t, err := w.app.talk(w.Tx, f)
	if err != nil {
		return err
	}
	out.HeldAt = t.Facts.Held
	in := f.Path.Pinned().Instrument
	for i := range out.Principles {
		p, _ := in.Principle(out.Principles[i].ID)
		out.Principles[i].Service = t.service.Sentence(p.ServiceFact)
		if out.Principles[i].Observations, err = w.observations(m, t, p); err != nil {
			return err
		}
	}
	out.Next = next(out.Principles)
	return nil
}

// observations lists what was written of a principle, in an order that does
// not give away who wrote what.
func (w *Work) observations(m courses.AssessedMeeting, t Talk, p fidelity.Principle) (out []Observation, err error) {
	var notes []fact.Digest
	for _, r := range m.Ratings {
		for _, s := range r.Scores {
			if s.Principle == p.ID {
				notes = append(notes, s.Note)
			}
		}
	}
	slices.Sort(notes)
	for _, d := range notes {
		text, err := w.Text(d)
		if isNotFound(err) { // erased with its writer
			continue
		}
		if err != nil {
			return nil, err
		}
		var n scoreNote
		if err := json.Unmarshal(text.Body, &n); err != nil {
			return nil, fault.Wrap("app.observations", err)
		}
		out = append(out, observation(n, t, p))
	}
	return out, nil
}

func observation(n scoreNote, t Talk, p fidelity.Principle) Observation {
	o := Observation{Text: n.Observation, Reason: n.Reason}
	for _, s := range p.SubObservations {
		if slices.Contains(n.Seen, s.ID) {
			o.Seen = append(o.Seen, s.Text)
		}
	}
	for _, c := range n.Cues {
		if cue, ok := t.cue(c); ok {
			o.Cues = append(o.Cues, cue)
		}
	}
	for _, key := range n.Record {
		if r, ok := t.record(key); ok {
			o.Record = append(o.Record, r)
		}
	}
	return o
}
