package web

import (
	"strings"
	"testing"

	"polyphony/internal/people"
)

func TestSearchInOwnModules(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	v := s.as(who.Actor)
	mustHold(t, v.get("/search"), 200, `<form method="get" action="/search" role="search">`)
	first := v.get("/search?q=TORNIO+hospital")
	mustHold(t, first, 200, `<a href="`+readingPath+`">A hospital that stopped deciding alone</a>`, "<mark>Hospital</mark>", "<mark>Tornio</mark>", `value="TORNIO hospital"`)
	if strings.Contains(first.body, laterModule) {
		t.Error("a module that is not open yet was searched")
	}
	mustHold(t, v.get("/search?q=need-adapted+treatm"), 200, `<a href="/modules/`+readModule+`">need-adapted treatment</a>`)
	mustHold(t, v.get("/search?q=xyzzy"), 200, "Nothing in them fits “xyzzy”.")
	mustHold(t, v.get("/search?q=tornio+xyzzy"), 200, "No place has all of these words")
	mustHold(t, v.get("/search?q=%3Cscript%3E%C3"), 200, `value="&lt;script&gt;`)
	s.Studied(who, readModule)
	s.Passed(who, readModule)
	mustHold(t, v.get("/search?q=corridors"), 200, `<a href="/modules/`+laterModule+`/what-changes-when-nobody-leaves-the-room">`)
	mustHold(t, s.as(s.Person(people.Rater)).get("/search?q=tornio"), 200, "no module that you can read now")
	if a := s.nobody().get("/search?q=tornio"); a.code != 303 {
		t.Errorf("somebody who is not signed in is answered %d", a.code)
	}
}

// The page to print needs nothing but itself, and says that it credits nothing.
func TestWholeModuleOnOnePage(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	v := s.as(who.Actor)
	mustHold(t, v.get("/modules/"+readModule), 200, `href="/modules/`+readModule+`/print"`)
	if a := v.get("/modules/" + laterModule + "/print"); a.code != 303 {
		t.Errorf("a module that is not open yet is answered %d", a.code)
	}
	s.Studied(who, readModule)
	s.Passed(who, readModule)
	page := v.get("/modules/" + laterModule + "/print")
	mustHold(t, page, 200, "Study is credited only online", "<svg viewBox", `id="fn:1"`, "Words explained", "<style>", `<h2 id="disagreeing-aloud">`, ".prose{")
	for _, never := range []string{"<script", `rel="stylesheet"`, "src=", `href="/static`, "<nav", "data-study"} {
		if strings.Contains(page.body, never) {
			t.Errorf("the page to print holds %s", never)
		}
	}
	if csp := page.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; style-src 'sha256-") {
		t.Error(csp)
	}
	kept := v.get("/modules/" + laterModule + "/print?save=1")
	mustHold(t, kept, 200, `href="https://polyphony.example/modules/`+laterModule)
	if strings.Contains(kept.body, ` href="/`) || kept.header.Get("Content-Disposition") != `attachment; filename="`+laterModule+`.html"` {
		t.Errorf("the file to keep: %q", kept.header.Get("Content-Disposition"))
	}
}
