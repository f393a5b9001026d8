package handbook

import "codeberg.org/go-pdf/fpdf"

// flow sets text downwards in a column. A dry flow draws nothing and only says
// how far down the text would come, so that a page can be tried at several
// scales before one of them is drawn.
type flow struct {
	doc  *fpdf.Fpdf
	x, w float64
	y    float64
	k    float64 // scale of all sizes
	dry  bool
	lang string
}

// in gives a column of its own beside or inside this one, at the same height.
func (c *flow) in(x, w float64) *flow {
	n := *c
	n.x, n.w = x, w
	return &n
}

func (c *flow) space(mm float64) { c.y += mm * c.k }

// para sets a paragraph.
func (c *flow) para(s style, text string) { c.hang(s, 0, "", text) }

// hang sets a paragraph whose lines are indented, with a mark before the first.
func (c *flow) hang(s style, indent float64, mark, text string) {
	s.set(c.doc, c.k)
	for i, line := range c.broken(s, c.w-indent, quoted(c.lang, text)) {
		if !c.dry {
			base := c.y + s.line(c.k)*0.74
			if i == 0 && mark != "" {
				c.doc.Text(c.x, base, mark)
			}
			c.doc.Text(c.x+indent, base, line)
		}
		c.y += s.line(c.k)
	}
}

// broken is a text in lines; those of a title are of nearly one length.
func (c *flow) broken(s style, w float64, text string) []string {
	if s.face == serif && s.size > 20 {
		return balanced(c.doc, w, text)
	}
	return wrap(c.doc, w, text)
}

// heading sets the small title of a part; the part's text follows it.
func (c *flow) heading(text string) {
	c.para(label(), text)
	c.space(0.6)
}

// list sets points under a heading, and nothing where there are none.
func (c *flow) list(title string, points []string) {
	if len(points) == 0 {
		return
	}
	c.heading(title)
	for _, p := range points {
		c.hang(body(), 4, "–", p)
		c.space(0.9)
	}
	c.space(2.6)
}

// part sets a paragraph under a heading, and nothing where it is empty.
func (c *flow) part(title, text string) {
	if text == "" {
		return
	}
	c.heading(title)
	c.para(body(), text)
	c.space(3.5)
}

// rule draws a hairline across the column.
func (c *flow) rule() {
	if !c.dry {
		l := hairline()
		c.doc.SetDrawColor(l.r, l.g, l.b)
		c.doc.SetLineWidth(0.2)
		c.doc.Line(c.x, c.y, c.x+c.w, c.y)
	}
}

// ground lays a tint under what reaches from y to here.
func (c *flow) ground(y, height float64) {
	if !c.dry {
		t := tint()
		c.doc.SetFillColor(t.r, t.g, t.b)
		c.doc.Rect(c.x, y, c.w, height, "F")
	}
}

// fit finds the largest scale at which draw ends above the foot of the page,
// and draws there. It reports false where the text is too long for all.
func (p *printer) fit(draw func(c *flow)) bool {
	for _, k := range []float64{1.08, 1.04, 1, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82} {
		c := p.column(top)
		c.k, c.dry = k, true
		if draw(c); c.y <= bottom {
			c = p.column(top)
			c.k = k
			draw(c)
			return true
		}
	}
	return false
}

// column is a flow over the page's whole width from height y.
func (p *printer) column(y float64) *flow {
	return &flow{doc: p.doc, x: outer, w: textWidth, y: y, k: 1, lang: p.Instrument.Language}
}
