package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"polyphony/fidelity"
	"polyphony/internal/fault"
)

const crosswalkPath = "crosswalk.yaml"

// translationPath is where the texts of an instrument in another language lie.
func translationPath(id, language string) string {
	return "instruments/" + id + "." + language + ".yaml"
}

// loadInstruments reads the instruments and what lies beside them by another
// name of the form ID.LANGUAGE.yaml: their texts in another language. A
// translation is never part of an instrument's digest.
func (l *Library) loadInstruments(fsys fs.FS) {
	for _, name := range l.texts(fsys, "instruments") {
		if id, language, translated := strings.Cut(name, "."); translated {
			l.loadTranslation(fsys, id, language)
			continue
		}
		var in fidelity.Instrument
		if l.loadYAML(fsys, instrumentPath(name), &in) {
			l.named(instrumentPath(name), "instrument", in.ID, name)
			in.Digest = l.files[instrumentPath(name)].digest
			l.Instruments[name] = in
		}
	}
	l.loadCrosswalk(fsys)
}

func (l *Library) loadTranslation(fsys fs.FS, id, language string) {
	at := translationPath(id, language)
	var t fidelity.Translation
	if !l.loadYAML(fsys, at, &t) {
		return
	}
	if t.Language != language {
		l.report.errorf(at, l.docs[at].line("language"), "language is %q here and %q by its file: make them the same", t.Language, language)
	}
	l.Translations[id] = append(l.Translations[id], t)
}

// loadCrosswalk reads crosswalk.yaml, which a tree may be without.
func (l *Library) loadCrosswalk(fsys fs.FS) {
	if _, err := fs.Stat(fsys, crosswalkPath); errors.Is(err, fs.ErrNotExist) {
		return
	}
	var c fidelity.Crosswalk
	if l.loadYAML(fsys, crosswalkPath, &c) {
		l.Crosswalk = &c
	}
}

// Translation finds the texts of an instrument in a language.
func (l *Library) Translation(id, language string) (fidelity.Translation, bool) {
	i := slices.IndexFunc(l.Translations[id], func(t fidelity.Translation) bool { return t.Language == language })
	if i < 0 {
		return fidelity.Translation{}, false
	}
	return l.Translations[id][i], true
}

func (l *Library) lintInstrument(id string) {
	at, in := instrumentPath(id), l.Instruments[id]
	d, before := l.docs[at], len(l.report.findings)
	l.gaps(at, in.Gaps())
	for i, p := range in.Principles {
		l.report.checkID(at, d.line("principles", i), "principle", p.ID)
		for j, ref := range p.TaughtIn {
			module, section, _ := strings.Cut(ref, "#")
			if err := l.checkRef(module, section); err != nil {
				l.report.errorf(at, d.line("principles", i, "taught_in", j), "taught_in %q: %v", ref, err)
			}
		}
	}
	if err := in.Validate(); err != nil && len(l.report.findings) == before {
		l.report.errorf(at, d.line("principles"), "%s", fault.Sentence(err))
	}
}

// lintTranslations holds every translation against its instrument.
func (l *Library) lintTranslations(id string) {
	for _, t := range l.Translations[id] {
		at := translationPath(id, t.Language)
		in, ok := l.Instruments[id]
		if !ok {
			l.report.errorf(at, 1, "translates %s, which is not beside it or cannot be read", path.Base(instrumentPath(id)))
			continue
		}
		l.gaps(at, t.Gaps(in))
	}
}

func (l *Library) lintCrosswalk() {
	if l.Crosswalk != nil {
		l.gaps(crosswalkPath, l.Crosswalk.Gaps(l.Instruments))
	}
}

// gaps reports each gap on its line.
func (l *Library) gaps(at string, found []fidelity.Gap) {
	for _, g := range found {
		l.report.errorf(at, l.docs[at].line(g.Path...), "%s", g.Say)
	}
}
