package content

import (
	"fmt"
	"html"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var (
	kindTerm    = ast.NewNodeKind("Term")
	kindFigure  = ast.NewNodeKind("Figure")
	kindCallout = ast.NewNodeKind("Callout")
	kindTable   = ast.NewNodeKind("TableFrame")
)

// termNode is `{term: x}`: a word that the glossary explains.
type termNode struct {
	ast.BaseInline
	term       string
	definition string
	number     int // from 1 in its module
	at         int // first byte in the Markdown
}

// Kind implements ast.Node.
func (*termNode) Kind() ast.NodeKind { return kindTerm }

// Dump implements ast.Node.
func (n *termNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Term": n.term}, nil)
}

// figureNode is an image that stands alone.
type figureNode struct {
	ast.BaseBlock
	name, alt, caption string
}

// Kind implements ast.Node.
func (*figureNode) Kind() ast.NodeKind { return kindFigure }

// Dump implements ast.Node.
func (n *figureNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.name}, nil)
}

// calloutNode is a vignette or an exercise.
type calloutNode struct {
	ast.BaseBlock
	class, title string
}

// Kind implements ast.Node.
func (*calloutNode) Kind() ast.NodeKind { return kindCallout }

// Dump implements ast.Node.
func (n *calloutNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Class": n.class, "Title": n.title}, nil)
}

// tableNode is the frame of a table.
type tableNode struct {
	ast.BaseBlock
	heads string
}

// Kind implements ast.Node.
func (*tableNode) Kind() ast.NodeKind { return kindTable }

// Dump implements ast.Node.
func (n *tableNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Heads": n.heads}, nil)
}

var termForm = regexp.MustCompile(`^\{term:[ \t]*([^{}\n]*[^{}\s])[ \t]*\}`)

type termParser struct{}

// Trigger implements parser.InlineParser.
func (termParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (termParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	m := termForm.FindSubmatch(line)
	if m == nil {
		return nil
	}
	block.Advance(len(m[0]))
	return &termNode{term: string(m[1]), at: segment.Start}
}

// nodeRenderer writes this package's own nodes. A figure is asked for when it
// is written: its bytes, and the address that it has by itself.
type nodeRenderer struct {
	asset    func(name string) []byte
	assetURL func(name string) string
	figures  int // written so far
}

// RegisterFuncs implements renderer.NodeRenderer.
func (r *nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindTerm, renderTerm)
	reg.Register(kindFigure, r.renderFigure)
	reg.Register(kindCallout, renderCallout)
	reg.Register(kindTable, renderTable)
}

// renderTerm writes a word that can be hovered over and focused; its definition
// is part of the page, so it needs neither script nor inline style.
func renderTerm(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if t, ok := n.(*termNode); ok && entering {
		fmt.Fprintf(w, `<dfn class="term" tabindex="0" aria-describedby="term:%d">%s`+
			`<span class="term__definition" role="tooltip" id="term:%d">%s</span></dfn>`,
			t.number, html.EscapeString(t.term), t.number, html.EscapeString(t.definition))
	}
	return ast.WalkContinue, nil
}

func (r *nodeRenderer) renderFigure(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	f, ok := n.(*figureNode)
	if !ok || !entering {
		return ast.WalkContinue, nil
	}
	r.figures++
	d, ok := inline(r.asset(f.name), fmt.Sprintf("figure:%d:", r.figures), f.alt)
	if ok {
		// A narrow screen scrolls the drawing rather than make its letters
		// too small to read.
		name := f.caption
		if name == "" {
			name = f.alt
		}
		fmt.Fprintf(w, `<figure class="figure"><div class="figure__frame" tabindex="0" role="group" aria-label="%s">%s</div>`, html.EscapeString(name), d.svg)
	} else {
		fmt.Fprintf(w, `<figure class="figure"><img src="%s" alt="%s">`, html.EscapeString(r.assetURL(f.name)), html.EscapeString(f.alt))
	}
	if f.caption != "" {
		fmt.Fprintf(w, "<figcaption>%s</figcaption>", html.EscapeString(f.caption))
	}
	_, err := w.WriteString("</figure>\n")
	if d.desc != "" {
		fmt.Fprintf(w, `<details class="details"><summary>The figure in words</summary><div class="details__body"><p>%s</p></div></details>`+"\n", html.EscapeString(d.desc))
	}
	return ast.WalkContinue, err
}

func renderTable(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	t, ok := n.(*tableNode)
	switch {
	case ok && entering:
		fmt.Fprintf(w, `<div class="scroll" tabindex="0" role="group" aria-label="%s">`+"\n", html.EscapeString(t.heads))
	case ok:
		_, err := w.WriteString("</div>\n")
		return ast.WalkContinue, err
	}
	return ast.WalkContinue, nil
}

func renderCallout(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	c, ok := n.(*calloutNode)
	switch {
	case ok && entering:
		title := html.EscapeString(c.title)
		fmt.Fprintf(w, `<section class="%s" aria-label="%s"><p class="%s__title">%s</p>`+"\n", c.class, title, c.class, title)
	case ok:
		_, err := w.WriteString("</section>\n")
		return ast.WalkContinue, err
	}
	return ast.WalkContinue, nil
}
