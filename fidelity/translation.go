package fidelity

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Translation holds the texts of an instrument in another language. It has no
// scale, evidence or counting of its own: those are the instrument's, and where
// the two differ in meaning the instrument decides.
type Translation struct {
	Instrument string          `yaml:"instrument"`
	Version    int64           `yaml:"version"`  // of the instrument whose texts these are
	Language   string          `yaml:"language"` // BCP 47, as "fi"
	Review     string          `yaml:"review"`   // "needs a native reader's review", or who has read it and when
	Title      string          `yaml:"title"`
	About      string          `yaml:"about"`
	HowToRate  []string        `yaml:"how_to_rate"`
	Principles []PrincipleText `yaml:"principles"`
}

// PrincipleText is the text of one principle in a translation.
type PrincipleText struct {
	ID              string           `yaml:"id"`
	Title           string           `yaml:"title"`
	Conduct         string           `yaml:"conduct"`
	Service         string           `yaml:"service"`
	Definition      string           `yaml:"definition"`
	Asks            string           `yaml:"asks"`
	SubObservations []SubObservation `yaml:"sub_observations"`
	Anchors         map[int64]string `yaml:"anchors"`
	Examples        map[int64]string `yaml:"examples"`
	ListenFor       []string         `yaml:"listen_for"`
	LookFor         []string         `yaml:"look_for"`
	IsNot           []string         `yaml:"is_not"`
	RatingMistakes  []string         `yaml:"rating_mistakes"`
	WhenAlone       string           `yaml:"when_alone"`
}

// NeedsReview reports whether a translation still waits for a native reader.
func (t Translation) NeedsReview() bool { return strings.HasPrefix(t.Review, "need") }

// Gaps lists what the translation lacks or has otherwise than the instrument,
// in the order of its file: principles, sub-observations, levels, the number of
// points in a list, and the figures in a text.
func (t Translation) Gaps(in Instrument) []Gap {
	g := &gaps{}
	if t.Instrument != in.ID {
		g.add("instrument", "translates %q; the file is beside %s", t.Instrument, in.ID)
	}
	if t.Version != in.Version {
		g.add("version", "translates version %d; the instrument has version %d: look the texts through and write that", t.Version, in.Version)
	}
	if blank(t.Review) {
		g.add("review", "review is missing: write \"needs a native reader's review\", or who has read it and when")
	}
	g.text("title", t.Title, in.Title)
	g.text("about", t.About, in.About)
	g.list("how_to_rate", t.HowToRate, in.HowToRate)
	for i := range max(len(t.Principles), len(in.Principles)) {
		switch {
		case i >= len(t.Principles):
			g.add("principles", "principle %s is missing", in.Principles[i].ID)
		case i >= len(in.Principles):
			g.at = []any{"principles"}
			g.add(i, "principle %q is not in the instrument", t.Principles[i].ID)
		case t.Principles[i].ID != in.Principles[i].ID:
			g.at = []any{"principles", i}
			g.add("id", "principle %q stands where the instrument has %q", t.Principles[i].ID, in.Principles[i].ID)
		default:
			g.at = []any{"principles", i}
			t.Principles[i].gaps(g, in.Principles[i])
		}
		g.at = nil
	}
	return g.found
}

func (t PrincipleText) gaps(g *gaps, p Principle) {
	g.text("title", t.Title, p.Title)
	g.text("conduct", t.Conduct, p.Conduct)
	g.text("service", t.Service, p.Service)
	g.text("definition", t.Definition, p.Definition)
	g.text("asks", t.Asks, p.Asks)
	g.observations(t.SubObservations, p.SubObservations)
	g.byLevel("anchors", t.Anchors, p.Anchors)
	g.byLevel("examples", t.Examples, p.Examples)
	g.list("listen_for", t.ListenFor, p.ListenFor)
	g.list("look_for", t.LookFor, p.LookFor)
	g.list("is_not", t.IsNot, p.IsNot)
	g.list("rating_mistakes", t.RatingMistakes, p.RatingMistakes)
	g.text("when_alone", t.WhenAlone, p.WhenAlone)
}

var figures = regexp.MustCompile(`\d+`)

