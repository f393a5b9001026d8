package certpdf

import (
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// codeSize is the QR code's width with its quiet zone, in millimetres.
const codeSize = 38.0

// foot sets what a reader needs for checking: number, code, and what stands
// behind them.
func (c composer) foot(code *code) *block {
	b := &block{doc: c.doc}
	b.rule(margin, textWidth, hairline())
	b.space(1)
	b.beside(c.provenance(textWidth-codeSize-8), c.codeColumn(code))
	return b
}

// provenance is the left of the foot: number, instrument, standard, pathway,
// ledger entry and assurance.
func (c composer) provenance(w float64) *block {
	b := &block{doc: c.doc}
	b.space(3.4)
	b.para(margin, w, caption(), 4.4, "Certificate number")
	set, lines, _ := fit(c.doc, style{bold, 14, ink(), 0.3}, w, c.s.Number, []step{{14, 1}, {11, 2}, {9, 4}})
	b.lines(margin, set, set.size*0.46, lines)
	b.space(2.2)
	for _, f := range c.sources() {
		b.pair(margin, 20, w, f)
	}
	b.space(1.4)
	b.para(margin, w, caption(), 3.9, c.s.Assurance)
	return b
}

// sources are the lines that say by what the certificate was judged and where
// its entry stands.
func (c composer) sources() []fact {
	instrument := c.s.Instrument
	if c.s.InstrumentState != "" {
		instrument += ": " + c.s.InstrumentState
	}
	entry := ""
	if c.s.LedgerEntry > 0 {
		entry = "entry " + strconv.FormatInt(c.s.LedgerEntry, 10)
	}
	return []fact{
		{"Instrument", instrument},
		{"Standard", c.s.Standard},
		{"Pathway", c.s.PathwayDigest},
		{"Ledger", entry},
	}
}

// pair sets a small caption with its text beside it.
func (b *block) pair(x, indent, w float64, f fact) {
	if f.text == "" {
		return
	}
	before := b.y
	b.para(x, indent, caption(), 4.1, f.what)
	b.y = before
	st := caption()
	st.colour = ink()
	set, lines, _ := fit(b.doc, st, w-indent, f.text, []step{{8, 1}, {7.2, 1}, {7.6, 9}})
	b.lines(x+indent, set, 4.1, lines)
}

// codeColumn is the right of the foot: the code, and in words where it leads,
// so that a code that leads elsewhere can be told from this one.
func (c composer) codeColumn(code *code) *block {
	b := &block{doc: c.doc}
	x := pageWidth - margin - codeSize
	// The white margin sticks out of the column, so that the black stands flush.
	quiet := codeSize / float64(code.size+2*quietModules) * quietModules
	link := c.s.VerifyURL
	b.ops = append(b.ops, func(f *fpdf.Fpdf, dy float64) {
		code.draw(f, x+quiet, dy, codeSize)
		f.LinkString(x+quiet, dy, codeSize, codeSize, link)
	})
	b.space(codeSize - quiet + 1.4)
	middle := x + quiet + codeSize/2
	for _, text := range []string{c.s.VerifyHost, c.s.Number} {
		set, lines, _ := fit(c.doc, style{bold, 8, teal(), 0}, codeSize-2*quiet, text,
			[]step{{8, 1}, {7.4, 1}, {6.8, 1}, {6.2, 1}, {6.2, 3}})
		for _, line := range lines {
			b.centred(middle, set, 3.8, line)
		}
	}
	return b
}
