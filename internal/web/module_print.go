package web

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/content"
	"polyphony/internal/fault"
)

// modulePrint is a whole module on one page that needs nothing else: its style
// and figures are in it, so that a browser, or ?save=1, keeps it as one file.
// Nothing on it credits study.
func (s *Server) modulePrint(r *req) error {
	v, err := s.app.ModuleAsAsked(r.ctx, r.me, r.Params("module"))
	if err != nil {
		return err
	}
	if v.Closed != "" {
		return r.Redirect(modulePath(v.Module.ID), fiber.StatusSeeOther)
	}
	style, err := files.ReadFile("static/polyphony.css")
	if err != nil {
		return fault.Wrap("web.modulePrint", err)
	}
	title := v.Module.Title
	v, language := s.inLanguage(r, v)
	saved := r.Query("save") != ""
	if saved {
		r.Attachment(v.Module.ID + ".html")
	}
	sum := sha256.Sum256(style)
	r.Set(string(policyHeader), "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	return s.page(r, "module-print", title+" – whole module", data{
		"Style":  template.CSS(style), //#nosec G203 -- this binary's own style sheet
		"Module": withAddress(v.Module, s.conf.BaseURL), "Language": language, "Saved": saved,
		"Online": s.conf.BaseURL + modulePath(v.Module.ID), "Back": modulePath(v.Module.ID), "Save": modulePath(v.Module.ID) + "/print?save=1",
	})
}

// withAddress is a module whose links to others lead to the service, wherever
// the page is kept.
func withAddress(m *content.Module, base string) *content.Module {
	out := *m
	whole := func(h template.HTML) template.HTML {
		return template.HTML(strings.ReplaceAll(string(h), ` href="/`, ` href="`+template.HTMLEscapeString(base)+`/`)) //#nosec G203 -- what goldmark rendered, with longer addresses
	}
	out.Intro, out.Notes = whole(m.Intro), whole(m.Notes)
	out.Sections = make([]content.RenderedSection, 0, len(m.Sections))
	for _, sec := range m.Sections {
		sec.HTML = whole(sec.HTML)
		out.Sections = append(out.Sections, sec)
	}
	return &out
}
