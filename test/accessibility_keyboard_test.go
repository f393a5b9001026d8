package test

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"polyphony/internal/testkit"
)

// controls counts what the keyboard must reach: every control that is shown,
// of a group of radios one.
const controls = `(() => {
	const shown = e => e.checkVisibility() && !e.closest('details:not([open]) > :not(summary)');
	const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(shown);
	const groups = new Set();
	window.unreached = new Set(all.filter(e => {
		if (e.disabled) return false;
		if (e.type !== 'radio') return true;
		if (groups.has(e.name)) return false;
		return groups.add(e.name);
	}));
	return window.unreached.size;
})()`

// arrived notes where the focus is, and says what is wrong with it.
const arrived = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return 'away';
	for (const u of window.unreached) {
		if (u === e || (u.type === 'radio' && u.name === e.name)) window.unreached.delete(u);
	}
	const mark = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
	const near = [e, e.parentElement, e.labels && e.labels[0], e.nextElementSibling].filter(Boolean);
	const r = e.getBoundingClientRect();
	if (!near.some(mark) && getComputedStyle(e).backgroundColor === 'rgba(0, 0, 0, 0)') return 'no visible focus: ' + e.outerHTML.slice(0, 100);
	if (r.bottom < 0 || r.top > innerHeight) return 'the focus is off the screen: ' + e.outerHTML.slice(0, 100);
	return e.classList.contains('skip-link') ? 'skip' : '';
})()`

const left = `[...window.unreached].slice(0, 5).map(e => e.outerHTML.slice(0, 120))`

// walk presses Tab from the top of the page to its end.
func (b *reader) walk(who visitor, path string) {
	b.Helper()
	b.open(who, path)
	testkit.Resize(b, b.ctx, 1280, 900)
	var n int
	var missed []string
	if err := chromedp.Run(b.ctx, chromedp.Evaluate(controls, &n)); err != nil {
		b.Fatal(err)
	}
	for i := range n + 5 {
		var what string
		if err := chromedp.Run(b.ctx, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(arrived, &what)); err != nil {
			b.Fatal(err)
		}
		if i == 0 && what != "skip" {
			b.Errorf("%s: the first Tab leads to %q, not past the header", path, what)
		}
		if what == "away" {
			break
		}
		if i > 0 && what != "" && what != "skip" {
			b.Errorf("%s: %s", path, what)
		}
	}
	if err := chromedp.Run(b.ctx, chromedp.Evaluate(left, &missed)); err != nil {
		b.Fatal(err)
	}
	for _, m := range missed {
		b.Errorf("%s: Tab does not reach %s", path, m)
	}
}

// forced looks at a page as somebody who chose colours of their own sees it.
func (b *reader) forced(who visitor, path string) {
	b.Helper()
	b.media("forced-colors", "active")
	b.open(who, path)
	testkit.Resize(b, b.ctx, 1280, 900)
	b.picture("forced "+path, "wide")
	var lost []string
	err := chromedp.Run(b.ctx, chromedp.Evaluate(`[...document.querySelectorAll('.button, .tag, .input')].filter(e => e.checkVisibility() && getComputedStyle(e).borderTopStyle === 'none').map(e => e.outerHTML.slice(0, 100))`, &lost))
	if err != nil {
		b.Fatal(err)
	}
	for _, l := range lost {
		b.Errorf("%s: without colours nothing shows where this ends: %s", path, l)
	}
	b.media("forced-colors", "")
}

// dark judges a page in the dark.
func (b *reader) dark(who visitor, path string) {
	b.Helper()
	b.media("prefers-color-scheme", "dark")
	b.open(who, path)
	b.judge("dark " + path)
	b.media("prefers-color-scheme", "")
}

func (b *reader) media(feature, value string) {
	b.Helper()
	act := chromedp.ActionFunc(func(ctx context.Context) error {
		return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: feature, Value: value}}).Do(ctx)
	})
	if err := chromedp.Run(b.ctx, act); err != nil {
		b.Fatal(err)
	}
}

// byHand does without mouse and colours on the pages where that is hardest.
func (b *reader) byHand(t *testing.T, visits []visit) {
	t.Helper()
	place := func(pattern string) visit {
		for _, v := range visits {
			if v.pattern == pattern {
				return v
			}
		}
		t.Fatalf("no page at %s", pattern)
		return visit{}
	}
	for _, p := range []string{"/sign-in", "/modules/:module/:section", "/queue/:id"} {
		v := place(p)
		b.walk(v.who, v.path)
	}
	for _, p := range []string{"/path", "/queue/:id"} {
		v := place(p)
		b.forced(v.who, v.path)
	}
	for _, p := range []string{"/path", "/modules/:module/:section", "/v/:number", "/meetings/:id/feedback", "/queue/:id"} {
		v := place(p)
		b.dark(v.who, v.path)
	}
}
