package test

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// topLevel is everything that the project's folder may hold, beside files
// whose name begins with a dot and what .gitignore names.
var topLevel = []string{
	"cmd", "courses", "fidelity", "content", "certificates", "internal", "docs", "test", "assets", "scripts",
	"go.mod", "go.sum", "Makefile", "README.md", "CHANGELOG.md", "LICENSE",
}

// strangers are the entries of a folder that belong elsewhere.
func strangers(folder string) ([]string, error) {
	ignored, err := os.ReadFile(filepath.Join(folder, ".gitignore"))
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, e := range entries {
		built := slices.ContainsFunc(strings.Fields(string(ignored)), func(pattern string) bool {
			fits, err := path.Match(strings.Trim(pattern, "/"), e.Name())
			return err == nil && fits
		})
		if !built && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) {
			found = append(found, e.Name())
		}
	}
	return found, nil
}

func TestArchTopLevelStaysSmall(t *testing.T) {
	found, err := strangers(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		t.Errorf("%s does not belong in the project's folder: code goes below internal, texts below docs, tools below scripts", name)
	}
}

func TestArchTheCheckerFindsAStranger(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, ".gitignore"), []byte("/bin/\n*.out\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"bin", "cover.out", ".ci", "courses", "helpers", "notes.txt"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	found, err := strangers(folder)
	if err != nil || strings.Join(found, " ") != "helpers notes.txt" {
		t.Errorf("found %q (%v)", found, err)
	}
}
