package handbook_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"polyphony/content"
	"polyphony/fidelity"
	"polyphony/internal/fault"
	"polyphony/internal/handbook"
)

var made = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// run calls a foreign program, which must be installed.
func run(t *testing.T, pkg, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Fatalf("%s is needed: apt-get install %s", tool, pkg)
	}
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// shipped is what the binary ships; findings about it are not this test's.
func shipped(t *testing.T) *content.Library {
	t.Helper()
	l, _ := content.Load(content.Embedded())
	return l
}

// saved puts a PDF into the test's own folder.
func saved(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "handbook.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// pages are the texts of the pages with every run of white space as one blank.
func pages(t *testing.T, path string) []string {
	t.Helper()
	all := strings.Split(run(t, "poppler-utils", "pdftotext", "-raw", path, "-"), "\f")
	for i := range all {
		all[i] = strings.Join(strings.Fields(all[i]), " ")
	}
	return all[:len(all)-1]
}

// Every handbook of every shipped instrument is a whole PDF whose contents name
// the page on which each principle begins, marked as a specimen on every page.
func TestShippedHandbooks(t *testing.T) {
	l := shipped(t)
	for id, in := range l.Instruments {
		languages := []string{""}
		for _, tr := range l.Translations[id] {
			languages = append(languages, tr.Language)
		}
		for _, language := range languages {
			t.Run(id+language, func(t *testing.T) {
				pdf, err := handbook.Of(l, id, language, made)
				if err != nil {
					t.Fatal(err)
				}
				path := saved(t, pdf)
				run(t, "qpdf", "qpdf", "--check", path)
				r, err := l.ReadInstrument(id, language)
				if err != nil {
					t.Fatal(err)
				}
				checkPages(t, r.Instrument, pages(t, path))
				info := run(t, "poppler-utils", "pdfinfo", path)
				if !strings.Contains(info, r.Title) || !strings.Contains(info, "A4") || !bytes.Contains(pdf, []byte("/Lang ("+r.Language+")")) {
					t.Errorf("title, size or language of the file: %s", info)
				}
			})
		}
		if len(in.Principles) == 0 {
			t.Errorf("%s has no principles", id)
		}
	}
}

func checkPages(t *testing.T, in fidelity.Instrument, all []string) {
	t.Helper()
	w := handbook.WordsIn(in.Language)
	if want := 3 + 2*len(in.Principles); len(all) != want {
		t.Fatalf("%d pages, want %d", len(all), want)
	}
	for i, text := range all {
		if !strings.Contains(strings.ToLower(text), w.Specimen) {
			t.Errorf("page %d does not say %q", i+1, w.Specimen)
		}
	}
	for i, p := range in.Principles {
		n := 4 + 2*i
		entry := regexp.MustCompile(regexp.QuoteMeta(plain(p.Title)) + ` .*?\b` + fmt.Sprint(n) + `\b`)
		if !entry.MatchString(plain(all[1])) {
			t.Errorf("the contents do not lead to page %d for %s: %s", n, p.ID, all[1])
		}
		mustHold(t, p.ID, all[n-1], p.Definition, p.Asks, p.Conduct, p.Service, p.ListenFor[0], p.IsNot[0])
		mustHold(t, p.ID, all[n], p.Anchors[1], p.Anchors[5], p.Examples[3], p.RatingMistakes[0], p.WhenAlone)
	}
}

// plain is a text as it is printed and read back: without quotation marks, whose
// form differs, and without blanks.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"'“”’", r) {
			return -1
		}
		return r
	}, strings.Join(strings.Fields(text), " "))
}

func mustHold(t *testing.T, where, page string, texts ...string) {
	t.Helper()
	page = plain(page)
	for _, text := range texts {
		// A column beside it may stand between the lines, so look for its first words.
		words := strings.Fields(plain(text))
		if head := strings.Join(words[:min(3, len(words))], " "); !strings.Contains(page, head) {
			t.Errorf("%s: the page lacks %q: %s", where, head, page)
		}
	}
}

func sample() handbook.Book {
	return handbook.Book{Made: made, Instrument: fidelity.Instrument{
		ID: "one", Version: 1, Title: "One", Status: "adopted", Language: "en-GB", Scale: fidelity.Scale{Min: 1, Max: 2, Start: 1},
		About: "First.\n\nSecond.", HowToRate: []string{"Listen."}, Digest: "0123456789abcdef",
		Principles: []fidelity.Principle{{
			ID: "p", Title: "Principle", Evidence: []string{"roster", "hearsay"}, Definition: "It is \"this\".", Asks: "Asks.",
			Anchors: map[int64]string{1: "no", 2: "yes"}, Examples: map[int64]string{1: "x", 2: "y"}, WhenAlone: "Alone.",
		}},
	}}
}

func TestSameBookSameBytes(t *testing.T) {
	a, err := handbook.Draw(sample())
	if err != nil {
		t.Fatal(err)
	}
	b, _ := handbook.Draw(sample())
	if !bytes.Equal(a, b) {
		t.Error("drawn twice, the bytes differ")
	}
	text := strings.Join(pages(t, saved(t, a)), " ")
	for _, want := range []string{"adopted by a founding panel", "It is “this”.", "Version 1 · 0123456789ab", "roster, hearsay", "does not count towards the person"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q: %s", want, text)
		}
	}
	if strings.Contains(text, "specimen") {
		t.Error("an adopted instrument is called a specimen")
	}
}

func TestRefusals(t *testing.T) {
	long := strings.Repeat("far too many words ", 2000)
	for name, spoil := range map[string]func(b *handbook.Book){
		"cannot draw":               func(b *handbook.Book) { b.Instrument.Principles[0].Asks = "漢" },
		"too long for a double":     func(b *handbook.Book) { b.Instrument.Principles[0].Anchors[1] = long },
		"too long for one page":     func(b *handbook.Book) { b.Instrument.About = long },
		"principle p is too long":   func(b *handbook.Book) { b.Instrument.Principles[0].Asks = long },
		"the text about it holds":   func(b *handbook.Book) { b.Instrument.About = "漢" },
		"which the certificate's f": func(b *handbook.Book) { b.Lessons = map[string][]string{"p": {"漢"}} },
	} {
		b := sample()
		spoil(&b)
		if _, err := handbook.Draw(b); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, language := range []string{"", "xx"} {
		id := "none"
		if language != "" {
			id = "seven-principles"
		}
		if _, err := handbook.Of(shipped(t), id, language, made); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s %s: %v", id, language, err)
		}
	}
}

func TestTranslationSaysWhatItIs(t *testing.T) {
	b := sample()
	b.Instrument.Language, b.Instrument.Status, b.Translated, b.NeedsReview = "fi", "specimen", true, true
	pdf, err := handbook.Draw(b)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(pages(t, saved(t, pdf)), " ")
	w := handbook.WordsIn("fi")
	for _, want := range []string{w.TranslationSays, w.ReviewSays, "It is ”this”.", "Arvioijan käsikirja"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q: %s", want, text)
		}
	}
}

// Each word that a language has, the other has as well.
func TestWordsAreWhole(t *testing.T) {
	en, fi := fmt.Sprintf("%q", handbook.WordsIn("en-GB")), fmt.Sprintf("%q", handbook.WordsIn("fi"))
	if strings.Contains(en, `""`) || strings.Contains(fi, `""`) {
		t.Errorf("a word is missing: %s %s", en, fi)
	}
	if handbook.WordsIn("sv") != handbook.WordsIn("en-GB") {
		t.Error("a language without words has others than English")
	}
}
