package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

const outlineFile = "outlines/later-steps.yaml"

func TestOutlineFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "id of another file", file: outlineFile, old: "id: later-steps", text: "id: fourth-steps", want: "make them the same"},
		{name: "unknown key", file: outlineFile, old: "title: Later", text: "titel: Later", want: `unknown key "titel"`},
		{name: "no title", file: outlineFile, old: "title: Later steps", text: "title: ''", want: "title is missing"},
		{name: "no pathway", file: outlineFile, old: "pathway: long", text: "pathway: ''", want: "pathway id"},
		{name: "principle", file: outlineFile, old: "[transparency]", text: "[kindness]", want: "principle of no instrument"},
		{name: "no objective", file: outlineFile, old: "objectives:\n  - Say when.", text: "objectives: []", want: "one objective at least"},
		{name: "empty objective", file: outlineFile, old: "  - Say when.", text: "  - ''", want: "without text"},
		{name: "no sections", file: outlineFile, old: "sections:\n  - {title: Where to, holds: \"Where the steps lead.\"}\n  - {title: And back, holds: \"How to turn round.\"}", text: "sections: []", want: "one planned section"},
		{name: "empty section", file: outlineFile, old: "  - {title: And back, holds: \"How to turn round.\"}", text: "  - {title: And back}", want: "says in holds"},
		{name: "nothing to read", file: outlineFile, old: "to_read:\n  - \"Andersen T. 1987. The reflecting team.\"", text: "to_read: []", want: "to_read is empty", warning: true},
		{name: "asked for", file: pathwayFile, old: "modules: [second-steps]", text: "modules: [later-steps]", want: `module "later-steps", of which there is only an outline`},
		{name: "required", file: secondFile, old: "requires: [first-steps]", text: "requires: [later-steps]", want: "only an outline"},
		{name: "linked", file: secondFile, old: "[the first](first-steps)", text: "[the third](later-steps)", want: "only an outline"},
	} {
		t.Run(s.name, s.run)
	}
}

// Once a module is written, its outline is in the way.
func TestOutlineOfAWrittenModule(t *testing.T) {
	fsys := sample(t)
	text := strings.Replace(string(fsys[outlineFile].Data), "id: later-steps", "id: second-steps", 1)
	fsys["outlines/second-steps.yaml"] = &fstest.MapFile{Data: []byte(text)}
	f := added(t, fsys)
	if len(f) != 1 || f[0].Line != 1 || f[0].Warning || !strings.Contains(f[0].Message, "remove its outline") {
		t.Error(f)
	}
}

// What an editor leaves beside a file is no content.
func TestHiddenFilesAreLeftAlone(t *testing.T) {
	fsys := sample(t)
	fsys["outlines/.keep"] = &fstest.MapFile{}
	fsys["modules/first-steps/module.md~"] = &fstest.MapFile{Data: []byte("x")}
	if f := added(t, fsys); len(f) > 0 {
		t.Error(f)
	}
	if _, ok := loadSample(t).Outlines["later-steps"]; !ok {
		t.Error("the outline is not read")
	}
}
