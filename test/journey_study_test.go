package test

import (
	"context"
	"testing"
	"time"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/demo"
	"polyphony/internal/testkit"
)

const (
	amount = "[data-study-seconds]"
	status = "[data-study-status]"
)

// study reads a section: credit grows while it is seen, not while it is hidden,
// and in one tab at a time.
func (j journey) study(t *testing.T) {
	who := j.who(t, "trainee", "in the middle of a module", 0)
	g := guest{t, j.browser, j.base}
	testkit.Resize(t, g.ctx, 1280, 900)
	g.open("/")
	g.reads("Training that cannot be cut short")
	g.signIn(j.world, who)
	g.reads("My path", "Why it cannot be faster")
	g.picture("my-path", 1280, 1100)
	before, began := j.studied(t, who), time.Now()

	g.loads("the next thing to do", clickOn("section.next a.button"))
	g.sees(status, "Counting")
	second := g.tab()
	g.front()
	g.sees(status, "Counting")
	for range 3 {
		j.clock.forward(50 * time.Second)
		time.Sleep(1500 * time.Millisecond) // the page's own next beat
	}
	g.sees(amount, "2 of ")
	g.picture("module", 1280, 900)
	g.picture("module-320", 320, 900)

	second.front()
	g.sees(status, "Paused: page hidden")
	time.Sleep(500 * time.Millisecond) // the beat that says so is on its way
	j.clock.forward(10 * time.Minute)
	g.front()
	g.sees(status, "Counting")
	g.sees(amount, "2 of ")

	second.open(g.value(`[...document.querySelectorAll("nav.contents a")].at(-1).href`))
	second.front()
	second.sees(status, "Counting")
	g.front()
	g.sees(status, "Stopped: you are studying in another tab")
	second.front()
	second.sees(status, "Counting")
	j.clock.forward(50 * time.Second)
	time.Sleep(1500 * time.Millisecond)
	second.open("/path")
	g.open("/path")

	const want = 4 * 50 // ten hidden minutes and the first tab's last fifty seconds are not in it
	credited := j.studied(t, who) - before
	for deadline := time.Now().Add(5 * time.Second); credited < want && time.Now().Before(deadline); credited = j.studied(t, who) - before {
		time.Sleep(50 * time.Millisecond)
	}
	if most := want + int64(time.Since(began).Seconds()) + 1; credited < want || credited > most {
		t.Errorf("the server credited %d seconds; want %d to %d", credited, want, most)
	}
}

// studied is what the ledger has of somebody's study of all modules, in seconds.
func (w *world) studied(t *testing.T, s demo.SignIn) (seconds int64) {
	t.Helper()
	paths, err := w.App.MyPath(context.Background(), w.actor(t, s))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no path: %v", err)
	}
	for _, stage := range paths[0].Stages {
		for _, l := range stage.Lines {
			if l.Kind == courses.SectionMinutes {
				seconds += l.Have
			}
		}
	}
	return seconds
}

// actor is somebody as the use cases know them.
func (w *world) actor(t *testing.T, s demo.SignIn) app.Actor {
	t.Helper()
	token, err := w.App.SignIn(context.Background(), s.Email, s.Password, w.code(t, s))
	if err != nil {
		t.Fatal(err)
	}
	me, err := w.App.Whoami(context.Background(), token)
	if err != nil {
		t.Fatal(err)
	}
	return me.Actor
}
