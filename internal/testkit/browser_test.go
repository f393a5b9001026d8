package testkit

import (
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

const page = `<!doctype html><html lang="en"><head><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"></head><body>%s</body></html>`

// site answers /good, and one path for each way of being bad, all of them
// under a strict policy.
func site(t *testing.T) string {
	t.Helper()
	bodies := map[string]string{
		"/good":   `<main><h1>Well made</h1><p>Nothing to complain about.</p></main>`,
		"/bad":    `<main><h1>Badly made</h1><img src="/picture.png"></main>`,
		"/policy": `<main><h1>Inline</h1></main><script>document.title = 'changed'</script>`,
		"/loud":   `<main><h1>Loud</h1></main><script src="/loud.js"></script>`,
		"/broken": `<main><h1>Broken</h1></main><script src="/broken.js"></script>`,
		"/away":   `<main><h1>Away</h1></main><script src="http://elsewhere.example/x.js"></script>`,
		"/gone":   `<main><h1>Part missing</h1></main><script src="/nowhere.js"></script>`,
		"/wide":   `<main><h1>Wide</h1><table id="sheet" width="900"><tr><td>x</td></tr></table></main>`,
	}
	files := map[string]string{
		"/loud.js":   `console.error('out of order', 7)`,
		"/broken.js": `noSuchFunction()`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self' http://elsewhere.example; img-src 'self' data:; style-src 'self'")
		switch {
		case bodies[r.URL.Path] != "":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, page, bodies[r.URL.Path])
		case files[r.URL.Path] != "":
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			fmt.Fprint(w, files[r.URL.Path])
		case r.URL.Path == "/picture.png":
			w.Header().Set("Content-Type", "image/svg+xml")
			fmt.Fprint(w, `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprintf(w, page, `<main><h1>Not here</h1></main>`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestBrowserPassesAGoodPageAndAnErrorPage(t *testing.T) {
	base := site(t)
	ctx := Browser(t)
	var title string
	if err := chromedp.Run(ctx, chromedp.Navigate(base+"/good"), chromedp.Title(&title)); err != nil {
		t.Fatal(err)
	}
	if title != "A page" {
		t.Errorf("title %q", title)
	}
	Axe(t, ctx)
	Reflow(t, ctx, 320)
	path := filepath.Join(t.TempDir(), "pictures", "good.png")
	Screenshot(t, ctx, path, 640, 480)
	mustMeasure(t, path, 640, 480)
	if err := chromedp.Run(Tab(t, ctx), chromedp.Navigate(base+"/no-such-page"), chromedp.WaitReady("h1")); err != nil {
		t.Fatal(err)
	}
}

func mustMeasure(t *testing.T, path string, width, height int) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	picture, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != width || size.Y != height {
		t.Errorf("the picture is %v", size)
	}
}

func TestBrowserFailsTheTestForComplaints(t *testing.T) {
	base := site(t)
	complaints := map[string]string{
		"/policy": "Content Security Policy",
		"/loud":   `"out of order" 7`,
		"/broken": "noSuchFunction is not defined",
		"/away":   "ERR_NAME_NOT_RESOLVED",
		"/gone":   "status of 404",
	}
	r := record(t, func(r *recorder) {
		ctx := Browser(r)
		tab := Tab(r, ctx)
		for path := range complaints {
			if err := chromedp.Run(tab, chromedp.Navigate(base+path), chromedp.WaitReady("h1")); err != nil {
				r.Fatal(err)
			}
		}
	})
	for _, said := range complaints {
		r.mustFail(t, said)
	}
}

func TestExpectAnnouncesAComplaint(t *testing.T) {
	base := site(t)
	ctx := Browser(t)
	Expect(ctx, "out of order")
	if err := chromedp.Run(ctx, chromedp.Navigate(base+"/loud"), chromedp.WaitReady("h1")); err != nil {
		t.Fatal(err)
	}
}

func TestAxeAndReflowNameWhatIsWrongAndWhere(t *testing.T) {
	base := site(t)
	ctx := Browser(t)
	if err := chromedp.Run(ctx, chromedp.Navigate(base+"/bad")); err != nil {
		t.Fatal(err)
	}
	record(t, func(r *recorder) { Axe(r, ctx) }).
		mustFail(t, "image-alt", "critical", "Images must have alternative text", `[img]`, `src="/picture.png"`)
	if err := chromedp.Run(ctx, chromedp.Navigate(base+"/wide")); err != nil {
		t.Fatal(err)
	}
	record(t, func(r *recorder) { Reflow(r, ctx, 320) }).mustFail(t, "at 320 pixels", `id="sheet"`)
}

func TestBrowserMissingNamesThePackage(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	record(t, func(r *recorder) { Browser(r) }).mustFail(t, "apt-get install chromium")
}
