package web

import (
	"fmt"

	"polyphony/internal/app"
	"polyphony/internal/people"
	"polyphony/internal/search"
)

// foundLine is one hit of a search as it is shown.
type foundLine struct {
	Href, Title, Lang, Where string
	Excerpt                  []search.Piece
}

// searchShow looks for words in the modules that a person may read. Whoever
// follows no path has none.
func (s *Server) searchShow(r *req) error {
	found := app.FoundView{Whole: true}
	if r.me.Has(people.Trainee) {
		var err error
		if found, err = s.app.Search(r.ctx, r.me.Actor, r.Query("q")); err != nil {
			return err
		}
	}
	lines := make([]foundLine, 0, len(found.Hits))
	for _, h := range found.Hits {
		l := foundLine{Title: h.Title, Where: h.Above, Excerpt: h.Excerpt, Href: modulePath(h.Module), Lang: h.Language}
		if h.Section != "" {
			l.Href = sectionPath(h.Module, h.Section)
		}
		if h.Language != "" {
			l.Href += "?lang=" + h.Language
		}
		lines = append(lines, l)
	}
	title := "Search"
	if found.Query != "" {
		title = found.Query + " – search"
	}
	return s.page(r, "search", title, data{
		"Query": found.Query, "Modules": found.Modules, "Lines": lines, "Some": !found.Whole,
		"Empty": empty{Text: "There is no module that you can read now, so there is nothing to search. Modules belong to a training path and open along it."},
		"Text":  foundText(len(lines), found.Query),
	})
}

func foundText(n int, query string) string {
	switch n {
	case 0:
		return fmt.Sprintf("Nothing in them fits “%s”.", query)
	case 1:
		return fmt.Sprintf("One place fits “%s”.", query)
	}
	return fmt.Sprintf("%d places fit “%s”, the best first.", n, query)
}
