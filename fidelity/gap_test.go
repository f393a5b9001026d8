package fidelity_test

import (
	"slices"
	"strings"
	"testing"

	"polyphony/fidelity"
)

// Each thing that is taken away, or put in, is named with its place.
func TestInstrumentGapsAreNamed(t *testing.T) {
	for want, spoil := range map[string]func(p *fidelity.Principle){
		"principle p has no definition":                 func(p *fidelity.Principle) { p.Definition = " " },
		"principle p has no when_alone":                 func(p *fidelity.Principle) { p.WhenAlone = "" },
		"principle p has no anchor for level 2":         func(p *fidelity.Principle) { delete(p.Anchors, 2) },
		"principle p has an example for level 3, which": func(p *fidelity.Principle) { p.Examples[3] = "z" },
		"principle p names no evidence":                 func(p *fidelity.Principle) { p.Evidence = nil },
		`principle p: evidence "rumour" is none`:        func(p *fidelity.Principle) { p.Evidence = []string{"rumour"} },
		`principle p: service_fact "weather" is none`:   func(p *fidelity.Principle) { p.ServiceFact = "weather" },
		"principle p: sub-observation 1 needs":          func(p *fidelity.Principle) { p.SubObservations[0].ID = "" },
	} {
		in, _ := whole()
		spoil(&in.Principles[0])
		g := in.Gaps()
		if len(g) != 1 || !strings.HasPrefix(g[0].Say, want) {
			t.Errorf("want %q, got %q", want, said(g))
			continue
		}
		if !slices.Equal(g[0].Path[:2], []any{"principles", 0}) || len(g[0].Path) != 3 {
			t.Errorf("%s: path %v", want, g[0].Path)
		}
	}
}

func TestTranslationGapsAreNamed(t *testing.T) {
	for want, spoil := range map[string]func(tr *fidelity.Translation){
		`translates "two"; the file is beside one`:                     func(tr *fidelity.Translation) { tr.Instrument = "two" },
		"translates version 2; the instrument has version 3":           func(tr *fidelity.Translation) { tr.Version = 2 },
		"review is missing":                                            func(tr *fidelity.Translation) { tr.Review = "" },
		"title is not translated":                                      func(tr *fidelity.Translation) { tr.Title = "" },
		"how_to_rate has 0 points; the instrument has 1":               func(tr *fidelity.Translation) { tr.HowToRate = nil },
		"how_to_rate, point 1 has the figures [2]; the instrument":     func(tr *fidelity.Translation) { tr.HowToRate = []string{"Aloita tasosta 2."} },
		`principle "q" is not in the instrument`:                       func(tr *fidelity.Translation) { tr.Principles = append(tr.Principles, fidelity.PrincipleText{ID: "q"}) },
		`principle "q" stands where the instrument has "p"`:            func(tr *fidelity.Translation) { tr.Principles[0].ID = "q" },
		"look_for has 1 points; the instrument has 0":                  func(tr *fidelity.Translation) { tr.Principles[0].LookFor = []string{"x"} },
		"anchors, level 1 is not translated":                           func(tr *fidelity.Translation) { tr.Principles[0].Anchors[1] = "" },
		"examples, level 7 has no text in the instrument":              func(tr *fidelity.Translation) { tr.Principles[0].Examples[7] = "x" },
		"anchors, level 2 has the figures [9]; the instrument has [1]": func(tr *fidelity.Translation) { tr.Principles[0].Anchors[2] = "Kuten tasolla 9." },
		"sub_observations has 0 points":                                func(tr *fidelity.Translation) { tr.Principles[0].SubObservations = nil },
		`sub-observation "x" stands where the instrument has "o"`:      func(tr *fidelity.Translation) { tr.Principles[0].SubObservations[0].ID = "x" },
		"sub-observation o is not translated":                          func(tr *fidelity.Translation) { tr.Principles[0].SubObservations[0].Text = "" },
	} {
		in, tr := whole()
		spoil(&tr)
		if g := tr.Gaps(in); len(g) != 1 || !strings.HasPrefix(g[0].Say, want) {
			t.Errorf("want %q, got %q", want, said(g))
		}
	}
}

func TestCrosswalkGapsAreNamed(t *testing.T) {
	one, _ := whole()
	two := fidelity.Instrument{ID: "two", Principles: []fidelity.Principle{{ID: "a"}, {ID: "b"}}}
	all := map[string]fidelity.Instrument{"one": one, "two": two}
	walk := func() fidelity.Crosswalk {
		return fidelity.Crosswalk{
			Title: "t", About: "a", Base: "one", Beside: []string{"two"},
			Rows: []fidelity.CrosswalkRow{{Principle: "p", Says: "s", Relations: []fidelity.Relation{
				{Instrument: "two", Principle: "a", Kind: fidelity.Twin, Says: "s"},
				{Instrument: "two", Principle: "b", Kind: fidelity.Part, Says: "s"},
			}}},
		}
	}
	if g := walk().Gaps(all); len(g) > 0 {
		t.Fatal(said(g))
	}
	if got := walk().Rows[0].In("two"); len(got) != 2 {
		t.Errorf("%v", got)
	}
	for want, spoil := range map[string]func(c *fidelity.Crosswalk){
		"crosswalk has no title":           func(c *fidelity.Crosswalk) { c.Title = "" },
		`instrument "none" does not exist`: func(c *fidelity.Crosswalk) { c.Base = "none" },
		`instrument "one" does not exist, is the`: func(c *fidelity.Crosswalk) {
			c.Beside = []string{"two", "one"}
			c.Rows[0].Relations = append(c.Rows[0].Relations, fidelity.Relation{Instrument: "one", Principle: "p", Kind: fidelity.Part, Says: "s"})
		},
		"principle p of one has no row":       func(c *fidelity.Crosswalk) { c.Rows = nil },
		`row 2 is of "p"`:                     func(c *fidelity.Crosswalk) { c.Rows = append(c.Rows, fidelity.CrosswalkRow{Principle: "p", Says: "s"}) },
		"row p has no says":                   func(c *fidelity.Crosswalk) { c.Rows[0].Says = "" },
		`kind is "cousin"`:                    func(c *fidelity.Crosswalk) { c.Rows[0].Relations[0].Kind = "cousin" },
		"relation with a says nothing":        func(c *fidelity.Crosswalk) { c.Rows[0].Relations[0].Says = "" },
		"a of two is twice in this row":       func(c *fidelity.Crosswalk) { c.Rows[0].Relations = append(c.Rows[0].Relations, c.Rows[0].Relations[0]) },
		"principle b of two stands in no row": func(c *fidelity.Crosswalk) { c.Rows[0].Relations = c.Rows[0].Relations[:1] },
		`"z" of "two" is a principle of no`: func(c *fidelity.Crosswalk) {
			c.Rows[0].Relations = append(c.Rows[0].Relations, fidelity.Relation{Instrument: "two", Principle: "z", Kind: fidelity.Part, Says: "s"})
		},
	} {
		c := walk()
		spoil(&c)
		if got := said(c.Gaps(all)); !strings.HasPrefix(got, want) {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}
