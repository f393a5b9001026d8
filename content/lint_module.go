package content

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z]{2})?$`)
	yearForm     = regexp.MustCompile(`\b(1[89]|20)[0-9]{2}\b`)
)

// checkFront reports what is wrong with the head of a module by itself.
func (p *parsed) checkFront(r *report) {
	m, d := p.module, p.front
	if strings.TrimSpace(m.Title) == "" {
		r.errorf(p.path, d.line("title"), "title is missing")
	}
	if !languageForm.MatchString(m.Language) {
		r.errorf(p.path, d.line("language"), "language is %q: write one such as en-GB", m.Language)
	}
	if m.Review != "" && !p.translation {
		r.errorf(p.path, d.line("review"), "review is for translations")
	}
	if len(m.Objectives) == 0 {
		r.errorf(p.path, d.line("objectives"), "a module has one objective at least")
	}
	seen := map[string]bool{}
	unique := func(what, id string, line int) {
		r.checkID(p.path, line, what, id)
		if seen[what+id] {
			r.errorf(p.path, line, "%s id %q is used twice", what, id)
		}
		seen[what+id] = true
	}
	for i, o := range m.Objectives {
		unique("objective", o.ID, d.line("objectives", i))
		if strings.TrimSpace(o.Text) == "" {
			r.errorf(p.path, d.line("objectives", i), "objective %s has no text", o.ID)
		}
	}
	for i, s := range m.Sources {
		unique("source", s.ID, d.line("sources", i))
		if strings.TrimSpace(s.Text) == "" {
			r.errorf(p.path, d.line("sources", i), "source %s has no text", s.ID)
		}
	}
	for _, term := range sortedKeys(m.Glossary) {
		if strings.TrimSpace(m.Glossary[term]) == "" {
			r.errorf(p.path, d.line("glossary", term), "glossary: %q has no definition", term)
		}
	}
}

// lintModule reports what needs the whole text of a module.
func (p *parsed) lintModule(r *report) {
	p.readParagraphs()
	p.lintMinutes(r)
	p.lintItems(r)
	p.lintSources(r)
	p.lintHouse(r)
	p.lintFillIn(r)
	p.lintReadingEase(r)
	if len(p.sections) == 0 {
		r.errorf(p.path, p.line(0), "a module has one section (##) at least")
	}
}

// lintSources warns of sources that no note cites. A note cites a source when
// it holds its doi, or the first word of its text with its first year, if it
// has one.
func (p *parsed) lintSources(r *report) {
	var notes []string
	if p.notes != nil {
		for n := p.notes.FirstChild(); n != nil; n = n.NextSibling() {
			notes = append(notes, textOf(n, p.body()))
		}
	}
	for i, s := range p.module.Sources {
		if !cited(s, notes) {
			r.warnf(p.path, p.front.line("sources", i), "source %s is cited in no note: cite it, or cut it with its claim", s.ID)
		}
	}
}

func cited(s Source, notes []string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(s.Text), " ")
	year := yearForm.FindString(s.Text)
	for _, n := range notes {
		byDOI := s.DOI != "" && strings.Contains(n, s.DOI)
		if byDOI || (strings.Contains(n, first) && strings.Contains(n, year)) {
			return true
		}
	}
	return false
}

// checkRef says why `module#section` is nowhere in the library.
func (l *Library) checkRef(module, section string) error {
	m, ok := l.Modules[module]
	if !ok {
		if _, planned := l.Outlines[module]; planned {
			return fmt.Errorf("module %q is only an outline so far", module)
		}
		return fmt.Errorf("module %q does not exist", module)
	}
	if section == "" {
		return nil
	}
	for _, s := range m.Sections {
		if s.ID == section {
			return nil
		}
	}
	return fmt.Errorf("module %s has no section %q", module, section)
}
