package certpdf

import (
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// mmPerPoint converts typographic points to millimetres.
const mmPerPoint = 25.4 / 72

func f2(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// width is how wide one line is set, in millimetres.
func width(f *fpdf.Fpdf, st style, text string) float64 {
	f.SetFont(st.face, "", st.size)
	return f.GetStringWidth(text) + st.track*mmPerPoint*float64(len([]rune(text)))
}

// wrap breaks text into lines of at most w millimetres: at blanks and after
// hyphens, and inside a word only when the word alone is wider than a line,
// which cut reports.
func wrap(f *fpdf.Fpdf, st style, w float64, text string) (lines []string, cut bool) {
	line := ""
	for _, piece := range pieces(text) {
		joined := line + piece
		if line != "" && width(f, st, strings.TrimRight(joined, " ")) > w {
			lines = append(lines, strings.TrimRight(line, " "))
			joined = piece
		}
		for width(f, st, strings.TrimRight(joined, " ")) > w {
			head := fitting(f, st, w, joined)
			lines, cut = append(lines, head), true
			joined = joined[len(head):]
		}
		line = joined
	}
	return append(lines, strings.TrimRight(line, " ")), cut
}

// pieces cuts text where a line may end; the blank or hyphen stays with the
// piece before it. No-break spaces do not cut.
func pieces(text string) []string {
	var out []string
	start := 0
	for i, r := range text {
		if r == ' ' || r == '-' || r == '‐' || r == '–' {
			end := i + len(string(r))
			out = append(out, text[start:end])
			start = end
		}
	}
	return append(out, text[start:])
}

// fitting is the longest beginning of word, one character at least, that fits
// into w millimetres.
func fitting(f *fpdf.Fpdf, st style, w float64, word string) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && width(f, st, word[:next]) > w {
			break
		}
		end = next
	}
	return word[:end]
}

// step is one way of setting a display line: at most lines lines at size
// points.
type step struct {
	size  float64
	lines int
}

// fit sets text in the first step it fits, balanced so that no line is left
// with one short word. A word is cut only when even the last step cannot hold it
// whole; ok is false when the text is too long for that as well.
func fit(f *fpdf.Fpdf, st style, w float64, text string, steps []step) (set style, lines []string, ok bool) {
	for _, s := range steps {
		set = st.sized(s.size)
		var cut bool
		lines, cut = wrap(f, set, w, text)
		if len(lines) <= s.lines && !cut {
			return set, balance(f, set, w, text, lines), true
		}
	}
	last := steps[len(steps)-1]
	return set, lines, len(lines) <= last.lines
}

// balance sets text in as many lines as it has, in the narrowest column that
// still holds it, so that the lines are of nearly one length.
func balance(f *fpdf.Fpdf, st style, w float64, text string, lines []string) []string {
	if len(lines) < 2 {
		return lines
	}
	low, high := w/float64(len(lines)), w
	for range 8 {
		mid := (low + high) / 2
		if try, cut := wrap(f, st, mid, text); len(try) == len(lines) && !cut {
			lines, high = try, mid
		} else {
			low = mid
		}
	}
	return lines
}
