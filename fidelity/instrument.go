// Package fidelity holds the rules of rating: instruments, network meetings,
// ratings with their evidence, and the decision that follows from them.
package fidelity

import (
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Instrument is a set of principles with a scale and anchors. About and
// HowToRate are for whoever rates with it: where it comes from and what it is
// for, a paragraph a line, and how to go about it, a step each.
type Instrument struct {
	ID         string      `yaml:"id"`
	Version    int64       `yaml:"version"`
	Title      string      `yaml:"title"`
	Status     string      `yaml:"status"`
	Language   string      `yaml:"language"` // BCP 47, as "en-GB"
	Scale      Scale       `yaml:"scale"`
	About      string      `yaml:"about"`
	HowToRate  []string    `yaml:"how_to_rate"`
	Principles []Principle `yaml:"principles"`
	Digest     fact.Digest `yaml:"-"`
}

// Scale is the range of levels and where a rater starts before any evidence.
type Scale struct {
	Min   int64 `yaml:"min"`
	Max   int64 `yaml:"max"`
	Start int64 `yaml:"start"`
}

// Principle is one of the instrument's principles, with what a rater needs.
// Conduct says which part of it is the practitioner's own and counts where
// CountsForPerson; Service says which part the service answers for, which is
// reported beside the scale and never counted against a person.
type Principle struct {
	ID              string           `yaml:"id"`
	Title           string           `yaml:"title"`
	Evidence        []string         `yaml:"evidence"`
	CountsForPerson bool             `yaml:"counts_for_person"`
	ServiceFact     string           `yaml:"service_fact"`
	Conduct         string           `yaml:"conduct"`
	Service         string           `yaml:"service"`
	Definition      string           `yaml:"definition"`
	Asks            string           `yaml:"asks"`
	SubObservations []SubObservation `yaml:"sub_observations"`
	Anchors         map[int64]string `yaml:"anchors"`
	Examples        map[int64]string `yaml:"examples"` // from a meeting, one a level
	ListenFor       []string         `yaml:"listen_for"`
	LookFor         []string         `yaml:"look_for"` // in the record, roster or picture
	IsNot           []string         `yaml:"is_not"`
	RatingMistakes  []string         `yaml:"rating_mistakes"`
	WhenAlone       string           `yaml:"when_alone"` // how to rate it where the person came alone
	TaughtIn        []string         `yaml:"taught_in"`
}

// SubObservation is a smaller thing that is rated and shown with a principle.
type SubObservation struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
}

// Adopted reports whether a founding panel has signed the instrument.
func (in Instrument) Adopted() bool { return in.Status == "adopted" }

// Principle finds one by id.
func (in Instrument) Principle(id string) (Principle, bool) {
	for _, p := range in.Principles {
		if p.ID == id {
			return p, true
		}
	}
	return Principle{}, false
}

// Counted lists the principles that count towards a person.
func (in Instrument) Counted() []Principle {
	var out []Principle
	for _, p := range in.Principles {
		if p.CountsForPerson {
			out = append(out, p)
		}
	}
	return out
}

// Validate names the first thing that keeps an instrument from being used.
func (in Instrument) Validate() error {
	say := func(format string, args ...any) error {
		return fault.New(fault.Invalid, "instrument "+in.ID, format, args...)
	}
	switch {
	case in.ID == "" || in.Version < 1:
		return say("id and version are needed")
	case in.Status != "specimen" && in.Status != "adopted":
		return say("status is %q: write specimen or adopted", in.Status)
	case in.Scale.Min < 1 || in.Scale.Max <= in.Scale.Min || in.Scale.Start < in.Scale.Min || in.Scale.Start > in.Scale.Max:
		return say("scale %d to %d with start %d cannot be: min is at least 1 and start lies between", in.Scale.Min, in.Scale.Max, in.Scale.Start)
	case len(in.Counted()) == 0:
		return say("no principle counts for the person")
	}
	seen := map[string]bool{}
	for _, p := range in.Principles {
		if p.ID == "" || seen[p.ID] {
			return say("principle id %q is empty or used twice", p.ID)
		}
		seen[p.ID] = true
		for level := in.Scale.Min; level <= in.Scale.Max; level++ {
			if p.Anchors[level] == "" {
				return say("principle %s has no anchor for level %d", p.ID, level)
			}
		}
	}
	return nil
}
