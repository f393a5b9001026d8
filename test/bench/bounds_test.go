//go:build bench

package bench

import (
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// bounds are the promises of single operations; the benchmarks stand beside
// the code that they measure.
var bounds = []struct {
	pkg, name, what string
	most            time.Duration
}{
	{"polyphony/courses", "BenchmarkStanding2000", "standing from 2,000 facts", 2 * time.Millisecond},
	{"polyphony/internal/store", "BenchmarkAppend/sqlite", "append with checkpoint on SQLite", time.Millisecond},
	{"polyphony/internal/app", "BenchmarkIssue", "a certificate with its PDF, issued", 30 * time.Millisecond},
}

var result = regexp.MustCompile(`(?m)^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+([0-9.]+) ns/op`)

func TestBounds(t *testing.T) {
	for _, b := range bounds {
		out, err := exec.Command("go", "test", "-run", "^$", "-bench", pattern(b.name), "-count", "3", b.pkg).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		found := result.FindAllSubmatch(out, -1)
		if len(found) == 0 {
			t.Errorf("%s: no benchmark %s in %s\n%s", b.what, b.name, b.pkg, out)
			continue
		}
		best := time.Hour
		for _, f := range found {
			ns, err := strconv.ParseFloat(string(f[2]), 64)
			if err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Duration(ns))
		}
		t.Logf("%s: %v", b.what, best.Round(time.Microsecond))
		if best > b.most {
			t.Errorf("%s takes %v; the bound is %v", b.what, best, b.most)
		}
	}
}

// pattern anchors each level of a benchmark's name.
func pattern(name string) string {
	return "^" + strings.ReplaceAll(name, "/", "$/^") + "$"
}
