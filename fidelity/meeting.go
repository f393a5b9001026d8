package fidelity

import (
	"slices"

	"polyphony/internal/fact"
)

// Assessed is one summative network meeting of a trainee as the evidence facts
// tell it, with the ratings that may count, in order.
type Assessed struct {
	Meeting         fact.ID
	Trainee         fact.ID
	CoPractitioners []fact.ID
	Recording       fact.Digest
	RecordedAt      fact.Time
	Reused          bool // its recording was used before, for whatever meeting (R22)
	Ratings         []*fact.RatingCommitted
	Entries         []int64 // declaration, recording and ratings
}

// Rateable says what a standard asks of a rating before it may count.
type Rateable struct {
	Instrument Instrument
	Supervisor fact.ID
	Medium     fact.Medium // what a summative meeting needs
	Played     int64       // share that a rater must have seen, in ten-thousandths
}

// Summative collects the summative meetings of one enrolment from its evidence
// facts, oldest recording first. A meeting without co-practitioner, declared
// after its recording, or recorded on a lesser medium is left out; so is every
// rating by the trainee, the supervisor of record or a co-practitioner, with
// another recording or instrument, incomplete, or not seen far enough (R24,
// R25). Nothing but evidence facts is looked at (R18).
func Summative(entries []fact.Entry, want Rateable) []Assessed {
	byID := map[fact.ID]*Assessed{}
	used := map[fact.Digest]bool{}
	var order []fact.ID
	for _, e := range entries {
		switch f := e.Fact.(type) {
		case *fact.MeetingDeclared:
			others := withoutTrainee(f)
			if _, twice := byID[f.Meeting]; !twice && f.Purpose == fact.Summative && len(others) > 0 {
				byID[f.Meeting] = &Assessed{
					Meeting: f.Meeting, Trainee: f.Trainee,
					CoPractitioners: others, Entries: []int64{e.Index},
				}
			}
		case *fact.MeetingRecorded:
			m, reused := byID[f.Meeting], used[f.Digest]
			used[f.Digest] = true
			if m == nil || m.Recording != "" || f.Digest == "" || !mediumServes(f.Medium, want.Medium) {
				continue
			}
			m.Recording, m.RecordedAt, m.Reused = f.Digest, e.At, reused
			m.Entries = append(m.Entries, e.Index)
			order = append(order, f.Meeting)
		case *fact.RatingCommitted:
			if m := byID[f.Meeting]; m != nil && m.mayCount(f, want) {
				m.Ratings = append(m.Ratings, f)
				m.Entries = append(m.Entries, e.Index)
			}
		}
	}
	out := make([]Assessed, 0, len(order))
	for _, id := range order {
		out = append(out, *byID[id])
	}
	return out
}

// withoutTrainee lists the co-practitioners; nobody is their own.
func withoutTrainee(f *fact.MeetingDeclared) []fact.ID {
	var out []fact.ID
	for _, id := range f.CoPractitioners {
		if id != "" && id != f.Trainee {
			out = append(out, id)
		}
	}
	return out
}

func mediumServes(have, want fact.Medium) bool {
	return have == fact.Recording || have == want
}

func (m *Assessed) mayCount(f *fact.RatingCommitted, want Rateable) bool {
	if m.Recording == "" || want.Instrument.Digest == "" || f.Recording != m.Recording || f.Trainee != m.Trainee ||
		f.Instrument != want.Instrument.Digest || f.Played < want.Played {
		return false
	}
	if f.Rater == "" || f.Rater == f.Trainee || f.Rater == want.Supervisor || slices.Contains(m.CoPractitioners, f.Rater) {
		return false
	}
	for _, earlier := range m.Ratings {
		if earlier.Rater == f.Rater {
			return false
		}
	}
	return CheckScores(want.Instrument, f.Scores) == nil
}
