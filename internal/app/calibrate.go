package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

const draftCalibration = "calibration"

// Policy of calibration. A rater scores gold meetings one by one; a meeting is
// within tolerance when no level lies further from gold than goldApart and the
// same side of the threshold is found for at least sameSide of ofPrinciples.
// After goldMeetings of them, or all that ship where there are fewer, the
// rater is calibrated. An attempt out of tolerance is followed by another
// meeting, a day later.
const (
	goldMeetings  = 3
	goldApart     = 1
	sameSide      = 5
	ofPrinciples  = 7
	nextAttemptIn = 24 * time.Hour
)

// GoldScore is a rater's answer for one principle of a gold meeting.
type GoldScore struct {
	Principle string
	Said      fact.Said
	Level     int64
}

// attempt is one rating of a gold meeting. It can meet no requirement, so it
// is a row and not a fact.
type attempt struct {
	Meeting string      `json:"meeting"`
	Digest  fact.Digest `json:"digest"`
	At      fact.Time   `json:"at"`
	Within  bool        `json:"within"`
	Same    int64       `json:"same"`
	Of      int64       `json:"of"`
}

// GoldAnswer is a rater's answer beside the gold one, shown after an attempt.
type GoldAnswer struct {
	Principle fidelity.Principle
	Own       GoldScore
	Gold      content.Level
	Reason    string
	Cues      []CueView
	Far       bool // further from gold than the tolerance, or of another kind
}

// Calibrate scores one gold meeting on the instrument of a published pathway.
type Calibrate struct {
	Bundle  fact.Digest
	Meeting string
	Scores  []GoldScore

	Within     bool         // out: inside tolerance
	Calibrated bool         // out: the last one that was missing
	Answers    []GoldAnswer // out: beside gold, with its reasons
}

func (c *Calibrate) needs() people.Action { return people.RateMeetings }

func (c *Calibrate) decide(w *Work) ([]fact.Fact, error) {
	p, err := w.instrumentOf(c.Bundle)
	if err != nil {
		return nil, err
	}
	s, err := w.calibration(p)
	if err != nil {
		return nil, err
	}
	switch {
	case w.Now() < s.from:
		return nil, fault.New(fault.Refused, "calibration", "The last attempt was outside the tolerance. The next meeting opens on %s; until then read the reasons again.", courses.Instant(s.from))
	case s.next == nil || s.next.ID != c.Meeting:
		return nil, fault.New(fault.Conflict, "calibration", "Another meeting is up for you now; open the calibration page again.")
	}
	one, err := c.compare(p, s.next)
	if err != nil {
		return nil, err
	}
	one.At = w.Now()
	s.attempts = append(s.attempts, one)
	if err := w.keepAttempts(p.Instrument.Digest, s.attempts); err != nil {
		return nil, err
	}
	c.Within = one.Within
	passed := s.passed()
	if len(passed) < s.need {
		return nil, nil
	}
	c.Calibrated = true
	return []fact.Fact{calibratedFact(w.actor.Person, p.Instrument.Digest, passed)}, nil
}

func calibratedFact(rater fact.ID, instrument fact.Digest, passed []attempt) *fact.RaterCalibrated {
	out := &fact.RaterCalibrated{Rater: rater, Instrument: instrument}
	var gold []byte
	for _, a := range passed {
		gold = append(gold, a.Digest+"\n"...)
		out.SameSide += a.Same
		out.Of += a.Of
	}
	out.Gold = fact.Sum(gold)
	return out
}

// compare sets the answers beside gold.
func (c *Calibrate) compare(p courses.Pinned, m *content.Meeting) (attempt, error) {
	out := attempt{Meeting: m.ID, Digest: m.Digest, Within: true, Of: int64(len(p.Instrument.Principles))}
	gold := map[string]content.Gold{}
	for _, g := range m.Gold {
		gold[g.Principle] = g
	}
	own := map[string]GoldScore{}
	for _, s := range c.Scores {
		own[s.Principle] = s
	}
	for _, pr := range p.Instrument.Principles {
		s, ok := own[pr.ID]
		if err := checkGoldScore(p.Instrument, pr, s, ok); err != nil {
			return out, err
		}
		g := gold[pr.ID]
		a := GoldAnswer{Principle: pr, Own: s, Gold: g.Level, Reason: g.Reason}
		for _, n := range g.Cues {
			if n >= 1 && n <= int64(len(m.Cues)) {
				cue := m.Cues[n-1]
				a.Cues = append(a.Cues, CueView{int(n), cue.StartMS, cue.EndMS, cue.Voice, m.Roles[cue.Voice], cue.Text})
			}
		}
		same, near := agrees(s, g.Level, p.Standard.Threshold)
		if same {
			out.Same++
		}
		a.Far = !near
		out.Within = out.Within && near
		c.Answers = append(c.Answers, a)
	}
	out.Within = out.Within && out.Same*ofPrinciples >= sameSide*out.Of
	return out, nil
}

