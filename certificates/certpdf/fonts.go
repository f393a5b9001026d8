package certpdf

import (
	"fmt"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"

	"polyphony/certificates/certpdf/fonts"
	"polyphony/internal/fault"
)

// The three faces of the page.
const (
	sans  = "sans"
	bold  = "bold"
	serif = "serif"
)

// faces lists each face with its file, in the order they are handed to fpdf.
func faces() [3][2]string {
	return [...][2]string{
		{sans, fonts.Sans},
		{bold, fonts.Bold},
		{serif, fonts.Serif},
	}
}

// coverage holds the parsed faces, read once: only their character maps and
// outlines are asked, and those never change.
var coverage = sync.OnceValues(func() (map[string]*sfnt.Font, error) {
	all := make(map[string]*sfnt.Font)
	for _, face := range faces() {
		data, err := fonts.Read(face[1])
		if err != nil {
			return nil, err
		}
		parsed, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", face[1], err)
		}
		all[face[0]] = parsed
	}
	return all, nil
})

// addFaces gives a document its fonts. The bytes are a fresh copy every time:
// fpdf writes into the slice while it cuts a font down.
func addFaces(f *fpdf.Fpdf) error {
	for _, face := range faces() {
		data, err := fonts.Read(face[1])
		if err != nil {
			return fault.Wrap("certpdf.addFaces", err)
		}
		f.AddUTF8FontFromBytes(face[0], "", data)
	}
	return fault.Wrap("certpdf.addFaces", f.Error())
}
