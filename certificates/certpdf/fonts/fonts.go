// Package fonts holds the typefaces that printed pages are set in: Noto Sans,
// its bold, and Noto Serif Display, under the Open Font License beside them.
// They are here once for everything that draws a PDF.
package fonts

import "embed"

//go:embed *.ttf
var files embed.FS

// The files of the three faces.
const (
	Sans  = "NotoSans-Regular.ttf"
	Bold  = "NotoSans-Bold.ttf"
	Serif = "NotoSerifDisplay-Regular.ttf"
)

// Read gives a fresh copy of a face's bytes, which the caller may write into.
func Read(file string) ([]byte, error) { return files.ReadFile(file) }
