package content

import (
	"strings"

	"polyphony/fidelity"
	"polyphony/internal/fault"
)

// InstrumentReading is an instrument as it is read in one language.
type InstrumentReading struct {
	fidelity.Instrument
	Original    string   // language of the instrument itself
	Languages   []string // in which it can be read, the original first
	Translated  bool
	NeedsReview bool                // no native reader has gone through the translation yet
	Lessons     map[string][]Lesson // where each principle is taught, by its id
}

// Lesson is a place of the curriculum by its titles.
type Lesson struct{ Module, Section string }

// String is the lesson on one line.
func (s Lesson) String() string {
	if s.Section == "" {
		return s.Module
	}
	return s.Module + ": " + s.Section
}

// ReadInstrument gives an instrument in a language, or in its own where
// language is empty. There is nothing (fault.NotFound) in a language it was not
// translated to.
func (l *Library) ReadInstrument(id, language string) (InstrumentReading, error) {
	in, ok := l.Instruments[id]
	if !ok {
		return InstrumentReading{}, fault.New(fault.NotFound, "instrument", "There is no instrument %q.", id)
	}
	out := InstrumentReading{Instrument: in, Original: in.Language, Languages: []string{in.Language}, Lessons: map[string][]Lesson{}}
	for _, t := range l.Translations[id] {
		out.Languages = append(out.Languages, t.Language)
	}
	for _, p := range in.Principles {
		for _, ref := range p.TaughtIn {
			out.Lessons[p.ID] = append(out.Lessons[p.ID], l.lesson(ref))
		}
	}
	if language == "" || language == in.Language {
		return out, nil
	}
	t, ok := l.Translation(id, language)
	if !ok {
		return InstrumentReading{}, fault.New(fault.NotFound, "instrument", "Instrument %q is not there in the language %q.", id, language)
	}
	out.Instrument, out.Translated, out.NeedsReview = in.In(t), true, t.NeedsReview()
	return out, nil
}

// lesson gives the titles of a module or of one of its sections.
func (l *Library) lesson(ref string) Lesson {
	id, section, _ := strings.Cut(ref, "#")
	m, ok := l.Modules[id]
	if !ok {
		return Lesson{Module: id}
	}
	for _, s := range m.Sections {
		if s.ID == section {
			return Lesson{m.Title, s.Title}
		}
	}
	return Lesson{Module: m.Title}
}
