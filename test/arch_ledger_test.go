package test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// insertLeaf is how a fact gets into the ledger, in any spelling of the two
// databases.
var insertLeaf = regexp.MustCompile("(?i)insert\\s+(or\\s+\\w+\\s+)?into\\s+[\"`\\[]?leaf\\b")

// appenders names each function of the folder that writes to the ledger, as
// "path: function"; a .sql file counts as one. Tests and migrations are left
// out, and a comment is no code.
func appenders(folder string) (found []string, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == "migrations" || name == "node_modules" || name == "testdata" ||
			(strings.HasPrefix(name, ".") && path != folder)):
			return fs.SkipDir
		case entry.IsDir() || strings.HasSuffix(name, "_test.go"):
			return nil
		case strings.HasSuffix(name, ".sql"):
			text, err := os.ReadFile(path)
			if insertLeaf.Match(text) {
				found = append(found, path)
			}
			return err
		case strings.HasSuffix(name, ".go"):
			in, err := appendersInFile(path)
			found = append(found, in...)
			return err
		}
		return nil
	})
	return found, err
}

func appendersInFile(path string) (found []string, err error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, declaration := range file.Decls {
		name, writes := "a declaration", false
		if f, is := declaration.(*ast.FuncDecl); is {
			name = f.Name.Name
		}
		ast.Inspect(declaration, func(n ast.Node) bool {
			literal, is := n.(*ast.BasicLit)
			writes = writes || (is && literal.Kind == token.STRING && insertLeaf.MatchString(literal.Value))
			return true
		})
		if writes {
			found = append(found, fmt.Sprintf("%s: %s", filepath.ToSlash(path), name))
		}
	}
	return found, nil
}

func TestArchExactlyOneFunctionAppendsToTheLedger(t *testing.T) {
	found, err := appenders(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 {
		t.Fatalf("%d functions insert into the table leaf, it must be exactly one: %q; call the store's append instead of writing beside it", len(found), found)
	}
	if !strings.HasPrefix(found[0], root+"/internal/store/") {
		t.Errorf("%s appends to the ledger; only internal/store may", found[0])
	}
}

func TestArchTheCheckerFindsASecondAppender(t *testing.T) {
	folder := t.TempDir()
	files := map[string]string{
		"append.go":             "package a\n\nfunc Append() string { return `INSERT INTO leaf (idx) VALUES (?)` }\n",
		"beside.go":             "package a\n\nfunc Beside() string { return \"insert or replace into \\\"x\\\"\" + `insert  or ignore into \"leaf\" VALUES (1)` }\n",
		"talk.go":               "package a\n\n// Talk says INSERT INTO leaf.\nfunc Talk() string { return `INSERT INTO leaflet VALUES (1)` }\n",
		"append_test.go":        "package a\n\nvar tried = `INSERT INTO leaf VALUES (1)`\n",
		"trick.sql":             "INSERT INTO leaf SELECT * FROM elsewhere;\n",
		"migrations/00001_a.go": "package m\n\nvar first = `INSERT INTO leaf VALUES (0)`\n",
	}
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, err := appenders(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, filepath.Base(f))
	}
	if got := strings.Join(names, ", "); got != "append.go: Append, beside.go: Beside, trick.sql" {
		t.Errorf("found %s", got)
	}
}
