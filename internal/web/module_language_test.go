package web

import (
	"context"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
	"polyphony/internal/testkit"
)

var sectionHeading = regexp.MustCompile(`(?m)^## (.+)$`)

// inFinnish is the shipped content with its first module in another language:
// the same text with FI before each title, stem, option and prompt.
func inFinnish(t *testing.T) *content.Library {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(content.Embedded(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(content.Embedded(), path)
		tree[path] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	l, _ := content.Load(tree)
	sections := l.Modules[readModule].Sections
	at := "modules/" + readModule + "/module.md"
	text := strings.Replace(string(tree[at].Data), "language: en-GB", "language: fi\nreview: needed", 1)
	text = sectionHeading.ReplaceAllStringFunc(text, func(h string) string {
		id := sections[0].ID
		sections = sections[1:]
		return "## FI " + strings.TrimPrefix(h, "## ") + " {#" + id + "}"
	})
	for _, key := range []string{"stem: ", "prompt: ", `{text: "`} {
		if strings.HasSuffix(key, `"`) {
			text = strings.ReplaceAll(text, "- "+key, "- "+key+"FI ")
			continue
		}
		text = regexp.MustCompile("(?m)^"+key+`((?:>-\n  )?["']?)`).ReplaceAllString(text, key+"${1}FI ")
	}
	tree["modules/"+readModule+"/module.fi.md"] = &fstest.MapFile{Data: []byte(text)}
	l, findings := content.Load(tree)
	if l.Modules[readModule].Translations["fi"] == nil {
		t.Fatal(findings)
	}
	return l
}

func TestModuleInAnotherLanguage(t *testing.T) {
	s := newSite(t)
	s.App, _ = s.Replica(inFinnish(t))
	var err error
	s.web, err = New(s.App, Config{BaseURL: "https://polyphony.example", Ready: func(context.Context) error { return nil }, Log: storeLog{s.Store}})
	if err != nil {
		t.Fatal(err)
	}
	who := s.Enrol()
	v := s.as(who.Actor)

	original := v.get("/modules/" + readModule)
	mustHold(t, original, 200, `<span lang="en-GB" aria-current="true">English</span>`, `<a href="/modules/`+readModule+`?lang=fi" lang="fi" hreflang="fi">suomi</a>`)
	if strings.Contains(original.body, "native reader") || strings.Contains(original.body, ">FI ") {
		t.Error("the original is shown as a translation")
	}
	mustHold(t, v.get(readingPath+"?lang=fi"), 200, "native reader&#39;s review", `<h1 lang="fi">`, "FI A hospital", `<article class="prose" lang="fi">`, "0 of 2 minutes credited", `data-section="a-hospital-that-stopped-deciding-alone"`)
	chosen := v.get(readingPath + "?lang=fi").header.Get("Set-Cookie")
	if !strings.Contains(chosen, "text-"+readModule+"=fi") {
		t.Fatalf("the choice is not kept: %q", chosen)
	}
	cookie, _, _ := strings.Cut(chosen, ";")
	mustHold(t, v.get("/modules/"+readModule, "Cookie", cookie), 200, "native reader&#39;s review", ">FI A hospital", `<span lang="fi" aria-current="true">suomi</span>`)
	mustHold(t, v.get(whyICame, "Cookie", cookie), 200, `<p lang="fi">FI `)
	back := v.get("/modules/"+readModule+"?lang=en", "Cookie", cookie)
	if strings.Contains(back.body, "FI A hospital") || !strings.Contains(back.header.Get("Set-Cookie"), "=en") {
		t.Error("there is no way back to the original")
	}
	if a := v.get("/modules/" + readModule + "?lang=xx%0d%0ax"); a.code != 200 || a.header.Get("Set-Cookie") != "" {
		t.Errorf("a language that is none is kept: %q", a.header.Get("Set-Cookie"))
	}

	s.Studied(who, readModule)
	check := v.post("/checks/"+readModule, "enrolment", string(who.Enrolment))
	series := check.header.Get("Location")
	page := v.get(series, "Cookie", cookie)
	mustHold(t, page, 200, `<div class="check-item" lang="fi">`, "1. FI ")
	form := []string{}
	nodes, err := testkit.Find(page.body, `input[type=radio][value="0"]`)
	if err != nil || len(nodes) == 0 {
		t.Fatal(err)
	}
	for _, n := range nodes {
		form = append(form, testkit.Attribute(n, "name"), "0")
	}
	if a := v.post(series, form...); a.code != 303 {
		t.Fatalf("%d %s", a.code, a.body)
	}
	mustHold(t, v.get(series, "Cookie", cookie), 200, `<h2 lang="fi">FI `, `You chose: <span lang="fi">FI `)
	mustHold(t, v.get(series), 200, "You chose: <span>")
}

// TestALanguageAskedForWritesNoHeader: what stands in an address goes into no
// answer's head. A browser keeps none but a language that the module has.
func TestALanguageAskedForWritesNoHeader(t *testing.T) {
	s := newSite(t)
	s.App, _ = s.Replica(inFinnish(t))
	var err error
	s.web, err = New(s.App, Config{BaseURL: "https://polyphony.example", Ready: func(context.Context) error { return nil }, Log: storeLog{s.Store}})
	if err != nil {
		t.Fatal(err)
	}
	v := s.as(s.Enrol().Actor)
	for _, at := range []string{"/modules/" + readModule, readingPath, "/modules/" + readModule + "/print"} {
		for _, lang := range []string{"fi%0d%0aX-Taken:%20over", "fi%0d%0a%0d%0a<script>", "fi;%20Path=/x", "xx"} {
			a := v.get(at + "?lang=" + lang)
			if a.code != 200 || a.header.Get("X-Taken") != "" || strings.HasPrefix(a.body, "<script>") || a.header.Get("Set-Cookie") != "" {
				t.Errorf("%s?lang=%s: %d, %v", at, lang, a.code, a.header)
			}
		}
	}
}

// mustHold demands pieces of a page's source.
func mustHold(t *testing.T, a reply, code int, pieces ...string) {
	t.Helper()
	for _, want := range pieces {
		if a.code != code || !strings.Contains(a.body, want) {
			t.Errorf("%d, and the page does not hold %s", a.code, want)
		}
	}
}