// text compares one text with the one it translates.
func (g *gaps) text(key, now, was string) { g.compare([]any{key}, key, now, was) }

func (g *gaps) compare(path []any, what, now, was string) {
	at := append(slices.Clone(g.at), path...)
	say := func(format string, args ...any) { g.found = append(g.found, Gap{at, fmt.Sprintf(format, args...)}) }
	switch has, should := figuresOf(now), figuresOf(was); {
	case blank(now) && !blank(was):
		say("%s is not translated", what)
	case !blank(now) && blank(was):
		say("%s has no text in the instrument", what)
	case !slices.Equal(has, should):
		say("%s has the figures %v; the instrument has %v", what, has, should)
	}
}

func figuresOf(text string) []string {
	all := figures.FindAllString(text, -1)
	slices.Sort(all)
	return all
}

func (g *gaps) list(key string, now, was []string) {
	if len(now) != len(was) {
		g.add(key, "%s has %d points; the instrument has %d", key, len(now), len(was))
		return
	}
	for i := range now {
		g.compare([]any{key, i}, fmt.Sprintf("%s, point %d", key, i+1), now[i], was[i])
	}
}

func (g *gaps) observations(now, was []SubObservation) {
	const key = "sub_observations"
	if len(now) != len(was) {
		g.add(key, "%s has %d points; the instrument has %d", key, len(now), len(was))
		return
	}
	for i := range now {
		if now[i].ID != was[i].ID {
			g.add(key, "sub-observation %q stands where the instrument has %q", now[i].ID, was[i].ID)
			continue
		}
		g.compare([]any{key, i}, "sub-observation "+now[i].ID, now[i].Text, was[i].Text)
	}
}

func (g *gaps) byLevel(key string, now, was map[int64]string) {
	levels := slices.Concat(slices.Collect(maps.Keys(now)), slices.Collect(maps.Keys(was)))
	slices.Sort(levels)
	for _, level := range slices.Compact(levels) {
		g.compare([]any{key}, fmt.Sprintf("%s, level %d", key, level), now[level], was[level])
	}
}

// In gives the instrument with the texts of a translation; a text that is not
// translated stays as it is. The digest stays the instrument's: that, and not
// the translation, is what people are rated by.
func (in Instrument) In(t Translation) Instrument {
	out := in
	out.Language = t.Language
	put(&out.Title, t.Title)
	put(&out.About, t.About)
	putList(&out.HowToRate, t.HowToRate)
	out.Principles = slices.Clone(in.Principles)
	for i := range out.Principles {
		for _, text := range t.Principles {
			if text.ID == out.Principles[i].ID {
				out.Principles[i] = out.Principles[i].in(text)
			}
		}
	}
	return out
}

func (p Principle) in(t PrincipleText) Principle {
	for _, pair := range []struct {
		to   *string
		text string
	}{
		{&p.Title, t.Title},
		{&p.Conduct, t.Conduct},
		{&p.Service, t.Service},
		{&p.Definition, t.Definition},
		{&p.Asks, t.Asks},
		{&p.WhenAlone, t.WhenAlone},
	} {
		put(pair.to, pair.text)
	}
	putList(&p.ListenFor, t.ListenFor)
	putList(&p.LookFor, t.LookFor)
	putList(&p.IsNot, t.IsNot)
	putList(&p.RatingMistakes, t.RatingMistakes)
	p.Anchors, p.Examples = putLevels(p.Anchors, t.Anchors), putLevels(p.Examples, t.Examples)
	p.SubObservations = slices.Clone(p.SubObservations)
	for i := range p.SubObservations {
		for _, o := range t.SubObservations {
			if o.ID == p.SubObservations[i].ID {
				put(&p.SubObservations[i].Text, o.Text)
			}
		}
	}
	return p
}

func put(to *string, text string) {
	if !blank(text) {
		*to = strings.TrimSpace(text)
	}
}

func putList(to *[]string, list []string) {
	if len(list) == len(*to) {
		*to = list
	}
}

func putLevels(was, now map[int64]string) map[int64]string {
	out := maps.Clone(was)
	for level, text := range now {
		if _, ok := out[level]; ok && !blank(text) {
			out[level] = text
		}
	}
	return out
}
