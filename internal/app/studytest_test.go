package app_test

import (
	"bytes"
	"io/fs"
	"testing"
	"testing/fstest"

	"polyphony/content"
)

// edit is one change to a file of the shipped content.
type edit struct{ file, old, fresh string }

// longerSection has the first section of a module ask for five minutes in the
// place of two.
func longerSection() []edit {
	return []edit{
		{"modules/" + first + "/module.md", "\nDuration: 2\n", "\nDuration: 5\n"},
		{"modules/" + first + "/module.md", "\nminutes: 45\n", "\nminutes: 48\n"},
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
