package certpdf

import (
	"math"

	"codeberg.org/go-pdf/fpdf"
)

// ground is what lies under the text: the seven voices, and for a
// demonstration the watermark and the band.
func (c composer) ground(page *block) {
	demonstration := c.s.Demonstration
	page.ops = append(page.ops, func(f *fpdf.Fpdf, _ float64) {
		if demonstration {
			watermark(f)
			voices(f, 20)
			return
		}
		voices(f, 0)
	})
	if demonstration {
		page.place(band(c.doc), 0)
	}
}

// voices draws seven lines, one for each principle, that enter apart, cross,
// and go on side by side, none of them covering another: a many-voiced
// conversation. top is the upper edge in millimetres.
func voices(f *fpdf.Fpdf, top float64) {
	const parts = 30
	f.SetLineWidth(0.28)
	for voice := range 7 {
		colour := teal()
		if voice == 2 {
			colour = copper()
		}
		f.SetDrawColor(colour.r, colour.g, colour.b)
		at := func(x float64) float64 { return top + 13 + height(voice, x/pageWidth) }
		const stride = pageWidth / parts
		f.MoveTo(0, at(0))
		for i := range parts {
			x0 := float64(i) * stride
			x1 := x0 + stride
			// Cubic Hermite as Bézier: the handles lie a third along the slope.
			f.CurveBezierCubicTo(
				x0+stride/3, at(x0)+slope(at, x0)*stride/3,
				x1-stride/3, at(x1)-slope(at, x1)*stride/3,
				x1, at(x1))
		}
		f.DrawPath("D")
	}
}

// height is how far one voice is from the middle line, in millimetres, at a
// share t (0–1) of the page's width.
func height(voice int, t float64) float64 {
	v := float64(voice) - 3
	spread := 1.15 + 0.9*math.Cos(2*math.Pi*t)
	own := 2.6 * math.Sin(2*math.Pi*((1.1+0.13*float64(voice))*t+0.137*float64(voice*voice)))
	return v*spread + own*(0.35+0.65*math.Sin(math.Pi*t))
}

func slope(at func(float64) float64, x float64) float64 {
	const h = 0.5
	return (at(x+h) - at(x-h)) / (2 * h)
}

// The words of a demonstration, and the sentence under them.
const (
	demonstrationWord     = "DEMONSTRATION"
	demonstrationSentence = "Made in a demonstration store. It certifies nobody and nothing."
)

// band lays a bar across the head of the page that cannot be overlooked.
func band(doc *fpdf.Fpdf) *block {
	b := &block{doc: doc}
	b.ops = append(b.ops, func(f *fpdf.Fpdf, dy float64) {
		f.SetFillColor(crimson().r, crimson().g, crimson().b)
		f.Rect(0, dy, pageWidth, 19, "F")
	})
	b.space(2.6)
	b.centred(pageWidth/2, style{bold, 21, white(), 1.7}, 8.6, demonstrationWord)
	b.centred(pageWidth/2, style{sans, 9.5, white(), 0}, 5, demonstrationSentence)
	return b
}

// watermark sets the word across the page in a tint so light that the text
// over it stays easy to read.
func watermark(f *fpdf.Fpdf) {
	st := style{bold, 72, tint(), 0}
	w := width(f, st, demonstrationWord)
	f.SetTextColor(st.colour.r, st.colour.g, st.colour.b)
	x, y := pageWidth/2, pageHeight/2+10
	f.TransformBegin()
	f.TransformRotate(54, x, y)
	f.Text(x-w/2, y+9, demonstrationWord)
	f.TransformEnd()
}
