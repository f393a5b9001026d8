package certpdf_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"polyphony/certificates/certpdf"
	"polyphony/internal/fault"
)

func TestEveryFieldIsOnThePage(t *testing.T) {
	for name, s := range map[string]certpdf.Sheet{"full": sample(), "longest": longest()} {
		t.Run(name, func(t *testing.T) {
			path := drawn(t, s)
			text := words(t, path)
			want := []string{
				s.Award, s.Institute, s.Name, s.Number, s.Claims, s.DoesNotClaim,
				"21 November 2026 (UTC)", "20 November 2029 (UTC)",
				"20 days, 160 hours", "120 hours 45 minutes", s.FirstContact + " to " + s.LastContact,
				s.Instrument, s.InstrumentState, s.Standard, s.PathwayDigest, s.Assurance,
				"entry 48213", s.VerifyHost,
			}
			for _, th := range s.Thresholds {
				want = append(want, th.Principle+" "+th.Sentence)
			}
			for _, w := range want {
				// A line that ends in a hyphen reads on without the blank.
				if !strings.Contains(strings.ReplaceAll(text, "- ", "-"), strings.ReplaceAll(w, "- ", "-")) {
					t.Errorf("%q is not on the page:\n%s", w, text)
				}
			}
			if n := strings.Count(text, s.Number); n != 2 {
				t.Errorf("the number is printed %d times, want 2: in the text and under the code", n)
			}
			if strings.Contains(text, "DEMONSTRATION") {
				t.Error("a real certificate says DEMONSTRATION")
			}
			if info := run(t, "poppler-utils", "pdfinfo", path); !strings.Contains(info, "Pages:           1\n") {
				t.Errorf("not one page:\n%s", info)
			}
		})
	}
}

func TestFileIsSoundAndDescribed(t *testing.T) {
	path := drawn(t, sample())
	if out := run(t, "qpdf", "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Errorf("qpdf: %s", out)
	}
	info := run(t, "poppler-utils", "pdfinfo", "-isodates", path)
	for _, want := range []string{
		"Title:           Foundation with assessed practice: Aino Virtanen (7KQ2-M9XR-4T0B-VW6H-2)",
		"Author:          Institute for Dialogic Practice, Tornio",
		"CreationDate:    2026-11-21T23:30:00",
		"ModDate:         2026-11-21T23:30:00",
		"Page size:       595.28 x 841.89 pts (A4)",
	} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo lacks %q:\n%s", want, info)
		}
	}
	fonts := strings.Split(strings.TrimSpace(run(t, "poppler-utils", "pdffonts", path)), "\n")[2:]
	for _, line := range fonts {
		if f := strings.Fields(line); f[len(f)-5] != "yes" { // emb sub uni object generation
			t.Errorf("a font is not embedded: %s", line)
		}
	}
	if len(fonts) != 3 {
		t.Errorf("%d fonts, want 3", len(fonts))
	}
	if json := run(t, "qpdf", "qpdf", "--json", path); !strings.Contains(json, "en-GB") {
		t.Error("the document does not name its language")
	}
}

func TestCodeLeadsToTheAddress(t *testing.T) {
	short, long := sample(), longest()
	long.Demonstration = true
	long.VerifyURL += "#" + strings.Repeat("Ab3-_", 60)
	for name, s := range map[string]certpdf.Sheet{"short": short, "long, demonstration": long} {
		if got := scanned(t, drawn(t, s)); got != s.VerifyURL {
			t.Errorf("%s: the code reads %q, want %q", name, got, s.VerifyURL)
		}
	}
}

func TestR28_SameSheetSameBytes(t *testing.T) {
	s := sample()
	first, err := certpdf.Draw(s)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			again, err := certpdf.Draw(s)
			if err != nil || !bytes.Equal(first, again) {
				t.Errorf("drawn again, the bytes differ (error %v)", err)
			}
		})
	}
	wg.Wait()
	s.Issued = s.Issued.In(time.FixedZone("east", 5*3600))
	if again, err := certpdf.Draw(s); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same instant in another zone draws other bytes (error %v)", err)
	}
	s.Thresholds[0].Principle = "  Immediate response "
	if again, err := certpdf.Draw(s); err != nil || !bytes.Equal(first, again) {
		t.Errorf("blanks around a text change the bytes (error %v)", err)
	}
	if s.Thresholds[0].Principle != "  Immediate response " {
		t.Error("Draw changed its caller's sheet")
	}
}

func TestR32_DemonstrationSaysSo(t *testing.T) {
	s := longest()
	s.Demonstration = true
	path := drawn(t, s)
	text := words(t, path)
	if !strings.Contains(text, "DEMONSTRATION Made in a demonstration store.") {
		t.Errorf("the band does not say DEMONSTRATION:\n%s", text)
	}
	if got, none := tinted(t, path), tinted(t, drawn(t, sample())); got < 0.01 || none > 0.0005 {
		t.Errorf("the watermark's colour covers %.4f of a demonstration and %.4f of a real certificate", got, none)
	}
	if !strings.Contains(text, "certifies nobody and nothing") {
		t.Error("the band does not say what a demonstration is worth")
	}
	info := run(t, "poppler-utils", "pdfinfo", path)
	if !strings.Contains(info, "Title:           DEMONSTRATION: ") || !strings.Contains(info, "Keywords:        DEMONSTRATION") {
		t.Errorf("the file's description does not say so:\n%s", info)
	}
}

