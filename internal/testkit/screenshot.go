package testkit

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// Resize gives the page of a tab a viewport of width × height CSS pixels.
func Resize(t testing.TB, ctx context.Context, width, height int64) {
	t.Helper()
	if err := chromedp.Run(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatalf("resize to %d × %d: %v", width, height, err)
	}
}

// Screenshot writes what a tab shows in a viewport of width × height CSS
// pixels as a PNG file, and makes its folder if needed.
func Screenshot(t testing.TB, ctx context.Context, path string, width, height int64) {
	t.Helper()
	Resize(t, ctx, width, height)
	var picture []byte
	if err := chromedp.Run(ctx, chromedp.CaptureScreenshot(&picture)); err != nil {
		t.Fatalf("screenshot %s: %v", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// widest lists what sticks out of the page on the right, outermost first.
const widest = `(() => {
	const room = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= room) return [];
	const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1);
	return ['the page is ' + document.documentElement.scrollWidth + ' pixels wide, the screen ' + room]
		.concat(out.slice(0, 3).map(e => e.outerHTML.slice(0, 120)));
})()`

// Reflow fails the test if the page must be scrolled sideways in a viewport of
// width CSS pixels (WCAG 2.2, 1.4.10: none at 320).
func Reflow(t testing.TB, ctx context.Context, width int64) {
	t.Helper()
	Resize(t, ctx, width, 640)
	var wide []string
	if err := chromedp.Run(ctx, chromedp.Evaluate(widest, &wide)); err != nil {
		t.Fatalf("measure the page: %v", err)
	}
	for _, w := range wide {
		t.Errorf("at %d pixels: %s", width, w)
	}
}
