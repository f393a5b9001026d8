package fidelity

import (
	"slices"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// CheckScores refuses a rating that is not whole: every principle of the
// instrument exactly once, each level on the scale and with evidence, each
// answer with an observation in words (R25). The sentence names the principle.
func CheckScores(in Instrument, scores []fact.Score) error {
	const op = "rating"
	given := map[string]bool{}
	for _, s := range scores {
		p, ok := in.Principle(s.Principle)
		switch {
		case !ok:
			return fault.New(fault.Invalid, op, "%q is not a principle of %s", s.Principle, in.ID)
		case given[s.Principle]:
			return fault.New(fault.Invalid, op, "%s: scored twice", p.Title)
		}
		given[s.Principle] = true
		if err := checkScore(in, p, s); err != nil {
			return err
		}
	}
	for _, p := range in.Principles {
		if !given[p.ID] {
			return fault.New(fault.Invalid, op, "%s: not scored yet; choose a level, or say that it does not apply or could not be observed", p.Title)
		}
	}
	return nil
}

func checkScore(in Instrument, p Principle, s fact.Score) error {
	const op = "rating"
	switch s.Said {
	case fact.SaidLevel:
		if s.Level < in.Scale.Min || s.Level > in.Scale.Max {
			return fault.New(fault.Invalid, op, "%s: level %d is not on the scale from %d to %d", p.Title, s.Level, in.Scale.Min, in.Scale.Max)
		}
		if len(s.Evidence) == 0 || slices.Contains(s.Evidence, "") {
			return fault.New(fault.Invalid, op, "%s: a score needs evidence; cite at least one cue of the transcript or a fact of the record", p.Title)
		}
	case fact.SaidNotApplicable, fact.SaidNotObservable:
		if s.Level != 0 {
			return fault.New(fault.Invalid, op, "%s: a level and %q were both given; choose one", p.Title, s.Said)
		}
	default:
		return fault.New(fault.Invalid, op, "%s: %q is not an answer", p.Title, s.Said)
	}
	if s.Note == "" {
		return fault.New(fault.Invalid, op, "%s: write at least one observation; trainees learn from words more than from numbers", p.Title)
	}
	return nil
}
