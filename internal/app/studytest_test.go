package app_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"polyphony/content"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// edit is one change to a file of the shipped content.
type edit struct{ file, old, fresh string }

// longerSection has the first section of a module ask for so many minutes in
// the place of two. It is all reading: no exercise, no writing.
func longerSection(minutes int) []edit {
	return []edit{
		{"modules/" + first + "/module.md", "\nDuration: 2\n", fmt.Sprintf("\nDuration: %d\n", minutes)},
		{"modules/" + first + "/module.md", "\nminutes: 45\n", fmt.Sprintf("\nminutes: %d\n", 43+minutes)},
	}
}

// shortDay caps a day's study at three minutes.
func shortDay() []edit {
	return []edit{{"standards/demonstration-foundation.yaml", "day_minutes_at_most: 360", "day_minutes_at_most: 3"}}
}

// editedLibrary is the shipped content with some changes.
func editedLibrary(t *testing.T, edits ...edit) *content.Library {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(content.Embedded(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(content.Embedded(), path)
		tree[path] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		if !bytes.Contains(tree[e.file].Data, []byte(e.old)) {
			t.Fatalf("%s does not hold %q", e.file, e.old)
		}
		tree[e.file] = &fstest.MapFile{Data: bytes.Replace(tree[e.file].Data, []byte(e.old), []byte(e.fresh), 1)}
	}
	l, _ := content.Load(tree)
	return l
}

// enrolledOn is a trainee in an institute whose content has some changes.
func enrolledOn(t *testing.T, edits ...edit) (*institute.World, institute.Trainee) {
	t.Helper()
	w := newWorld(t)
	w.App, _ = w.Replica(editedLibrary(t, edits...))
	registrar := w.Person(people.Registrar)
	return w, w.EnrolIn(w.Cohort(registrar, w.Publish(w.App, institute.Pathway)), registrar)
}
