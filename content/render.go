package content

import (
	"bytes"
	"html/template"
	"path"

	"github.com/yuin/goldmark/ast"

	"polyphony/internal/fact"
)

// finish renders a module whose digest and files are known.
func (p *parsed) finish(r *report, digest fact.Digest, refs map[string][]byte) *Module {
	m := p.module
	m.Digest = digest
	md := markdown(&nodeRenderer{
		asset:    func(name string) []byte { return refs[path.Join(path.Dir(p.path), name)] },
		assetURL: func(name string) string { return AssetURL(m.ID, digest, name) },
	})
	show := func(nodes ...ast.Node) template.HTML {
		var out bytes.Buffer
		for _, n := range nodes {
			if err := md.Renderer().Render(&out, p.body(), n); err != nil {
				r.errorf(p.path, p.lineOf(n), "cannot be shown: %v", err)
			}
		}
		// Made by goldmark without raw HTML, and by this package's own nodes,
		// which escape every text: safe to put into a page as it is.
		return template.HTML(out.String())
	}
	m.Intro = show(p.intro...)
	if p.notes != nil {
		m.Notes = show(p.notes)
	}
	for _, s := range p.sections {
		m.Module.Sections = append(m.Module.Sections, s.Section)
		text := show(s.nodes...)
		m.Sections = append(m.Sections, RenderedSection{
			ID: s.ID, Title: s.Title, Minutes: s.Minutes, HTML: text, Notes: leadingBack(notesFor(m.Notes, text), text),
		})
	}
	m.Assets = map[string][]byte{}
	for at, data := range refs {
		m.Assets[path.Base(at)] = data
	}
	return m
}
