package content

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"polyphony/courses"
)

// readBody parses the Markdown, takes checks and reflections out of it and
// cuts it in sections.
func (p *parsed) readBody(r *report, keys bool) {
	pc := parser.NewContext()
	root := markdown(&nodeRenderer{}).Parser().Parse(text.NewReader(p.body()), parser.WithContext(pc))
	p.readNotes(r, pc)
	b := &bodyReader{parsed: p, report: r, keys: keys, ids: map[string]bool{}, titles: map[string]bool{}}
	b.rewrite(root)
	var next ast.Node
	for n := root.FirstChild(); n != nil; n = next {
		next = n.NextSibling()
		b.top(n)
	}
	if !b.titled {
		r.errorf(p.path, p.line(0), "the text starts with a line \"# %s\"", p.module.Title)
	}
	b.links()
	p.countMinutes()
}

// bodyReader goes through the blocks of one module from the top.
type bodyReader struct {
	*parsed
	*report
	keys   bool
	titled bool
	level  int
	ids    map[string]bool // of headings, which must differ in one page
	titles map[string]bool // of callouts, which must differ in one page
	terms  int
	used   map[string]bool // glossary entries
}

// top puts one block of the first level where it belongs.
func (b *bodyReader) top(n ast.Node) {
	switch n := n.(type) {
	case *east.FootnoteList:
		b.notes = n
		return
	case *ast.Heading:
		if b.heading(n) {
			return
		}
	case *ast.FencedCodeBlock:
		b.fence(n)
		return
	}
	if len(b.sections) == 0 {
		b.intro = append(b.intro, n)
		return
	}
	s := b.sections[len(b.sections)-1]
	s.nodes = append(s.nodes, n)
}

// heading opens the module or a section; other headings stay in the text.
func (b *bodyReader) heading(n *ast.Heading) (taken bool) {
	title, line := strings.TrimSpace(textOf(n, b.body())), b.lineOf(n)
	duration, declared := takeMark(n, durationMark)
	if n.Level > b.level+1 {
		b.errorf(b.path, line, "heading %q is %d levels deep below one of %d: leave no level out", title, n.Level, b.level)
	}
	b.level = n.Level
	if declared && n.Level != 2 {
		b.errorf(b.path, b.line(duration.at), "Duration stands under a section (##) only")
	}
	if n.Level == 1 {
		if b.titled || title != b.module.Title {
			b.errorf(b.path, line, "heading %q: write one line with a single # and the title %q", title, b.module.Title)
		}
		b.titled = true
		return true
	}
	id := slug(title)
	if b.translation && n.Level == 2 {
		title, id = b.translatedTitle(title, line)
	}
	switch {
	case id == "":
		b.errorf(b.path, line, "heading %q has no letter for its address", title)
	case id == "print" && n.Level == 2:
		b.errorf(b.path, line, "heading %q has the address of the page to print: word it differently", title)
	case b.ids[id]:
		b.errorf(b.path, line, "heading %q has the same address #%s as an earlier one: word it differently", title, id)
	}
	b.ids[id] = true
	if n.Level > 2 {
		n.SetAttributeString("id", []byte(id))
		return false
	}
	s := &sectionTree{Section: courses.Section{ID: id, Title: title}, line: line}
	switch {
	case !declared:
		b.errorf(b.path, line, "section %q has no line \"Duration: 15\" under its heading, with its minutes", title)
	case !durationForm.MatchString(duration.text):
		b.errorf(b.path, b.line(duration.at), "section %q: Duration %q is not a whole number of minutes from 1", title, duration.text)
	default:
		s.Minutes, _ = strconv.ParseInt(duration.text, 10, 64)
	}
	b.sections = append(b.sections, s)
	return true
}

// translatedTitle parts the title of a translation's section from the id that
// the section has in the original.
func (b *bodyReader) translatedTitle(title string, line int) (plain, id string) {
	m := sectionMark.FindStringSubmatch(title)
	if m == nil {
		b.errorf(b.path, line, "section %q: end the line with the id of this section in the original, as {#%s}", title, slug(title))
		return title, slug(title)
	}
	return m[1], m[2]
}

// slug makes the stable id of a heading: its letters and digits in lower-case
// ASCII, accents dropped, everything else one hyphen.
func slug(title string) string {
	var out strings.Builder
	hyphen := false
	for _, c := range unaccented(strings.ToLower(title)) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			if hyphen && out.Len() > 0 {
				out.WriteByte('-')
			}
			hyphen = false
			out.WriteRune(c)
		case c == '\'' || c == '’': // one's own → ones-own
		default:
			hyphen = true
		}
	}
	return out.String()
}

// lineOf gives the line in the file on which a node starts.
func (p *parsed) lineOf(n ast.Node) int {
	at := -1
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := c.(*ast.Text); ok {
			at = t.Segment.Start
		} else if t, ok := c.(*termNode); ok {
			at = t.at
		} else if c.Type() == ast.TypeBlock && c.Lines() != nil && c.Lines().Len() > 0 {
			at = c.Lines().At(0).Start
		}
		if at >= 0 {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	for up := n; at < 0 && up != nil; up = up.Parent() {
		if up.Type() == ast.TypeBlock && up.Lines() != nil && up.Lines().Len() > 0 {
			at = up.Lines().At(0).Start
		}
	}
	return p.line(at)
}

// countMinutes counts what there is to read, and what exercises ask for.
func (p *parsed) countMinutes() {
	src := p.body()
	for _, s := range p.sections {
		s.words = words(s.Title)
		s.asksFor(stated(minutesForm, s.Title))
		for _, n := range s.nodes {
			s.words += words(textOf(n, src))
			_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
				if entering {
					s.asksFor(statedMinutes(c, src))
					p.module.count(c)
				}
				return ast.WalkContinue, nil
			})
		}
		p.module.Words += s.words
		s.Away = min(s.away, s.Minutes)
	}
}

// count counts what a module has beside words.
func (m *Module) count(n ast.Node) {
	switch n := n.(type) {
	case *calloutNode:
		if n.class == "exercise" {
			m.Exercises++
		} else {
			m.Vignettes++
		}
	case *figureNode:
		m.Figures++
	}
}
