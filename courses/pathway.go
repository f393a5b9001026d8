package courses

import (
	"fmt"

	"polyphony/fidelity"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Pathway is one route to an award: stages with modules, contact and writing.
type Pathway struct {
	ID           string  `yaml:"id"`
	Version      int64   `yaml:"version"`
	Award        string  `yaml:"award"`
	Standard     string  `yaml:"standard"`
	Instrument   string  `yaml:"instrument"`
	Claims       string  `yaml:"claims"`
	DoesNotClaim string  `yaml:"does_not_claim"`
	Stages       []Stage `yaml:"stages"`
}

// Stage is a part of a pathway that is worked through together.
type Stage struct {
	ID          string   `yaml:"id"`
	Title       string   `yaml:"title"`
	Modules     []string `yaml:"modules"`
	Contact     Contact  `yaml:"contact"`
	Reflections []string `yaml:"reflections"`
	After       After    `yaml:"after"`
}

// Contact is what a stage asks for face to face: whole days and hours.
type Contact struct {
	Days  int64 `yaml:"days"`
	Hours int64 `yaml:"hours"`
}

// After keeps a stage's first contact day at least so many days behind the
// first contact day of another stage; Stage is empty for the first.
type After struct {
	Stage       string `yaml:"stage"`
	DaysAtLeast int64  `yaml:"days_at_least"`
}

// Module is the part of a course module that counts: what must be read, for
// how long, what is asked and what is written.
type Module struct {
	ID          string
	Title       string
	Digest      fact.Digest
	Minutes     int64
	Requires    []string
	Sections    []Section
	Items       []Item
	Reflections []Reflection
}

// Section is a part of a module with its own floor of credited minutes.
type Section struct {
	ID      string
	Title   string
	Minutes int64
	Away    int64 // the most minutes that one of its exercises, or its writing, states, from 0 to Minutes
}

// Item is one question of a module's pool. Key is the index of the right
// option; it never leaves the server before a series closes (R13).
type Item struct {
	ID        string
	Objective string
	Stem      string
	Options   []Option
	Key       int
	Restudy   string
	Digest    fact.Digest
}

// Option is one possible answer with what is said to somebody who chose it.
type Option struct {
	Text     string
	Feedback string
}

// Reflection asks for writing that a supervisor reads.
type Reflection struct {
	ID           string
	Title        string // short; empty in what was written before there were titles
	Prompt       string
	WordsAtLeast int64
}

// Pinned is everything that an enrolment is held to, for good (R15).
type Pinned struct {
	Bundle     fact.Digest
	Standard   Standard
	Pathway    Pathway
	Modules    map[string]Module
	Instrument fidelity.Instrument
}

// Section finds a section of a pinned module.
func (p Pinned) Section(module, section string) (Module, Section, bool) {
	m, ok := p.Modules[module]
	if !ok {
		return Module{}, Section{}, false
	}
	for _, s := range m.Sections {
		if s.ID == section {
			return m, s, true
		}
	}
	return m, Section{}, false
}

// Validate says how a bundle falls below its standard, or cannot be walked at
// all: the first such finding, with where and how to mend it (R16).
func (p Pinned) Validate() error {
	const op = "pathway"
	if err := p.Standard.Validate(); err != nil {
		return err
	}
	say := func(format string, args ...any) error {
		return fault.New(fault.Invalid, op+" "+p.Pathway.ID, format, args...)
	}
	if p.Pathway.Standard != p.Standard.ID || p.Pathway.Instrument != p.Instrument.ID {
		return say("names standard %q and instrument %q but was given %q and %q",
			p.Pathway.Standard, p.Pathway.Instrument, p.Standard.ID, p.Instrument.ID)
	}
	var days, hours, minutes int64
	seen, taught := map[string]bool{}, map[string]bool{}
	for _, s := range p.Pathway.Stages {
		if s.ID == "" || seen[s.ID] {
			return say("stage id %q is empty or used twice", s.ID)
		}
		if s.After.Stage != "" && !seen[s.After.Stage] {
			return say("stage %s comes after %q, which is not an earlier stage", s.ID, s.After.Stage)
		}
		seen[s.ID] = true
		days, hours = days+s.Contact.Days, hours+s.Contact.Hours
		n, err := p.validateStage(s, taught)
		if err != nil {
			return err
		}
		minutes += n
	}
	floors := []struct {
		what      string
		have, ask int64
	}{
		{"contact days", days, p.Standard.ContactDays},
		{"contact hours", hours, p.Standard.ContactHours},
		{"study minutes", minutes, p.Standard.StudyMinutes},
	}
	for _, f := range floors {
		if f.have < f.ask {
			return say("is below its standard %s: it has %d %s and the standard asks for %d; raise the pathway, the standard never falls",
				p.Standard.ID, f.have, f.what, f.ask)
		}
	}
	if scale := p.Instrument.Scale; p.Standard.Threshold <= scale.Min || p.Standard.Threshold > scale.Max {
		return say("threshold %d does not lie above the lowest level %d of its instrument and within the scale to %d: everybody or nobody would meet it",
			p.Standard.Threshold, scale.Min, scale.Max)
	}
	return p.Instrument.Validate()
}

// validateStage checks a stage's modules; taught holds those of the stages
// before and of this one so far.
func (p Pinned) validateStage(s Stage, taught map[string]bool) (minutes int64, err error) {
	op := "pathway " + p.Pathway.ID
	written := map[string]bool{}
	for _, id := range s.Modules {
		m, ok := p.Modules[id]
		if !ok {
			return 0, fault.New(fault.Invalid, op, "stage %s names module %q, which does not exist", s.ID, id)
		}
		for _, need := range m.Requires {
			if !taught[need] {
				return 0, fault.New(fault.Invalid, op, "module %s requires %q, which does not come before it on this pathway", id, need)
			}
		}
		if taught[id] {
			return 0, fault.New(fault.Invalid, op, "module %s stands twice: its minutes count once", id)
		}
		taught[id] = true
		if int64(len(m.Items)) < p.Standard.Check.PoolAtLeast {
			return 0, fault.New(fault.Invalid, op, "module %s has a pool of %d check questions and the standard asks for %d", id, len(m.Items), p.Standard.Check.PoolAtLeast)
		}
		n, err := m.floor()
		if err != nil {
			return 0, fault.New(fault.Invalid, op, "module %s: %v", id, err)
		}
		minutes += n
		for _, r := range m.Reflections {
			written[r.ID] = true
		}
	}
	for _, r := range s.Reflections {
		if !written[r] {
			return 0, fault.New(fault.Invalid, op, "stage %s asks for reflection %q, which none of its modules has", s.ID, r)
		}
	}
	return minutes, nil
}

// floor is the sum of the sections' minutes. A section that asks for no time,
// or shares its id, would be met by another's (R10).
func (m Module) floor() (minutes int64, err error) {
	seen := map[string]bool{}
	for _, sec := range m.Sections {
		if sec.ID == "" || seen[sec.ID] || sec.Minutes < 1 {
			return 0, fmt.Errorf("section %q has no id of its own or asks for less than a minute", sec.ID)
		}
		seen[sec.ID] = true
		minutes += sec.Minutes
	}
	return minutes, nil
}
