package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func shelf(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	root := os.DirFS("../../content/testdata/sample")
	for _, path := range []string{
		"standards/small.yaml", "pathways/short.yaml", "instruments/two-principles.yaml", "outlines/later-steps.yaml",
		"modules/first-steps/module.md", "modules/first-steps/circles.svg", "modules/second-steps/module.md",
	} {
		b, err := fs.ReadFile(root, path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = &fstest.MapFile{Data: b}
	}
	return out
}

func ask(h http.Handler, path string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// Authors see the text, the checks with their keys, and what to mend where it
// belongs; a change shows at once, and one that cannot be read says so.
func TestPreview(t *testing.T) {
	tree := shelf(t)
	p, err := NewPreview(tree)
	if err != nil {
		t.Fatal(err)
	}
	says := func(path string, code int, want ...string) {
		t.Helper()
		got, body := ask(p, path)
		for _, w := range want {
			if got != code || !strings.Contains(body, w) {
				t.Errorf("%s: %d, lacks %q:\n%s", path, got, w, body)
			}
		}
	}
	says("/", 200, "First steps", "Second steps", "Later steps")
	says("/modules/first-steps", 200, "What is said in the corridor?", "Key", "So it is: it waits for the meeting.", "Recall a time",
		"vignettes: 1; a module has 2", `<svg viewBox="0 0 10 10"`, `href="#how-to-begin"`, "Words explained")
	says("/static/preview.js", 200, "/preview/state")
	says("/static/none.js", 404, "")
	says("/modules/none", 404, "Modules")
	_, before := ask(p, "/preview/state")
	change := func(old, text string) {
		file := tree["modules/first-steps/module.md"]
		data := strings.Replace(string(file.Data), old, text, 1)
		tree["modules/first-steps/module.md"] = &fstest.MapFile{Data: []byte(data), ModTime: file.ModTime.Add(time.Second)}
	}
	change("A word before", "A WORD before")
	if _, after := ask(p, "/preview/state"); after == before {
		t.Error("a change of a file does not change the state")
	}
	says("/modules/first-steps", 200, "A WORD before")
	change("id: first-steps", "idd: first-steps")
	says("/modules/first-steps", 404, "unknown key &#34;idd&#34;", "modules/first-steps/module.md:2")
}
