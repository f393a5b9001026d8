package content

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"golang.org/x/text/unicode/norm"
)

// rewrite turns CommonMark's nodes into this curriculum's own and reports what
// has no place in a module.
func (b *bodyReader) rewrite(root ast.Node) {
	var nodes []ast.Node // first collected, since the tree changes below
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			nodes = append(nodes, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range nodes {
		switch n := n.(type) {
		case *ast.Blockquote:
			b.callout(n)
		case *ast.Image:
			b.figure(n)
		case *east.Table:
			b.table(n)
		case *termNode:
			b.term(n)
		case *ast.HTMLBlock, *ast.RawHTML:
			b.errorf(b.path, b.lineOf(n), "HTML is not shown: write Markdown")
		case *ast.FencedCodeBlock:
			if n.Parent() != root {
				b.errorf(b.path, b.fenceLine(n), "a fence stands at the edge of the page, not inside a list, quotation or note")
			}
		case *ast.Heading:
			if n.Parent() != root {
				b.errorf(b.path, b.lineOf(n), "a heading stands at the edge of the page, not inside a list, quotation or note")
			}
		default:
			if n.Type() == ast.TypeBlock {
				b.leftovers(n)
			}
		}
	}
	for _, k := range sortedKeys(b.module.Glossary) {
		if !b.used[k] {
			b.warnf(b.path, b.front.line("glossary", k), "glossary: {term: %s} stands nowhere in the text", k)
		}
	}
}

// callout turns a marked block quote into a vignette or an exercise.
func (b *bodyReader) callout(q *ast.Blockquote) {
	first, ok := takeMark(q, calloutMark)
	if !ok {
		return
	}
	line := b.line(first.at)
	m := calloutForm.FindStringSubmatch(first.text)
	if m == nil || (m[1] != "VIGNETTE" && m[1] != "EXERCISE") {
		b.errorf(b.path, line, "%q opens no box: write [!VIGNETTE] or [!EXERCISE] and a title", first.text)
		return
	}
	c := &calloutNode{class: strings.ToLower(m[1]), title: m[2]}
	switch {
	case c.title == "":
		b.errorf(b.path, line, "this %s has no title: write it behind [!%s]", c.class, m[1])
	case b.titles[c.title]:
		b.errorf(b.path, line, "%q is the title of an earlier box: people who listen to the page could not tell them apart", c.title)
	}
	b.titles[c.title] = true
	for n := q.FirstChild(); n != nil; n = q.FirstChild() {
		c.AppendChild(c, n)
	}
	q.Parent().ReplaceChild(q.Parent(), q, c)
}

var assetForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*\.svg$`)

// figure turns an image that is alone in its paragraph into a figure.
func (b *bodyReader) figure(n *ast.Image) {
	p, alone := n.Parent().(*ast.Paragraph)
	alone = alone && n.PreviousSibling() == nil && n.NextSibling() == nil
	f := &figureNode{
		name:    string(n.Destination),
		alt:     strings.TrimSpace(textOf(n, b.body())),
		caption: strings.TrimSpace(string(n.Title)),
	}
	line := b.lineOf(n)
	if f.alt == "" {
		b.errorf(b.path, line, "figure %q has no text for those who do not see it: write ![what it shows](%s)", f.name, f.name)
	}
	switch {
	case !assetForm.MatchString(f.name):
		b.errorf(b.path, line, "figure %q: write the name of an .svg file beside module.md, in lower-case letters, digits and hyphens", f.name)
		f.name = ""
	case !alone:
		b.errorf(b.path, line, "figure %q stands in a paragraph of its own", f.name)
	default:
		b.assets = append(b.assets, assetRef{f.name, line})
	}
	if alone {
		p.Parent().ReplaceChild(p.Parent(), p, f)
	}
}

// table puts a table into a frame of its own, in which a narrow screen scrolls
// it, and names the frame by the table's headings.
func (b *bodyReader) table(n *east.Table) {
	var heads []string
	for c := n.FirstChild().FirstChild(); c != nil; c = c.NextSibling() {
		head := strings.TrimSpace(textOf(c, b.body()))
		if head == "" {
			b.errorf(b.path, b.lineOf(n), "column %d of this table has no heading: name it, for those who listen to it", len(heads)+1)
		}
		heads = append(heads, head)
	}
	frame := &tableNode{heads: strings.Join(heads, ", ")}
	n.Parent().ReplaceChild(n.Parent(), n, frame)
	frame.AppendChild(frame, n)
}

// term gives a term its definition.
func (b *bodyReader) term(n *termNode) {
	b.terms++
	n.number = b.terms
	key, text, ok := definition(b.module.Glossary, n.term)
	if !ok {
		b.errorf(b.path, b.lineOf(n), "{term: %s} is not in the glossary at the head of the file", n.term)
		return
	}
	n.definition = text
	if b.used == nil {
		b.used = map[string]bool{}
	}
	b.used[key] = true
}

// leftovers reports forms that were meant to be read and stayed plain text.
func (b *bodyReader) leftovers(n ast.Node) {
	var plain strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			plain.Write(t.Segment.Value(b.body()))
			if t.SoftLineBreak() {
				plain.WriteByte(' ')
			}
		}
	}
	if m := noteForm.FindString(plain.String()); m != "" {
		b.errorf(b.path, b.lineOf(n), "note %s is not defined: add a line \"%s: …\"", m, m)
	}
	if strings.Contains(plain.String(), "{term:") {
		b.errorf(b.path, b.lineOf(n), "a term is written {term: word} on one line")
	}
}

// readNotes reports footnotes that nothing refers to.
func (p *parsed) readNotes(r *report, pc parser.Context) {
	unused, _ := pc.Get(unusedNotesKey).([]*east.Footnote)
	for _, n := range unused {
		r.errorf(p.path, p.lineOf(n), "nothing refers to note [^%s], or it is defined twice", n.Ref)
	}
}

// unaccented drops the accents of s.
func unaccented(s string) string {
	if isASCII(s) {
		return s
	}
	var out strings.Builder
	for _, c := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, c) {
			out.WriteRune(c)
		}
	}
	return out.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
