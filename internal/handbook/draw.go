// Package handbook prints an instrument as a handbook for raters: A4, a cover,
// contents, how to rate, and a double page for each principle. It prints what
// the instrument's file says and decides nothing; the page of the instrument on
// the web is the accessible form of the same text.
package handbook

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"polyphony/certificates/certpdf"
	"polyphony/certificates/certpdf/fonts"
	"polyphony/fidelity"
	"polyphony/internal/fault"
)

// Book is what a handbook is made of.
type Book struct {
	Instrument fidelity.Instrument
	// Translated says that the texts are a translation; NeedsReview, that no
	// native reader has gone through it yet.
	Translated, NeedsReview bool
	// Lessons are the places where a principle is taught, as they are to be
	// read, by the principle's id.
	Lessons map[string][]string
	// Made is the only date in the file.
	Made time.Time
}

// Draw makes the handbook's PDF. The same book always gives the same bytes.
//
// A character that the fonts cannot draw, and a principle too long for its
// double page, are refused as fault.Invalid.
func Draw(b Book) (pdf []byte, err error) {
	const op = "handbook.Draw"
	defer func() {
		if r := recover(); r != nil { // the drawing library panics; no text may take the server down
			pdf, err = nil, &fault.Error{Op: op, Kind: fault.Internal, Err: fmt.Errorf("drawing stopped: %v", r)}
		}
	}()
	if err := printable(b); err != nil {
		return nil, fault.Wrap(op, err)
	}
	// Page numbers of the contents are known before anything is drawn: the
	// first principle begins on the first left page after the beginning.
	p := &printer{Book: b, words: WordsIn(b.Instrument.Language)}
	if p.doc, err = newDocument(b, p.words); err != nil {
		return nil, fault.Wrap(op, err)
	}
	p.cover()
	p.contents()
	if err := p.beginning(); err != nil {
		return nil, fault.Wrap(op, err)
	}
	for i := range b.Instrument.Principles {
		if err := p.spread(i); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	var out bytes.Buffer
	if err := p.doc.Output(&out); err != nil {
		return nil, fault.Wrap(op, err)
	}
	return out.Bytes(), nil
}

// printer draws one book.
type printer struct {
	Book
	doc   *fpdf.Fpdf
	words Words
	links []int // internal links, one a principle
}

// Pages of the book; a principle's double page begins on a left, even, one.
const (
	aboutPage      = 3
	firstPrinciple = 4
)

func principlePage(i int) int { return firstPrinciple + 2*i }

func newDocument(b Book, w Words) (*fpdf.Fpdf, error) {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetCatalogSort(true)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	doc.SetCreationDate(b.Made.UTC())
	doc.SetModificationDate(b.Made.UTC())
	doc.SetTitle(fmt.Sprintf("%s: %s", b.Instrument.Title, w.Handbook), true)
	doc.SetSubject(fmt.Sprintf("%s %d, %s", w.Version, b.Instrument.Version, w.state(b.Instrument)), true)
	doc.SetAuthor("Polyphony", true)
	doc.SetCreator("Polyphony", true)
	doc.SetProducer("Polyphony", true)
	doc.SetLang(b.Instrument.Language)
	for _, face := range [][2]string{{sans, fonts.Sans}, {bold, fonts.Bold}, {serif, fonts.Serif}} {
		data, err := fonts.Read(face[1])
		if err != nil {
			return nil, err
		}
		doc.AddUTF8FontFromBytes(face[0], "", data)
	}
	return doc, doc.Error()
}

func (w Words) state(in fidelity.Instrument) string {
	if in.Adopted() {
		return w.Adopted
	}
	return w.Specimen
}

// printable refuses characters that the fonts cannot draw, naming their place.
func printable(b Book) error {
	in := b.Instrument
	texts := map[string]string{"title": in.Title, "text about it": in.About, "way to rate": strings.Join(in.HowToRate, " ")}
	for _, p := range in.Principles {
		all := []string{
			p.Title, p.Definition, p.Asks, p.Conduct, p.Service, p.WhenAlone, strings.Join(p.ListenFor, " "),
			strings.Join(p.LookFor, " "), strings.Join(p.IsNot, " "), strings.Join(p.RatingMistakes, " "), strings.Join(b.Lessons[p.ID], " "),
		}
		for _, o := range p.SubObservations {
			all = append(all, o.Text)
		}
		for level := range p.Anchors {
			all = append(all, p.Anchors[level], p.Examples[level])
		}
		texts["text of "+p.ID] = strings.Join(all, " ")
	}
	for field, text := range texts {
		if err := certpdf.CheckPrintable(field, strings.Join(strings.Fields(text), " ")); err != nil {
			return err
		}
	}
	return nil
}