func TestManyThresholdsTakeASecondPage(t *testing.T) {
	s := sample()
	s.Demonstration = true
	var names []string
	for i := range 28 {
		names = append(names, "Principle "+strings.Repeat("x", i+1))
	}
	s.Thresholds = thresholds(names...)
	path := drawn(t, s)
	if info := run(t, "poppler-utils", "pdfinfo", path); !strings.Contains(info, "Pages:           2\n") {
		t.Fatalf("not two pages:\n%s", info)
	}
	second := strings.Join(strings.Fields(run(t, "poppler-utils", "pdftotext", "-raw", "-f", "2", path, "-")), " ")
	for _, want := range append(names, s.Name, s.Number, s.Award, "DEMONSTRATION") {
		if !strings.Contains(second, want) {
			t.Errorf("the second page lacks %q", want)
		}
	}
	first := run(t, "poppler-utils", "pdftotext", "-l", "1", path, "-")
	if !strings.Contains(first, "second page") {
		t.Error("the first page does not say that there is a second")
	}
	if got := scanned(t, path); got != s.VerifyURL {
		t.Errorf("the code reads %q", got)
	}
}

func TestEmptyFieldsLeaveTheirLinesOut(t *testing.T) {
	s := certpdf.Sheet{
		Award: "Foundation completed", Institute: "Institute", Name: "Åsa Öberg", Number: "7KQ2-M9XR",
		Claims: "Completed the course.", Issued: time.Date(2026, 2, 28, 23, 0, 0, 0, time.FixedZone("west", -3600)),
		VerifyURL: "http://localhost:8080/v/7KQ2M9XR", VerifyHost: "LOCALHOST:8080",
	}
	text := words(t, drawn(t, s))
	for _, never := range []string{
		"Thresholds", "Contact", "contact", "Study", "Instrument", "Standard", "Pathway", "Ledger", "does not claim",
	} {
		if strings.Contains(text, never) {
			t.Errorf("%q is printed though nothing is known of it:\n%s", never, text)
		}
	}
	for _, want := range []string{"Issued 1 March 2026 (UTC)", "Valid until no end date"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*certpdf.Sheet)
		says   string
	}{
		"no name":          {func(s *certpdf.Sheet) { s.Name = " " }, "the name is empty"},
		"no award":         {func(s *certpdf.Sheet) { s.Award = "" }, "the award is empty"},
		"no issue":         {func(s *certpdf.Sheet) { s.Issued = time.Time{} }, "day of issue is missing"},
		"empty threshold":  {func(s *certpdf.Sheet) { s.Thresholds[1].Sentence = "" }, "the sentence of threshold 2 is empty"},
		"ends first":       {func(s *certpdf.Sheet) { s.ValidUntil = s.Issued.AddDate(0, 0, -2) }, "end on 19 November 2026 (UTC), before"},
		"minutes below 0":  {func(s *certpdf.Sheet) { s.StudyMinutes = -1 }, "below zero"},
		"other host":       {func(s *certpdf.Sheet) { s.VerifyHost = "example.com" }, "would lead to register.example.org while example.com"},
		"no web address":   {func(s *certpdf.Sheet) { s.VerifyURL = "javascript:alert(1)" }, "https://"},
		"no host":          {func(s *certpdf.Sheet) { s.VerifyURL = "https:///v/1" }, "https://"},
		"endless address":  {func(s *certpdf.Sheet) { s.VerifyURL += strings.Repeat("x", 3000) }, "too long for a QR code"},
		"endless name":     {func(s *certpdf.Sheet) { s.Name = strings.Repeat("Ananda ", 120) }, "too long for a certificate"},
		"endless award":    {func(s *certpdf.Sheet) { s.Award = strings.Repeat("Practice ", 120) }, "too long for a certificate"},
		"endless claim":    {func(s *certpdf.Sheet) { s.Claims = strings.Repeat("It says a lot. ", 300) }, "too long for a certificate"},
		"endless list":     {func(s *certpdf.Sheet) { s.Thresholds = thresholds(make([]string, 0)...); grow(s, 90) }, "too long for a certificate"},
		"panicking name":   {func(s *certpdf.Sheet) { s.Name = "Ada 𝒜" }, `"𝒜" (U+1D49C)`},
		"newline in claim": {func(s *certpdf.Sheet) { s.Claims = "one\ntwo" }, "U+000A"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sample()
			c.change(&s)
			pdf, err := certpdf.Draw(s)
			if pdf != nil || !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), c.says) {
				t.Errorf("got %d bytes and %v, want a refusal with %q", len(pdf), err, c.says)
			}
		})
	}
}

// grow gives the sheet n thresholds.
func grow(s *certpdf.Sheet, n int) {
	for range n {
		s.Thresholds = append(s.Thresholds, thresholds("Principle")...)
	}
}
