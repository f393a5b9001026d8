package content_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
)

// What the curriculum asks of a module, each with a file that breaks it.
func TestHouseFindings(t *testing.T) {
	long := strings.Repeat("It is said aloud. ", 1000)
	for _, s := range []spoilt{
		{name: "too few words", file: secondFile, old: "Go on. See", text: "Go. See", line: 3, want: "words to read; a module has 1500 to 3500", warning: true},
		{name: "too many words", file: secondFile, old: "Go on. See", text: long, line: 3, want: "words to read; a module has 1500 to 3500", warning: true},
		{name: "short", file: secondFile, old: "Go on. See", text: long, line: 14, want: "short: section \"Only one\" declares 1 minutes", warning: true},
		{name: "one vignette", file: firstFile, old: "", text: "\n", line: 3, want: "vignettes: 1; a module has 2", warning: true},
		{name: "no exercise", file: firstFile, old: "> [!EXERCISE] With a friend (4 minutes)", text: "> [!VIGNETTE] With a friend (4 minutes)", line: 3, want: "no exercise", warning: true},
		{name: "no reflection", file: secondFile, old: "", text: "\n", line: 3, want: "no reflection", warning: true},
		{name: "one item an objective", file: secondFile, old: "objective: o1\nstem: Which", text: "objective: o2\nstem: Which", line: 6, want: "objective o1 is asked about in 1 check", warning: true},
		{name: "title of a figure", file: figureFile, old: "<title>Two circles</title>", text: "<g><title>Two circles</title></g>", line: 1, want: "no <title>"},
		{name: "description of a figure", file: figureFile, old: "<desc>One inside the other.</desc>", text: "<desc> </desc>", line: 1, want: "no <desc>"},
		{name: "hard to read", file: secondFile, old: "Go on. See", text: strings.Repeat("Considerations regarding interdisciplinary collaboration necessitate comprehensive organisational deliberation. ", 20), line: 3, want: "reading ease", warning: true},
		{name: "shared paragraph", file: secondFile, old: "Go on. See", text: "Text—with a NOTE, and a Reflecting talk; and with **a bold** word.\nSee how to begin, the next module, and a page.\n\nGo on. See", want: "stands in modules/first-steps/module.md:25 as well"},
		{name: "shared paragraph, the other", file: secondFile, old: "Go on. See", text: "Text with a note and a Reflecting talk, and with a bold word. See how to begin, the next module and a page.\n\nGo on. See", at: firstFile, line: 25, want: "stands in modules/second-steps/module.md:17 as well"},
	} {
		t.Run(s.name, s.run)
	}
}

func pool(n int, item func(i int) string) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "```check\nid: more-%d\nobjective: o1\nstem: Situation %d?\noptions:\n%srestudy: only-one\n```\n\n", i, i, item(i))
	}
	return out.String()
}

func option(text string, key bool) string {
	mark := ""
	if key {
		mark = ", key: true"
	}
	return fmt.Sprintf("  - {text: %q, feedback: \"Yes and no.\"%s}\n", text, mark)
}

// A pool whose keys can be told without reading the question.
func TestKeyPatterns(t *testing.T) {
	for want, item := range map[string]func(i int) string{
		"the key is the longest option in 10 of 12": func(i int) string {
			if i%2 == 0 {
				return option("The one that says it all", true) + option("No", false)
			}
			return option("No", false) + option("The one that says it all", true)
		},
		"the key is option 2 in 11 of 12": func(int) string {
			return option("A longer text", false) + option("Short", true)
		},
	} {
		fsys := sample(t)
		edit(t, fsys, secondFile, "", "\n"+pool(10, item))
		found := false
		for _, f := range added(t, fsys) {
			found = found || (f.File == secondFile && f.Line == 23 && f.Warning && strings.HasPrefix(f.Message, want))
		}
		if !found {
			t.Errorf("no %q among %v", want, added(t, fsys))
		}
	}
	fsys := sample(t)
	edit(t, fsys, secondFile, "", "\n"+pool(10, func(i int) string {
		return option("Equal", i%2 == 0) + option("Other", i%2 == 1)
	}))
	if f := added(t, fsys); len(f) > 0 {
		t.Errorf("a balanced pool is warned of: %v", f)
	}
}

// What every module says in the same words is no shared paragraph, nor is what
// is too short to be one.
func TestFormulasAndShortParagraphsMayRepeat(t *testing.T) {
	fsys := sample(t)
	for _, file := range []string{firstFile, secondFile} {
		edit(t, fsys, file, "```check", "Your supervisor reads this, and nobody else does.\n\nSeven words are what people often say.\n\n```check")
	}
	for _, f := range added(t, fsys) {
		if !f.Warning {
			t.Error(f)
		}
	}
}

// The sample lacks what only a whole module has, and nothing else.
func TestSampleWarnings(t *testing.T) {
	_, findings := content.Load(sample(t))
	for _, f := range findings {
		if !f.Warning || f.Line > 8 {
			t.Error(f)
		}
	}
	if _, findings := content.Load(fstest.MapFS{}); len(findings) != 1 {
		t.Error(findings)
	}
}
