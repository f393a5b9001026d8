package content

import (
	"strings"
	"testing"

	"polyphony/internal/fact"
)

// TestLinksLeadOnlyToModulesOfThePath: a module that is not on the reader's
// path has no page for them, so its title stands as plain text; one that is
// keeps its link.
func TestLinksLeadOnlyToModulesOfThePath(t *testing.T) {
	l, _ := Load(Embedded())
	links := 0
	for _, pathway := range sortedKeys(l.Pathways) {
		b, err := l.Bundle(pathway)
		if err != nil {
			t.Fatal(err)
		}
		o, err := OpenBundle(b.Manifest, func(d fact.Digest) ([]byte, error) { return b.Blobs[d], nil })
		if err != nil {
			t.Fatal(err)
		}
		for id, m := range o.Modules {
			for _, s := range m.Sections {
				for _, link := range moduleLink.FindAllStringSubmatch(string(s.HTML+s.Notes), -1) {
					links++
					if o.Modules[link[1]] == nil {
						t.Errorf("%s: %s links to %s, which is not on its path", pathway, id, link[1])
					}
				}
			}
		}
	}
	if links == 0 {
		t.Error("no link at all is left on any path")
	}
	m := &Module{Intro: `<p>See <a href="/modules/a#b">the <em>first</em></a> and <a href="/modules/c">third</a>, <a href="https://example.org">else</a>.</p>`}
	got := m.Within(map[string]*Module{"c": m}).Intro
	if want := `<p>See the <em>first</em> and <a href="/modules/c">third</a>, <a href="https://example.org">else</a>.</p>`; string(got) != want {
		t.Errorf("%s", got)
	}
	if !strings.Contains(string(m.Intro), "/modules/a#b") {
		t.Error("the module itself has changed")
	}
}

// TestNoLinkShowsAnID: what a reader sees is English, not the name of a folder.
func TestNoLinkShowsAnID(t *testing.T) {
	_, findings := Load(Embedded())
	for _, f := range findings {
		if strings.Contains(f.String(), "shows an id") {
			t.Error(f)
		}
	}
	r := &report{}
	src := "---\nid: a-b\ntitle: T\n---\n# T\n\nSee [c-d](c-d), [c-d](c-d#e), [safeguarding](safeguarding) and [the other](c-d).\n"
	if _, ok := parseModule(r, "modules/a-b/module.md", []byte(src), true); !ok {
		t.Fatal(r.findings)
	}
	shown := 0
	for _, f := range r.findings {
		if strings.Contains(f.String(), "shows an id") {
			shown++
		}
	}
	if shown != 2 {
		t.Errorf("%d links show an id, want 2: %v", shown, r.findings)
	}
}

// TestAReflectionMayHaveATitle: it may have one, as every module shipped has;
// without, as in older bundles, the words of its id are what it is called.
func TestAReflectionMayHaveATitle(t *testing.T) {
	for title, want := range map[string]string{"title: Why, and how\n": "Why, and how", "": "What I saw"} {
		r := &report{}
		src := "---\nid: a-b\ntitle: T\n---\n# T\n\n## One\nDuration: 1\n\n```reflection\nid: what-i-saw\n" + title + "prompt: Tell.\nwords_at_least: 5\n```\n"
		p, ok := parseModule(r, "modules/a-b/module.md", []byte(src), true)
		if !ok || len(p.module.Reflections) != 1 || p.module.Reflections[0].Name() != want {
			t.Errorf("%q is called %+v", title, p.module.Reflections)
		}
	}
	l, _ := Load(Embedded())
	for id, m := range l.Modules {
		for _, w := range m.Reflections {
			if w.Title == "" {
				t.Errorf("%s: reflection %s has no title", id, w.ID)
			}
		}
		for language, tr := range m.Translations {
			for i, w := range tr.Reflections {
				if w.Title == "" || tr.Wording(m)[m.Reflections[i].Name()] != w.Title {
					t.Errorf("%s: reflection %s has no title in %s", id, w.ID, language)
				}
			}
		}
	}
}
