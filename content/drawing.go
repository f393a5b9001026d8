package content

import (
	"bytes"
	"encoding/xml"
	"html"
	"regexp"
	"strings"
)

// drawing is a figure as it is put into a page, where its currentColor is the
// colour of the text, in light and dark.
type drawing struct {
	svg  string // without title and description
	desc string // the figure in words, for everybody
}

// inline makes a drawing of an SVG file, with prefix before each of its ids so
// that they are the page's only ones. It refuses a file that checkSVG finds
// anything wrong with: what is put into a page must not be able to act there.
func inline(data []byte, prefix, alt string) (drawing, bool) {
	r := &report{}
	checkSVG(r, "", data)
	if HasErrors(r.findings) {
		return drawing{}, false
	}
	w := &svgWriter{prefix: prefix, alt: alt}
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		t, err := d.RawToken()
		if err != nil {
			break // at the end: checkSVG has read it all
		}
		w.token(t)
	}
	return drawing{svg: w.out.String(), desc: strings.Join(strings.Fields(w.desc.String()), " ")}, true
}

type svgWriter struct {
	prefix, alt string
	out, desc   strings.Builder
	depth       int
	inside      string // title or desc of the whole, which are not drawn
}

func (w *svgWriter) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		w.depth++
		if w.depth == 2 && (t.Name.Local == "title" || t.Name.Local == "desc") {
			w.inside = t.Name.Local
		}
		if w.inside == "" {
			w.start(t)
		}
	case xml.EndElement:
		if w.inside == "" {
			w.out.WriteString("</" + qualified(t.Name) + ">")
		}
		if w.depth == 2 {
			w.inside = ""
		}
		w.depth--
	case xml.CharData:
		switch {
		case w.depth == 0 || w.inside == "title":
		case w.inside == "desc":
			w.desc.Write(t)
		default:
			w.out.WriteString(html.EscapeString(string(t)))
		}
	}
}

func (w *svgWriter) start(t xml.StartElement) {
	w.out.WriteString("<" + qualified(t.Name))
	for _, a := range t.Attr {
		name := qualified(a.Name)
		if w.depth == 1 && (name == "role" || name == "width" || name == "height" || strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "xmlns")) {
			continue
		}
		w.out.WriteString(" " + name + `="` + html.EscapeString(w.renamed(name, a.Value)) + `"`)
	}
	if w.depth == 1 {
		w.out.WriteString(` class="figure__drawing" role="img" aria-label="` + html.EscapeString(w.alt) + `"`)
	}
	w.out.WriteString(">")
}

var ownURL = regexp.MustCompile(`url\(\s*["']?#([^)"']+)["']?\s*\)`)

// renamed is an attribute's value with the prefix before each id in it.
func (w *svgWriter) renamed(name, value string) string {
	switch name {
	case "id":
		return w.prefix + value
	case "href", "xlink:href":
		return "#" + w.prefix + strings.TrimPrefix(strings.TrimSpace(value), "#")
	case "aria-labelledby", "aria-describedby":
		ids := strings.Fields(value)
		for i := range ids {
			ids[i] = w.prefix + ids[i]
		}
		return strings.Join(ids, " ")
	}
	return ownURL.ReplaceAllString(value, "url(#"+w.prefix+"$1)")
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
