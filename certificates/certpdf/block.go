package certpdf

import "codeberg.org/go-pdf/fpdf"

// op draws one thing, moved down the page by dy millimetres.
type op func(f *fpdf.Fpdf, dy float64)

// block is a piece of the page that is laid out before anything is drawn, so
// that its height is known while there is still a choice. y is the height so
// far in millimetres.
type block struct {
	doc *fpdf.Fpdf
	y   float64
	ops []op
}

// space leaves mm millimetres free.
func (b *block) space(mm float64) { b.y += mm }

// para sets text from x in lines of at most w millimetres, each leading
// millimetres high.
func (b *block) para(x, w float64, st style, leading float64, text string) {
	if text == "" {
		return
	}
	lines, _ := wrap(b.doc, st, w, text)
	b.lines(x, st, leading, lines)
}

// lines sets lines that are already broken.
func (b *block) lines(x float64, st style, leading float64, lines []string) {
	for _, line := range lines {
		b.at(x, b.y+leading*0.76, st, line)
		b.y += leading
	}
}

// centred sets one line with its middle at x.
func (b *block) centred(x float64, st style, leading float64, text string) {
	b.at(x-width(b.doc, st, text)/2, b.y+leading*0.76, st, text)
	b.y += leading
}

// at sets one line with its baseline at y, leaving the block's height alone.
func (b *block) at(x, y float64, st style, line string) {
	b.ops = append(b.ops, func(f *fpdf.Fpdf, dy float64) {
		f.SetFont(st.face, "", st.size)
		f.SetTextColor(st.colour.r, st.colour.g, st.colour.b)
		if st.track != 0 {
			f.RawWriteStr(f2(st.track) + " Tc")
		}
		text(f, st, x, y+dy, line)
		if st.track != 0 {
			f.RawWriteStr("0 Tc")
		}
	})
}

// rule draws a hairline across w millimetres from x.
func (b *block) rule(x, w float64, colour rgb) {
	y := b.y
	b.ops = append(b.ops, func(f *fpdf.Fpdf, dy float64) {
		f.SetDrawColor(colour.r, colour.g, colour.b)
		f.SetLineWidth(0.2)
		f.Line(x, y+dy, x+w, y+dy)
	})
}

// beside puts other blocks next to one another at the present height, which
// grows by the tallest.
func (b *block) beside(others ...*block) {
	tallest := 0.0
	for _, o := range others {
		b.place(o, b.y)
		tallest = max(tallest, o.y)
	}
	b.y += tallest
}

// place puts another block's drawing at height y of this one.
func (b *block) place(o *block, y float64) {
	for _, draw := range o.ops {
		b.ops = append(b.ops, func(f *fpdf.Fpdf, dy float64) { draw(f, y+dy) })
	}
}

// draw puts the block on the current page with its top at y.
func (b *block) draw(y float64) {
	for _, draw := range b.ops {
		draw(b.doc, y)
	}
}
