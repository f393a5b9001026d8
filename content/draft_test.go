package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
	"polyphony/internal/fault"
)

func TestDraft(t *testing.T) {
	fsys := sample(t)
	for _, id := range []string{"third-steps", "later-steps"} {
		draft, err := content.Draft(fsys, id)
		if err != nil {
			t.Fatal(err)
		}
		delete(fsys, "outlines/"+id+".yaml")
		fsys["modules/"+id+"/module.md"] = &fstest.MapFile{Data: draft}
	}
	findings := added(t, fsys)
	fill := 0
	for _, f := range findings {
		if !f.Warning {
			t.Error(f)
		}
		if strings.HasPrefix(f.Message, "still to be filled in: ") {
			fill++
		}
	}
	if fill < 14 {
		t.Errorf("%d places to fill in: %v", fill, findings)
	}
	l, _ := content.Load(fsys)
	if m := l.Modules["later-steps"]; m.Title != "Later steps" || len(m.Sections) != 2 || m.Objectives[0].Text != "Say when." {
		t.Errorf("the outline is not in the draft: %+v", m)
	}
	if _, err := content.Draft(fsys, "third-steps"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a module that is there: %v", err)
	}
	if _, err := content.Draft(fsys, "Third"); !fault.Is(err, fault.Invalid) {
		t.Errorf("no id: %v", err)
	}
}
