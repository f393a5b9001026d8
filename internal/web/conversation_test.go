package web

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
)

// longTalk has everything that is counted: a silence after a question, a voice
// unheard for ten minutes, practitioners among themselves, and markup in words.
func longTalk() []byte {
	lines := []string{
		"Nadia: What would you like to use this hour for?", "Zofia: For <b>sleep</b> & quiet, I am so tired.",
		"Peter: It sounds like you are tired, and that sleep is far away.", "Nadia: As you say that, I notice how quiet we are.",
		"Zofia: My sister slept badly too.", "Peter: Do you take an antipsychotic?", "Nadia: I wonder what the psychosis says to us.",
	}
	var b bytes.Buffer
	b.WriteString("WEBVTT\n\n")
	at := func(s int) string { return fmt.Sprintf("%02d:%02d.000", s/60, s%60) }
	for i := range 84 {
		line := lines[i%len(lines)]
		if i >= 14 && i < 80 && strings.HasPrefix(line, "Zofia") {
			line = "Peter: I hear that, and I stay with it."
		}
		fmt.Fprintf(&b, "%s --> %s\n%s\n\n", at(i*12), at(i*12+5+i%5), line)
	}
	return b.Bytes()
}

func (s *team) handedIn() {
	s.T.Helper()
	s.declare()
	s.consent("before")
	s.At(2 * time.Hour)
	s.consent("after")
	if a := s.trainee.post(s.meeting+"/facts", s.facts()...); a.code != 303 {
		s.T.Fatalf("facts: %d", a.code)
	}
	if a := s.upload(longTalk()); a.code != 303 {
		s.T.Fatalf("upload: %d", a.code)
	}
	if a := s.trainee.post(s.meeting+"/hand-in", "voice-0", "practitioner", "voice-1", "person", "voice-2", "practitioner", "trainee_voice", "Nadia"); a.code != 303 {
		s.T.Fatalf("hand in: %d %s", a.code, html(s.T, a.body))
	}
	s.At(7 * 24 * time.Hour)
	s.back()
	s.consent("after-a-week")
}

func TestConversationPageLeadsToTheCues(t *testing.T) {
	s := newTeam(t, 2)
	s.handedIn()
	queue := strings.Replace(s.meeting, "/meetings/", "/queue/", 1)
	for page, v := range map[string]visitor{s.meeting: s.trainee, queue: s.as(s.raters[0])} {
		a := v.get(page + "/conversation")
		v.mustSay(a, 200, "None of them is a score", "Who speaks when", "tired, and that sleep is far away", "ran against the quality", "Zofia: 5 silences ended")
		transcript := page
		if page == s.meeting {
			transcript += "/read"
		}
		read := v.get(transcript)
		cues := map[string]bool{}
		for _, l := range regexp.MustCompile(`href="([^"#]+)#(cue-\d+)"`).FindAllStringSubmatch(a.body, -1) {
			if l[1] != transcript {
				t.Fatalf("a link leads to %s", l[1])
			}
			cues[l[2]] = true
		}
		if len(cues) < 80 {
			t.Errorf("links to %d cues", len(cues))
		}
		for cue := range cues {
			testkit.MustFind(t, read.body, "#"+cue)
		}
		for _, n := range conversation.Notes() {
			text := testkit.Text(testkit.MustFind(t, a.body, "#note-"+n.ID))
			if !strings.Contains(text, n.Formula) || !strings.Contains(text, n.Source) || !strings.Contains(text, n.Caveat) || noteTitles[n.ID] == "" {
				t.Errorf("the note of %s is not whole: %s", n.ID, text)
			}
		}
		testkit.MustFind(t, a.body, "svg.chart desc")
		if warned, err := testkit.Find(a.body, ".warning"); err != nil || len(warned) != 2 {
			t.Errorf("%d warnings in plain sight: %v", len(warned), err)
		}
		testkit.MustFind(t, read.body, `a[href="`+page+`/conversation"]`)
	}
}

