package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// links collects the cross references of the text and gives each its address:
// `#section`, `module` or `module#section`. Other addresses must be https.
func (b *bodyReader) links() {
	look := func(root ast.Node) {
		_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *ast.Link:
				if id, _, _ := strings.Cut(string(n.Destination), "#"); strings.Contains(id, "-") && textOf(n, b.body()) == id {
					b.warnf(b.path, b.lineOf(n), "link %q shows an id: write the title of the module, or words that fit the sentence", id)
				}
				n.Destination = []byte(b.address(string(n.Destination), b.lineOf(n)))
			case *ast.AutoLink:
				b.address(string(n.URL(b.body())), b.lineOf(n))
			}
			return ast.WalkContinue, nil
		})
	}
	for _, n := range b.intro {
		look(n)
	}
	for _, s := range b.sections {
		for _, n := range s.nodes {
			look(n)
		}
	}
	if b.notes != nil {
		look(b.notes)
	}
}

func (b *bodyReader) address(to string, line int) string {
	if strings.HasPrefix(to, "https://") {
		return to
	}
	module, section, _ := strings.Cut(to, "#")
	if (module != "" && !idForm.MatchString(module)) || (section != "" && !idForm.MatchString(section)) || to == "" {
		b.errorf(b.path, line, "link %q: write #section, module#section or an address with https://", to)
		return ""
	}
	own := module == ""
	if own {
		module = b.module.ID
	}
	b.parsed.links = append(b.parsed.links, crossRef{module: module, section: section, line: line})
	if own {
		return to
	}
	return ModuleURL(module, section)
}
