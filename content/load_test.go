package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"polyphony/content"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
)

func TestLoadSample(t *testing.T) {
	l := loadSample(t)
	s := l.Standards["small"]
	if s.Raters.PlayedShare != 9000 || s.Raters.SpeedAtMost != 125 || s.Study.BeatSeconds != 20 || s.Raters.ThirdWhenApart != 2 {
		t.Errorf("standard is not read with its defaults: %+v", s)
	}
	m := l.Modules["first-steps"]
	if m.Minutes != 11 || len(m.Items) != 2 || len(m.Reflections) != 1 || len(m.Module.Sections) != 2 {
		t.Fatalf("module is not whole: %+v", m.Module)
	}
	if m.Items[0].Key != 0 || m.Items[1].Key != 1 || m.Items[1].Stem != "Who has the next word?" || m.Items[1].Options[1].Feedback == "" {
		t.Errorf("items: %+v", m.Items)
	}
	if got := m.Sections[0].ID; got != "what-changes-in-the-cafe" {
		t.Errorf("section id %q", got)
	}
	if l.Instruments["two-principles"].Digest != content.FileDigest(instrumentFile, sample(t)[instrumentFile].Data, nil) {
		t.Error("the instrument's digest is not that of its file")
	}
	meeting := l.Meetings["the-bench"]
	if len(meeting.Cues) != 2 || meeting.Roles["Aino"] != conversation.Person || meeting.CrisisContactHoursBefore.Any ||
		meeting.Gold[0].Level != (content.Level{Said: fact.SaidLevel, Level: 3}) || meeting.Gold[1].Level.Said != fact.SaidNotObservable {
		t.Errorf("meeting: %+v", meeting)
	}
}

func TestRenderedModule(t *testing.T) {
	m := loadSample(t).Modules["first-steps"]
	first, second, notes := string(m.Sections[0].HTML), string(m.Sections[1].HTML), string(m.Notes)
	for _, want := range []string{
		`<sup id="fnref:1"><a href="#fn:1"`,
		`<dfn class="term" tabindex="0" aria-describedby="term:1">Reflecting talk<span class="term__definition" role="tooltip" id="term:1">Practitioners think aloud &amp; are heard.</span></dfn>`,
		`<a href="#how-to-begin">`,
		`<a href="/modules/second-steps#only-one">`,
		`<a href="https://example.org/">`,
		`<section class="vignette" aria-label="The Laine family">`,
		`<figure class="figure"><div class="figure__frame" tabindex="0" role="group" aria-label="Two circles"><svg viewBox="0 0 10 10" class="figure__drawing" role="img" aria-label="Two circles, one inside the other">`,
		`<circle id="figure:1:a" cx="5" cy="5" r="4"></circle>`,
		`<use xlink:href="#figure:1:a" transform="scale(0.5)"></use>`,
		`</svg></div><figcaption>Two circles</figcaption></figure>`,
		`<summary>The figure in words</summary><div class="details__body"><p>One inside the other.</p>`,
		`<div class="scroll" tabindex="0" role="group" aria-label="who, says">`,
		`<table>`,
	} {
		if !strings.Contains(first, want) {
			t.Errorf("the first section lacks %s:\n%s", want, first)
		}
	}
	for _, want := range []string{`<section class="exercise" aria-label="With a friend (4 minutes)">`, `<h3 id="one-more">One more</h3>`} {
		if !strings.Contains(second, want) {
			t.Errorf("the second section lacks %s:\n%s", want, second)
		}
	}
	if !strings.Contains(notes, `<li id="fn:1">`) || !strings.Contains(notes, `<a href="#fnref:1"`) {
		t.Errorf("notes:\n%s", notes)
	}
	if !strings.Contains(string(m.Intro), "A word before") {
		t.Errorf("intro:\n%s", m.Intro)
	}
	for _, never := range []string{"Duration", "style=", "<script", "next word", "objective", "[!", "Recall a time"} {
		if strings.Contains(first+second+notes, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	if diff := cmp.Diff(sample(t)[figureFile].Data, m.Assets["circles.svg"]); diff != "" {
		t.Error(diff)
	}
}

func TestEmptyTreeIsAFinding(t *testing.T) {
	if _, f := content.Load(fstest.MapFS{}); !content.HasErrors(f) {
		t.Error("a tree without content was accepted")
	}
}

func TestFindingText(t *testing.T) {
	f := content.Finding{File: "a.yaml", Line: 3, Message: "no"}
	if f.String() != "a.yaml:3: no" {
		t.Error(f)
	}
	f.Warning = true
	if f.String() != "a.yaml:3: warning: no" || content.HasErrors([]content.Finding{f}) {
		t.Error(f)
	}
}

func TestURLs(t *testing.T) {
	if got := content.ModuleURL("a", ""); got != "/modules/a" {
		t.Error(got)
	}
	if got := content.AssetURL("a", "d", "f.svg"); got != "/modules/a/d/f.svg" {
		t.Error(got)
	}
}
