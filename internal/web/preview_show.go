package web

import (
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"

	"polyphony/content"
	"polyphony/courses"
)

// previewLine is one module in the list.
type previewLine struct {
	content.ModuleStats
	Ease     string
	Findings int
}

// previewCheck is an item with its key, for its author.
type previewCheck struct {
	courses.Item
	Objective, RestudyTitle string
	Options                 []previewOption
}

type previewOption struct {
	courses.Option
	Key bool
}

// list is every module, and what is to be mended outside them.
func (p *Preview) list(w http.ResponseWriter, _ *http.Request) {
	p.read()
	p.listed(w, p.now(), http.StatusOK)
}

func (p *Preview) listed(w http.ResponseWriter, now reading, code int) {
	stats := now.library.Stats()
	lines := make([]previewLine, 0, len(stats.Modules))
	for _, m := range stats.Modules {
		l := previewLine{ModuleStats: m, Ease: "–", Findings: len(of(now.findings, m.ID))}
		if m.ReadingEase != nil {
			l.Ease = fmt.Sprintf("%.0f", *m.ReadingEase)
		}
		lines = append(lines, l)
	}
	elsewhere := slices.DeleteFunc(slices.Clone(now.findings), func(f content.Finding) bool {
		_, ok := now.library.Modules[moduleOf(f)]
		return ok
	})
	p.show(w, code, "preview", "Modules", "en-GB", data{
		"State": now.state, "Findings": elsewhere, "Modules": lines, "Outlines": stats.Outlines,
	})
}

// moduleOf is the module whose folder a finding is about, or nothing.
func moduleOf(f content.Finding) string {
	id, ok := strings.CutPrefix(path.Dir(f.File), "modules/")
	if !ok {
		return ""
	}
	return id
}

func of(findings []content.Finding, module string) (out []content.Finding) {
	for _, f := range findings {
		if moduleOf(f) == module {
			out = append(out, f)
		}
	}
	return out
}

// module is one module whole, with its checks and what is to be mended in it.
func (p *Preview) module(w http.ResponseWriter, r *http.Request) {
	p.read()
	now := p.now()
	m, ok := now.library.Modules[r.PathValue("module")]
	if !ok {
		// One that cannot be read just now is in the list of what to mend, and
		// its page comes back by itself.
		p.listed(w, now, http.StatusNotFound)
		return
	}
	title, shown := m.Title, m
	t := m.Translations[r.URL.Query().Get("lang")]
	if t != nil {
		shown = t
	}
	p.show(w, http.StatusOK, "preview-module", title, "en-GB", data{
		"State": now.state, "Findings": of(now.findings, m.ID), "Module": shown, "Checks": previewChecks(shown),
		"Crumbs":   []crumb{{"Modules", "/"}, {title, ""}},
		"Language": languageOf(m, m.Translations, t, r.URL.Path),
	})
}

func previewChecks(m *content.Module) []previewCheck {
	objectives, sections := map[string]string{}, map[string]string{}
	for _, o := range m.Objectives {
		objectives[o.ID] = o.Text
	}
	for _, s := range m.Sections {
		sections[s.ID] = s.Title
	}
	out := make([]previewCheck, 0, len(m.Items))
	for _, it := range m.Items {
		c := previewCheck{Item: it, Objective: objectives[it.Objective], RestudyTitle: sections[it.Restudy]}
		for i, o := range it.Options {
			c.Options = append(c.Options, previewOption{o, i == it.Key})
		}
		out = append(out, c)
	}
	return out
}
