package handbook

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"polyphony/internal/fault"
)

// cover sets what this is, which text it is made of, and in what state.
func (p *printer) cover() {
	p.doc.AddPage()
	in := p.Instrument
	f := p.doc
	t := teal()
	f.SetFillColor(t.r, t.g, t.b)
	f.Rect(0, 0, pageWidth, 96, "F")
	c := p.column(40)
	title := style{serif, 34, white(), 1.18}
	c.para(style{bold, 11, white(), 1.5}, p.words.Handbook)
	c.space(2)
	c.para(title, in.Title)
	c.y = 112
	c.para(style{bold, 13, copper(), 1.4}, Capital(p.words.state(in)))
	c.space(1)
	if !in.Adopted() {
		c.para(body(), p.words.SpecimenSays)
	}
	if p.Translated {
		c.space(3)
		say := p.words.TranslationSays
		if p.NeedsReview {
			say += " " + p.words.ReviewSays
		}
		c.para(body(), say)
	}
	c.y = 236
	c.rule()
	c.space(4)
	for _, row := range [][2]string{
		{p.words.Version, fmt.Sprintf("%s, %d", in.ID, in.Version)},
		{p.words.Scale, fmt.Sprintf("%d–%d, %s: %d", in.Scale.Min, in.Scale.Max, p.words.StartsHere, in.Scale.Start)},
		{p.words.Digest, string(in.Digest)},
	} {
		y := c.y
		c.in(outer, 44).para(caption(), row[0])
		right := c.in(outer+46, textWidth-46)
		right.para(caption(), strings.Join(chunks(row[1], 68), " "))
		c.y = max(right.y, y+caption().line(1)) + 1
	}
	c.space(2)
	c.para(caption(), "Polyphony")
}

// chunks parts a long run without blanks so that it can be broken.
func chunks(s string, n int) (out []string) {
	for len(s) > n && !strings.Contains(s[:n], " ") {
		out, s = append(out, s[:n]), s[n:]
	}
	return append(out, s)
}

// Capital gives a sentence or a state its first letter as a capital.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// contents lists the parts with their pages, each a link.
func (p *printer) contents() {
	p.page("")
	p.doc.Bookmark(p.words.Contents, 0, 0)
	c := p.column(top)
	c.para(display(), p.words.Contents)
	c.space(6)
	about := p.doc.AddLink()
	p.doc.SetLink(about, 0, aboutPage)
	p.entry(c, "", p.words.About, p.words.HowToRate, aboutPage, about)
	for i, pr := range p.Instrument.Principles {
		link := p.doc.AddLink()
		p.doc.SetLink(link, 0, principlePage(i))
		p.links = append(p.links, link)
		p.entry(c, fmt.Sprint(i+1), pr.Title, p.evidence(pr), principlePage(i), link)
	}
}

// entry is one line of the contents.
func (p *printer) entry(c *flow, number, title, under string, page, link int) {
	k := 1.0
	if len(p.Instrument.Principles) > 9 {
		k = 0.86
	}
	start := c.y
	c.rule()
	c.y += 2.6 * k
	row := c.in(outer+12, textWidth-30)
	row.k = k
	p.at(c, outer, style{serif, 15, copper(), 1.4}, k, number)
	row.para(style{serif, 14.5, ink(), 1.35}, title)
	row.para(caption(), under)
	num := style{sans, 11, teal(), 1.4}
	num.set(p.doc, 1)
	text := fmt.Sprint(page)
	p.doc.Text(pageWidth-outer-p.doc.GetStringWidth(text), c.y+5, text)
	c.y = row.y + 2.8*k
	p.doc.Link(outer, start, textWidth, c.y-start, link)
}

// at sets one short text at the height of the flow without moving it.
func (p *printer) at(c *flow, x float64, s style, k float64, text string) {
	s.set(p.doc, k)
	p.doc.Text(x, c.y+s.line(k)*0.74, text)
}

// beginning sets where the instrument comes from and how to rate with it.
func (p *printer) beginning() error {
	p.page("")
	p.doc.Bookmark(p.words.About, 0, 0)
	ok := p.fit(func(c *flow) {
		c.para(display(), p.words.About)
		c.space(3)
		for _, paragraph := range paragraphs(p.Instrument.About) {
			c.para(body(), paragraph)
			c.space(2.2)
		}
		c.space(3)
		c.para(style{serif, 20, teal(), 1.25}, p.words.HowToRate)
		c.space(1.5)
		for i, step := range p.Instrument.HowToRate {
			c.hang(body(), 7, fmt.Sprint(i+1), step)
			c.space(1.4)
		}
	})
	if !ok {
		return fault.New(fault.Invalid, "", "what is said about %s and how to rate with it is too long for one page", p.Instrument.ID)
	}
	return nil
}

// paragraphs are the lines of a text that hold something.
func paragraphs(text string) (out []string) {
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
