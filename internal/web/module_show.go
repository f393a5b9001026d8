package web

import (
	"fmt"
	"path"
	"strings"

	"polyphony/courses"
	"polyphony/internal/app"
)

// assetTypes are the files that a module may show.
var assetTypes = map[string]string{
	".svg": "image/svg+xml",
	".png": "image/png",
	".jpg": "image/jpeg",
	".mp3": "audio/mpeg",
}

func extension(file string) string { return strings.ToLower(path.Ext(file)) }

// contentsLine is one section in a module's contents.
type contentsLine struct {
	ID, Title, Href, Text string
	State                 tag
	Current               bool
}

// moduleStep is the check or a reflection at a module's end.
type moduleStep struct {
	Title, Href, Text string
	State             tag
}

// moduleShow is a module's first page: what it is about, its sections with
// their credit, and what comes at the end. Links inside the curriculum lead
// here, to the line of a section.
func (s *Server) moduleShow(r *req) error {
	v, err := s.app.ModuleAsAsked(r.ctx, r.me, r.Params("module"))
	if err != nil {
		return err
	}
	have, need := int64(0), int64(0)
	for _, sec := range v.Sections {
		have, need = have+min(sec.Have, sec.Need), need+sec.Need
	}
	title := v.Module.Title
	v, language := s.inLanguage(r, v)
	return s.page(r, "module", title, data{
		"Crumbs":   []crumb{{"My path", "/path"}, {title, ""}},
		"Language": language,
		"Module":   v.Module,
		"Closed":   v.Closed,
		"Contents": contentsOf(v, ""),
		"Credit":   bar{"Study credited", courses.Span(have) + " of " + courses.Span(need), int(have), int(need)},
		"Steps":    stepsOf(v),
		"Start":    startOf(v),
	})
}

// contentsOf lists a module's sections; current is the one on the page. In a
// module that is not open yet nothing is a link.
func contentsOf(v app.ModuleView, current string) []contentsLine {
	out := make([]contentsLine, 0, len(v.Sections))
	for _, sec := range v.Sections {
		l := contentsLine{
			ID: sec.ID, Title: sec.Title, Current: sec.ID == current,
			Text: fmt.Sprintf("%d of %d minutes credited", min(sec.Have, sec.Need)/60, sec.Minutes),
		}
		switch {
		case sec.Full():
			l.State = tag{"Done", "good"}
		case sec.Have > 0:
			l.State = tag{"In progress", "going"}
		default:
			l.State = tag{"Not yet", ""}
		}
		if v.Closed == "" {
			l.Href = sectionPath(v.Module.ID, sec.ID)
		}
		out = append(out, l)
	}
	return out
}

// startOf is the section to go on with: the first that is not full.
func startOf(v app.ModuleView) *link {
	if v.Closed != "" {
		return nil
	}
	for i, sec := range v.Sections {
		if !sec.Full() {
			text := "Go on reading"
			if i == 0 && sec.Have == 0 {
				text = "Start reading"
			}
			return &link{sectionPath(v.Module.ID, sec.ID), text}
		}
	}
	return nil
}

// link is a link of the part "pagination".
type link struct{ Href, Text string }

// stepsOf lists the check and the reflections. Nothing is a link that would
// refuse.
func stepsOf(v app.ModuleView) []moduleStep {
	check := moduleStep{Title: "Knowledge check", Text: fmt.Sprintf("%d questions, of which %d must be answered correctly.", v.Rule.Serve, v.Needed), State: tag{"Not yet", ""}}
	switch {
	case v.Check.Passed:
		check.State, check.Href = tag{"Passed", "good"}, checkPath(v.Module.ID)
	case v.Closed != "" || !v.Read():
		check.Text += " It opens when every section has its minutes."
	default:
		check.State, check.Href = tag{"Open", "going"}, checkPath(v.Module.ID)
	}
	out := []moduleStep{check}
	for _, l := range v.Reflections {
		step := moduleStep{Title: "Reflection: " + l.Name(), Text: fmt.Sprintf("%d words or more. Your supervisor reads it, and nobody else.", l.WordsAtLeast), State: tag{"Not yet", ""}}
		if v.Closed == "" {
			step.Href = reflectionPath(v.Module.ID, l.ID)
		}
		switch {
		case l.ReadAt != 0:
			step.State = tag{"Read", "good"}
		case l.HandedAt != 0:
			step.State = tag{"Handed in", "wait"}
		}
		out = append(out, step)
	}
	return out
}