func checkGoldScore(in fidelity.Instrument, p fidelity.Principle, s GoldScore, given bool) error {
	switch {
	case !given || s.Said == "":
		return fault.New(fault.Invalid, "calibration", "%s: not scored yet", p.Title)
	case s.Said == fact.SaidLevel && (s.Level < in.Scale.Min || s.Level > in.Scale.Max):
		return fault.New(fault.Invalid, "calibration", "%s: level %d is not on the scale from %d to %d", p.Title, s.Level, in.Scale.Min, in.Scale.Max)
	case s.Said != fact.SaidLevel && s.Said != fact.SaidNotApplicable && s.Said != fact.SaidNotObservable:
		return fault.New(fault.Invalid, "calibration", "%s: %q is not an answer", p.Title, s.Said)
	}
	return nil
}

// agrees reports whether an answer falls on gold's side of the threshold, and
// whether it is near enough. An answer without a level agrees with its like;
// with a level it shares no side, yet only two levels can be far apart.
func agrees(s GoldScore, g content.Level, threshold int64) (same, near bool) {
	if s.Said != fact.SaidLevel || g.Said != fact.SaidLevel {
		return s.Said == g.Said, true
	}
	apart := max(s.Level-g.Level, g.Level-s.Level)
	return (s.Level >= threshold) == (g.Level >= threshold), apart <= goldApart
}

// calibration is where a rater stands with one instrument.
type calibration struct {
	attempts []attempt // all of them, oldest first
	since    fact.Time // of the last calibration, 0 for none
	need     int
	next     *content.Meeting
	from     fact.Time // the next attempt opens; 0 for at once
}

// passed lists the gold meetings passed since the last calibration, once each.
func (s calibration) passed() (out []attempt) {
	for _, a := range s.attempts {
		if a.Within && a.At > s.since && !slices.ContainsFunc(out, func(b attempt) bool { return b.Meeting == a.Meeting }) {
			out = append(out, a)
		}
	}
	return out
}

func (w *Work) calibration(p courses.Pinned) (s calibration, err error) {
	entries, err := w.app.memory.history(w.Tx, w.actor.Person)
	if err != nil {
		return s, err
	}
	for _, e := range entries {
		if f, ok := e.Fact.(*fact.RaterCalibrated); ok && f.Instrument == p.Instrument.Digest {
			s.since = e.At
		}
	}
	if s.attempts, err = w.attempts(p.Instrument.Digest); err != nil {
		return s, err
	}
	gold := w.app.goldFor(p.Instrument)
	s.need = min(goldMeetings, len(gold))
	if s.need == 0 {
		return s, fault.New(fault.Refused, "calibration", "No gold meeting ships with ratings for %s.", p.Instrument.Title)
	}
	if n := len(s.attempts); n > 0 && !s.attempts[n-1].Within {
		s.from = s.attempts[n-1].At.Add(nextAttemptIn)
	}
	s.next = s.choose(gold, w.actor.Person)
	return s, nil
}

// choose takes the gold meeting that was seen least recently and not passed
// since the last calibration; those never seen come first, in an order of the
// rater's own.
func (s calibration) choose(gold []*content.Meeting, rater fact.ID) *content.Meeting {
	last := map[string]fact.Time{}
	for _, a := range s.attempts {
		last[a.Meeting] = a.At
	}
	own := func(m *content.Meeting) fact.Digest { return fact.Sum([]byte(string(rater) + "/" + m.ID)) }
	left := slices.DeleteFunc(slices.Clone(gold), func(m *content.Meeting) bool {
		return slices.ContainsFunc(s.passed(), func(a attempt) bool { return a.Meeting == m.ID })
	})
	if len(left) == 0 {
		return nil
	}
	return slices.MinFunc(left, func(a, b *content.Meeting) int {
		return cmp.Or(cmp.Compare(last[a.ID], last[b.ID]), cmp.Compare(own(a), own(b)))
	})
}

