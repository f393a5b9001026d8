package web

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"polyphony/internal/testkit"
)

// An open page of the preview shows by itself what its author has saved, also
// after a time in which it could not be read.
func TestPreviewReloadsItself(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../content/testdata/sample")); err != nil {
		t.Fatal(err)
	}
	p, err := NewPreview(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(p)
	defer s.Close()
	ctx := testkit.Browser(t)
	if err := chromedp.Run(ctx, chromedp.Navigate(s.URL+"/modules/first-steps"), chromedp.WaitReady("h1")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "modules", "first-steps", "module.md")
	save := func(old, text, sign string) {
		t.Helper()
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(strings.Replace(string(b), old, text, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(200 * time.Millisecond) {
			var seen bool // asked anew each time, since the page goes and comes
			err := chromedp.Run(ctx, chromedp.Evaluate(`document.body.innerText.includes("`+sign+`")`, &seen))
			if err == nil && seen {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("the page never shows %q: %v", sign, err)
			}
		}
	}
	save("A word before we begin.", "A new word.", "A new word.")
	save("language: en-GB", "langauge: en-GB", "langauge")
	save("langauge: en-GB", "language: en-GB", "A new word.")
}
