package content

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"polyphony/courses"
)

// reviewNeeded is what `review` says of a translation that nobody who speaks
// the language from childhood has read.
const reviewNeeded = "needed"

// translationForm is the name of a translation beside module.md.
var translationForm = regexp.MustCompile(`^module\.([a-z]{2,3})\.md$`)

// sectionMark ends the heading of a section in a translation: the id of that
// section in the original, to which links, checks and study credit belong.
var sectionMark = regexp.MustCompile(`^(.*?)\s*\{#([a-z0-9-]+)\}$`)

// NeedsReview reports whether a translation still waits for a native reader.
func (m *Module) NeedsReview() bool { return m.Review == reviewNeeded }

// Fits reports whether m can be read in the place of original: the same
// sections with the same minutes, and the same checks and reflections. What was
// pinned is held against the translation of today by this.
func (m *Module) Fits(original *Module) bool {
	section := func(a, b courses.Section) bool { return a.ID == b.ID && a.Minutes == b.Minutes }
	item := func(a, b courses.Item) bool {
		return a.ID == b.ID && a.Objective == b.Objective && a.Restudy == b.Restudy &&
			len(a.Options) == len(b.Options) && (a.Key == b.Key || b.Key < 0)
	}
	writing := func(a, b courses.Reflection) bool { return a.ID == b.ID && a.WordsAtLeast == b.WordsAtLeast }
	return m.ID == original.ID && slices.EqualFunc(m.Module.Sections, original.Module.Sections, section) &&
		slices.EqualFunc(m.Items, original.Items, item) && slices.EqualFunc(m.Reflections, original.Reflections, writing)
}

// loadTranslations reads the translations beside a module. A translation that
// does not fit is left out and reported; it keeps no pathway from being
// published, since a bundle holds the original alone. The files that it shows
// are added to shown.
func (l *Library) loadTranslations(fsys fs.FS, original *parsed, shown map[string][]byte) {
	dir := path.Dir(original.path)
	for _, e := range l.list(fsys, dir) {
		m := translationForm.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		at := path.Join(dir, e.Name())
		data, ok := readText(l.report, fsys, at)
		if !ok {
			continue
		}
		p, ok := parseModule(l.report, at, data, true)
		if !ok {
			continue
		}
		refs := l.loadRefs(fsys, p)
		maps.Copy(shown, refs)
		l.docs[at] = p.front
		p.lintFillIn(l.report)
		p.lintTranslation(l.report, original, m[1])
		l.translated[at] = p.links
		t := p.finish(l.report, FileDigest(at, data, refs), refs)
		if t.Fits(original.module) {
			original.module.Translations[m[1]] = t
		}
	}
}

// lintTranslation names each difference between a translation and its original
// in what must be the same.
func (p *parsed) lintTranslation(r *report, o *parsed, language string) {
	m, of := p.module, o.module
	same := func(ok bool, key, what string, want any) {
		if !ok {
			r.errorf(p.path, p.front.line(key), "%s is not that of the original, %v", what, want)
		}
	}
	same(m.ID == of.ID, "id", "id", of.ID)
	same(m.Minutes == of.Minutes, "minutes", "minutes", of.Minutes)
	same(slices.Equal(m.Principles, of.Principles), "principles", "principles", of.Principles)
	same(slices.Equal(m.Requires, of.Requires), "requires", "requires", of.Requires)
	same(slices.EqualFunc(m.Sources, of.Sources, func(a, b Source) bool { return a.ID == b.ID && a.DOI == b.DOI }), "sources", "the list of ids of sources", idsOf(of.Sources, func(s Source) string { return s.ID }))
	same(slices.EqualFunc(m.Objectives, of.Objectives, func(a, b Objective) bool { return a.ID == b.ID }), "objectives", "the list of ids of objectives", idsOf(of.Objectives, func(o Objective) string { return o.ID }))
	if own, _, _ := strings.Cut(m.Language, "-"); own != language {
		r.errorf(p.path, p.front.line("language"), "language is %q and the file's name says %q", m.Language, language)
	}
	if own, _, _ := strings.Cut(of.Language, "-"); own == language {
		r.errorf(p.path, p.front.line("language"), "the original is in this language already")
	}
	if strings.TrimSpace(m.Review) == "" {
		r.errorf(p.path, p.front.line("id"), "review is missing: write \"review: needed\", or who has read it and when")
	}
	p.compareSections(r, o)
	p.compareItems(r, o)
	p.compareReflections(r, o)
	for _, n := range []struct {
		what      string
		own, orig int64
	}{{"vignettes", m.Vignettes, of.Vignettes}, {"exercises", m.Exercises, of.Exercises}, {"figures", m.Figures, of.Figures}, {"glossary terms", int64(len(m.Glossary)), int64(len(of.Glossary))}} {
		if n.own != n.orig {
			r.warnf(p.path, p.front.line("title"), "%s: %d here, %d in the original", n.what, n.own, n.orig)
		}
	}
}

