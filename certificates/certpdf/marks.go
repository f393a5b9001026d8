package certpdf

import (
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Canonical combining classes of accents that stand clear of their letter;
// the other classes touch or cross it, which takes a font's own rules.
const (
	below = 220
	above = 230
)

// placeable reports whether mark is an accent that can be set over or under
// a letter by the two shapes' outlines alone.
func placeable(mark rune) bool {
	class := norm.NFC.PropertiesString(string(mark)).CCC()
	return class == above || class == below
}

// text sets one line at a baseline. An accent that has no letter of its own,
// as in Yoruba's ẹ́, is centred on its letter and moved clear of it, which fpdf
// does not do. The reading order stays that of the text.
func text(f *fpdf.Fpdf, st style, x, y float64, line string) {
	var run []rune
	var base *shape
	flush := func() {
		if len(run) > 0 {
			f.Text(x, y, string(run))
			x += width(f, st, string(run))
			run = run[:0]
		}
	}
	for i, r := range []rune(line) {
		if !unicode.Is(unicode.M, r) || i == 0 {
			run, base = append(run, r), nil
			continue
		}
		if base == nil {
			letter := run[len(run)-1]
			flush()
			base = outline(st, letter)
			base.move(x-width(f, st, string(letter)), 0)
		}
		mark := outline(st, r)
		dx, dy := base.carry(mark, r, st)
		f.Text(dx, y-dy, string(r))
	}
	flush()
}

// shape is the box around a glyph in millimetres, up being positive.
type shape struct{ left, right, bottom, top float64 }

func (s *shape) move(dx, dy float64) {
	s.left, s.right, s.bottom, s.top = s.left+dx, s.right+dx, s.bottom+dy, s.top+dy
}

// carry moves mark to its place on s, which grows by it, and says how far.
func (s *shape) carry(mark *shape, r rune, st style) (dx, dy float64) {
	gap := 0.07 * st.size * mmPerPoint
	dx = (s.left+s.right)/2 - (mark.left+mark.right)/2
	if norm.NFC.PropertiesString(string(r)).CCC() == below {
		dy = min(0, s.bottom-gap-mark.top)
	} else {
		dy = max(0, s.top+gap-mark.bottom)
	}
	mark.move(dx, dy)
	s.bottom, s.top = min(s.bottom, mark.bottom), max(s.top, mark.top)
	return dx, dy
}

// outline is the box of r in a style, its origin at zero; empty when the face
// cannot be asked, so that the accent is set where the font puts it.
func outline(st style, r rune) *shape {
	fonts, err := coverage()
	if err != nil {
		return &shape{}
	}
	var buf sfnt.Buffer
	face := fonts[st.face]
	glyph, err := face.GlyphIndex(&buf, r)
	if err != nil {
		return &shape{}
	}
	box, _, err := face.GlyphBounds(&buf, glyph, fixed.I(1000), font.HintingNone)
	if err != nil {
		return &shape{}
	}
	unit := st.size * mmPerPoint / 1000 / 64
	return &shape{
		left: float64(box.Min.X) * unit, right: float64(box.Max.X) * unit,
		bottom: -float64(box.Max.Y) * unit, top: -float64(box.Min.Y) * unit,
	}
}
