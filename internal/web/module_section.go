package web

import (
	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
)

// creditView is the live strip in the shape of the part "credit".
type creditView struct {
	State, Text, Why, ContinueHref string
	Have, Need                     int
}

// sectionShow is one section to read. It changes nothing: the page's script
// asks for a study session once the page is in front of somebody, so that what
// a browser fetches ahead closes no session in another tab.
func (s *Server) sectionShow(r *req) error {
	module, section := r.Params("module"), r.Params("section")
	v, err := s.app.ModuleAsAsked(r.ctx, r.me, module)
	if err != nil {
		return err
	}
	at := -1
	for i, sec := range v.Sections {
		if sec.ID == section {
			at = i
		}
	}
	if at < 0 {
		return errNothing
	}
	if v.Closed != "" {
		return r.Redirect(modulePath(module), fiber.StatusSeeOther)
	}
	title, moduleTitle := v.Sections[at].Title, v.Module.Title
	v, language := s.inLanguage(r, v)
	sec := v.Sections[at]
	credit := creditView{
		State: "paused", Why: "Study time is not being counted yet.",
		Have: int(min(sec.Have, sec.Need) / 60), Need: int(sec.Minutes), ContinueHref: sectionPath(module, section),
	}
	if sec.Full() {
		credit.State, credit.Why = "done", "This section's time is complete"
	}
	contents := contentsOf(v, section)
	credit.Text = contents[at].Text
	d := data{
		"Crumbs":   []crumb{{"My path", "/path"}, {moduleTitle, modulePath(module)}, {title, ""}},
		"Language": language,
		"Module":   v.Module,
		"Section":  sec, "Contents": contentsList(contents, language.Lang), "Credit": credit,
		"Around": around{
			Lang:     language.Lang,
			Previous: neighbour(v, at-1), Next: neighbour(v, at+1),
		},
		"Steps": []moduleStep(nil),
	}
	if at == len(v.Sections)-1 {
		d["Steps"] = stepsOf(v)
	}
	return s.page(r, "section", title+" – "+moduleTitle, d)
}

// around is what comes before and after, in the shape of the part "pagination".
type around struct {
	Previous, Next *link
	Pages          []link
	Lang           string // of the texts, where it is not that of the page
}

func neighbour(v app.ModuleView, at int) *link {
	if at < 0 || at >= len(v.Sections) {
		return nil
	}
	return &link{sectionPath(v.Module.ID, v.Sections[at].ID), v.Sections[at].Title}
}
