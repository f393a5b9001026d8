package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
)

func TestFrontMatterFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "unknown key", file: firstFile, old: "minutes: 11", text: "minuets: 11", want: `unknown key "minuets"`},
		{name: "no front matter", file: firstFile, old: "---\n", text: "", line: 1, want: "starts with a line ---"},
		{name: "front matter not closed", file: firstFile, old: "\n---\n# First", text: "\n# First", line: 1, want: "starts with a line ---"},
		{name: "sum", file: firstFile, old: "minutes: 11", text: "minutes: 12", want: "Durations make 11"},
		{name: "no title", file: firstFile, old: "title: First steps", text: "title: ''", want: "title is missing"},
		{name: "language", file: firstFile, old: "language: en-GB", text: "language: English", want: "language is"},
		{name: "unknown principle", file: firstFile, old: "principles: [transparency]", text: "principles: [kindness]", want: "principle of no instrument"},
		{name: "requires nothing that exists", file: secondFile, old: "requires: [first-steps]", text: "requires: [zero-steps]", want: `"zero-steps", which does not exist`},
		{name: "cycle", file: firstFile, old: "requires: []", text: "requires: [second-steps]", want: "first-steps → second-steps → first-steps"},
		{name: "objective not asked", file: firstFile, old: "  - id: o2", text: "  - id: o3\n    text: Say when.\n  - id: o2", want: "o3 is asked about in no check"},
		{name: "objective twice", file: firstFile, old: "  - id: o2", text: "  - id: o1\n    text: Again.\n  - id: o2", want: "used twice"},
		{name: "objective without text", file: firstFile, old: "  - id: o2\n    text: Say how.", text: "  - id: o2", want: "has no text"},
		{name: "source unused", file: firstFile, old: "  - {id: andersen1987", text: "  - {id: seikkula2006, text: \"Seikkula J. 2006.\"}\n  - {id: andersen1987", want: "cited in no note", warning: true},
		{name: "source without text", file: firstFile, old: "  - {id: andersen1987", text: "  - {id: empty}\n  - {id: andersen1987", want: "has no text"},
		{name: "no definition", file: firstFile, old: "  reflecting talk: Practitioners think aloud & are heard.", text: "  reflecting talk: ''", want: "no definition"},
		{name: "glossary unused", file: firstFile, old: "  reflecting talk:", text: "  polyphony: Many voices.\n  reflecting talk:", want: "stands nowhere in the text", warning: true},
		{name: "no objectives", file: secondFile, old: "objectives:\n  - id: o1\n    text: Go on.\n", text: "objectives: []\n", want: "one objective at least"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestTextFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "padded", file: firstFile, old: "## How to begin\nDuration: 10", text: "## How to begin\nDuration: 11", want: "padded", warning: true},
		{name: "no duration", file: firstFile, old: "## How to begin\nDuration: 10\n", text: "## How to begin\n", want: "no line \"Duration: 15\""},
		{name: "duration not a number", file: firstFile, old: "## How to begin\nDuration: 10", text: "## How to begin\nDuration: ten", line: 50, want: "not a whole number"},
		{name: "duration elsewhere", file: firstFile, old: "### One more\n", text: "### One more\nDuration: 2\n\n", line: 56, want: "under a section (##) only"},
		{name: "other title", file: firstFile, old: "# First steps", text: "# Last steps", want: "the title \"First steps\""},
		{name: "no title", file: firstFile, old: "# First steps\n", text: "\n", want: "starts with a line"},
		{name: "level left out", file: firstFile, old: "### One more", text: "#### One more", want: "leave no level out"},
		{name: "same address", file: firstFile, old: "### One more", text: "### How to begin!", want: "same address"},
		{name: "address of the page to print", file: firstFile, old: "## How to begin", text: "## Print", want: "the page to print"},
		{name: "column without a heading", file: firstFile, old: "| who | says |", text: "| who | |", want: "column 2 of this table has no heading"},
		{name: "no address", file: firstFile, old: "### One more", text: "### …", want: "no letter for its address"},
		{name: "missing alt", file: firstFile, old: "![Two circles, one inside the other]", text: "![]", want: "no text for those who do not see it"},
		{name: "traversal", file: firstFile, old: "(circles.svg ", text: "(../second-steps/circles.svg ", want: "beside module.md"},
		{name: "absolute figure", file: firstFile, old: "(circles.svg ", text: "(/etc/passwd ", want: "beside module.md"},
		{name: "figure elsewhere", file: firstFile, old: "(circles.svg ", text: "(https://example.org/a.svg ", want: "beside module.md"},
		{name: "no such figure", file: firstFile, old: "(circles.svg ", text: "(squares.svg ", want: "not in the folder"},
		{name: "figure in a sentence", file: firstFile, old: "![Two circles,", text: "See ![Two circles,", want: "paragraph of its own"},
		{name: "unknown box", file: firstFile, old: "[!VIGNETTE]", text: "[!NOTE]", want: "opens no box"},
		{name: "box without title", file: firstFile, old: "[!VIGNETTE] The Laine family", text: "[!VIGNETTE]", want: "has no title"},
		{name: "box title twice", file: firstFile, old: "[!EXERCISE] With a friend (4 minutes)", text: "[!VIGNETTE] The Laine family", want: "title of an earlier box"},
		{name: "unknown term", file: firstFile, old: "{term: Reflecting talk}", text: "{term: dialogue}", want: "not in the glossary"},
		{name: "broken term", file: firstFile, old: "{term: Reflecting talk}", text: "{term:\nReflecting talk}", want: "on one line"},
		{name: "dead note", file: firstFile, old: "a note[^1]", text: "a note[^1] and [^2]", want: "note [^2] is not defined"},
		{name: "note unused", file: firstFile, old: "[^1]: Andersen", text: "[^9]: Nothing.\n[^1]: Andersen", want: "nothing refers to note [^9]"},
		{name: "dead section", file: firstFile, old: "[how to begin](#how-to-begin)", text: "[how to begin](#how-to-end)", want: "no section \"how-to-end\""},
		{name: "dead module", file: secondFile, old: "(first-steps)", text: "(zero-steps)", want: "\"zero-steps\" does not exist"},
		{name: "plain http", file: secondFile, old: "(first-steps)", text: "(http://example.org)", want: "https://"},
		{name: "script link", file: secondFile, old: "(first-steps)", text: "(javascript:alert(1))", want: "https://"},
		{name: "auto link", file: secondFile, old: "[the first](first-steps)", text: "<http://example.org>", want: "https://"},
		{name: "HTML", file: secondFile, old: "Go on. See", text: "<b>Go</b> on. See", want: "HTML is not shown"},
		{name: "HTML block", file: secondFile, old: "Go on. See", text: "<div>\n\nGo on. See", want: "HTML is not shown"},
		{name: "fence in a list", file: secondFile, old: "```check\nid: q2", text: "- x\n\n  ```check\n  id: q3\n  ```\n\n```check\nid: q2", line: 31, want: "edge of the page"},
		{name: "heading in a quotation", file: secondFile, old: "Go on. See", text: "> ## No\n\nGo on. See", want: "edge of the page"},
		{name: "other fence", file: secondFile, old: "```check\nid: q2", text: "```chek\nid: q2", want: "```check or ```reflection"},
		{name: "empty fence", file: secondFile, old: "Go on. See", text: "```check\n```\n\nGo on. See", want: "empty fence"},
		{name: "empty fence without a name", file: secondFile, old: "Go on. See", text: "```\n```\n\nGo on. See", line: 11, want: "empty fence"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestCheckFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "two keys", file: secondFile, old: "options:\n  - {text: \"On.\", feedback: \"On it is.\", key: true}\n  - {text: \"Back.\", feedback: \"Not today.\"}", text: "options:\n  - {text: \"On.\", feedback: \"On it is.\", key: true}\n  - {text: \"Back.\", feedback: \"Not today.\", key: true}", want: "2 options with key: true"},
		{name: "no key", file: secondFile, old: "options:\n  - {text: \"On.\", feedback: \"On it is.\", key: true}", text: "options:\n  - {text: \"On.\", feedback: \"On it is.\"}", want: "0 options with key: true"},
		{name: "no feedback", file: secondFile, old: "  - {text: \"Back.\", feedback: \"Not today.\"}", text: "  - {text: \"Back.\"}", want: "no feedback"},
		{name: "option twice", file: secondFile, old: "  - {text: \"Back.\"", text: "  - {text: \"On.\"", want: "that of another"},
		{name: "one option", file: secondFile, old: "options:\n  - {text: \"On.\", feedback: \"On it is.\", key: true}\n  - {text: \"Back.\", feedback: \"Not today.\"}", text: "options:\n  - {text: \"On.\", feedback: \"On it is.\", key: true}", want: "two at least"},
		{name: "no stem", file: secondFile, old: "stem: Which way?", text: "stem: ''", want: "has no stem"},
		{name: "no objective", file: secondFile, old: "objective: o1\nstem: Which", text: "objective: o7\nstem: Which", want: "\"o7\" is not in the head"},
		{name: "no restudy", file: secondFile, old: "restudy: only-one", text: "restudy: nowhere", want: "\"nowhere\" is the address of no section"},
		{name: "id twice", file: secondFile, old: "id: q2", text: "id: q1", want: "used twice"},
		{name: "id form", file: secondFile, old: "id: q2", text: "id: Q 2", want: "lower-case ASCII"},
		{name: "asked twice", file: secondFile, old: "stem: And then?\noptions:\n  - {text: \"Stop.\", feedback: \"Not yet.\"}\n  - {text: \"On.\", feedback: \"Further on.\", key: true}", text: "stem: Which way?\noptions:\n  - {text: \"On.\", feedback: \"a\", key: true}\n  - {text: \"Back.\", feedback: \"b\"}", want: "what an earlier one asks"},
		{name: "unknown key", file: secondFile, old: "restudy: only-one", text: "restdy: only-one", want: `unknown key "restdy"`},
		{name: "reflection without words", file: firstFile, old: "words_at_least: 50", text: "words_at_least: 0", line: 76, want: "words_at_least from 1"},
		{name: "reflection key", file: firstFile, old: "words_at_least: 50", text: "words: 50", want: `unknown key "words"`},
		{name: "reflection twice", file: firstFile, old: "[^1]: Andersen", text: "```reflection\nid: why\nprompt: x\nwords_at_least: 1\n```\n\n[^1]: Andersen", line: 82, want: "used twice"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestFigureFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "script", file: figureFile, old: "  <title>", text: "  <script>alert(1)</script><title>", want: "<script> has no place"},
		{name: "handler", file: figureFile, old: `<circle id="a"`, text: `<circle onload="x()"`, want: "onload has no place"},
		{name: "colour", file: figureFile, old: `cx="5"`, text: `stroke="#333" cx="5"`, want: "dark page", warning: true},
		{name: "fetches", file: figureFile, old: `xlink:href="#a"`, text: `xlink:href="https://example.org/a"`, want: "nothing outside itself"},
		{name: "entity", file: figureFile, old: "<svg ", text: "<!DOCTYPE svg>\n<svg ", want: "no document type"},
		{name: "not closed", file: figureFile, old: "</svg>", text: "", line: 7, want: "not an SVG"},
		{name: "other root", file: figureFile, old: "<svg ", text: "<html/>\n<svg ", want: "opens with <html>"},
		{name: "nothing", file: figureFile, old: string(sample(t)[figureFile].Data), text: "", want: "it is empty"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestFilesOutOfPlace(t *testing.T) {
	for path, warning := range map[string]bool{
		"standards/old.yml":          false,
		"standards/deeper/a.yaml":    false,
		"modules/readme.txt":         false,
		"modules/first-steps/old.md": true,
		"modules/third-steps/a.svg":  false,
		"meetings/none/meeting.vtt":  false,
	} {
		fsys := sample(t)
		fsys[path] = &fstest.MapFile{Data: []byte("x")}
		findings := added(t, fsys)
		if len(findings) == 0 || content.HasErrors(findings) == warning {
			t.Errorf("%s: %v", path, findings)
		}
	}
	for _, path := range []string{transcriptFile, meetingFile} {
		fsys := sample(t)
		fsys[path] = &fstest.MapFile{Data: []byte(strings.Repeat("x", 600<<10))}
		if _, findings := content.Load(fsys); !content.HasErrors(findings) {
			t.Errorf("%s of 600 kB was read", path)
		}
	}
	fsys := sample(t)
	fsys[figureFile] = &fstest.MapFile{Data: []byte(strings.Repeat("x", 600<<10))}
	if _, findings := content.Load(fsys); !content.HasErrors(findings) {
		t.Error("a figure of 600 kB was read")
	}
}

func TestTwoPathwaysOneAward(t *testing.T) {
	fsys := sample(t)
	fsys["pathways/twin.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(fsys[pathwayFile].Data), "id: short", "id: twin", 1))}
	findings := added(t, fsys)
	if len(findings) != 1 || findings[0].Line != 3 || !strings.Contains(findings[0].Message, "is that of short") {
		t.Error(findings)
	}
}
