package test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"polyphony/internal/testkit"
)

// TestAccessibility_EveryPage shows every page of the service to somebody who
// is led there, in a wide and in a narrow window, to the rules of WCAG 2.2 AA,
// and in the narrow one looks for sideways scrolling. Set POLYPHONY_PICTURES to
// a folder to look at the pages oneself.
func TestAccessibility_EveryPage(t *testing.T) {
	w := newWorld(t, "")
	c := w.newCast(t)
	b := &reader{T: t, w: w, ctx: testkit.Browser(t), titles: map[string]string{}}
	visits := w.itinerary(t, c)
	for _, v := range visits {
		b.look(v)
	}
	for _, p := range w.pagePatterns() {
		if !slices.ContainsFunc(visits, func(v visit) bool { return v.pattern == p }) {
			t.Errorf("nobody was led to a page at %s", p)
		}
	}
	b.byHand(t, visits)
	b.mistakes(c)
}

// itinerary chooses one address for each route, and one more where the state
// of things changes the page.
func (w *world) itinerary(t *testing.T, c cast) (out []visit) {
	t.Helper()
	patterns := w.pagePatterns()
	have := map[string]bool{}
	also := func(v visit, key string) {
		if !have[key] {
			have[key] = true
			out = append(out, v)
		}
	}
	first, second := string(c.meetings[0]), string(c.meetings[1])
	from := map[string][]string{
		c.nobody.token:    {"/join/" + c.invitation, "/v/PPY-0000-0000-0000"},
		c.unfounded.token: {"/second-step"},
		c.going.token:     {"/meetings/" + first + "/consent/before", "/meetings/" + second + "/facts", "/meetings/" + second + "/transcript"},
	}
	for _, x := range w.cast.Certificates {
		also(visit{c.nobody, "/v/" + x.Number, "/v/:number"}, "/v/:number "+x.State)
	}
	everybody := []visitor{c.nobody, c.going, c.begun, c.studying, c.due, c.certified, c.supervisor, c.facilitator, c.rater, c.registrar, c.other, c.steward, c.administrator, c.unfounded, c.empty}
	for _, who := range everybody {
		for _, v := range w.crawl(t, patterns, who, from[who.token]...) {
			key := v.pattern
			if changes(v) {
				key += " " + who.name
			}
			also(v, key)
		}
	}
	also(visit{c.nobody, "/instruments/key-elements-twelve", "/instruments/:id"}, "twelve")
	also(visit{c.nobody, "/instruments/seven-principles?lang=fi", "/instruments/:id"}, "in Finnish")
	also(visit{c.going, "/meetings/" + first, "/meetings/:id"}, "first steps")
	also(visit{c.going, "/meetings/" + first + "/transcript", "/meetings/:id/transcript"}, "not ready")
	return out
}

// changes reports whether a page looks different to different people: a path by
// how far it has gone, and whatever is empty.
func changes(v visit) bool {
	return v.pattern == "/path" || v.pattern == "/waiting" || (strings.Contains(v.who.name, "long name") && !strings.Contains(v.pattern, ":") && v.path != "/profile")
}

// reader looks at pages in one browser.
type reader struct {
	*testing.T
	w      *world
	ctx    context.Context
	titles map[string]string // title → pattern
	n      int
	token  string
}

// open shows a page as a visitor sees it.
func (b *reader) open(who visitor, path string) {
	b.Helper()
	if who.token != b.token {
		b.token = who.token
		act := network.SetCookie("polyphony", who.token).WithURL(b.w.base)
		if err := chromedp.Run(b.ctx, network.ClearBrowserCookies()); err != nil {
			b.Fatal(err)
		}
		if who.token != "" {
			if err := chromedp.Run(b.ctx, act); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := chromedp.Run(b.ctx, chromedp.Navigate(b.w.base+path), chromedp.WaitReady("h1")); err != nil {
		b.Fatalf("%s at %s: %v", who.name, path, err)
	}
}

// look opens a page and judges it.
func (b *reader) look(v visit) {
	b.Helper()
	b.open(v.who, v.path)
	title := b.judge(v.who.name + " " + v.path)
	if first, ok := b.titles[title]; ok && first != v.pattern {
		b.Errorf("%s and %s share the title %q", first, v.pattern, title)
	}
	b.titles[title] = v.pattern
}

// judge applies the rules to the page that is open.
func (b *reader) judge(what string) (title string) {
	b.Helper()
	var ones int
	if err := chromedp.Run(b.ctx, chromedp.Title(&title), chromedp.Evaluate(`document.querySelectorAll("h1").length`, &ones)); err != nil {
		b.Fatalf("%s: %v", what, err)
	}
	if ones != 1 || strings.HasPrefix(title, " –") || !strings.HasSuffix(title, "Polyphony") {
		b.Errorf("%s: %d first headings, title %q", what, ones, title)
	}
	failed := b.Failed()
	testkit.Resize(b, b.ctx, 1280, 900)
	b.picture(what, "wide")
	testkit.Axe(b, b.ctx)
	testkit.Reflow(b, b.ctx, 320)
	b.picture(what, "narrow")
	testkit.Axe(b, b.ctx)
	if b.Failed() && !failed {
		b.Logf("first trouble at %s", what)
	}
	return title
}

var unsafe = regexp.MustCompile(`[^a-z0-9]+`)

// picture keeps what is shown, where somebody asked for that.
func (b *reader) picture(what, width string) {
	dir := os.Getenv("POLYPHONY_PICTURES")
	if dir == "" {
		return
	}
	b.n++
	var png []byte
	if err := chromedp.Run(b.ctx, chromedp.FullScreenshot(&png, 100)); err != nil {
		b.Fatal(err)
	}
	name := unsafe.ReplaceAllString(strings.ToLower(what), "-")
	path := filepath.Join(dir, fmt.Sprintf("%03d-%s-%s.png", b.n, name[:min(len(name), 80)], width))
	if err := os.WriteFile(path, png, 0o644); err != nil {
		b.Fatal(err)
	}
}
