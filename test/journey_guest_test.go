package test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"polyphony/internal/demo"
	"polyphony/internal/testkit"
)

// guest is somebody at a browser of their own, who sees pages and nothing else.
type guest struct {
	t    *testing.T
	ctx  context.Context
	base string
}

// newGuest sits somebody down at an empty browser of the ordinary width.
func newGuest(t *testing.T, browser context.Context, base string) guest {
	t.Helper()
	g := guest{t, testkit.Apart(t, browser), base}
	testkit.Resize(t, g.ctx, 1280, 900)
	return g
}

// tab is the same person with a second tab.
func (g guest) tab() guest {
	g.t.Helper()
	second := guest{g.t, testkit.Tab(g.t, g.ctx), g.base}
	testkit.Resize(g.t, second.ctx, 1280, 900)
	return second
}

func (g guest) run(what string, actions ...chromedp.Action) {
	g.t.Helper()
	ctx, cancel := context.WithTimeout(g.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		g.t.Fatalf("%s: %v\non %s:\n%s", what, err, g.address(), g.text())
	}
}

// open types an address.
func (g guest) open(path string) {
	g.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = g.base + path
	}
	g.run("open "+path, chromedp.Navigate(path), chromedp.WaitReady("h1"))
}

// press clicks the first button whose words begin so, and waits for the page
// that answers.
func (g guest) press(words string) {
	g.t.Helper()
	g.loads("press "+words, chromedp.Click(fmt.Sprintf(`//button[starts-with(normalize-space(.), "%s")]`, words), chromedp.BySearch))
}

// follow clicks the first link in the page's own part whose words begin so.
func (g guest) follow(words string) {
	g.t.Helper()
	g.loads("follow "+words, chromedp.Click(fmt.Sprintf(`//main//a[starts-with(normalize-space(.), "%s")]`, words), chromedp.BySearch))
}

// loads does what leads to another page and waits for it.
func (g guest) loads(what string, do chromedp.Action) {
	g.t.Helper()
	ctx, cancel := context.WithTimeout(g.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, do); err != nil {
		g.t.Fatalf("%s: %v\non %s:\n%s", what, err, g.address(), g.text())
	}
	g.run(what, chromedp.WaitReady("h1"))
}

// fill types into a control, in the place of what stands there.
func (g guest) fill(selector, text string) {
	g.t.Helper()
	g.run("fill "+selector, chromedp.Focus(selector, chromedp.ByQuery),
		chromedp.Evaluate(`document.activeElement.select()`, nil), input.InsertText(text))
}

// set chooses a value of a list, or a date and time.
func (g guest) set(selector, value string) {
	g.t.Helper()
	g.run("set "+selector, chromedp.SetValue(selector, value, chromedp.ByQuery))
}

// pick chooses the entry of a list that has these words.
func (g guest) pick(selector, words string) {
	g.t.Helper()
	var value string
	g.run("look into "+selector, chromedp.Evaluate(fmt.Sprintf(
		`[...document.querySelectorAll(%q)].find(o => o.textContent.includes(%q))?.value ?? ""`, selector+" option", words), &value))
	if value == "" {
		g.t.Fatalf("%s has no entry %q", selector, words)
	}
	g.set(selector, value)
}

// tick clicks the label of a radio button or box that says so, inside the
// element that the selector picks.
func (g guest) tick(inside, words string) {
	g.t.Helper()
	var id string
	g.run("look for "+words, chromedp.Evaluate(fmt.Sprintf(
		`[...document.querySelectorAll(%q)].find(l => l.textContent.trim().startsWith(%q))?.htmlFor ?? ""`, inside+" label", words), &id))
	if id == "" {
		g.t.Fatalf("nothing to tick says %q on %s:\n%s", words, g.address(), g.text())
	}
	g.run("tick "+words, chromedp.Click(fmt.Sprintf(`label[for=%q]`, id), chromedp.ByQuery))
}

// text is what the page says, with single blanks.
func (g guest) text() (text string) {
	ctx, cancel := context.WithTimeout(g.ctx, 5*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, chromedp.Evaluate(`document.body.textContent.replace(/\s+/g, " ")`, &text)); err != nil {
		return err.Error()
	}
	return text
}

func (g guest) address() (at string) {
	if err := chromedp.Run(g.ctx, chromedp.Location(&at)); err != nil {
		return err.Error()
	}
	return at
}

// value is what a script's expression comes to on this page.
func (g guest) value(expression string) (v string) {
	g.t.Helper()
	g.run(expression, chromedp.Evaluate("String("+expression+")", &v))
	return v
}

// sees waits until an element says this.
func (g guest) sees(selector, words string) {
	g.t.Helper()
	poll := fmt.Sprintf(`[...document.querySelectorAll(%q)].some(e => e.textContent.replace(/\s+/g, " ").includes(%q))`, selector, words)
	if err := chromedp.Run(g.ctx, chromedp.Poll(poll, nil, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		g.t.Fatalf("%s never says %q (%v)\non %s:\n%s", selector, words, err, g.address(), g.text())
	}
}

// reads fails the test unless the page says all of this.
func (g guest) reads(words ...string) {
	g.t.Helper()
	text := g.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			g.t.Fatalf("%s does not say %q:\n%s", g.address(), w, text)
		}
	}
}

// lacks fails the test if the page says any of this, in its text or elsewhere.
func (g guest) lacks(words ...string) {
	g.t.Helper()
	whole := g.value("document.documentElement.outerHTML")
	for _, w := range words {
		if strings.Contains(whole, w) {
			g.t.Errorf("%s says %q, which it must not:\n%s", g.address(), w, g.text())
		}
	}
}

// front brings this tab before the person's eyes and puts the others behind.
func (g guest) front() {
	g.t.Helper()
	g.run("bring to front", page.BringToFront())
}

// signIn signs somebody in by typing.
func (g guest) signIn(w *world, s demo.SignIn) {
	g.t.Helper()
	g.open("/sign-in")
	g.fill("#email", s.Email)
	g.fill("#password", s.Password)
	if code := w.code(g.t, s); code != "" {
		g.fill("#code", code)
	}
	g.press("Sign in")
	g.reads(s.Name)
}

// picture keeps a picture of the page for the documentation, on demand alone,
// so that a test never changes the project.
func (g guest) picture(name string, width, height int64) {
	g.t.Helper()
	if os.Getenv("POLYPHONY_SCREENSHOTS") == "" {
		return
	}
	testkit.Screenshot(g.t, g.ctx, filepath.Join(root, "docs", "images", name+".png"), width, height)
	testkit.Resize(g.t, g.ctx, 1280, 900)
}

func clickOn(selector string) chromedp.Action { return chromedp.Click(selector, chromedp.ByQuery) }

// firstEntry chooses the first entry of a list that has a value.
func firstEntry(selector string) chromedp.Action {
	return chromedp.Evaluate(fmt.Sprintf(`(s => { s.value = [...s.options].find(o => o.value).value; })(document.querySelector(%q))`, selector), nil)
}
