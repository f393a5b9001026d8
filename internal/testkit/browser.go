package testkit

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// browserPatience bounds the life of one browser: a page that never shows what
// a test waits for must end that test and not the whole run. Reading every page
// of the service twice takes some three minutes on two busy cores.
const browserPatience = 6 * time.Minute

// Browser starts a Chromium of its own for this test, without a window and
// with an empty profile, and returns the context of its first tab for
// chromedp.Run. It can reach this machine only. At the end the test fails for
// every error in a console and every violation of the content security policy,
// unless the test announced it by Expect.
func Browser(t testing.TB) context.Context {
	t.Helper()
	return browser(t, findChromium())
}

// Tab opens a second tab beside the one of ctx: the same person, the same
// session. It ends with the browser.
func Tab(t testing.TB, ctx context.Context) context.Context {
	t.Helper()
	tab, _ := chromedp.NewContext(ctx) // cancelled with its browser
	consoleOf(ctx).listen(tab)
	if err := chromedp.Run(tab); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return tab
}

// findChromium returns "" where there is none.
func findChromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func browser(t testing.TB, program string) context.Context {
	t.Helper()
	if program == "" {
		t.Fatal("this test needs Chromium, which is not here: apt-get install chromium")
	}
	ctx, cancelTime := context.WithTimeout(context.Background(), browserPatience)
	t.Cleanup(cancelTime)
	ctx, cancelBrowser := chromedp.NewExecAllocator(ctx, browserOptions(program, profile(t))...)
	t.Cleanup(cancelBrowser)
	ctx, cancelTab := chromedp.NewContext(ctx, quiet())
	t.Cleanup(cancelTab)

	c := &console{}
	ctx = context.WithValue(ctx, consoleKey{}, c)
	c.listen(ctx)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start %s: %v", program, err)
	}
	t.Cleanup(func() {
		c.report(t)
		// Closing in order lets it write its last files before the profile
		// goes; one that is already gone has nothing left to write.
		_ = chromedp.Cancel(ctx)
	})
	return ctx
}

// profile is an empty folder for everything that one browser writes.
func profile(t testing.TB) string {
	t.Helper()
	root, err := scratch()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(root, "browser-")
	if err != nil {
		t.Fatal(err)
	}
	// A helper process may still be writing: what is left now goes with the
	// scratch folder.
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func browserOptions(program, dir string) []chromedp.ExecAllocatorOption {
	own := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program),
		chromedp.UserDataDir(dir),
		chromedp.Env("HOME="+dir, "TMPDIR="+dir, "XDG_CONFIG_HOME="+dir, "XDG_CACHE_HOME="+dir, "XDG_RUNTIME_DIR="+dir),
		chromedp.Flag("headless", "new"),
		chromedp.NoSandbox, // a container's root cannot have one, and it sees our own pages only
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-crash-reporter", true),
		chromedp.Flag("no-proxy-server", true),
		// A page that asks another machine for anything gets an error in its
		// console, and so fails.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
		chromedp.Flag("lang", "en-GB"),
		chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.WindowSize(1280, 900),
		chromedp.WSURLReadTimeout(time.Minute), // two busy cores can be slow
	}
	return append(chromedp.DefaultExecAllocatorOptions[:], own...)
}

// quiet drops the library's own remarks about events newer than itself: the
// page's errors come through the console.
func quiet() chromedp.ContextOption {
	drop := func(string, ...any) {}
	return func(c *chromedp.Context) {
		chromedp.WithLogf(drop)(c)
		chromedp.WithErrorf(drop)(c)
	}
}

// Apart opens a tab that shares nothing with the one of ctx: another person at
// another machine, in the same browser. It ends with the browser.
func Apart(t testing.TB, ctx context.Context) context.Context {
	t.Helper()
	id, err := newWindow(ctx)
	if err != nil {
		t.Fatalf("open a window for somebody else: %v", err)
	}
	tab, _ := chromedp.NewContext(ctx, chromedp.WithTargetID(id)) // cancelled with its browser
	consoleOf(ctx).listen(tab)
	if err := chromedp.Run(tab); err != nil {
		t.Fatalf("open a tab for somebody else: %v", err)
	}
	return tab
}

// newWindow opens a window with cookies of its own.
func newWindow(ctx context.Context) (target.ID, error) {
	there := cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
	apart, err := target.CreateBrowserContext().Do(there)
	if err != nil {
		return "", err
	}
	return target.CreateTarget("about:blank").WithBrowserContextID(apart).WithNewWindow(true).Do(there)
}
