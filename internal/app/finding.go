package app

import (
	"context"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"

	"polyphony/content"
	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/search"
)

// FoundView is what a search in the actor's own modules gives.
type FoundView struct {
	Query   string
	Whole   bool // every hit has each word of the query
	Modules int  // that were searched
	Hits    []FoundLine
}

// FoundLine is one section, or one word explained, that fits a query.
type FoundLine struct {
	Module   string
	Section  string // empty for a word explained
	Above    string // title of the module
	Title    string
	Language string // of a translation; empty for the original
	Excerpt  []search.Piece
}

// Most of what one search takes and gives.
const (
	maxQueryBytes = 200
	maxHits       = 30
)

// Search looks for words in the modules that the actor may read now, in the
// bytes that their enrolments pinned, and in translations that fit them.
func (a *App) Search(ctx context.Context, actor Actor, query string) (out FoundView, err error) {
	query = strings.ToValidUTF8(query[:min(len(query), maxQueryBytes)], "")
	out = FoundView{Query: query, Whole: true}
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		modules, err := w.openModules()
		if err != nil {
			return err
		}
		out.Modules = len(modules)
		var indexes []*search.Index
		for _, m := range modules {
			indexes = append(indexes, a.indexOf(m, ""))
			all := a.translations(m)
			for _, language := range slices.Sorted(maps.Keys(all)) {
				indexes = append(indexes, a.indexOf(all[language], language))
			}
		}
		hits, whole := search.Query(indexes, query, maxHits)
		out.Whole = whole
		for _, h := range hits {
			key := strings.Split(h.Key, "/")
			out.Hits = append(out.Hits, FoundLine{
				Module: key[0], Section: key[1], Language: key[2], Above: h.Above, Title: h.Title, Excerpt: h.Excerpt,
			})
		}
		return nil
	})
	return out, err
}

// openModules are the modules of the actor's enrolments that can be read now,
// each as its newest enrolment has it.
func (w *Work) openModules() (out []*content.Module, err error) {
	own, err := w.app.enrolmentsOf(w.Tx, w.actor.Person)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, e := range slices.Backward(own) {
		progress := e.progress(w.Now())
		for _, stage := range e.Pinned().Pathway.Stages {
			for _, id := range stage.Modules {
				if m := e.Opened.Modules[id]; m != nil && !seen[id] {
					seen[id] = true
					if len(progress.Open(id)) == 0 {
						out = append(out, m)
					}
				}
			}
		}
	}
	return out, nil
}

// indexOf is the index of a module, made once for each of its versions.
func (a *App) indexOf(m *content.Module, language string) *search.Index {
	type version struct {
		digest   fact.Digest
		language string
	}
	key := version{m.Digest, language}
	if x, ok := a.indexes.Load(key); ok {
		return x.(*search.Index)
	}
	x, _ := a.indexes.LoadOrStore(key, search.New(pagesOf(m, language)))
	return x.(*search.Index)
}

// pagesOf are a module's sections and the words that it explains.
func pagesOf(m *content.Module, language string) (out []search.Page) {
	for _, s := range m.Sections {
		out = append(out, search.Page{Key: m.ID + "/" + s.ID + "/" + language, Above: m.Title, Title: s.Title, Text: plainText(string(s.HTML))})
	}
	for _, term := range slices.Sorted(maps.Keys(m.Glossary)) {
		out = append(out, search.Page{Key: m.ID + "//" + language, Above: m.Title, Title: term, Text: m.Glossary[term]})
	}
	return out
}

var (
	// explained is what a page shows of a word on request: it is a page of its
	// own to the search. A note's number belongs to no word.
	explained = regexp.MustCompile(`<span class="term__definition"[^>]*>[^<]*</span>|<sup [^>]*>.*?</sup>|<summary>[^<]*</summary>`)
	element   = regexp.MustCompile(`</(?:p|li|h[1-6]|td|th|figcaption|text)>`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
)

// plainText is what a rendered section says.
func plainText(rendered string) string {
	s := explained.ReplaceAllString(rendered, "")
	s = element.ReplaceAllString(s, " ")
	return html.UnescapeString(anyTag.ReplaceAllString(s, ""))
}
