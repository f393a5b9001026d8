package content

import (
	"html/template"
	"regexp"
	"slices"
)

// moduleLink is a link to a module as this package renders it: with one
// attribute, and no other link inside.
var moduleLink = regexp.MustCompile(`(?s)<a href="/modules/([a-z0-9-]+)(?:#[a-z0-9-]+)?">(.*?)</a>`)

// Within is m as it is read on a path with these modules: what links to a
// module that is not among them stands as plain text, since its page is not
// there for the reader. m itself is left as it is.
func (m *Module) Within(path map[string]*Module) *Module {
	plain := func(text template.HTML) template.HTML {
		// What is left of rendered text by taking whole links away is as safe as
		// it was.
		return template.HTML(moduleLink.ReplaceAllStringFunc(string(text), func(link string) string {
			part := moduleLink.FindStringSubmatch(link)
			if path[part[1]] != nil {
				return link
			}
			return part[2]
		}))
	}
	out := *m
	out.Intro, out.Notes = plain(m.Intro), plain(m.Notes)
	out.Sections = slices.Clone(m.Sections)
	for i := range out.Sections {
		out.Sections[i].HTML, out.Sections[i].Notes = plain(m.Sections[i].HTML), plain(m.Sections[i].Notes)
	}
	return &out
}
