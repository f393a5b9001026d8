package content

import (
	"html/template"
	"regexp"
	"strings"
)

// notesFor keeps those of a module's footnotes that a section refers to, with
// their numbers, so that no note leads back to a place on another page. Both
// come from our own renderer.
func notesFor(notes, section template.HTML) template.HTML {
	const start = `<li id="fn:`
	parts := strings.Split(string(notes), start)
	if len(parts) < 2 {
		return ""
	}
	last := len(parts) - 1
	end := strings.LastIndex(parts[last], "</ol>")
	if end < 0 {
		return notes
	}
	var kept strings.Builder
	tail := parts[last][end:]
	parts[last] = parts[last][:end]
	for _, p := range parts[1:] {
		number, _, ok := strings.Cut(p, `"`)
		if ok && strings.Contains(string(section), `href="#fn:`+number+`"`) {
			kept.WriteString(`<li value="` + number + `" id="fn:` + p)
		}
	}
	if kept.Len() == 0 {
		return ""
	}
	return template.HTML(parts[0] + kept.String() + tail) //#nosec G203 -- pieces of what goldmark rendered, none of it typed by a user
}

// backlink is a footnote's link to a place that refers to it.
var backlink = regexp.MustCompile(`(?:&#160;|\s)*<a href="#(fnref[^"]*)" class="footnote-backref"[^>]*>[^<]*</a>`)

// leadingBack drops those of the footnotes' links that lead to places on the
// pages of other sections. Both come from our own renderer.
func leadingBack(notes, section template.HTML) template.HTML {
	kept := backlink.ReplaceAllStringFunc(string(notes), func(a string) string {
		place := backlink.FindStringSubmatch(a)[1]
		if strings.Contains(string(section), `id="`+place+`"`) {
			return a
		}
		return ""
	})
	return template.HTML(kept) //#nosec G203 -- what goldmark rendered, less some links
}
