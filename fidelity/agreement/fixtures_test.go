package agreement

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tolerance is 1e-6 for standard errors, limits and what hangs on them, 1e-8 else.
func tolerance(path string) float64 {
	for _, loose := range []string{"se", "ci95", "loa", "var_"} {
		for _, part := range strings.Split(path, ".") {
			if strings.HasPrefix(part, loose) || strings.Contains(part, "ci95") {
				return 1e-6
			}
		}
	}
	return 1e-8
}

// compare walks what is expected and gives the number of values compared.
func compare(t *testing.T, path string, want, got any) int {
	t.Helper()
	n := 0
	switch want := want.(type) {
	case map[string]any:
		have, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: want an object, got %v", path, got)
			return 0
		}
		for key, v := range want {
			g, there := have[key]
			if !there {
				t.Errorf("%s.%s is missing", path, key)
				continue
			}
			n += compare(t, path+"."+key, v, g)
		}
	case []any:
		have, ok := got.([]any)
		if !ok || len(have) != len(want) {
			t.Errorf("%s: want %v, got %v", path, want, got)
			return 0
		}
		for i := range want {
			n += compare(t, fmt.Sprintf("%s.%d", path, i), want[i], have[i])
		}
	case float64:
		// Twelve significant digits are given, so large values are off by their last.
		have, ok := got.(float64)
		if !ok || math.Abs(have-want) > tolerance(path)*max(1, math.Abs(want)/100) {
			t.Errorf("%s: want %.12g, got %v", path, want, got)
		}
		return 1
	case nil:
		if got != nil {
			t.Errorf("%s: want null, got %v", path, got)
		}
		return 1
	}
	return n
}

func fixture(t testing.TB, name string) (Input, map[string]any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	in, err := Read(strings.NewReader(string(text)), name+".json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Expected map[string]any }
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return in, doc.Expected
}

func roundTrip(t testing.TB, r Report) map[string]any {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAllFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 23 {
		t.Fatalf("want 23 fixtures, found %d", len(files))
	}
	total := 0
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		t.Run(name, func(t *testing.T) {
			in, want := fixture(t, name)
			n := compare(t, "", want, roundTrip(t, Analyse(in)))
			if n == 0 {
				t.Error("nothing was compared")
			}
			total += n
		})
	}
	t.Logf("%d values compared", total)
}
