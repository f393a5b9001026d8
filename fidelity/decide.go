package fidelity

import (
	"slices"

	"polyphony/internal/fact"
)

// Result of one principle in one meeting.
type Result string

// The closed set of results. Open waits for ratings; neither of the last two
// is a pass.
const (
	Open          Result = "open"
	Met           Result = "met"
	NotMet        Result = "not-met"
	NotApplicable Result = "not-applicable"
)

// Rules are the values of a standard that a decision uses.
type Rules struct {
	Threshold      int64 // lowest level that meets a principle
	ThirdWhenApart int64 // two levels this far apart ask for a third rater
}

// Outcome is the result of one principle with the level that is shown, in
// tenths: the mean of two or the median of three. LevelTenths is 0 where no
// level was given.
type Outcome struct {
	Principle   string
	Result      Result
	LevelTenths int64
}

// Decision is what the committed ratings of one meeting come to. A meeting is
// decided when every principle that counts for the person has a result.
type Decision struct {
	Decided    bool
	NeedsThird bool
	Outcomes   []Outcome
}

// Outcome finds the outcome of a principle; Open where there is none (R20).
func (d Decision) Outcome(principle string) Outcome {
	for _, o := range d.Outcomes {
		if o.Principle == principle {
			return o
		}
	}
	return Outcome{Principle: principle, Result: Open}
}

// Decide applies the portfolio table of ledger.md to the ratings of one
// meeting, in the order they were committed; only the first three count.
//
// Two on the same side of the threshold and less than ThirdWhenApart apart
// decide. Both "not applicable" is not applicable. No level at all and any
// "not observable" is not met. Everything else asks for a third rating, and
// then the median of three levels decides; with two levels left, both must
// meet the threshold; two "not applicable" against one level is not
// applicable; a single level is never enough.
func Decide(in Instrument, rules Rules, ratings []*fact.RatingCommitted) Decision {
	if len(ratings) > 3 {
		ratings = ratings[:3]
	}
	d := Decision{Decided: len(ratings) >= 2}
	for _, p := range in.Principles {
		o := decidePrinciple(p.ID, rules, ratings)
		d.Outcomes = append(d.Outcomes, o)
		if o.Result == Open && p.CountsForPerson {
			d.Decided = false
			d.NeedsThird = len(ratings) == 2
		}
	}
	return d
}

func decidePrinciple(id string, rules Rules, ratings []*fact.RatingCommitted) Outcome {
	var said []fact.Score
	for _, r := range ratings {
		for _, s := range r.Scores {
			if s.Principle == id {
				said = append(said, s)
			}
		}
	}
	if len(said) < 2 || len(said) != len(ratings) {
		return Outcome{Principle: id, Result: Open}
	}
	if o := decideTwo(id, rules, said[:2]); o.Result != Open || len(said) == 2 {
		return o
	}
	return decideThree(id, rules, said)
}

// split sorts what raters said into levels and the count of each other answer.
func split(said []fact.Score) (levels []int64, notApplicable, notObservable int) {
	for _, s := range said {
		switch s.Said {
		case fact.SaidLevel:
			levels = append(levels, s.Level)
		case fact.SaidNotApplicable:
			notApplicable++
		default:
			notObservable++
		}
	}
	slices.Sort(levels)
	return levels, notApplicable, notObservable
}

func decideTwo(id string, rules Rules, said []fact.Score) Outcome {
	levels, na, no := split(said)
	switch {
	case na == 2:
		return Outcome{id, NotApplicable, 0}
	case len(levels) == 0 && no > 0:
		return Outcome{id, NotMet, 0}
	case len(levels) == 2 && levels[1]-levels[0] < rules.ThirdWhenApart && rules.side(levels[0]) == rules.side(levels[1]):
		return Outcome{id, rules.side(levels[0]), 5 * (levels[0] + levels[1])}
	default:
		return Outcome{Principle: id, Result: Open}
	}
}

func decideThree(id string, rules Rules, said []fact.Score) Outcome {
	levels, na, no := split(said)
	switch {
	case len(levels) == 3:
		return Outcome{id, rules.side(levels[1]), 10 * levels[1]}
	case len(levels) == 2:
		return Outcome{id, rules.side(levels[0]), 5 * (levels[0] + levels[1])}
	case na >= 2 && no == 0:
		return Outcome{id, NotApplicable, 0}
	case len(levels) == 1:
		return Outcome{id, NotMet, 10 * levels[0]}
	default:
		return Outcome{id, NotMet, 0}
	}
}

func (r Rules) side(level int64) Result {
	if level >= r.Threshold {
		return Met
	}
	return NotMet
}
