package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"polyphony/courses"
	"polyphony/internal/fact"
)

// checkBlock is the YAML of a ```check fence.
type checkBlock struct {
	ID        string        `yaml:"id"`
	Objective string        `yaml:"objective"`
	Stem      string        `yaml:"stem"`
	Options   []optionBlock `yaml:"options"`
	Restudy   string        `yaml:"restudy"`
}

type optionBlock struct {
	Text     string `yaml:"text"`
	Feedback string `yaml:"feedback"`
	Key      bool   `yaml:"key"`
}

// reflectionBlock is the YAML of a ```reflection fence.
type reflectionBlock struct {
	ID           string `yaml:"id"`
	Title        string `yaml:"title"`
	Prompt       string `yaml:"prompt"`
	WordsAtLeast int64  `yaml:"words_at_least"`
}

// fence takes a check or a reflection out of the text.
func (b *bodyReader) fence(n *ast.FencedCodeBlock) {
	kind, body := "", b.body()
	if n.Info != nil {
		kind = strings.TrimSpace(string(n.Info.Segment.Value(body)))
	}
	if n.Lines().Len() == 0 {
		b.errorf(b.path, b.fenceLine(n), "an empty fence")
		return
	}
	at := span{n.Lines().At(0).Start, n.Lines().At(n.Lines().Len() - 1).Stop}
	switch text, above := body[at.from:at.to], b.line(at.from)-1; kind {
	case "check":
		b.spans = append(b.spans, span{b.bodyAt + at.from, b.bodyAt + at.to})
		b.check(text, above)
	case "reflection":
		b.reflection(text, above)
	default:
		b.errorf(b.path, above, "fence %q: write ```check or ```reflection", kind)
	}
}

func (b *bodyReader) fenceLine(n *ast.FencedCodeBlock) int {
	if n.Info != nil {
		return b.line(n.Info.Segment.Start)
	}
	return b.lineOf(n)
}

func (b *bodyReader) check(text []byte, shift int) {
	var c checkBlock
	d, ok := decode(b.report, b.path, shift, text, &c)
	if !ok {
		return
	}
	it := courses.Item{
		ID: c.ID, Objective: c.Objective, Stem: strings.TrimSpace(c.Stem),
		Key: -1, Restudy: c.Restudy,
	}
	keys := 0
	for i, o := range c.Options {
		option := courses.Option{Text: strings.TrimSpace(o.Text)}
		if b.keys {
			option.Feedback = strings.TrimSpace(o.Feedback)
		}
		if b.keys && o.Key {
			keys++
			it.Key = i
		}
		it.Options = append(it.Options, option)
	}
	it.Digest = itemDigest(it)
	b.module.Items = append(b.module.Items, it)
	b.checks = append(b.checks, d)
	if b.keys && keys != 1 {
		b.errorf(b.path, d.line("options"), "check %s has %d options with key: true; exactly one is right", c.ID, keys)
	}
	b.checkItem(it, d)
}

// checkItem reports what one item lacks by itself.
func (b *bodyReader) checkItem(it courses.Item, d doc) {
	b.checkID(b.path, d.line("id"), "check", it.ID)
	if it.Stem == "" {
		b.errorf(b.path, d.line("stem"), "check %s has no stem", it.ID)
	}
	if len(it.Options) < 2 {
		b.errorf(b.path, d.line("options"), "check %s has %d options; a choice has two at least", it.ID, len(it.Options))
	}
	texts := map[string]bool{}
	for i, o := range it.Options {
		switch {
		case o.Text == "" || texts[o.Text]:
			b.errorf(b.path, d.line("options", i), "check %s: option %d has no text or that of another", it.ID, i+1)
		case b.keys && o.Feedback == "":
			b.errorf(b.path, d.line("options", i), "check %s: option %d has no feedback for those who choose it", it.ID, i+1)
		}
		texts[o.Text] = true
	}
}

func (b *bodyReader) reflection(text []byte, shift int) {
	var w reflectionBlock
	d, ok := decode(b.report, b.path, shift, text, &w)
	if !ok {
		return
	}
	b.checkID(b.path, d.line("id"), "reflection", w.ID)
	for _, other := range b.module.Reflections {
		if other.ID == w.ID {
			b.errorf(b.path, d.line("id"), "reflection id %q is used twice", w.ID)
		}
	}
	if strings.TrimSpace(w.Prompt) == "" || w.WordsAtLeast < 1 {
		b.errorf(b.path, d.line(), "reflection %s needs a prompt and words_at_least from 1", w.ID)
	}
	if n := len(b.sections); n > 0 {
		b.sections[n-1].asksFor(stated(minutesForm, w.Prompt))
	}
	b.writing = append(b.writing, d)
	b.module.Reflections = append(b.module.Reflections, courses.Reflection{
		ID: w.ID, Title: strings.TrimSpace(w.Title), Prompt: strings.TrimSpace(w.Prompt), WordsAtLeast: w.WordsAtLeast,
	})
}

// itemDigest is over what a trainee is asked, stem and options in order, and
// never over the key or the feedback.
func itemDigest(it courses.Item) fact.Digest {
	asked := struct {
		Stem    string   `json:"stem"`
		Options []string `json:"options"`
	}{Stem: it.Stem, Options: []string{}}
	for _, o := range it.Options {
		asked.Options = append(asked.Options, o.Text)
	}
	return fact.Sum(mustJSON(asked))
}
