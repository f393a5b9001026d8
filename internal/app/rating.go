package app

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"polyphony/fidelity"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

const draftRating = "rating"

// wholePlan says that the whole meeting was rated, not a segment.
const wholePlan = "whole"

// ScoreInput is a rater's word on one principle. Cues are numbers of cues from
// 1, Record keys of service facts, Seen ids of sub-observations that were seen.
type ScoreInput struct {
	Principle   string    `json:"principle"`
	Said        fact.Said `json:"said"`
	Level       int64     `json:"level"`
	Cues        []int     `json:"cues"`
	Record      []string  `json:"record"`
	Seen        []string  `json:"seen"`
	Observation string    `json:"observation"`
	Reason      string    `json:"reason"` // why it goes against a computed fact
}

// scoreNote is what is kept of a score outside the ledger. Rating makes each
// one's commitment its own.
type scoreNote struct {
	Rating fact.ID `json:"rating"`
	ScoreInput
}

// SaveRatingDraft keeps an unfinished rating; it counts for nothing.
type SaveRatingDraft struct {
	Meeting fact.ID
	Scores  []ScoreInput
}

func (c *SaveRatingDraft) needs() people.Action { return people.RateMeetings }

func (c *SaveRatingDraft) decide(w *Work) ([]fact.Fact, error) {
	if _, _, err := w.maySee(c.Meeting, theRater); err != nil {
		return nil, err
	}
	b, err := json.Marshal(c.Scores)
	if err != nil {
		return nil, fault.Wrap("app.SaveRatingDraft", err)
	}
	if len(b) > 256<<10 {
		return nil, fault.New(fault.Invalid, "rating", "the draft is too long; shorten the observations")
	}
	return nil, w.PutDraft(Draft{Person: w.actor.Person, Kind: draftRating, Ref: string(c.Meeting), Body: string(b), SavedAt: w.Now()})
}

func readRatingDraft(tx Tx, person, meeting fact.ID) ([]ScoreInput, fact.Time, error) {
	d, err := tx.Draft(person, draftRating, string(meeting))
	if isNotFound(err) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	var scores []ScoreInput
	err = json.Unmarshal([]byte(d.Body), &scores)
	return scores, d.SavedAt, fault.Wrap("app.readRatingDraft", err)
}

// CommitRating is a rater's whole rating. It is final: a correction is another
// entry that two people sign.
type CommitRating struct {
	Meeting fact.ID
	Scores  []ScoreInput
}

func (c *CommitRating) needs() people.Action { return people.RateMeetings }

func (c *CommitRating) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.app.meetingFile(w.Tx, c.Meeting)
	if err != nil {
		return nil, err
	}
	if err := w.notTwice(f); err != nil {
		return nil, err
	}
	if f, _, err = w.maySee(c.Meeting, theRater); err != nil {
		return nil, err
	}
	t, err := w.app.talk(w.Tx, f)
	if err != nil {
		return nil, err
	}
	p := f.Path.Pinned()
	share, missing := played(f, w.actor.Person, t.Words, w.Now(), p.Standard.Raters.PlayedShare)
	if share < int64(p.Standard.Raters.PlayedShare) {
		more := "1 more minute"
		if n := int(math.Ceil(missing.Minutes())); n != 1 {
			more = fmt.Sprintf("%d more minutes", n)
		}
		return nil, fault.New(fault.Refused, "rating", "You have not had the transcript open long enough to have read it (%d words). Read on for %s; your draft is kept.", t.Words, more)
	}
	if err := w.stillCalibrated(f); err != nil {
		return nil, err
	}
	rating, err := c.rating(w, f, t, share)
	if err != nil {
		return nil, err
	}
	if err := w.DeleteDraft(w.actor.Person, draftRating, string(c.Meeting)); err != nil && !isNotFound(err) {
		return nil, err
	}
	facts := []fact.Fact{rating}
	more, _, err := w.assign(f.with(w.Now(), facts...), facts)
	return append(facts, more...), err
}

// notTwice keeps a rater to one rating of a trainee and recording (R12).
func (w *Work) notTwice(f meetingFile) error {
	if f.rated(w.actor.Person) {
		return fault.New(fault.Conflict, "rating", "Your rating of this meeting is in already, and it is final.")
	}
	return nil
}

func (w *Work) stillCalibrated(f meetingFile) error {
	pool, err := w.app.calibrated(w.Tx, f.Path.Pinned(), w.Now())
	if err != nil {
		return err
	}
	if !slices.Contains(pool, w.actor.Person) {
		return fault.New(fault.Refused, "rating", "Your calibration has run out. Calibrate again first; your draft is kept.")
	}
	return nil
}

