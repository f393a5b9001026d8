package test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"polyphony/content"
	"polyphony/internal/testkit"
	"polyphony/internal/web"
)

// bookshop shows the shipped modules, each whole on one page, as the authors'
// preview does: the same texts, parts and style sheet as a trainee's pages.
func bookshop(t *testing.T) (base string, modules []string) {
	t.Helper()
	p, err := web.NewPreview(content.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(p)
	t.Cleanup(s.Close)
	entries, err := fs.ReadDir(content.Embedded(), "modules")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		modules = append(modules, e.Name())
	}
	return s.URL, modules
}

// TestAccessibility_EveryModule holds the text of every shipped module against
// the rules of WCAG 2.2 AA, in a wide window in light and in a narrow one in
// the dark, and some also the other way round: all share one style sheet. A
// browser has its limit of time, so each reads only some of them.
func TestAccessibility_EveryModule(t *testing.T) {
	base, modules := bookshop(t)
	for some := range slices.Chunk(modules, 8) {
		t.Run(some[0], func(t *testing.T) {
			ctx := testkit.Browser(t)
			for i, id := range some {
				failed := t.Failed()
				shows(t, ctx, base+"/modules/"+id)
				readsEasily(t, ctx, id, "light", 1280)
				readsEasily(t, ctx, id, "dark", 320)
				if i == 0 {
					readsEasily(t, ctx, id, "light", 320)
					readsEasily(t, ctx, id, "dark", 1280)
				}
				if t.Failed() && !failed {
					t.Logf("first trouble in %s", id)
				}
			}
		})
	}
}

// readsEasily applies the rules to the page that is open.
func readsEasily(t *testing.T, ctx context.Context, id, scheme string, width int64) {
	t.Helper()
	likes(t, ctx, scheme)
	if width == 320 {
		testkit.Reflow(t, ctx, width)
	} else {
		testkit.Resize(t, ctx, width, 900)
	}
	pictured(t, ctx, fmt.Sprintf("%s-%d-%s", id, width, scheme))
	testkit.Axe(t, ctx)
}

func shows(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Run(ctx, chromedp.Navigate(address), chromedp.WaitReady("h1")); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// likes makes the browser prefer light or dark pages.
func likes(t *testing.T, ctx context.Context, scheme string) {
	t.Helper()
	act := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}})
	if err := chromedp.Run(ctx, act); err != nil {
		t.Fatal(err)
	}
}

// pictured keeps what is shown, where somebody asked for that.
func pictured(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("POLYPHONY_PICTURES")
	if dir == "" {
		return
	}
	var png []byte
	if err := chromedp.Run(ctx, chromedp.FullScreenshot(&png, 100)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEveryLinkOfEveryModuleLeadsSomewhere follows each cross reference of the
// rendered texts: to a place on the page, to a module, to one of its sections.
func TestEveryLinkOfEveryModuleLeadsSomewhere(t *testing.T) {
	base, modules := bookshop(t)
	pages := map[string]string{}
	get := func(path string) (page string, ok bool) {
		if page, ok = pages[path]; ok {
			return page, page != ""
		}
		code, body := fetched(t, base+path)
		if code != http.StatusOK {
			body = ""
		}
		pages[path] = body
		return body, body != ""
	}
	links := 0
	for _, id := range modules {
		at := "/modules/" + id
		page, ok := get(at)
		if !ok {
			t.Errorf("%s is not shown", at)
			continue
		}
		for _, href := range hrefs(t, page) {
			links++
			if strings.HasPrefix(href, "https://") {
				if u, err := url.Parse(href); err != nil || u.Host == "" {
					t.Errorf("%s: %s is no address", at, href)
				}
				continue
			}
			path, place, _ := strings.Cut(href, "#")
			path, _, _ = strings.Cut(path, "?")
			target := page
			if path != "" {
				if target, ok = get(path); !ok {
					t.Errorf("%s: %s leads nowhere", at, href)
					continue
				}
			}
			if place != "" && !slices.Contains(places(t, target), place) {
				t.Errorf("%s: %s leads to no place on that page", at, href)
			}
		}
	}
	if links < 20*len(modules) {
		t.Errorf("only %d links in %d modules were followed", links, len(modules))
	}
}

func fetched(t *testing.T, address string) (code int, body string) {
	t.Helper()
	a, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(b)
}

func hrefs(t *testing.T, page string) []string { return attributes(t, page, "a[href]", "href") }

func places(t *testing.T, page string) []string { return attributes(t, page, "[id]", "id") }

func attributes(t *testing.T, page, selector, name string) (out []string) {
	t.Helper()
	nodes, err := testkit.Find(page, selector)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		out = append(out, testkit.Attribute(n, name))
	}
	return out
}
