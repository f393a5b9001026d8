package test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// callersOfAppend names each function outside the store that appends to the
// ledger, as "path: function". Tests and their helpers are left out.
func callersOfAppend(root string) (found []string, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		at := filepath.ToSlash(path)
		if entry.IsDir() && (strings.HasSuffix(at, "internal/store") || strings.HasSuffix(at, "internal/testkit") || entry.Name() == "node_modules") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			f, is := d.(*ast.FuncDecl)
			if !is {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, is := n.(*ast.SelectorExpr); is && s.Sel.Name == "Append" {
					found = append(found, at+": "+f.Name.Name)
				}
				return true
			})
		}
		return nil
	})
	return found, err
}

// TestR19_OnlyApplyAppends: web, commands, jobs and the demonstration reach the
// ledger through app.Apply, which alone calls the store's Append.
func TestR19_OnlyApplyAppends(t *testing.T) {
	found, err := callersOfAppend("..")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"../internal/app/app.go: Apply"}; !slices.Equal(found, want) {
		t.Errorf("the ledger is appended to by %v; want %v: make the other a command and give it to Apply", found, want)
	}
}
