package web

import (
	"html/template"
	"strings"
)

// contentsList is the contents beside a section, in the words of
// view/section.html around it. It is put together here because it stands on
// the page that is read most, and as a template took half of that page's time.
// Everything in it is escaped.
func contentsList(lines []contentsLine, language string) template.HTML {
	var b strings.Builder
	lang := ""
	if language != "" {
		lang = ` lang="` + template.HTMLEscapeString(language) + `"`
	}
	for _, l := range lines {
		item, link, note := "<li>", "", ""
		if l.Current {
			item, link, note = `<li class="is-current">`, ` aria-current="true"`, " data-study-contents"
		}
		b.WriteString(item + `<a href="` + template.HTMLEscapeString(l.Href) + `"` + lang + link + ">")
		template.HTMLEscape(&b, []byte(l.Title))
		b.WriteString(`</a> <span class="small"` + note + ">")
		template.HTMLEscape(&b, []byte(l.Text))
		b.WriteString("</span></li>\n")
	}
	return template.HTML(b.String()) //#nosec G203 -- every value is escaped above
}
