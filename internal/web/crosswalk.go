package web

import (
	"slices"
	"strings"

	"polyphony/fidelity"
)

// relationView is a principle that stands beside the one of its row.
type relationView struct {
	Number            int
	Title, Href, Says string
	Twin              bool
}

// besideView is what stands beside one principle in one instrument.
type besideView struct {
	Label     string
	Relations []relationView
}

// crosswalkRow is one row of the table.
type crosswalkRow struct {
	Number            int
	Title, Href, Says string
	Beside            []besideView
}

// crosswalkShow sets the instruments beside one another.
func (s *Server) crosswalkShow(r *req) error {
	c, all, err := s.app.Crosswalk()
	if err != nil {
		return err
	}
	base := all[c.Base]
	heads := []fidelity.Instrument{base}
	for _, id := range c.Beside {
		heads = append(heads, all[id])
	}
	var rows []crosswalkRow
	for i, row := range c.Rows {
		p, _ := base.Principle(row.Principle)
		v := crosswalkRow{Number: i + 1, Title: p.Title, Href: principleHref(base.ID, p.ID), Says: row.Says}
		for _, in := range heads[1:] {
			v.Beside = append(v.Beside, besideView{in.Title, relationsOf(row.In(in.ID), in)})
		}
		rows = append(rows, v)
	}
	return s.page(r, "crosswalk", c.Title, data{
		"Crosswalk": c, "Heads": heads, "Rows": rows, "About": strings.Split(strings.TrimSpace(c.About), "\n"),
		"Crumbs": []crumb{{"How meetings are rated", "/instruments"}, {c.Title, ""}},
	})
}

func principleHref(instrument, principle string) string {
	return instrumentPath(instrument) + "#" + principle
}

func relationsOf(all []fidelity.Relation, in fidelity.Instrument) (out []relationView) {
	for _, rel := range all {
		i := slices.IndexFunc(in.Principles, func(p fidelity.Principle) bool { return p.ID == rel.Principle })
		if i >= 0 {
			out = append(out, relationView{i + 1, in.Principles[i].Title, principleHref(in.ID, rel.Principle), rel.Says, rel.Kind == fidelity.Twin})
		}
	}
	return out
}
