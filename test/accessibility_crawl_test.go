package test

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
)

// notPages are the GET routes that answer with something other than a page.
var notPages = []string{
	"/healthz", "/readyz", "/static/*", "/v/:number/pdf", "/v/:number/proof",
	"/log/checkpoint", "/log/tile/*", "/modules/:module/:digest/:file", "/instruments/:id/handbook.pdf", "/calibration/:meeting/audio",
}

// visitor is somebody who looks at the pages: nobody where token is "".
type visitor struct {
	name, token string
	actor       app.Actor
}

// visit is one page as one visitor sees it.
type visit struct {
	who     visitor
	path    string
	pattern string
}

// pagePatterns lists the GET routes that answer with a page.
func (w *world) pagePatterns() (out []string) {
	for _, r := range w.Web.Fiber().GetRoutes(true) {
		if r.Method == fiber.MethodGet && !slices.Contains(notPages, r.Path) && !slices.Contains(out, r.Path) {
			out = append(out, r.Path)
		}
	}
	return out
}

// patternOf names the route that answers for a path; "" where it is no page.
func patternOf(patterns []string, path string) string {
	path, _, _ = strings.Cut(path, "?")
	for _, p := range notPages {
		if fiber.RoutePatternMatch(path, p) {
			return ""
		}
	}
	for _, p := range patterns {
		if fiber.RoutePatternMatch(path, p) {
			return p
		}
	}
	return ""
}

var link = regexp.MustCompile(`<a [^>]*href="(/[^"#]*)`)

// crawl follows the links of the site from a visitor's first pages, at most
// two addresses for a route, so that every page has one that somebody can
// reach.
func (w *world) crawl(t *testing.T, patterns []string, who visitor, from ...string) (out []visit) {
	t.Helper()
	seen, count := map[string]bool{}, map[string]int{}
	for queue := append([]string{"/"}, from...); len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		pattern := patternOf(patterns, path)
		if pattern == "" || seen[path] || count[pattern] == 2 {
			continue
		}
		seen[path] = true
		count[pattern]++
		code, body := w.get(t, who, path)
		if code >= 400 && !slices.Contains(from, path) {
			t.Errorf("%s is led to %s, which answers %d", who.name, path, code)
			continue
		}
		if code < 300 || code >= 400 {
			out = append(out, visit{who, path, pattern})
		}
		for _, m := range link.FindAllStringSubmatch(body, -1) {
			queue = append(queue, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	return out
}

// get asks for a page without following redirects; the body of a redirect is a
// link to its target.
func (w *world) get(t *testing.T, who visitor, path string) (code int, body string) {
	t.Helper()
	ask, err := http.NewRequestWithContext(context.Background(), http.MethodGet, w.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if who.token != "" {
		ask.AddCookie(&http.Cookie{Name: "polyphony", Value: who.token})
	}
	answer, err := http.DefaultTransport.RoundTrip(ask)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if to := answer.Header.Get("Location"); to != "" {
		return answer.StatusCode, `<a href="` + to + `">`
	}
	return answer.StatusCode, string(b)
}
