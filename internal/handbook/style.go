package handbook

import (
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// The page: A4 upright, in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	outer      = 20.0
	textWidth  = pageWidth - 2*outer
	top        = 30.0
	bottom     = 277.0

	mmPerPoint = 25.4 / 72
)

// The three faces.
const (
	sans  = "sans"
	bold  = "bold"
	serif = "serif"
)

// rgb is a colour, 0–255 a channel. Text colours have a contrast of at least
// 4.5 : 1 (WCAG 2.2 AA) on white and on the tint; a test holds them to it.
type rgb struct{ r, g, b int }

func ink() rgb      { return rgb{0x1B, 0x2A, 0x33} }
func teal() rgb     { return rgb{0x0D, 0x4B, 0x50} }
func copper() rgb   { return rgb{0x94, 0x45, 0x18} }
func muted() rgb    { return rgb{0x4E, 0x5C, 0x63} }
func hairline() rgb { return rgb{0xC4, 0xCF, 0xCE} }
func tint() rgb     { return rgb{0xF1, 0xF5, 0xF4} }
func white() rgb    { return rgb{0xFF, 0xFF, 0xFF} }

// style is how text is set: face, size in points, colour, and the height of a
// line as a multiple of the size.
type style struct {
	face    string
	size    float64
	colour  rgb
	leading float64
}

func body() style    { return style{sans, 9.6, ink(), 1.42} }
func example() style { return style{sans, 9.2, muted(), 1.4} }
func label() style   { return style{bold, 8.4, copper(), 1.5} }
func caption() style { return style{sans, 8, muted(), 1.4} }
func display() style { return style{serif, 27, teal(), 1.2} }
func lead() style    { return style{serif, 13.2, ink(), 1.42} }

// line is the height of one line in millimetres at scale k.
func (s style) line(k float64) float64 { return s.size * k * s.leading * mmPerPoint }

// set makes a style the current one, at scale k.
func (s style) set(f *fpdf.Fpdf, k float64) {
	f.SetFont(s.face, "", s.size*k)
	f.SetTextColor(s.colour.r, s.colour.g, s.colour.b)
}

// quoted gives a text the quotation marks of print: “ ” in English, ” ” in
// Finnish. An opening one stands at the beginning, after a blank or a bracket.
func quoted(language, text string) string {
	var out strings.Builder
	before := ' '
	for _, r := range text {
		switch {
		case r == '"' && language != "fi" && strings.ContainsRune(" (\n", before):
			out.WriteRune('“')
		case r == '"':
			out.WriteRune('”')
		case r == '\'':
			out.WriteRune('’')
		default:
			out.WriteRune(r)
		}
		before = r
	}
	return out.String()
}

// balanced is wrap with lines of nearly one length.
func balanced(f *fpdf.Fpdf, w float64, text string) []string {
	lines := wrap(f, w, text)
	low, high := w/float64(max(1, len(lines))), w
	for range 8 {
		mid := (low + high) / 2
		if try := wrap(f, mid, text); len(try) == len(lines) {
			lines, high = try, mid
		} else {
			low = mid
		}
	}
	return lines
}

// wrap breaks text at blanks into lines of at most w millimetres in the current
// font. A word that is wider than a line stands alone.
func wrap(f *fpdf.Fpdf, w float64, text string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		joined := strings.TrimLeft(line+" "+word, " ")
		if line != "" && f.GetStringWidth(joined) > w {
			lines = append(lines, line)
			joined = word
		}
		line = joined
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
