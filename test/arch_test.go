package test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "polyphony/"

// root is the project's folder as seen from this one.
const root = ".."

// unit is one package as `go list -deps -json` tells it; tests of a package
// are not part of it and may import what they like.
type unit struct {
	ImportPath string
	Standard   bool
	Imports    []string
}

// A door is something that few may import. Names ending in /... mean a package
// and all below it; those of our own packages come without the module.
type door struct {
	to   []string
	only []string
	do   string
}

var doors = []door{
	{
		to: []string{"internal/web/..."}, only: []string{"internal/web/...", "cmd/..."},
		do: "hand the value in as a parameter, or move what both need below internal/app",
	},
	{
		to: []string{"cmd/..."}, only: []string{"cmd/..."},
		do: "cmd only wires: move what you need into a package of its own",
	},
	{
		to: []string{"gorm.io/..."}, only: []string{"internal/store/..."},
		do: "declare the interface you need in your own package and let internal/store implement it",
	},
	{
		to: []string{"github.com/gofiber/..."}, only: []string{"internal/web/..."},
		do: "requests end at internal/web: pass plain values on",
	},
	{
		to: []string{"github.com/yuin/goldmark/...", "go.abhg.dev/goldmark/..."}, only: []string{"content/..."},
		do: "content renders Markdown once, when it loads: use what it has rendered",
	},
	{
		to: []string{"codeberg.org/go-pdf/fpdf/..."}, only: []string{"certificates/certpdf/...", "internal/handbook"},
		do: "let certificates/certpdf or internal/handbook draw it",
	},
	{
		to: []string{"internal/testkit/..."}, only: []string{"internal/testkit/...", "test/..."},
		do: "the test kit is for _test.go files",
	},
}

// A circle is a package that may import, beside the standard library and
// itself, only what is named. "*" stands for anything from outside the project.
type circle struct {
	who  []string
	may  []string
	free []string // packages of who that have a circle of their own
	do   string
}

const keepPure = "the domain is pure: take the value as a parameter, or do it in internal/app"

var circles = []circle{
	{who: []string{"internal/fact"}, do: "it is a leaf of the tree: standard library only"},
	{who: []string{"internal/fault"}, do: "it is a leaf of the tree: standard library only"},
	{who: []string{"courses/..."}, may: []string{"internal/fact", "internal/fault", "fidelity/..."}, do: keepPure},
	{who: []string{"fidelity/agreement"}, may: []string{"internal/fact", "internal/fault", "gonum.org/v1/gonum/..."}, do: keepPure},
	{
		who: []string{"fidelity/..."}, free: []string{"fidelity/agreement"},
		may: []string{"internal/fact", "internal/fault"}, do: keepPure,
	},
	{who: []string{"certificates/certpdf"}, may: []string{"internal/fact", "internal/fault", "certificates", "certificates/certpdf/fonts", "*"}, do: keepPure},
	{
		who: []string{"certificates/..."}, free: []string{"certificates/certpdf"},
		may: []string{"internal/fact", "internal/fault"}, do: keepPure,
	},
}

// A wall keeps one package from another, whatever else it imports.
type wall struct {
	from, to []string
	do       string
}

var walls = []wall{
	{
		from: []string{"internal/app/...", "internal/demo/..."}, to: []string{"internal/web/...", "internal/store/..."},
		do: "internal/app declares the interfaces it needs and is the one door; the adapters come in from cmd",
	},
}

// own shortens the name of a package of ours; outside is false for it.
func own(path string) (name string, outside bool) {
	name, ours := strings.CutPrefix(path, module)
	return name, !ours
}

// in says whether a package is one of patterns.
func in(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		above, all := strings.CutSuffix(p, "/...")
		return name == above || (all && strings.HasPrefix(name, above+"/"))
	})
}

// violations lists each import that crosses a border, and what to do about it.
func violations(units []unit) []string {
	standard := map[string]bool{}
	for _, u := range units {
		standard[u.ImportPath] = u.Standard
	}
	var found []string
	for _, u := range units {
		who, outside := own(u.ImportPath)
		if outside {
			continue
		}
		for _, path := range u.Imports {
			if standard[path] {
				continue
			}
			found = append(found, crossed(who, path)...)
		}
	}
	return found
}

