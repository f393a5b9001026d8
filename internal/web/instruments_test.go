package web

import (
	"net/http"
	"strings"
	"testing"

	"polyphony/internal/testkit"
)

func TestInstrumentsAreForEverybody(t *testing.T) {
	v := newSite(t).nobody()
	list := v.get("/instruments")
	v.mustSay(list, 200, "How meetings are rated", "The seven principles of Open Dialogue", "The twelve key elements of dialogic practice", "Specimen, not validated, version 2.")
	if i, j := strings.Index(list.body, "/instruments/seven-principles"), strings.Index(list.body, "/instruments/classical-seven"); i < 0 || i > j {
		t.Error("what pathways rate by does not come first")
	}
	page := v.get("/instruments/transparent")
	if page.code != http.StatusNotFound {
		t.Errorf("an unknown instrument answers %d", page.code)
	}
	page = v.get("/instruments/seven-principles")
	v.mustSay(page, 200, "specimen, not validated", "Version 2", "Tolerance of uncertainty", "counts towards the person",
		"rated and shown, does not count towards the person", "When the person came alone", "start here", "Listen for")
	testkit.MustFind(t, page.body, "section h2[id=transparency]")
	testkit.MustFind(t, page.body, "a[href=/instruments/seven-principles/handbook.pdf]")
	if a := v.get("/instruments/seven-principles?lang=xx"); a.code != http.StatusNotFound {
		t.Errorf("a language that nobody wrote answers %d", a.code)
	}
}

func TestInstrumentInFinnish(t *testing.T) {
	v := newSite(t).nobody()
	english := v.get("/instruments/seven-principles")
	testkit.MustFind(t, english.body, `a[href=/instruments/seven-principles?lang=fi]`)
	page := v.get("/instruments/seven-principles?lang=fi")
	v.mustSay(page, 200, "Epävarmuuden sietäminen", "Äidinkielinen lukija ei ole vielä tarkistanut", "englanninkielinen ratkaisee", "malli, ei validoitu")
	for _, selector := range []string{
		`div[lang=fi] h1`, `div[lang=fi] section h2[id=transparency]`, `a[href=/instruments/seven-principles]`,
		`a[href=/instruments/seven-principles/handbook.pdf?lang=fi]`,
	} {
		testkit.MustFind(t, page.body, selector)
	}
	pdf := v.get("/instruments/seven-principles/handbook.pdf?lang=fi")
	if pdf.code != 200 || !strings.Contains(pdf.header.Get("Content-Disposition"), "handbook-seven-principles-fi.pdf") {
		t.Errorf("%d %v", pdf.code, pdf.header)
	}
}

func TestHandbookIsServed(t *testing.T) {
	v := newSite(t).nobody()
	first := v.get("/instruments/classical-seven/handbook.pdf")
	if first.code != 200 || first.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(first.body, "%PDF-") ||
		!strings.Contains(first.header.Get("Content-Disposition"), "handbook-classical-seven-en-GB.pdf") {
		t.Fatalf("%d %v", first.code, first.header)
	}
	if again := v.get("/instruments/classical-seven/handbook.pdf"); again.body != first.body {
		t.Error("the handbook is drawn again at each request")
	}
	for _, path := range []string{"/instruments/none/handbook.pdf", "/instruments/classical-seven/handbook.pdf?lang=xx"} {
		if a := v.get(path); a.code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.code)
		}
	}
}

func TestCrosswalkPage(t *testing.T) {
	v := newSite(t).nobody()
	page := v.get("/crosswalk")
	v.mustSay(page, 200, "Immediate help", "Conversation amongst professionals (reflection) in the meeting", "Twin", "Part", "Nothing")
	testkit.MustFind(t, page.body, "td a[href=/instruments/classical-seven#classical-immediate-help]")
	for _, id := range []string{"classical-seven#classical-responsibility", "key-elements-twelve#element-tolerating-uncertainty"} {
		file, principle, _ := strings.Cut(id, "#")
		testkit.MustFind(t, v.get("/instruments/"+file).body, "h2[id="+principle+"]")
	}
}
