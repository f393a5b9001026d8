package fidelity

import "slices"

// Crosswalk sets the principles of other instruments beside those of one, its
// base: what asks for nearly the same, and what shares a part.
type Crosswalk struct {
	Title  string         `yaml:"title"`
	About  string         `yaml:"about"` // a paragraph a line
	Base   string         `yaml:"base"`  // id of the instrument whose principles make the rows
	Beside []string       `yaml:"beside"`
	Rows   []CrosswalkRow `yaml:"rows"`
}

// CrosswalkRow is one principle of the base with what stands beside it.
type CrosswalkRow struct {
	Principle string     `yaml:"principle"`
	Says      string     `yaml:"says"` // what to know when reading the row
	Relations []Relation `yaml:"relations"`
}

// Relation is how a principle of another instrument stands to the row's.
type Relation struct {
	Instrument string `yaml:"instrument"`
	Principle  string `yaml:"principle"`
	Kind       string `yaml:"kind"` // twin: asks for nearly the same; part: shares a part of it
	Says       string `yaml:"says"` // what they share, and where they differ
}

// The kinds of a relation.
const (
	Twin = "twin"
	Part = "part"
)

// In gives the relations of a row with one instrument, in their order.
func (r CrosswalkRow) In(instrument string) (out []Relation) {
	for _, rel := range r.Relations {
		if rel.Instrument == instrument {
			out = append(out, rel)
		}
	}
	return out
}

// Gaps lists what does not hold: every principle of the base makes one row, in
// its order; every principle of the others stands in one row at least; and
// nothing is named that is in no instrument.
func (c Crosswalk) Gaps(instruments map[string]Instrument) []Gap {
	g := &gaps{}
	g.needed("crosswalk", map[string]string{"title": c.Title, "about": c.About})
	base, ok := instruments[c.Base]
	if !ok {
		g.add("base", "instrument %q does not exist", c.Base)
		return g.found
	}
	for i, id := range c.Beside {
		if _, ok := instruments[id]; !ok || id == c.Base || slices.Index(c.Beside, id) != i {
			g.at = []any{"beside"}
			g.add(i, "instrument %q does not exist, is the base, or is named twice", id)
			g.at = nil
		}
	}
	c.rows(g, base)
	used := map[[2]string]bool{}
	for i, row := range c.Rows {
		g.at = []any{"rows", i}
		g.needed("row "+row.Principle, map[string]string{"says": row.Says})
		for j, rel := range row.Relations {
			g.at = []any{"rows", i, "relations", j}
			c.relation(g, instruments, row, j)
			used[[2]string{rel.Instrument, rel.Principle}] = true
		}
		g.at = nil
	}
	for _, id := range c.Beside {
		for _, p := range instruments[id].Principles {
			if !used[[2]string{id, p.ID}] {
				g.add("rows", "principle %s of %s stands in no row", p.ID, id)
			}
		}
	}
	return g.found
}

func (c Crosswalk) rows(g *gaps, base Instrument) {
	for i := range max(len(c.Rows), len(base.Principles)) {
		switch {
		case i >= len(c.Rows):
			g.add("rows", "principle %s of %s has no row", base.Principles[i].ID, base.ID)
		case i >= len(base.Principles) || c.Rows[i].Principle != base.Principles[i].ID:
			g.at = []any{"rows", i}
			g.add("principle", "row %d is of %q: rows are the principles of %s in their order", i+1, c.Rows[i].Principle, base.ID)
			g.at = nil
		}
	}
}

func (c Crosswalk) relation(g *gaps, instruments map[string]Instrument, row CrosswalkRow, j int) {
	rel := row.Relations[j]
	if _, ok := instruments[rel.Instrument].Principle(rel.Principle); !ok || !slices.Contains(c.Beside, rel.Instrument) {
		g.add("principle", "%q of %q is a principle of no instrument that stands beside", rel.Principle, rel.Instrument)
	}
	if rel.Kind != Twin && rel.Kind != Part {
		g.add("kind", "kind is %q: write %s or %s", rel.Kind, Twin, Part)
	}
	if blank(rel.Says) {
		g.add("says", "relation with %s says nothing", rel.Principle)
	}
	for _, other := range row.Relations[:j] {
		if other.Instrument == rel.Instrument && other.Principle == rel.Principle {
			g.add("principle", "%s of %s is twice in this row", rel.Principle, rel.Instrument)
		}
	}
}
