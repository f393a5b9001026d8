package certpdf_test

import (
	"strings"
	"testing"

	"polyphony/certificates/certpdf"
	"polyphony/internal/fault"
)

func TestNamesThatCanBePrinted(t *testing.T) {
	for what, n := range map[string]string{
		"Finnish":            "Väinö Yrjö-Äijälä Šķēle",
		"Vietnamese":         "Nguyễn Thị Ước Nguyện Đặng",
		"Polish":             "Żółć Gęśla Jaźń Łukasiewicz",
		"Greek":              "Ελένη Παπαδοπούλου-Χατζηδάκη",
		"polytonic Greek":    "Ἀριστοτέλης ὁ Σταγειρίτης",
		"Russian":            "Фёдор Михайлович Щербаков",
		"Ukrainian":          "Ґалаґан Їжакевич Євген",
		"Turkish, Icelandic": "İbrahim Şığ Þórður Æsa",
		"apostrophes":        "Siobhán O’Brien d'Arcy (née Ní Bhriain), Jr.",
		"no-break space":     "Anna\u00a0Maria",
		"Yoruba":             "Adébáyọ\u0300 Ẹ\u0301niọlá",
		"Yoruba, line below": "S\u0329o\u0329\u0301la\u0301",
		"stressed Russian":   "Жива\u0301го",
		"decomposed":         "A\u0308a\u0308nekoski Nguye\u0302\u0303n",
	} {
		if err := certpdf.CheckPrintable("name", n); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestNamesAreDrawnAsTheyAreWritten(t *testing.T) {
	for typed, printed := range map[string]string{
		"Adébáyọ\u0300 Ẹ\u0301niọlá":    "Adébáyọ\u0300 Ẹ\u0301niọlá",
		"Nguyễn Thị Ước":                "Nguyễn Thị Ước",
		"Ελένη Παπαδοπούλου":            "Ελένη Παπαδοπούλου",
		"Фёдор Щербаков":                "Фёдор Щербаков",
		"Żółć Łukasiewicz":              "Żółć Łukasiewicz",
		"A\u0308iti Nguye\u0302\u0303n": "Äiti Nguyễn",
		`Back\slash (and) brackets`:     `Back\slash (and) brackets`,
	} {
		s := sample()
		s.Name = typed
		path := drawn(t, s)
		if text := words(t, path); !strings.Contains(text, printed) {
			t.Errorf("%q is not on the page:\n%s", printed, text)
		}
		if info := run(t, "poppler-utils", "pdfinfo", path); !strings.Contains(info, printed) {
			t.Errorf("%q is not in the title:\n%s", printed, info)
		}
	}
}

func TestNamesThatCannotBePrinted(t *testing.T) {
	for what, c := range map[string]struct {
		name string
		says []string
	}{
		"Arabic":         {"محمد", []string{`"م" (U+0645), "ح" (U+062D) and "د" (U+062F)`, "Latin, Greek or Cyrillic"}},
		"Japanese":       {"Sato 佐藤", []string{`"佐" (U+4F50) and "藤" (U+85E4)`}},
		"Hangul":         {"김", []string{`"김" (U+AE40)`}},
		"Hebrew":         {"דוד", []string{`"ד" (U+05D3)`}},
		"Devanagari":     {"राम", []string{"U+0930", "U+092E"}},
		"emoji":          {"Ada 🙂", []string{`the name holds "🙂" (U+1F642), which`}},
		"outside 16 bit": {"𝒜da", []string{`"𝒜" (U+1D49C)`}},
		"private use":    {"A\ue000", []string{"the invisible character U+E000"}},
		"zero width":     {"Ada\u200bL", []string{"the invisible character U+200B"}},
		"direction":      {"Ada\u202eL", []string{"U+202E"}},
		"line end":       {"Ada\nL", []string{"U+000A", "on one line"}},
		"wide blank":     {"Ada\u2003L", []string{"U+2003"}},
		"symbol":         {"Ada ☃", []string{`"☃" (U+2603)`}},
		"crossed letter": {"Ado\u0338", []string{"\"\u25cc\u0338\" (U+0338), a sign"}},
		"accent alone":   {"\u0301Ada", []string{"(U+0301), a sign"}},
		"accent on gap":  {"Ada \u0301", []string{"(U+0301), a sign"}},
		"keycap":         {"Ada 1\ufe0f\u20e3", []string{"U+FE0F", "U+20E3"}},
		"broken":         {"Ada\xff", []string{"broken UTF-8"}},
		"many":           {"一二三四五六七八九十百千万億兆京垓秭穣溝澗正", []string{`(U+6E9D) and 2 more`}},
	} {
		err := certpdf.CheckPrintable("name", c.name)
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v, want a refusal", what, err)
			continue
		}
		for _, want := range c.says {
			if !strings.Contains(fault.Sentence(err), want) {
				t.Errorf("%s: %q lacks %q", what, fault.Sentence(err), want)
			}
		}
	}
}
