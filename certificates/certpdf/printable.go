package certpdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"polyphony/internal/fault"
)

// maxNamed is how many different characters one refusal spells out.
const maxNamed = 20

// CheckPrintable says whether text can be drawn faithfully in every face of
// the certificate. Field is what the text is, as a refusal calls it ("name").
//
// Text is looked at in its composed form (NFC). What is refused, each with the
// character and its code point, as fault.Invalid: characters that a face has no
// glyph for (a PDF would show an empty box and still extract as if all were
// well), scripts other than Latin, Greek and Cyrillic, whose letters must be
// joined or reordered, signs that touch or cross a letter or have none under
// them, and anything invisible.
func CheckPrintable(field, text string) error {
	if !utf8.ValidString(text) {
		return fault.New(fault.Invalid, "", "the %s is not readable text (broken UTF-8); type it again", field)
	}
	fonts, err := coverage()
	if err != nil {
		return fault.Wrap("certpdf.CheckPrintable", err)
	}
	var buf sfnt.Buffer
	var invisible, marks, lacking []rune
	before := ' '
	for _, r := range norm.NFC.String(text) {
		mark := unicode.Is(unicode.M, r)
		switch {
		case r != ' ' && !unicode.IsGraphic(r), r != ' ' && r != 0xA0 && unicode.Is(unicode.Z, r):
			invisible = note(invisible, r)
		case mark && !(placeable(r) && unicode.In(before, unicode.L, unicode.M) && inScript(before)):
			marks = note(marks, r)
		case !mark && !inScript(r) || !inEvery(fonts, &buf, r):
			lacking = note(lacking, r)
		}
		before = r
	}
	switch {
	case len(lacking) > 0:
		return fault.New(fault.Invalid, "", "the %s holds %s, which the certificate's fonts cannot draw; "+
			"write it in Latin, Greek or Cyrillic letters, as in a passport", field, name(lacking))
	case len(marks) > 0:
		return fault.New(fault.Invalid, "", "the %s holds %s, a sign that the certificate's fonts cannot join to a letter; "+
			"use a letter that carries the sign itself, or leave the sign out", field, name(marks))
	case len(invisible) > 0:
		return fault.New(fault.Invalid, "", "the %s holds %s, which nobody could see in print; "+
			"delete it, or type the text again on one line", field, name(invisible))
	}
	return nil
}

// inScript reports whether r belongs to a script whose letters stand side by
// side as they are written; signs and digits belong to all.
func inScript(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common, unicode.Inherited)
}

// inEvery reports whether each face has its own glyph for r. Beyond U+FFFF
// fpdf cannot go, whatever the font holds.
func inEvery(fonts map[string]*sfnt.Font, buf *sfnt.Buffer, r rune) bool {
	if r > 0xFFFF {
		return false
	}
	for _, f := range fonts {
		if i, err := f.GlyphIndex(buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

func note(seen []rune, r rune) []rune {
	if slices.Contains(seen, r) {
		return seen
	}
	return append(seen, r)
}

// name spells characters out: visible ones in quotes, each with its code point.
func name(rs []rune) string {
	var parts []string
	for _, r := range rs[:min(len(rs), maxNamed)] {
		switch {
		case unicode.Is(unicode.M, r):
			parts = append(parts, fmt.Sprintf("\"\u25cc%c\" (%U)", r, r)) // on the dotted circle that stands for any letter
		case unicode.IsGraphic(r) && !unicode.Is(unicode.Z, r):
			parts = append(parts, fmt.Sprintf("\"%c\" (%U)", r, r))
		default:
			parts = append(parts, fmt.Sprintf("the invisible character %U", r))
		}
	}
	if more := len(rs) - maxNamed; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
