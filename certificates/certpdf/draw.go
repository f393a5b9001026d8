package certpdf

import (
	"bytes"
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"polyphony/internal/fault"
)

// The page: A4 upright, in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	margin     = 22.0
	textWidth  = pageWidth - 2*margin
)

// Draw makes the certificate's PDF. The same sheet always gives the same
// bytes (R28): the only date in the file is the sheet's.
//
// A sheet that lacks a needed field, contradicts itself, holds a character the
// fonts cannot draw or a text too long for its place is refused as
// fault.Invalid with a sentence that says how to mend it.
func Draw(s Sheet) (pdf []byte, err error) {
	const op = "certpdf.Draw"
	defer func() {
		if r := recover(); r != nil {
			pdf, err = nil, broke(op, r)
		}
	}()
	s, err = s.tidy()
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	doc, err := newDocument(s)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	pages, err := compose(doc, s)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	for _, page := range pages {
		doc.AddPage()
		page.draw(0)
	}
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, fault.Wrap(op, err)
	}
	return out.Bytes(), nil
}

// broke turns a panic of the drawing library into an error: no certificate
// may take the server down, whatever is in a name.
func broke(op string, r any) error {
	return &fault.Error{Op: op, Kind: fault.Internal, Err: fmt.Errorf("drawing stopped: %v", r)}
}

// newDocument is an empty document with its faces and metadata.
func newDocument(s Sheet) (*fpdf.Fpdf, error) {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetCatalogSort(true)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	doc.SetCreationDate(s.Issued.UTC())
	doc.SetModificationDate(s.Issued.UTC())
	doc.SetTitle(title(s), true)
	doc.SetAuthor(s.Institute, true)
	doc.SetSubject(s.Claims, true)
	doc.SetCreator("Polyphony", true)
	doc.SetProducer("Polyphony", true)
	doc.SetLang("en-GB")
	if s.Demonstration {
		doc.SetKeywords("DEMONSTRATION", true)
	}
	return doc, addFaces(doc)
}

func title(s Sheet) string {
	t := fmt.Sprintf("%s: %s (%s)", s.Award, s.Name, s.Number)
	if s.Demonstration {
		return "DEMONSTRATION: " + t
	}
	return t
}
