package certpdf

import (
	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"

	"polyphony/internal/fault"
)

// quietModules is the white margin a reader needs around a QR code, in
// modules, on each side (ISO/IEC 18004).
const quietModules = 4

// code is a QR code: size modules each way.
type code struct {
	size  int
	black func(x, y int) bool
}

// newCode encodes text with a quarter of the symbol's words spare, so that a
// folded or stained page still reads.
func newCode(text string) (*code, error) {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fault.New(fault.Invalid, "", "the address for verifying is too long for a QR code; shorten it")
	}
	return &code{c.Size, c.Black}, nil
}

// draw fills a white square of side millimetres at x, y and sets the code in
// it, quiet zone included. Black modules that touch in a row are one rectangle.
func (c *code) draw(f *fpdf.Fpdf, x, y, side float64) {
	module := side / float64(c.size+2*quietModules)
	f.SetFillColor(255, 255, 255)
	f.Rect(x, y, side, side, "F")
	f.SetFillColor(0, 0, 0)
	for row := range c.size {
		for from := 0; from < c.size; {
			to := from
			for to < c.size && c.black(to, row) {
				to++
			}
			if to > from {
				// A hair of overlap keeps viewers from showing white seams between rows.
				f.Rect(x+float64(from+quietModules)*module, y+float64(row+quietModules)*module,
					float64(to-from)*module, module+0.02, "F")
			}
			from = to + 1
		}
	}
}
