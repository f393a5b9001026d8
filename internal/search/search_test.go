package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

var shelf = []*Index{
	New([]Page{
		{Key: "silence", Above: "Open questions", Title: "What silence is for", Text: "Wait. A silence of ten seconds is long.\n\nNobody's answer is late."},
		{Key: "questions", Above: "Open questions", Title: "Asking", Text: "Läsnäolo means presence. An open question lets somebody wait."},
	}),
	New([]Page{
		{Key: "end", Above: "When to end", Title: "Ending", Text: "The network decides, after a silence. " + strings.Repeat("And more is said of it here. ", 20) + "A waiting room is no silence."},
		{Key: "empty", Title: "Seconds"},
	}),
}

func keys(query string) string {
	hits, whole := Query(shelf, query, 10)
	var out []string
	for _, h := range hits {
		out = append(out, h.Key)
	}
	if !whole {
		out = append(out, "(some)")
	}
	return strings.Join(out, " ")
}

func TestQuery(t *testing.T) {
	for query, want := range map[string]string{
		"silence":         "silence end",
		"SILENCE wait":    "silence end",
		"lasnaolo":        "questions",
		"LÄSNÄOLO":        "questions",
		"quest":           "questions silence",
		"nobodys":         "silence",
		"seconds":         "empty silence",
		"decides lasna":   "end questions (some)",
		"silence silence": "silence end",
		"unheard":         "",
		"…":               "",
		"":                "",
	} {
		if got := keys(query); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	if hits, _ := Query(shelf, "silence", 1); len(hits) != 1 {
		t.Errorf("%d hits of at most one", len(hits))
	}
}

func marked(h Hit) string {
	var out strings.Builder
	for _, p := range h.Excerpt {
		if p.Marked {
			out.WriteString("[" + p.Text + "]")
			continue
		}
		out.WriteString(p.Text)
	}
	return out.String()
}

func TestExcerpt(t *testing.T) {
	hits, _ := Query(shelf, "waiting silence", 10)
	if got := marked(hits[0]); !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, "A [waiting] room is no [silence].") {
		t.Error(got)
	}
	hits, _ = Query(shelf, "läs", 10)
	if got := marked(hits[0]); got != "[Läsnäolo] means presence. An open question lets somebody wait." {
		t.Error(got)
	}
	hits, _ = Query(shelf, "asking", 10)
	if got := marked(hits[0]); !strings.HasPrefix(got, "Läsnäolo means") {
		t.Errorf("the excerpt of a page found by its title: %q", got)
	}
	hits, _ = Query(shelf, "nobody ten", 10)
	if got := marked(hits[0]); got != "Wait. A silence of [ten] seconds is long. [Nobody's] answer is late." {
		t.Error(got)
	}
}

// Whatever is asked and written, a search ends, and its excerpts are pieces of
// the text.
func TestQueryOfAnything(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, seed))
	alphabet := []rune("aäA'’ .\u0308İﬁ\n0ß")
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(alphabet[r.IntN(len(alphabet))])
		}
		return b.String()
	}
	for i := range 500 {
		whole := text(200)
		x := New([]Page{{Key: "k", Title: text(10), Text: whole}})
		hits, _ := Query([]*Index{x}, text(12), 3)
		for _, h := range hits {
			for _, p := range h.Excerpt {
				if !utf8.ValidString(p.Text) {
					t.Fatalf("seed %d, round %d: %q", seed, i, p.Text)
				}
			}
		}
	}
}

func BenchmarkQuery(b *testing.B) {
	var indexes []*Index
	for m := range 36 {
		var pages []Page
		for s := range 7 {
			pages = append(pages, Page{Key: fmt.Sprint(m, s), Title: fmt.Sprint("Section ", s), Text: strings.Repeat("Some words that people say to one another, and a silence. ", 40)})
		}
		indexes = append(indexes, New(pages))
	}
	b.ResetTimer()
	for range b.N {
		Query(indexes, "people silence", 30)
	}
}
