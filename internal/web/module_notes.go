package web

import (
	"html/template"
	"regexp"
	"strings"
)

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
