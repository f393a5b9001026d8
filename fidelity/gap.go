package fidelity

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Gap is something that an instrument or a translation of one lacks, or says
// otherwise than it should. Path leads to its place in the file: keys (string)
// and positions in lists (int).
type Gap struct {
	Path []any
	Say  string
}

// gaps collects what is found below one place of a file.
type gaps struct {
	at    []any
	found []Gap
}

func (g *gaps) add(key any, format string, args ...any) {
	g.found = append(g.found, Gap{append(slices.Clone(g.at), key), fmt.Sprintf(format, args...)})
}

// needed names the texts that are empty, in order of their keys.
func (g *gaps) needed(of string, texts map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if blank(texts[key]) {
			g.add(key, "%s has no %s", of, key)
		}
	}
}

// levels reports levels of the scale that lack a text, and texts off the scale.
func (g *gaps) levels(of, key, one string, s Scale, texts map[int64]string) {
	for level := s.Min; level <= s.Max && level-s.Min < maxLevels; level++ {
		if blank(texts[level]) {
			g.add(key, "%s has no %s for level %d", of, one, level)
		}
	}
	for _, level := range slices.Sorted(maps.Keys(texts)) {
		if level < s.Min || level > s.Max {
			g.add(key, "%s has an %s for level %d, which is not on the scale", of, one, level)
		}
	}
}

// noServiceFact says that a principle has nothing that is the service's.
const noServiceFact = "none"

// maxLevels bounds what is said about a scale that is written wrongly.
const maxLevels = 100

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// Gaps lists what keeps a rater from working with the instrument, in the order
// of its file. An instrument that was published before all of it was asked for
// stays usable: see Validate.
func (in Instrument) Gaps() []Gap {
	g := &gaps{}
	g.needed("instrument "+in.ID, map[string]string{
		"title": in.Title, "language": in.Language, "about": in.About, "how_to_rate": strings.Join(in.HowToRate, ""),
	})
	for i, p := range in.Principles {
		g.at = []any{"principles", i}
		p.gaps(g, in.Scale)
	}
	return g.found
}

func (p Principle) gaps(g *gaps, s Scale) {
	of := "principle " + p.ID
	subs := ""
	for j, o := range p.SubObservations {
		subs += o.Text
		if blank(o.ID) || blank(o.Text) {
			g.add("sub_observations", "%s: sub-observation %d needs an id and a text", of, j+1)
		}
	}
	g.needed(of, map[string]string{
		"title": p.Title, "definition": p.Definition, "asks": p.Asks, "conduct": p.Conduct, "service": p.Service,
		"when_alone": p.WhenAlone, "sub_observations": subs, "listen_for": strings.Join(p.ListenFor, ""),
		"is_not": strings.Join(p.IsNot, ""), "rating_mistakes": strings.Join(p.RatingMistakes, ""),
	})
	if len(p.Evidence) == 0 {
		g.add("evidence", "%s names no evidence: write record, roster or recording", of)
	}
	for _, e := range p.Evidence {
		if !slices.Contains([]string{"record", "roster", "recording"}, e) {
			g.add("evidence", "%s: evidence %q is none of record, roster and recording", of, e)
		}
	}
	if f := p.ServiceFact; f != "" && f != noServiceFact && !slices.Contains(ServiceKeys(), f) {
		g.add("service_fact", "%s: service_fact %q is none of %s, or %s", of, f, strings.Join(ServiceKeys(), ", "), noServiceFact)
	}
	g.levels(of, "anchors", "anchor", s, p.Anchors)
	g.levels(of, "examples", "example", s, p.Examples)
}