func idsOf[T any](list []T, id func(T) string) string {
	out := make([]string, 0, len(list))
	for _, v := range list {
		out = append(out, id(v))
	}
	return "[" + strings.Join(out, " ") + "]"
}

func (p *parsed) compareSections(r *report, o *parsed) {
	for i, s := range p.sections {
		switch {
		case i >= len(o.sections):
			r.errorf(p.path, s.line, "section %s: the original has %d sections", s.ID, len(o.sections))
		case s.ID != o.sections[i].ID:
			r.errorf(p.path, s.line, "section %d is {#%s} here and {#%s} in the original (%s:%d)", i+1, s.ID, o.sections[i].ID, o.path, o.sections[i].line)
		case s.Minutes != o.sections[i].Minutes:
			r.errorf(p.path, s.line, "section %s has %d minutes here and %d in the original (%s:%d)", s.ID, s.Minutes, o.sections[i].Minutes, o.path, o.sections[i].line)
		}
	}
	if n := len(p.sections); n < len(o.sections) {
		r.errorf(p.path, p.front.line("id"), "section %s of the original (%s:%d) is not here", o.sections[n].ID, o.path, o.sections[n].line)
	}
}

func (p *parsed) compareItems(r *report, o *parsed) {
	items, of := p.module.Items, o.module.Items
	for i, it := range items {
		d := p.checks[i]
		switch {
		case i >= len(of):
			r.errorf(p.path, d.line("id"), "check %s: the original has %d checks", it.ID, len(of))
		case it.ID != of[i].ID:
			r.errorf(p.path, d.line("id"), "check %d is %s here and %s in the original (%s:%d)", i+1, it.ID, of[i].ID, o.path, o.checks[i].line("id"))
		case it.Objective != of[i].Objective:
			r.errorf(p.path, d.line("objective"), "check %s asks about objective %s here and %s in the original", it.ID, it.Objective, of[i].Objective)
		case it.Restudy != of[i].Restudy:
			r.errorf(p.path, d.line("restudy"), "check %s leads to section %s here and %s in the original", it.ID, it.Restudy, of[i].Restudy)
		case len(it.Options) != len(of[i].Options):
			r.errorf(p.path, d.line("options"), "check %s has %d options here and %d in the original", it.ID, len(it.Options), len(of[i].Options))
		case it.Key != of[i].Key:
			r.errorf(p.path, d.line("options"), "check %s: the key is option %d here and option %d in the original", it.ID, it.Key+1, of[i].Key+1)
		}
	}
	if n := len(items); n < len(of) {
		r.errorf(p.path, p.front.line("id"), "check %s of the original (%s:%d) is not here", of[n].ID, o.path, o.checks[n].line("id"))
	}
}

func (p *parsed) compareReflections(r *report, o *parsed) {
	own, of := p.module.Reflections, o.module.Reflections
	for i, w := range own {
		d := p.writing[i]
		switch {
		case i >= len(of):
			r.errorf(p.path, d.line("id"), "reflection %s: the original has %d reflections", w.ID, len(of))
		case w.ID != of[i].ID:
			r.errorf(p.path, d.line("id"), "reflection %d is %s here and %s in the original (%s:%d)", i+1, w.ID, of[i].ID, o.path, o.writing[i].line("id"))
		case w.WordsAtLeast != of[i].WordsAtLeast:
			r.errorf(p.path, d.line("words_at_least"), "reflection %s asks for %d words here and %d in the original", w.ID, w.WordsAtLeast, of[i].WordsAtLeast)
		}
	}
	if n := len(own); n < len(of) {
		r.errorf(p.path, p.front.line("id"), "reflection %s of the original (%s:%d) is not here", of[n].ID, o.path, o.writing[n].line("id"))
	}
}

// Wording gives each sentence of the original's checks, reflections and section
// titles in the words of m, which fits it.
func (m *Module) Wording(original *Module) map[string]string {
	out := map[string]string{}
	for i, s := range original.Module.Sections {
		out[s.Title] = m.Module.Sections[i].Title
	}
	for i, w := range original.Reflections {
		out[w.Prompt] = m.Reflections[i].Prompt
		out[w.Name()] = m.Reflections[i].Name()
	}
	for i, it := range original.Items {
		out[it.Stem] = m.Items[i].Stem
		for j, o := range it.Options {
			out[o.Text] = m.Items[i].Options[j].Text
			out[o.Feedback] = m.Items[i].Options[j].Feedback
		}
	}
	return out
}
