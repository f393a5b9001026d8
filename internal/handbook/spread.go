package handbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"polyphony/fidelity"
	"polyphony/internal/fault"
)

// page begins a page with its head and foot.
func (p *printer) page(title string) {
	p.doc.AddPage()
	f, n := p.doc, p.doc.PageNo()
	c := p.column(21)
	p.outside(n, 17, caption(), p.Instrument.Title)
	p.inside(n, 17, caption(), title)
	c.rule()
	c.y = 282
	c.rule()
	number := style{bold, 9, teal(), 1}
	p.outside(n, 287.5, number, fmt.Sprint(n))
	p.inside(n, 287.5, style{bold, 8, copper(), 1}, p.words.state(p.Instrument))
	version := fmt.Sprintf("%s %d · %s", p.words.Version, p.Instrument.Version, short(string(p.Instrument.Digest)))
	caption().set(f, 1)
	f.Text((pageWidth-f.GetStringWidth(version))/2, 287.5, version)
}

// outside sets a line at the outer edge of page n, inside at the inner one: even
// pages lie on the left of a double page.
func (p *printer) outside(n int, y float64, s style, text string) { p.edge(n%2 == 0, y, s, text) }
func (p *printer) inside(n int, y float64, s style, text string)  { p.edge(n%2 == 1, y, s, text) }

func (p *printer) edge(left bool, y float64, s style, text string) {
	s.set(p.doc, 1)
	x := outer
	if !left {
		x = pageWidth - outer - p.doc.GetStringWidth(text)
	}
	p.doc.Text(x, y, text)
}

// short is the beginning of a digest, enough to tell two texts apart.
func short(digest string) string {
	digest = digest[strings.Index(digest, ":")+1:]
	return digest[:min(len(digest), 12)]
}

// spread sets one principle on a double page.
func (p *printer) spread(i int) error {
	pr := p.Instrument.Principles[i]
	p.page(pr.Title)
	p.doc.Bookmark(fmt.Sprintf("%d %s", i+1, pr.Title), 0, 0)
	left := p.fit(func(c *flow) { p.what(c, i, pr) })
	p.page(pr.Title)
	right := p.fit(func(c *flow) { p.levels(c, pr) })
	if !left || !right {
		return fault.New(fault.Invalid, "", "principle %s is too long for a double page: shorten its texts", pr.ID)
	}
	return nil
}

// what is the left page: what the principle is, asks for and sounds like.
func (p *printer) what(c *flow, i int, pr fidelity.Principle) {
	c.para(style{bold, 9, copper(), 1.4}, fmt.Sprintf("%d / %d", i+1, len(p.Instrument.Principles)))
	c.para(display(), pr.Title)
	c.space(1)
	c.para(caption(), p.words.Evidence+": "+p.evidence(pr)+" · "+p.counting(pr))
	c.space(4)
	c.para(lead(), pr.Definition)
	c.space(4.5)
	c.part(p.words.Asks, pr.Asks)
	p.parts(c, pr)
	gap := 8.0
	half := (textWidth - gap) / 2
	l, r := c.in(outer, half), c.in(outer+half+gap, half)
	var seen []string
	for _, o := range pr.SubObservations {
		seen = append(seen, o.Text)
	}
	l.list(p.words.SubObservations, seen)
	r.list(p.words.ListenFor, pr.ListenFor)
	r.list(p.words.LookFor, pr.LookFor)
	shorter := l
	if r.y < l.y {
		shorter = r
	}
	shorter.list(p.words.IsNot, pr.IsNot)
	c.y = max(l.y, r.y)
}

// parts sets side by side what is the practitioner's and what is the service's.
func (p *printer) parts(c *flow, pr fidelity.Principle) {
	const inset, gap = 4.0, 8.0
	half := (textWidth - gap) / 2
	set := func(x float64, dry bool, title, text string) *flow {
		n := c.in(x+inset, half-2*inset)
		n.dry = dry
		n.space(3)
		n.heading(title)
		n.para(body(), text)
		n.space(3)
		return n
	}
	l := set(outer, true, p.words.Conduct, pr.Conduct)
	r := set(outer+half+gap, true, p.words.Service, pr.Service)
	height := max(l.y, r.y) - c.y
	c.in(outer, half).ground(c.y, height)
	c.in(outer+half+gap, half).ground(c.y, height)
	set(outer, c.dry, p.words.Conduct, pr.Conduct)
	set(outer+half+gap, c.dry, p.words.Service, pr.Service)
	c.y += height
	c.space(5)
}

// levels is the right page: the scale, mistakes, and a person alone.
func (p *printer) levels(c *flow, pr fidelity.Principle) {
	const number, gap = 18.0, 6.0
	half := (textWidth - number - gap) / 2
	anchorX, exampleX := outer+number, outer+number+half+gap
	head := *c
	head.in(outer, number).para(label(), p.words.Level)
	head.in(anchorX, half).para(label(), p.words.Anchor)
	row := head.in(exampleX, half)
	row.para(label(), p.words.Example)
	c.y = row.y
	c.space(1)
	for _, level := range slices.Sorted(maps.Keys(pr.Anchors)) {
		c.rule()
		c.space(2)
		n := c.in(outer, number)
		n.para(style{serif, 22, teal(), 1.05}, fmt.Sprint(level))
		if level == p.Instrument.Scale.Start {
			n.para(caption(), p.words.StartsHere)
		}
		a, e := c.in(anchorX, half), c.in(exampleX, half)
		a.para(body(), pr.Anchors[level])
		e.para(example(), pr.Examples[level])
		c.y = max(n.y, a.y, e.y)
		c.space(2.4)
	}
	c.rule()
	c.space(5)
	l, r := c.in(outer, (textWidth-8)/2), c.in(outer+(textWidth+8)/2, (textWidth-8)/2)
	l.list(p.words.Mistakes, pr.RatingMistakes)
	l.list(p.words.TaughtIn, p.Lessons[pr.ID])
	r.part(p.words.WhenAlone, pr.WhenAlone)
	c.y = max(l.y, r.y)
}

func (p *printer) evidence(pr fidelity.Principle) string {
	var all []string
	for _, e := range pr.Evidence {
		all = append(all, p.words.EvidenceWord(e))
	}
	return strings.Join(all, ", ")
}

func (p *printer) counting(pr fidelity.Principle) string {
	if pr.CountsForPerson {
		return p.words.Counts
	}
	return p.words.CountsNot
}
