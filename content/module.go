package content

import (
	"bytes"
	"html/template"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"polyphony/courses"
	"polyphony/internal/fact"
)

// Module is a course module: what counts of it, and what is shown. Sections
// hides the counted sections of the same name, which are at Module.Sections.
type Module struct {
	courses.Module
	Language   string // BCP 47, such as en-GB
	Principles []string
	Objectives []Objective
	Sources    []Source
	Glossary   map[string]string // term → definition
	Intro      template.HTML     // what stands before the first section, often nothing
	Sections   []RenderedSection
	Notes      template.HTML     // the footnotes of the whole module, with links back
	Assets     map[string][]byte // name of a file that it shows → bytes
	Words      int64             // of text to read in its sections, without checks, prompts and notes
	Vignettes  int64
	Exercises  int64
	Figures    int64
	Review     string // of a translation: "needed", or who has read it and when
	// Translations by language, such as fi; none in what was opened from a
	// bundle, which holds the original alone.
	Translations map[string]*Module
	Ease         float64 // Flesch reading ease, from about 0 (hard) to 100 (easy); 0 where it is not known, as in what was opened from a bundle
}

// Objective is one thing that a trainee can do after the module.
type Objective struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
}

// Source is a work that the module draws on.
type Source struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
	DOI  string `yaml:"doi"`
}

// RenderedSection is one section as it is shown, without its heading.
type RenderedSection struct {
	ID      string // also the fragment of its address
	Title   string
	Minutes int64
	HTML    template.HTML
	Notes   template.HTML // those of the module's footnotes that it refers to
}

// AssetURL is the address of a file that a module shows. It holds the module's
// digest, so what it answers never changes.
func AssetURL(module string, digest fact.Digest, name string) string {
	return "/modules/" + module + "/" + string(digest) + "/" + name
}

// ModuleURL is the address of a module, and of one section of it if named.
func ModuleURL(module, section string) string {
	if section == "" {
		return "/modules/" + module
	}
	return "/modules/" + module + "#" + section
}

// frontMatter is the head of module.md.
type frontMatter struct {
	ID         string            `yaml:"id"`
	Title      string            `yaml:"title"`
	Principles []string          `yaml:"principles"`
	Objectives []Objective       `yaml:"objectives"`
	Minutes    int64             `yaml:"minutes"`
	Requires   []string          `yaml:"requires"`
	Language   string            `yaml:"language"`
	Sources    []Source          `yaml:"sources"`
	Glossary   map[string]string `yaml:"glossary"`
	Review     string            `yaml:"review"`
}

// parsed is a module between reading and rendering: rendering needs its digest,
// and that needs the files that the text refers to.
type parsed struct {
	path        string
	src         []byte // the whole file
	translation bool   // of another module.md, whose ids it has
	bodyAt      int    // where the Markdown starts in src
	front       doc
	module      *Module
	sections    []*sectionTree
	intro       []ast.Node
	notes       ast.Node // nil without footnotes
	assets      []assetRef
	links       []crossRef
	spans       []span // bodies of check fences in src, in order
	checks      []doc  // of each item, for lines
	writing     []doc  // of each reflection, for lines
	prose       []paragraph
}

type sectionTree struct {
	courses.Section
	line  int
	nodes []ast.Node
	words int64 // of text to read
	timed int64 // minutes that exercises and writing state, together
	away  int64 // the most that one of them states
}

// asksFor adds minutes that one exercise, or one piece of writing, states.
func (s *sectionTree) asksFor(minutes int64) {
	s.timed += minutes
	s.away = max(s.away, minutes)
}

type assetRef struct {
	name string
	line int
}

// crossRef points to a section of this or another module.
type crossRef struct {
	module, section string
	line            int
}

// span is a part of a file, from its first byte to behind its last.
type span struct{ from, to int }

// splitFront cuts module.md in its head and its Markdown.
func splitFront(src []byte) (front []byte, bodyAt int, ok bool) {
	const fence = "---\n"
	if !bytes.HasPrefix(src, []byte(fence)) {
		return nil, 0, false
	}
	end := bytes.Index(src, []byte("\n"+fence))
	if end < 0 {
		return nil, 0, false
	}
	if end < len(fence) { // nothing between the fences
		return nil, end + 1 + len(fence), true
	}
	return src[len(fence) : end+1], end + 1 + len(fence), true
}

// parseModule reads a module.md. Without keys its check items have neither key
// nor feedback, as in the public blob of a bundle. It reports whether the file
// could be read at all.
func parseModule(r *report, at string, src []byte, keys bool) (*parsed, bool) {
	front, bodyAt, ok := splitFront(src)
	if !ok {
		r.errorf(at, 1, "a module starts with a line ---, its keys in YAML, and another line ---")
		return nil, false
	}
	var fm frontMatter
	d, ok := decode(r, at, 1, front, &fm)
	if !ok {
		return nil, false
	}
	p := &parsed{path: at, src: src, bodyAt: bodyAt, front: d, module: &Module{
		Module: courses.Module{
			ID: fm.ID, Title: fm.Title, Minutes: fm.Minutes, Requires: fm.Requires,
		},
		Language: fm.Language, Principles: fm.Principles, Objectives: fm.Objectives,
		Sources: fm.Sources, Glossary: fm.Glossary, Review: fm.Review, Translations: map[string]*Module{},
	}}
	p.translation = translationForm.MatchString(path.Base(at))
	p.checkFront(r)
	p.readBody(r, keys)
	return p, true
}

// line gives the line in the file of a byte of the Markdown.
func (p *parsed) line(at int) int {
	at = min(max(p.bodyAt+at, 0), len(p.src))
	return 1 + bytes.Count(p.src[:at], []byte("\n"))
}

func (p *parsed) body() []byte { return p.src[p.bodyAt:] }

// has reports whether the module has an objective with this id.
func (p *parsed) hasObjective(id string) bool {
	for _, o := range p.module.Objectives {
		if o.ID == id {
			return true
		}
	}
	return false
}

// hasSection reports whether the module has a section with this id.
func (p *parsed) hasSection(id string) bool {
	for _, s := range p.sections {
		if s.ID == id {
			return true
		}
	}
	return false
}

// definition finds a term in the glossary, whatever its capitals.
func definition(glossary map[string]string, term string) (key, text string, ok bool) {
	for _, k := range sortedKeys(glossary) {
		if strings.EqualFold(k, term) {
			return k, strings.TrimSpace(glossary[k]), true
		}
	}
	return "", "", false
}
