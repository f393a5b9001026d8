package web

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

func TestStudyPagesInTheBrowser(t *testing.T) {
	s := newSite(t)
	base := s.served()
	ctx := testkit.Browser(t)
	who := s.Enrol()
	check := func(actor app.Actor, paths ...string) {
		t.Helper()
		for _, path := range paths {
			s.opens(ctx, base, actor, path)
			testkit.Resize(t, ctx, 1280, 900)
			testkit.Axe(t, ctx)
			testkit.Reflow(t, ctx, 320)
			if t.Failed() {
				t.Fatalf("at %s", path)
			}
		}
	}
	check(s.Person(people.Trainee), "/path")
	check(s.Person(people.Supervisor), "/trainees")
	check(who.Actor, "/path", "/modules/"+readModule, readingPath, "/modules/"+laterModule, "/checks/"+readModule, whyICame)
	s.Studied(who, readModule)
	serve := &app.ServeCheck{Enrolment: who.Enrolment, Module: readModule}
	s.Do(who.Actor, serve)
	series := "/series/" + string(serve.Series)
	check(who.Actor, "/checks/"+readModule, series)
	answers := map[string]int{}
	open, _, err := s.App.Series(context.Background(), who.Actor, serve.Series)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range open.Questions {
		answers[q.ID] = 0
	}
	s.Do(who.Actor, &app.AnswerCheck{Series: serve.Series, Answers: answers})
	check(who.Actor, series, "/checks/"+readModule)
	s.Passed(who, readModule)
	check(who.Actor, "/modules/"+laterModule+"/what-changes-when-nobody-leaves-the-room", "/modules/"+laterModule+"/practise-with-a-partner")
	check(who.Actor, "/search?q=network+talk", "/search?q=xyzzy", "/modules/"+laterModule+"/print", "/modules/"+laterModule+"?lang=fi", "/modules/"+laterModule+"/print?lang=fi")
	c := &app.SubmitReflection{Enrolment: who.Enrolment, Module: readModule, Reflection: "why-i-came", Text: longText()}
	s.Do(who.Actor, c)
	check(who.Supervisor, "/trainees", "/trainees/"+string(who.Enrolment), "/readings/"+string(c.Submission))
	s.Do(who.Supervisor, &app.ReadReflection{Submission: c.Submission, Reply: "Thank you."})
	check(who.Actor, whyICame, "/path")
}

func longText() string { return string(bytes.Repeat([]byte("Something I hold lightly. "), 80)) }

// quickBeats is the shipped content with a beat every second.
func quickBeats(t *testing.T) *content.Library {
	t.Helper()
	const standard = "standards/demonstration-foundation.yaml"
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
	slow := tree[standard].Data
	tree[standard] = &fstest.MapFile{Data: bytes.Replace(slow, []byte("beat_seconds: 20"), []byte("beat_seconds: 1"), 1)}
	if bytes.Equal(slow, tree[standard].Data) {
		t.Fatal("the standard does not name a beat of 20 seconds")
	}
	l, _ := content.Load(tree)
	return l
}

// TestR9_LiveCreditInTheBrowser reads in a real page: credit grows, a hidden
// page earns nothing, a second tab takes over.
func TestR9_LiveCreditInTheBrowser(t *testing.T) {
	s := newSite(t)
	s.App, _ = s.Replica(quickBeats(t))
	registrar := s.Person(people.Registrar)
	who := s.EnrolIn(s.Cohort(registrar, s.Publish(s.App, institute.Pathway)), registrar)
	base := s.served()
	ctx := testkit.Browser(t)
	s.opens(ctx, base, who.Actor, readingPath)

	says := func(tab context.Context, what, sentence string) {
		t.Helper()
		poll := fmt.Sprintf(`document.querySelector(%q).textContent.includes(%q)`, what, sentence)
		if err := chromedp.Run(tab, chromedp.Poll(poll, nil, chromedp.WithPollingTimeout(15*time.Second))); err != nil {
			var got string
			_ = chromedp.Run(tab, chromedp.Text(what, &got))
			t.Fatalf("%s never says %q but %q: %v", what, sentence, got, err)
		}
	}
	front := func(tab context.Context) {
		t.Helper()
		if err := chromedp.Run(tab, page.BringToFront()); err != nil {
			t.Fatal(err)
		}
	}
	const amount, status = "[data-study-seconds]", "[data-study-status]"
	second := testkit.Tab(t, ctx)
	front(ctx)
	says(ctx, status, "Counting")
	s.At(60 * time.Second)
	says(ctx, amount, "1 of 2 minutes credited")
	front(second)
	says(ctx, status, "Paused: page hidden")
	time.Sleep(500 * time.Millisecond) // the beat that says so is on its way
	s.At(55 * time.Second)
	front(ctx)
	says(ctx, status, "Counting")
	says(ctx, amount, "1 of 2 minutes credited")

	s.opens(second, base, who.Actor, "/modules/"+readModule+"/seven-principles-and-one-conversation")
	says(second, status, "Study time is not being counted yet.")
	says(ctx, status, "Counting") // a tab that opens behind takes nothing over
	front(second)
	says(second, status, "Counting")
	front(ctx)
	says(ctx, status, "Stopped: you are studying in another tab")
	front(second)
	says(second, status, "Counting")
	if n := studied(s, who); n != 60 {
		t.Errorf("the first tab was credited %d seconds; want 60", n)
	}
	s.At(30 * time.Second)
	time.Sleep(1500 * time.Millisecond)
	if err := chromedp.Run(second, chromedp.Navigate(base+"/path"), chromedp.WaitReady("h1")); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for studied(s, who) != 90 && time.Now().Before(deadline) {
		time.Sleep(100 * time.Millisecond)
	}
	if n := studied(s, who); n != 90 {
		t.Errorf("after leaving the second tab %d seconds are credited; want 90", n)
	}
}