func crossed(who, path string) (found []string) {
	what, outside := own(path)
	say := func(rule, do string) {
		found = append(found, fmt.Sprintf("%s imports %s, but %s; %s", who, what, rule, do))
	}
	for _, d := range doors {
		if in(what, d.to) && !in(who, d.only) {
			say("only "+strings.Join(d.only, ", ")+" may", d.do)
		}
	}
	for _, c := range circles {
		if !in(who, c.who) || in(who, c.free) {
			continue
		}
		if !in(what, c.may) && !in(what, c.who) && (!outside || !slices.Contains(c.may, "*")) {
			say("it may import the standard library and only "+strings.Join(append(c.may, c.who...), ", "), c.do)
		}
	}
	for _, w := range walls {
		if in(who, w.from) && in(what, w.to) {
			say("it must not", w.do)
		}
	}
	return found
}

func TestArchImportsGoOneWay(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-json=ImportPath,Standard,Imports", "./...")
	list.Dir = root
	output, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var units []unit
	for d := json.NewDecoder(strings.NewReader(string(output))); ; {
		var u unit
		if err := d.Decode(&u); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		units = append(units, u)
	}
	if !slices.ContainsFunc(units, func(u unit) bool { return u.ImportPath == module+"internal/fact" }) {
		t.Fatal("go list does not know internal/fact: this test looks at nothing")
	}
	for _, v := range violations(units) {
		t.Error(v)
	}
}

func TestArchTheCheckerFindsEachViolation(t *testing.T) {
	// "importer imported": what must be said, or "" for an import that is allowed
	edges := map[string]string{
		"internal/app courses":                          "",
		"internal/web internal/app":                     "",
		"cmd/polyphony internal/web":                    "",
		"courses fidelity":                              "",
		"courses internal/fault":                        "",
		"fidelity/conversation fidelity":                "",
		"fidelity/agreement gonum.org/v1/gonum/stat":    "",
		"certificates/certpdf codeberg.org/go-pdf/fpdf": "",
		"certificates/certpdf rsc.io/qr":                "",
		"internal/store gorm.io/gorm":                   "",
		"internal/demo internal/app":                    "",
		"internal/fact time":                            "",
		"internal/jobs internal/web/form":               "internal/web/..., cmd/...",
		"internal/app cmd/polyphony":                    "cmd only wires",
		"internal/people gorm.io/gorm/clause":           "only internal/store/... may",
		"internal/jobs github.com/gofiber/fiber/v2":     "only internal/web/... may",
		"internal/web github.com/yuin/goldmark":         "only content/... may",
		"internal/app codeberg.org/go-pdf/fpdf":         "only certificates/certpdf/..., internal/handbook may",
		"content internal/testkit":                      "_test.go",
		"courses internal/app":                          "the domain is pure",
		"courses certificates":                          "the domain is pure",
		"fidelity courses":                              "the domain is pure",
		"fidelity gonum.org/v1/gonum/stat":              "the domain is pure",
		"fidelity/agreement golang.org/x/text":          "the domain is pure",
		"certificates rsc.io/qr":                        "the domain is pure",
		"certificates/certpdf internal/store":           "the domain is pure",
		"internal/fact internal/fault":                  "standard library only",
		"internal/fault golang.org/x/text":              "standard library only",
		"internal/app internal/store":                   "the one door",
		"internal/demo internal/web":                    "the one door",
	}
	for edge, want := range edges {
		who, what, _ := strings.Cut(edge, " ")
		first, _, _ := strings.Cut(what, "/")
		if slices.Contains([]string{"cmd", "courses", "fidelity", "content", "certificates", "internal"}, first) {
			what = module + what
		}
		found := violations([]unit{
			{ImportPath: "time", Standard: true},
			{ImportPath: module + who, Imports: []string{what}},
		})
		said := strings.Join(found, "\n")
		if want == "" && said != "" {
			t.Errorf("%s is allowed, but: %s", edge, said)
		}
		if want != "" && (!strings.Contains(said, want) || !strings.HasPrefix(said, who+" imports ")) {
			t.Errorf("%s: found %q, want who, what and %q", edge, said, want)
		}
	}
}
