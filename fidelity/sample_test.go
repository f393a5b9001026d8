package fidelity

import (
	"fmt"

	"polyphony/internal/fact"
)

// sample is an instrument with two principles that count and one that does not.
func sample() Instrument {
	anchors := map[int64]string{1: "a", 2: "b", 3: "c", 4: "d", 5: "e"}
	return Instrument{
		ID: "sample", Version: 1, Title: "Sample", Status: "specimen", Digest: "instrument",
		Scale: Scale{1, 5, 3},
		Principles: []Principle{
			{ID: "transparency", Title: "Transparency", CountsForPerson: true, Anchors: anchors},
			{ID: "uncertainty", Title: "Tolerance of uncertainty", CountsForPerson: true, Anchors: anchors},
			{ID: "immediate", Title: "Immediate response", Anchors: anchors},
		},
	}
}

var rules = Rules{Threshold: 3, ThirdWhenApart: 2}

// na and no are the answers that are no level; 1 to 5 are levels.
const na, no = -1, -2

// answers are all that a rater may say of a principle.
var answers = []int64{na, no, 1, 2, 3, 4, 5}

func said(principle string, a int64) fact.Score {
	s := fact.Score{Principle: principle, Note: "note"}
	switch a {
	case na:
		s.Said = fact.SaidNotApplicable
	case no:
		s.Said = fact.SaidNotObservable
	default:
		s.Said, s.Level, s.Evidence = fact.SaidLevel, a, []fact.Digest{"cue"}
	}
	return s
}

// rated makes a whole rating in which every principle gets the same answer.
func rated(rater fact.ID, a int64) *fact.RatingCommitted {
	r := &fact.RatingCommitted{
		Rating: "rating-" + rater, Meeting: "meeting", Enrolment: "enrolment", Trainee: "trainee", Rater: rater,
		Recording: "recording", Instrument: "instrument", Plan: "whole", Played: 9000,
	}
	for _, p := range sample().Principles {
		r.Scores = append(r.Scores, said(p.ID, a))
	}
	return r
}

// decide gives the outcome of the first principle, as any number of raters say.
func decide(as ...int64) Outcome {
	return decision(as...).Outcome("transparency")
}

func decision(as ...int64) Decision {
	var rs []*fact.RatingCommitted
	for i, a := range as {
		rs = append(rs, rated(fact.ID(fmt.Sprintf("rater-%d", i)), a))
	}
	return Decide(sample(), rules, rs)
}