// rating checks every score, keeps the words and makes the fact.
func (c *CommitRating) rating(w *Work, f meetingFile, t Talk, share int64) (*fact.RatingCommitted, error) {
	id, err := w.newID()
	if err != nil {
		return nil, err
	}
	in := f.Path.Pinned().Instrument
	out := &fact.RatingCommitted{
		Rating: id, Meeting: f.Meeting, Enrolment: f.Path.Enrolment, Trainee: f.Trainee, Rater: w.actor.Person,
		Recording: f.Recorded.Digest, Instrument: in.Digest, Plan: wholePlan, Played: share,
	}
	for _, s := range c.Scores {
		p, ok := in.Principle(s.Principle)
		if !ok {
			return nil, fault.New(fault.Invalid, "rating", "%q is not a principle of %s", s.Principle, in.Title)
		}
		one, err := c.score(w, f, t, p, id, s)
		if err != nil {
			return nil, err
		}
		out.Scores = append(out.Scores, one)
	}
	return out, fidelity.CheckScores(in, out.Scores)
}

func (c *CommitRating) score(w *Work, f meetingFile, t Talk, p fidelity.Principle, rating fact.ID, s ScoreInput) (fact.Score, error) {
	out := fact.Score{Principle: s.Principle, Said: s.Said, Level: s.Level, Evidence: []fact.Digest{}}
	s.Observation, s.Reason = strings.TrimSpace(s.Observation), strings.TrimSpace(s.Reason)
	evidence, err := cited(f.Recorded.Digest, t, p, s)
	if err != nil {
		return out, err
	}
	out.Evidence = evidence
	for _, text := range []string{s.Observation, s.Reason} {
		if err := checkProse(p, text); err != nil {
			return out, err
		}
	}
	if err := t.contradiction(p, s, f.Path.Pinned().Standard.Threshold); err != nil {
		return out, err
	}
	if s.Observation == "" {
		return out, nil // CheckScores says what is missing, in the order of the instrument
	}
	body, err := json.Marshal(scoreNote{rating, s})
	if err != nil {
		return out, fault.Wrap("app.CommitRating", err)
	}
	out.Note, err = w.keepText(w.actor.Person, body)
	return out, err
}

// contradiction asks for a reason where a score goes against the computed fact
// of its principle and none is written.
func (t Talk) contradiction(p fidelity.Principle, s ScoreInput, threshold int64) error {
	against := t.service.Contradicts(p.ServiceFact, fact.Score{Principle: s.Principle, Said: s.Said, Level: s.Level}, threshold)
	if against == "" || strings.TrimSpace(s.Reason) != "" {
		return nil
	}
	return fault.New(fault.Invalid, "rating", "%s: %s. You may be right; write the reason beside the score.", p.Title, against)
}

// Contradiction is a principle whose score needs a reason, with the sentence
// that asks for it.
type Contradiction struct{ Principle, Sentence string }

// Contradictions lists every score that still needs a reason, in the order of
// the instrument, so that a rater is asked for all of them at once.
func (w Workspace) Contradictions(scores []ScoreInput) (out []Contradiction) {
	for _, p := range w.Instrument.Principles {
		for _, s := range scores {
			if s.Principle != p.ID {
				continue
			}
			if err := w.contradiction(p, s, w.Threshold); err != nil {
				out = append(out, Contradiction{p.ID, fault.Sentence(err)})
			}
		}
	}
	return out
}

const proseAtMost = 4000

func checkProse(p fidelity.Principle, text string) error {
	if utf8.RuneCountInString(text) > proseAtMost {
		return fault.New(fault.Invalid, "rating", "%s: write at most %d characters", p.Title, proseAtMost)
	}
	for line := range strings.Lines(text) {
		for len(line) > 0 { // the patterns look at one stretch of words at a time
			n := min(len(line), 500)
			if err := fidelity.CheckWords("rating", strings.ToValidUTF8(line[:n], "")); err != nil {
				return fault.New(fault.Invalid, "rating", "%s: %s", p.Title, fault.Sentence(err))
			}
			line = line[n:]
		}
	}
	return nil
}

// cited gives the digests of what a score cites: cues of the transcript
// with their times, and computed facts of the record with their words.
func cited(recording fact.Digest, t Talk, p fidelity.Principle, s ScoreInput) ([]fact.Digest, error) {
	out := []fact.Digest{}
	for _, n := range s.Cues {
		cue, ok := t.cue(n)
		if !ok {
			return nil, fault.New(fault.Invalid, "rating", "%s: there is no cue %d; the transcript has 1 to %d", p.Title, n, len(t.Cues))
		}
		out = append(out, cueDigest(recording, cue))
	}
	for _, key := range s.Record {
		r, ok := t.record(key)
		if !ok {
			return nil, fault.New(fault.Invalid, "rating", "%s: %q is not a fact of the record", p.Title, key)
		}
		out = append(out, fact.Sum(fmt.Appendf(nil, "polyphony/evidence/1\n%s\nrecord %s\n%s\n", recording, r.Key, r.Sentence)))
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// cueDigest is the canonical text of a cited cue, hashed: recording, number
// from 1, and the range in milliseconds.
func cueDigest(recording fact.Digest, c CueView) fact.Digest {
	return fact.Sum(fmt.Appendf(nil, "polyphony/evidence/1\n%s\ncue %d %d-%d\n", recording, c.N, c.StartMS, c.EndMS))
}
