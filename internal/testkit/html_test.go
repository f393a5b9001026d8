package testkit

import "testing"

const sample = `<!doctype html><html lang="en"><body>
<nav class="top"><a href="/" aria-current="page">Home</a></nav>
<main id="main"><form action="/sign-in"><p class="hint wide">Your  <b>own</b>
address</p><input name="email" type="email" required><input name="note" value="a b"></form>
<section><h2>One</h2><div><p>deep</p></div></section></main></body></html>`

func TestFindBySelector(t *testing.T) {
	picks := map[string]int{
		"input":                         2,
		"*[required]":                   1,
		"#main":                         1,
		"main#main":                     1,
		"nav #main":                     0,
		".hint":                         1,
		".wide.hint":                    1,
		"p.wide.narrow":                 0,
		"input[name=email]":             1,
		`input[value="a b"]`:            1,
		`input[type='email'][required]`: 1,
		"[aria-current=page]":           1,
		"[aria-current=step]":           0,
		"main p":                        2,
		"main section p":                1,
		"section main p":                0,
		"body main div p":               1,
		"h2":                            1,
	}
	for selector, want := range picks {
		found, err := Find(sample, selector)
		if err != nil || len(found) != want {
			t.Errorf("%s picks %d, want %d (%v)", selector, len(found), want, err)
		}
	}
}

func TestTextKeepsWordsWholeAndCellsApart(t *testing.T) {
	body := `<table><tr><td>7<sup>th</sup></td><td><strong>two</strong>.</td></tr></table>`
	if got := Text(MustFind(t, body, "table")); got != "7th two." {
		t.Errorf("text %q", got)
	}
}

func TestFindRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, selector := range []string{"", "  ", "main > p", "p:first-child", "a,b", "[href^=x]", "#", "p..x", "[a=b"} {
		if _, err := Find(sample, selector); err == nil {
			t.Errorf("%q was taken", selector)
		}
	}
}

func TestMustFind(t *testing.T) {
	if got := Text(MustFind(t, sample, "p.hint")); got != "Your own address" {
		t.Errorf("text %q", got)
	}
	if got := Attribute(MustFind(t, sample, "form"), "action"); got != "/sign-in" {
		t.Errorf("action %q", got)
	}
	MustNotFind(t, sample, "script")
	record(t, func(r *recorder) { MustFind(r, sample, "h1") }).mustFail(t, "no h1", "<h2>One</h2>")
	record(t, func(r *recorder) { MustNotFind(r, sample, "h2") }).mustFail(t, `has h2`, `"One"`)
	record(t, func(r *recorder) { MustFind(r, sample, "a > b") }).mustFail(t, `"a > b"`)
	record(t, func(r *recorder) { MustNotFind(r, sample, "a > b") }).mustFail(t, `"a > b"`)
}
