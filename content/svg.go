package content

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// checkSVG reports a figure that is not well-formed SVG, or that could run a
// script or fetch anything when somebody opens it by its own address.
func checkSVG(r *report, path string, data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	depth, elements, says := 0, 0, map[string]bool{}
	inside := "" // the child of the root in which the reader stands
	for {
		line, _ := d.InputPos()
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.errorf(path, line, "not an SVG: %v", err)
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth == 0 && t.Name.Local != "svg" {
				r.errorf(path, line, "not an SVG: it opens with <%s>", t.Name.Local)
				return
			}
			if depth == 1 {
				inside = t.Name.Local
			}
			depth++
			elements++
			checkElement(r, path, line, t)
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 2 && strings.TrimSpace(string(t)) != "" {
				says[inside] = true
			}
		case xml.Directive:
			r.errorf(path, line, "a figure holds no document type or entity")
		case xml.ProcInst:
			if t.Target != "xml" { // another one leads to a style sheet, or a program that makes a page
				r.errorf(path, line, "a figure holds no <?%s?>", t.Target)
			}
		}
	}
	if elements == 0 {
		r.errorf(path, 1, "not an SVG: it is empty")
		return
	}
	for _, name := range []string{"title", "desc"} {
		if !says[name] {
			r.errorf(path, 1, "the figure has no <%s> right inside <svg>, for those who do not see it", name)
		}
	}
}

func checkElement(r *report, path string, line int, e xml.StartElement) {
	if !drawn[e.Name.Local] {
		r.errorf(path, line, "<%s> has no place in a figure", e.Name.Local)
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		if paints[name] && !adapts(value) {
			r.warnf(path, line, "%s=%q stays as it is on a dark page: write currentColor, with an opacity where it should be fainter", a.Name.Local, a.Value)
		}
		switch {
		case strings.HasPrefix(name, "on") || name == "style":
			r.errorf(path, line, "attribute %s has no place in a figure", a.Name.Local)
		case (name == "href" || name == "src") && !strings.HasPrefix(value, "#"):
			r.errorf(path, line, "a figure refers to nothing outside itself: %s=%q", a.Name.Local, value)
		case refersOut(value):
			r.errorf(path, line, "a figure refers to nothing outside itself: %s=%q", a.Name.Local, value)
		}
	}
}

// refersOut reports whether a value could make a browser fetch something. Paint,
// masks, markers and pointers name what they use as url(…); a backslash spells
// a letter of it in another way.
func refersOut(value string) bool {
	rest := strings.ToLower(ownURL.ReplaceAllString(value, ""))
	return strings.Contains(rest, "url(") || strings.Contains(rest, "image(") || strings.Contains(rest, "image-set(") ||
		(strings.Contains(rest, `\`) && strings.Contains(rest, "("))
}

// drawn are the elements of a figure. A figure is put into the page, so this
// names what may be there and not what may not: nothing that acts, moves,
// styles the page or leads out of it.
var drawn = map[string]bool{
	"svg": true, "title": true, "desc": true, "g": true, "defs": true, "symbol": true, "use": true, "marker": true,
	"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true,
	"text": true, "tspan": true, "textPath": true, "linearGradient": true, "radialGradient": true, "stop": true,
	"pattern": true, "clipPath": true, "mask": true,
}

// paints are the attributes that colour something.
var paints = map[string]bool{"fill": true, "stroke": true, "color": true, "stop-color": true, "flood-color": true}

// adapts reports whether a colour is that of the page, or none at all.
func adapts(colour string) bool {
	switch strings.ToLower(colour) {
	case "none", "currentcolor", "inherit", "transparent":
		return true
	}
	return strings.HasPrefix(colour, "url(#")
}
