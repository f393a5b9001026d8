package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"polyphony/content"
)

func TestContentStats(t *testing.T) {
	code, out, errs := command(t, "", "content", "stats")
	if code != exitOK || !strings.Contains(out, "reflecting-talk +fi\n") || !strings.Contains(out, "modules together") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
	code, out, _ = command(t, "", "content", "stats", "--json")
	var stats content.Stats
	if err := json.Unmarshal([]byte(out), &stats); code != exitOK || err != nil || stats.Totals.Modules != len(stats.Modules) {
		t.Errorf("exit %d, %v\n%s", code, err, out)
	}
}

// A new module has nothing wrong with it but what its author is told to write,
// and is never written over.
func TestContentNewModule(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../content/testdata/sample")); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"open-questions", "later-steps"} {
		code, out, errs := command(t, "", "content", "new", "module", id, "--dir", dir)
		if code != exitOK || !strings.Contains(out, filepath.Join("modules", id, "module.md")) {
			t.Fatalf("exit %d\n%s%s", code, out, errs)
		}
		if code, _, _ := command(t, "", "content", "new", "module", id, "--dir", dir); code != exitMisuse {
			t.Errorf("a second %s: exit %d", id, code)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "outlines", "later-steps.yaml")); err == nil {
		t.Error("the outline of a written module is left")
	}
	code, out, _ := command(t, "", "content", "check", dir)
	if code != exitOK || !strings.Contains(out, "modules/later-steps/module.md:22: warning: still to be filled in: Where the steps lead.") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestContentPreviewServesUntilItIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	out := &lines{found: make(chan string, 8)}
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"content", "preview", "../../content/testdata/sample", "--listen", "127.0.0.1:0"}, streams{strings.NewReader(""), out, out})
	}()
	address := address.FindString(<-out.found)
	answer, err := http.Get(address + "/modules/first-steps")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(body), "What is said in the corridor?") {
		t.Errorf("%v\n%s", err, body)
	}
	stop()
	if code := <-ended; code != exitOK {
		t.Errorf("exit %d", code)
	}
}

// TestR13_ThePreviewStaysOnOnesOwnMachine: it shows keys to whoever asks.
func TestR13_ThePreviewStaysOnOnesOwnMachine(t *testing.T) {
	for listen, want := range map[string]int{
		"0.0.0.0:0": exitMisuse, ":0": exitMisuse, "[::]:0": exitMisuse, "127.0.0.1:0": exitOK, "localhost:0": exitOK,
	} {
		ctx, stop := context.WithTimeout(context.Background(), 500*time.Millisecond)
		var out, errs bytes.Buffer
		code := run(ctx, []string{"content", "preview", "../../content/testdata/sample", "--listen", listen}, streams{strings.NewReader(""), &out, &errs})
		stop()
		if code != want || (want == exitMisuse) != strings.Contains(errs.String(), "127.0.0.1") {
			t.Errorf("%s: exit %d; want %d: %s", listen, code, want, errs.String())
		}
	}
}

func TestR13_ThePreviewAnswersToItsOwnNameAlone(t *testing.T) {
	h := byOwnName(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	for host, want := range map[string]int{
		"127.0.0.1:8090": 204, "localhost:8090": 204, "localhost": 204, "[::1]:8090": 204,
		"elsewhere.example:8090": 403, "elsewhere.example": 403, "": 403, "localhost.elsewhere.example": 403, "192.168.1.5:8090": 403,
	} {
		q := httptest.NewRequest(http.MethodGet, "/", nil)
		q.Host = host
		a := httptest.NewRecorder()
		if h.ServeHTTP(a, q); a.Code != want {
			t.Errorf("%q: %d; want %d", host, a.Code, want)
		}
	}
}

var address = regexp.MustCompile(`http://[0-9.:]+`)

// lines hands on each thing that is written.
type lines struct{ found chan string }

func (l *lines) Write(b []byte) (int, error) {
	l.found <- string(b)
	return len(b), nil
}
