package certpdf

import (
	"codeberg.org/go-pdf/fpdf"

	"polyphony/internal/fault"
)

// density is how roomy a page is set: gaps are multiplied by gap, and the
// smaller texts by body.
type density struct{ gap, body float64 }

func densities() []density {
	return []density{{1.3, 1.06}, {1, 1}, {0.75, 1}, {0.55, 0.93}}
}

// where says on which page the thresholds stand.
type where int

const (
	here where = iota
	overleaf
)

// composer lays out one sheet at one density.
type composer struct {
	doc *fpdf.Fpdf
	s   Sheet
	d   density
}

// compose lays the sheet out as roomily as it fits: on one page, or with the
// thresholds moved to a second.
func compose(doc *fpdf.Fpdf, s Sheet) ([]*block, error) {
	code, err := newCode(s.VerifyURL)
	if err != nil {
		return nil, err
	}
	if front, ok := roomiest(func(d density) (*block, bool) { return composer{doc, s, d}.front(code, here) }); ok {
		return []*block{front}, nil
	}
	front, ok := roomiest(func(d density) (*block, bool) { return composer{doc, s, d}.front(code, overleaf) })
	back, fits := roomiest(func(d density) (*block, bool) { return composer{doc, s, d}.back() })
	if ok && fits && len(s.Thresholds) > 0 {
		return []*block{front, back}, nil
	}
	return nil, fault.New(fault.Invalid, "",
		"the texts are too long for a certificate even on two pages; shorten the award, the claim, "+
			"what is not claimed, or the thresholds' sentences")
}

// roomiest is the page at the first density at which it has all its room.
func roomiest(lay func(density) (*block, bool)) (page *block, ok bool) {
	for _, d := range densities() {
		if page, ok = lay(d); ok {
			return page, true
		}
	}
	return nil, false
}

// front lays out the first page; ok says whether everything has its room.
func (c composer) front(code *code, thresholds where) (page *block, ok bool) {
	body := &block{doc: c.doc}
	if !c.head(body) {
		return nil, false
	}
	body.rule(margin, textWidth, hairline())
	body.space(6 * c.d.gap)
	body.beside(c.middle(thresholds)...)
	body.space(3 * c.d.gap)
	c.limits(body)

	foot := c.foot(code)
	top, bottom := c.top(), pageHeight-15-foot.y
	page = &block{doc: c.doc}
	c.ground(page)
	page.place(body, top)
	page.place(foot, bottom)
	return page, top+body.y+3 <= bottom
}

// middle is the part in two columns: the figures, and the thresholds when
// there are any.
func (c composer) middle(thresholds where) []*block {
	const left = 62.0
	facts := c.facts()
	if len(c.s.Thresholds) == 0 {
		half := (len(facts) + 1) / 2
		return []*block{
			c.factColumn("Summary", margin, textWidth/2-6, facts[:half]),
			c.factColumn("", margin+textWidth/2, textWidth/2, facts[half:]),
		}
	}
	right := &block{doc: c.doc}
	x, w := margin+left+6, textWidth-left-6
	c.heading(right, x, "Thresholds met")
	if thresholds == here {
		c.thresholds(right, x, w, c.s.Thresholds)
	} else {
		right.para(x, w, value(), 5, "Listed on the second page, which is part of this certificate.")
	}
	return []*block{c.factColumn("Summary", margin, left, facts), right}
}

// back lays out the second page, for thresholds the first has no room for.
func (c composer) back() (page *block, ok bool) {
	body := &block{doc: c.doc}
	body.para(margin, textWidth, institute(), 6, c.s.Institute)
	body.space(6 * c.d.gap)
	set, lines, ok := fit(c.doc, display(), textWidth, c.s.Name, []step{{26, 1}, {20, 2}, {15, 4}})
	body.lines(margin, set.sized(set.size), set.size*0.45, lines)
	body.para(margin, textWidth, value(), 5.4, c.s.Award)
	body.para(margin, textWidth, value(), 5.4, "Certificate "+c.s.Number+", second page")
	body.space(6 * c.d.gap)
	body.rule(margin, textWidth, hairline())
	body.space(6 * c.d.gap)
	c.heading(body, margin, "Thresholds met")
	half := (len(c.s.Thresholds) + 1) / 2
	left, right := &block{doc: c.doc}, &block{doc: c.doc}
	c.thresholds(left, margin, textWidth/2-5, c.s.Thresholds[:half])
	c.thresholds(right, margin+textWidth/2+3, textWidth/2-3, c.s.Thresholds[half:])
	body.beside(left, right)

	page = &block{doc: c.doc}
	c.ground(page)
	page.place(body, c.top())
	return page, ok && c.top()+body.y <= pageHeight-18
}

// top is where the text begins: under the voices, and under the band of a
// demonstration.
func (c composer) top() float64 {
	if c.s.Demonstration {
		return 45
	}
	return 36
}