func TestACountLeadsToItsCues(t *testing.T) {
	s := newTeam(t, 2)
	s.handedIn()
	a := s.trainee.get(s.meeting + "/conversation")
	numbers, err := testkit.Find(a.body, "td.is-number a")
	if err != nil || len(numbers) < 12 {
		t.Fatalf("%d numbers are links: %v", len(numbers), err)
	}
	for _, n := range numbers {
		list := testkit.MustFind(t, a.body, testkit.Attribute(n, "href"))
		if want := "(" + testkit.Text(n) + "):"; !strings.Contains(testkit.Text(list), want) {
			t.Errorf("%s leads to %.80s", testkit.Text(n), testkit.Text(list))
		}
	}
}

// TestADismissalIsRememberedForOneself: what the trainee dismisses stays so,
// can be brought back, and changes nothing for a rater.
func TestADismissalIsRememberedForOneself(t *testing.T) {
	s := newTeam(t, 2)
	s.handedIn()
	page := s.meeting + "/conversation"
	const say = "dismissed by you"
	if strings.Contains(s.trainee.get(page).body, say) {
		t.Fatal("something is dismissed already")
	}
	for _, c := range []struct{ act, kind, cue string }{{"dismiss", "open-question", "1"}, {"dismiss", "reflection", "3"}} {
		if a := s.trainee.post(page, "kind", c.kind, "cue", c.cue, "act", c.act); a.code != 303 {
			t.Fatalf("%+v: %d %s", c, a.code, html(t, a.body))
		}
	}
	s.trainee.mustSay(s.trainee.get(page), 200, "Open questions, dismissed by you: 1", "Reflections, dismissed by you: 1")
	rater := s.as(s.raters[0])
	if strings.Contains(rater.get(strings.Replace(page, "/meetings/", "/queue/", 1)).body, say) {
		t.Error("a rater sees what the trainee dismissed")
	}
	s.trainee.post(page, "kind", "open-question", "cue", "1", "act", "back")
	if body := html(t, s.trainee.get(page).body); strings.Contains(body, "Open questions, dismissed") {
		t.Error("it was not brought back")
	}
	s.trainee.mustSay(s.trainee.post(page, "kind", "open-question", "cue", "2", "act", "dismiss"), 422, "no such candidate")
	s.trainee.mustSay(s.trainee.post(page, "kind", "open-question", "cue", "x", "act", "dismiss"), 404)
	other := s.as(s.World.Person(people.Rater))
	if a := other.post(page, "kind", "open-question", "cue", "1", "act", "dismiss"); a.code != 404 {
		t.Errorf("a stranger dismisses: %d", a.code)
	}
}

func TestR33_ConversationPageIsNotThereForOthers(t *testing.T) {
	s := newTeam(t, 2)
	s.handedIn()
	id := strings.TrimPrefix(s.meeting, "/meetings/")
	for name, v := range map[string]visitor{"a registrar": s.as(s.World.Person(people.Registrar)), "another rater": s.as(s.World.Person(people.Rater)), "another trainee": s.as(s.Enrol().Actor), "a co-practitioner": s.as(s.co)} {
		for _, under := range []string{"/meetings/", "/queue/"} {
			got, none := v.get(under+id+"/conversation"), v.get(under+string(s.site.id())+"/conversation")
			if got.code != none.code || got.code != 404 && got.code != 403 || html(t, got.body) != html(t, none.body) {
				t.Errorf("%s under %s: status %d, and for a random id %d", name, under, got.code, none.code)
			}
		}
	}
}

func TestConversationPageInTheBrowser(t *testing.T) {
	s := newTeam(t, 2)
	s.handedIn()
	base := s.served()
	ctx := testkit.Browser(t)
	queue := strings.Replace(s.meeting, "/meetings/", "/queue/", 1)
	for page, who := range map[string]app.Actor{s.meeting: s.Actor, queue: s.raters[0]} {
		s.opens(ctx, base, who, page+"/conversation")
		testkit.Resize(t, ctx, 1280, 900)
		testkit.Axe(t, ctx)
		testkit.Resize(t, ctx, 320, 700)
		testkit.Axe(t, ctx)
		testkit.Reflow(t, ctx, 320)
	}
}
