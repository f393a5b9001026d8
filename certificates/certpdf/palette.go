package certpdf

// rgb is a colour of the page, 0–255 a channel.
type rgb struct{ r, g, b int }

// The page's colours. Each one that text is set in has a contrast of at least
// 4.5 : 1 (WCAG 2.2 AA) on white and on the watermark's tint; a test holds
// them to it.
func ink() rgb      { return rgb{0x1B, 0x2A, 0x33} }
func teal() rgb     { return rgb{0x0D, 0x4B, 0x50} }
func copper() rgb   { return rgb{0x94, 0x45, 0x18} }
func muted() rgb    { return rgb{0x4E, 0x5C, 0x63} }
func hairline() rgb { return rgb{0xC4, 0xCF, 0xCE} }
func crimson() rgb  { return rgb{0x9E, 0x1B, 0x2C} }
func tint() rgb     { return rgb{0xF8, 0xE6, 0xE3} }
func white() rgb    { return rgb{0xFF, 0xFF, 0xFF} }

// style is how a run of text is set: face, size in points, colour and extra
// space after each letter in points.
type style struct {
	face   string
	size   float64
	colour rgb
	track  float64
}

func (s style) sized(points float64) style {
	s.size = points
	return s
}

func label() style   { return style{bold, 7.8, copper(), 0.35} }
func caption() style { return style{sans, 8, muted(), 0} }
func value() style   { return style{sans, 10, ink(), 0} }
