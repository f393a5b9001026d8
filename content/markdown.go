package content

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is CommonMark with tables, footnotes and this curriculum's own
// forms. Raw HTML is never passed on, and no style attribute is written, for
// the pages forbid inline style.
func markdown(show *nodeRenderer) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
			extension.NewFootnote(extension.WithFootnoteBacklinkHTML("Back to where note ^^ stands")),
		),
		goldmark.WithParserOptions(
			parser.WithParagraphTransformers(util.Prioritized(markers{}, 50)),
			parser.WithInlineParsers(util.Prioritized(termParser{}, 150)),
			parser.WithASTTransformers(util.Prioritized(unusedNotes{}, 50)),
		),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(show, 50))),
	)
}

const (
	calloutMark  = "polyphony-callout"  // on a block quote: the first line inside it
	durationMark = "polyphony-duration" // on a heading: the text after "Duration:"
)

// markers takes two kinds of first lines out of the text: `[!KIND] Title` of a
// block quote and `Duration: 15` under a heading.
type markers struct{}

// Transform implements parser.ParagraphTransformer.
func (markers) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	first := n.Lines().At(0)
	line := strings.TrimSpace(string(first.Value(reader.Source())))
	quote, inQuote := n.Parent().(*ast.Blockquote)
	heading, underHeading := n.PreviousSibling().(*ast.Heading)
	switch {
	case inQuote && n.PreviousSibling() == nil && strings.HasPrefix(line, "[!"):
		quote.SetAttributeString(calloutMark, marked{line, first.Start})
	case underHeading && strings.HasPrefix(line, "Duration:"):
		heading.SetAttributeString(durationMark, marked{strings.TrimSpace(line[len("Duration:"):]), first.Start})
	default:
		return
	}
	rest := text.NewSegments()
	rest.AppendAll(n.Lines().Sliced(1, n.Lines().Len()))
	n.SetLines(rest)
	if rest.Len() == 0 {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// marked is what was taken out of the text, and where it stood.
type marked struct {
	text string
	at   int
}

// takeMark takes a mark off a node.
func takeMark(n ast.Node, name string) (marked, bool) {
	v, _ := n.AttributeString(name)
	m, ok := v.(marked)
	if ok {
		n.RemoveAttributes()
	}
	return m, ok
}

var unusedNotesKey = parser.NewContextKey()

// unusedNotes remembers the footnotes that nothing refers to, before the
// footnote extension drops them.
type unusedNotes struct{}

// Transform implements parser.ASTTransformer.
func (unusedNotes) Transform(root *ast.Document, _ text.Reader, pc parser.Context) {
	var unused []*east.Footnote
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := n.(*east.Footnote); ok && entering && f.Index < 0 {
			unused = append(unused, f)
		}
		return ast.WalkContinue, nil
	})
	pc.Set(unusedNotesKey, unused)
}

var (
	durationForm = regexp.MustCompile(`^[1-9][0-9]{0,3}$`)
	calloutForm  = regexp.MustCompile(`^\[!([A-Za-z]+)\]\s*(.*)$`)
	noteForm     = regexp.MustCompile(`\[\^[^\]\s]*\]`)
)

// textOf gives the plain text below a node.
func textOf(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if c.Type() == ast.TypeBlock {
				b.WriteByte('\n')
			}
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(src))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *termNode:
			b.WriteString(c.term)
		case *figureNode:
			b.WriteString(c.caption + "\n")
		case *calloutNode:
			b.WriteString(c.title + "\n")
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