// goldFor lists the shipped meetings with a gold rating for every principle.
func (a *App) goldFor(in fidelity.Instrument) (out []*content.Meeting) {
	for _, m := range a.library.Meetings {
		rated := map[string]bool{}
		for _, g := range m.Gold {
			rated[g.Principle] = true
		}
		if !slices.ContainsFunc(in.Principles, func(p fidelity.Principle) bool { return !rated[p.ID] }) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b *content.Meeting) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (w *Work) attempts(instrument fact.Digest) ([]attempt, error) {
	d, err := w.Draft(w.actor.Person, draftCalibration, string(instrument))
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []attempt
	return out, fault.Wrap("app.attempts", json.Unmarshal([]byte(d.Body), &out))
}

func (w *Work) keepAttempts(instrument fact.Digest, all []attempt) error {
	b, err := json.Marshal(all)
	if err != nil {
		return fault.Wrap("app.keepAttempts", err)
	}
	return w.PutDraft(Draft{Person: w.actor.Person, Kind: draftCalibration, Ref: string(instrument), Body: string(b), SavedAt: w.Now()})
}

// instrumentOf opens a published bundle.
func (w *Work) instrumentOf(bundle fact.Digest) (p courses.Pinned, err error) {
	published, err := w.app.published(w.Tx)
	if err != nil {
		return p, err
	}
	if !slices.Contains(published, bundle) {
		return p, notThere()
	}
	b, err := w.app.bundle(w.Tx, bundle)
	return b.Pinned, err
}

// CalibrationState is where a rater stands with one instrument.
type CalibrationState struct {
	Bundle     fact.Digest
	Instrument fidelity.Instrument
	Threshold  int64
	Passed     int
	Need       int
	ValidUntil fact.Time // 0 where there is no calibration
	Valid      bool
	From       fact.Time // the next attempt opens; 0 for at once
	Next       *Talk     // nil where none is open
	NextID     string
	Spoken     bool // the next one can be heard: see CalibrationAudio
	Title      string
	Setting    string
}

// CalibrationTasks lists a rater's standing on each instrument of a published
// pathway, with the gold meeting that is up.
func (a *App) CalibrationTasks(ctx context.Context, actor Actor) (out []CalibrationState, err error) {
	err = a.seen(ctx, actor, people.RateMeetings, func(w *Work) error {
		published, err := a.published(w.Tx)
		if err != nil {
			return err
		}
		done := map[fact.Digest]bool{}
		for _, b := range published {
			p, err := w.instrumentOf(b)
			if err != nil {
				return err
			}
			if done[p.Instrument.Digest] {
				continue
			}
			done[p.Instrument.Digest] = true
			one, err := w.calibrationState(b, p)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// CalibrationAudio gives the sound of the gold meeting that is up for a rater
// (Ogg Opus), and of no other.
func (a *App) CalibrationAudio(ctx context.Context, actor Actor, meeting string) ([]byte, error) {
	tasks, err := a.CalibrationTasks(ctx, actor)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(tasks, func(t CalibrationState) bool { return t.Spoken && t.NextID == meeting }) {
		return nil, notThere()
	}
	return a.library.Audio(meeting)
}

func (w *Work) calibrationState(b fact.Digest, p courses.Pinned) (CalibrationState, error) {
	s, err := w.calibration(p)
	if err != nil {
		return CalibrationState{}, err
	}
	out := CalibrationState{
		Bundle: b, Instrument: p.Instrument, Threshold: p.Standard.Threshold,
		Passed: len(s.passed()), Need: s.need,
	}
	if s.since != 0 {
		out.ValidUntil = s.since.Add(time.Duration(p.Standard.Raters.CalibratedWithinDays) * 24 * time.Hour)
		out.Valid = w.Now() < out.ValidUntil
	}
	if w.Now() < s.from {
		out.From = s.from
		return out, nil
	}
	if s.next == nil {
		return out, nil
	}
	t, err := goldTalk(s.next)
	out.Next, out.NextID, out.Title, out.Setting, out.Spoken = &t, s.next.ID, s.next.Title, s.next.Setting, s.next.Spoken
	return out, err
}
