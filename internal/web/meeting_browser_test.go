package web

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/testkit"
)

// served answers for a site on a port of this machine and gives its address.
func (s *site) served() string {
	s.T.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.T.Fatal(err)
	}
	base := "http://" + l.Addr().String()
	s.web, err = New(s.App, Config{BaseURL: base, UrgentHelpText: "Call 112", UrgentHelpHref: "tel:112", Log: storeLog{s.Store}})
	if err != nil {
		s.T.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.web.Serve(l) }()
	s.T.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.web.Close(ctx); err != nil {
			s.T.Errorf("close: %v", err)
		}
		<-done
	})
	return base
}

// opens shows a page to somebody.
func (s *site) opens(ctx context.Context, base string, who app.Actor, path string) {
	s.T.Helper()
	err := chromedp.Run(
		ctx, network.SetCookie(s.web.cookieName(), s.SignIn(who)).WithURL(base),
		chromedp.Navigate(base+path), chromedp.WaitReady("h1"),
	)
	if err != nil {
		s.T.Fatalf("%s: %v", path, err)
	}
}

func TestMeetingPagesInTheBrowser(t *testing.T) {
	s := newTeam(t, 2)
	base := s.served()
	ctx := testkit.Browser(t)
	check := func(who app.Actor, paths ...string) {
		t.Helper()
		for _, path := range paths {
			s.opens(ctx, base, who, path)
			testkit.Resize(t, ctx, 1280, 900)
			testkit.Axe(t, ctx)
			testkit.Reflow(t, ctx, 320)
			if t.Failed() {
				t.Fatalf("at %s", path)
			}
		}
	}
	check(s.Actor, "/meetings", "/meetings/new")
	s.declare()
	check(s.Actor, s.meeting, s.meeting+"/consent/before", s.meeting+"/form", s.meeting+"/withdraw", s.meeting+"/facts", s.meeting+"/transcript")
	s.consent("before")
	s.At(2 * time.Hour)
	s.consent("after")
	if a := s.trainee.post(s.meeting+"/facts", s.facts()...); a.code != 303 {
		t.Fatalf("facts: %d", a.code)
	}
	check(s.Actor, s.meeting+"/transcript")
	if a := s.upload(transcript()); a.code != 303 {
		t.Fatalf("upload: %d", a.code)
	}
	check(s.Actor, s.meeting+"/transcript")
	if a := s.trainee.post(s.meeting+"/hand-in", "voice-0", "practitioner", "voice-1", "person", "voice-2", "practitioner", "trainee_voice", "Nadia"); a.code != 303 {
		t.Fatalf("hand in: %d", a.code)
	}
	check(s.Actor, s.meeting+"/read", s.meeting+"/consent/after-a-week")
	s.At(7 * 24 * time.Hour)
	s.back()
	s.consent("after-a-week")

	queue := strings.Replace(s.meeting, "/meetings/", "/queue/", 1)
	check(s.raters[0], "/queue", queue, queue+"/give-back", "/calibration")
	s.usesEvidence(ctx, base, queue)
	for _, r := range s.raters {
		v := s.as(r)
		v.get(queue)
		s.At(time.Hour)
		if a := s.as(r).post(queue, s.form("4")...); a.code != 303 {
			t.Fatalf("commit: %d", a.code)
		}
	}
	check(s.Actor, s.meeting, s.meeting+"/feedback", "/meetings")
	check(s.raters[0], "/queue")
}

// usesEvidence marks a cue as evidence with the mouse and waits for the draft.
func (s *team) usesEvidence(ctx context.Context, base, queue string) {
	s.T.Helper()
	s.opens(ctx, base, s.raters[0], queue)
	testkit.Resize(s.T, ctx, 1280, 900)
	var typed string
	err := chromedp.Run(
		ctx,
		chromedp.SetValue("#evidence-for", "transparency-cues"),
		chromedp.Click(`[data-use-cue="2"]`),
		chromedp.Value("#transparency-cues", &typed),
		chromedp.SendKeys("#transparency-observation", "They wondered aloud."),
		chromedp.Poll(`document.querySelector("[data-draft-status]").textContent.includes("Draft saved")`, nil),
	)
	if err != nil || typed != "2" {
		s.T.Fatalf("evidence %q, %v", typed, err)
	}
	w, err := s.App.OpenForRating(context.Background(), s.raters[0], fact.ID(strings.TrimPrefix(queue, "/queue/")))
	if err != nil {
		s.T.Fatal(err)
	}
	for _, d := range w.Draft {
		if d.Principle == "transparency" && (d.Observation != "They wondered aloud." || len(d.Cues) != 1) {
			s.T.Errorf("the draft holds %+v", d)
		}
	}
}
