package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// What a module of this curriculum has. Policy of the curriculum: fewer words
// are a leaflet, more are two modules, and nobody learns a conversation from
// prose alone.
const (
	wordsAtLeast       = 1500
	wordsAtMost        = 3500
	vignettesAtLeast   = 2
	exercisesAtLeast   = 1
	reflectionsAtLeast = 1
)

// lintHouse warns of what a module of this curriculum still lacks.
func (p *parsed) lintHouse(r *report) {
	m, line := p.module, p.front.line("title")
	if m.Words < wordsAtLeast || m.Words > wordsAtMost {
		r.warnf(p.path, line, "%d words to read; a module has %d to %d", m.Words, wordsAtLeast, wordsAtMost)
	}
	if m.Vignettes < vignettesAtLeast {
		r.warnf(p.path, line, "vignettes: %d; a module has %d at least: write > [!VIGNETTE] and a title", m.Vignettes, vignettesAtLeast)
	}
	if m.Exercises < exercisesAtLeast {
		r.warnf(p.path, line, "no exercise; a module has one at least: write > [!EXERCISE] and a title with its minutes")
	}
	if len(m.Reflections) < reflectionsAtLeast {
		r.warnf(p.path, line, "no reflection; a module has one at least: write a ```reflection block")
	}
	for _, w := range m.Reflections {
		if w.Title == "" {
			r.warnf(p.path, line, "reflection %s has no title: write a line \"title: …\" of a few words under its id", w.ID)
		}
	}
}

// paragraph is one paragraph of a module as it is compared with others.
type paragraph struct {
	text     string
	compared string // see compared
	line     int
}

// paragraphs collects the running text of a module, which is also what its
// reading ease is measured on: paragraphs and list items, with neither
// headings, tables, notes nor the name that opens a line of a dialogue.
func (p *parsed) readParagraphs() {
	for _, s := range p.sections {
		for _, n := range s.nodes {
			_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
				if !entering {
					return ast.WalkContinue, nil
				}
				switch c.(type) {
				case *ast.Heading, *east.Table, *figureNode:
					return ast.WalkSkipChildren, nil
				case *ast.Paragraph, *ast.TextBlock:
					said := p.spoken(c)
					p.prose = append(p.prose, paragraph{said, compared(said), p.lineOf(c)})
					return ast.WalkSkipChildren, nil
				}
				return ast.WalkContinue, nil
			})
		}
	}
}

// spoken is the text of a paragraph without the bold name, ending in a colon,
// of whoever says it.
func (p *parsed) spoken(n ast.Node) string {
	whole := textOf(n, p.body())
	bold, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || bold.Level != 2 {
		return whole
	}
	name := textOf(bold, p.body())
	if strings.HasSuffix(strings.TrimSpace(name), ":") {
		return strings.TrimPrefix(whole, name)
	}
	return whole
}
