package test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"polyphony/content"
	"polyphony/internal/demo"
	"polyphony/internal/fact"
)

// meeting brings a network meeting from its declaration to its feedback.
func (j journey) meeting(t *testing.T) {
	library, _ := content.Load(content.Embedded())
	source := library.Meetings["the-whistle"]
	who := j.who(t, "trainee", "one meeting so far", 0)
	witness := j.who(t, "supervisor", "", 1)
	g := newGuest(t, j.browser, j.base)
	g.signIn(j.world, who)
	g.open("/meetings/new")
	g.tick("main", "It counts")
	g.tick("main", witness.Name)
	for i, v := range source.Voices {
		id := "#participants"
		if i > 0 {
			id += fmt.Sprintf("-%d", i)
		}
		g.fill(id, v.Name)
		g.set(fmt.Sprintf("#role-%d", i), v.Role)
	}
	g.press("Declare this meeting")
	at := g.address()
	held := j.clock.Now()
	j.consents(g, at, fact.Before, witness, len(source.Voices))
	j.clock.forward(2 * time.Hour)
	j.consents(g, at, fact.After, witness, len(source.Voices))
	factsOf(g, at, source, held.Add(30*time.Minute))
	handIn(t, g, at, source)

	j.clock.forward(8 * 24 * time.Hour)
	g.signIn(j.world, who)
	j.consents(g, at, fact.AfterAWeek, witness, len(source.Voices))
	if _, err := j.App.SweepAssignments(context.Background()); err != nil { // the server does so every minute
		t.Fatal(err)
	}
	raters := j.chosen(t, who)
	if len(raters) != 2 {
		g.open(at)
		t.Fatalf("%d raters were chosen, want two; the trainee reads: %s", len(raters), g.text())
	}
	const said = "I heard the question left open for him, rater "
	for n, r := range raters {
		r.lacks(said)
		j.rates(r, source, fmt.Sprint(said, n+1), n == 0)
		if n == 0 {
			g.open(at)
			g.reads("rated")
			g.lacks(said, "Read the feedback")
		}
	}
	g.open(at)
	g.follow("Read the feedback")
	g.reads(said+"1", said+"2")
	text := g.text()
	if seen, level := strings.Index(text, said), strings.Index(text, "Result:"); level < seen {
		t.Errorf("the first level stands at %d, before what was seen at %d", level, seen)
	}
	g.picture("feedback", 1280, 1100)
}

// consents writes down everybody's yes.
func (j journey) consents(g guest, at string, moment fact.Moment, witness demo.SignIn, people int) {
	g.t.Helper()
	g.open(at + "/consent/" + string(moment))
	for i := range people {
		inside := fmt.Sprintf("main form fieldset:nth-of-type(%d)", i+1)
		g.tick(inside, "Has read or heard the form")
		g.pick(inside+" select", "decides for themselves")
	}
	g.pick("#witness", witness.Name)
	g.press("Write these consents down")
	g.reads(fmt.Sprintf("%d consents are written down", people))
}

// factsOf types what went before and around the meeting.
func factsOf(g guest, at string, m *content.Meeting, held time.Time) {
	g.t.Helper()
	zone, err := time.LoadLocation(demo.Zone)
	if err != nil {
		g.t.Fatal(err)
	}
	g.open(at + "/facts")
	g.set("#held", held.In(zone).Format("2006-01-02T15:04"))
	g.fill("#network", "N7")
	g.fill("#place", m.Title)
	g.tick("main", "Elsewhere")
	g.tick("main", "The person at the centre")
	g.fill("#team", strings.Join(m.Team, ", "))
	g.fill("#agenda_set_by", m.AgendaSetBy)
	g.fill("#ended_by", m.EndedBy)
	g.fill("#invited", m.Invited[0].Who)
	g.fill("#by-0", m.Invited[0].By)
	g.run("came", clickOn(`label[for="came-0"]`))
	g.fill("#decisions", m.Decisions[0].What)
	g.press("Save the facts")
	g.reads("The facts are saved")
}

// handIn uploads a transcript that no other meeting has, and says who speaks.
func handIn(t *testing.T, g guest, at string, m *content.Meeting) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "meeting.vtt")
	mine := bytes.Replace(m.Transcript, []byte("WEBVTT\n"), []byte("WEBVTT\n\nNOTE\nHeld on the journey.\n"), 1)
	if err := os.WriteFile(file, mine, 0o600); err != nil {
		t.Fatal(err)
	}
	g.open(at + "/transcript")
	g.run("choose the file", chromedp.SetUploadFiles("#transcript", []string{file}, chromedp.ByQuery))
	g.press("Read this file")
	g.reads("Who each voice is")
	for _, v := range m.Voices {
		id := g.value(fmt.Sprintf(`[...document.querySelectorAll("main label")].find(l => l.textContent.trim().startsWith(%q)).htmlFor`, v.Name))
		g.set("#"+id, v.Role)
	}
	g.pick("#trainee_voice", m.TraineeVoice)
	g.press("Hand the meeting in")
	g.reads("Handed in.")
}

// chosen signs every rater in and leaves those at their workspace who have the
// trainee's meeting to rate.
func (j journey) chosen(t *testing.T, trainee demo.SignIn) (out []guest) {
	t.Helper()
	for n := range 6 {
		r := newGuest(t, j.browser, j.base)
		r.signIn(j.world, j.who(t, "rater", "", n))
		r.open("/queue")
		if strings.Contains(r.text(), trainee.Name) {
			r.loads("open the meeting", chromedp.Click(fmt.Sprintf(`//main//th/a[contains(., "%s")]`, trainee.Name), chromedp.BySearch))
			r.reads("Rate a meeting", "You can commit once the transcript")
			out = append(out, r)
		}
	}
	return out
}

// rates fills the whole form and commits it; the first rater tries too soon, and the
// second has had it open for as long when it is their turn.
func (j journey) rates(g guest, m *content.Meeting, said string, first bool) {
	g.t.Helper()
	for i, s := range m.Gold {
		inside := fmt.Sprintf("section.principle:nth-of-type(%d)", i+1)
		switch s.Level.Said {
		case fact.SaidLevel:
			g.tick(inside, fmt.Sprint(s.Level.Level))
		case fact.SaidNotApplicable:
			g.tick(inside, "Not applicable")
		default:
			g.tick(inside, "Not observable")
		}
		cues := "1"
		if len(s.Cues) > 0 {
			cues = strings.Trim(strings.ReplaceAll(fmt.Sprint(s.Cues), " ", ", "), "[]")
		}
		g.fill("#"+s.Principle+"-cues", cues)
		g.fill("#"+s.Principle+"-observation", said+": "+s.Principle)
		g.fill("#"+s.Principle+"-reason", "This level is for what was done in the room.")
	}
	g.run("wait for the draft", chromedp.Poll(`document.querySelector("[data-draft-status]").textContent.includes("Draft saved")`, nil))
	if first {
		g.run("go up", chromedp.Evaluate(`document.querySelector(".workspace").scrollIntoView()`, nil))
		g.picture("rating", 1280, 1100)
	}
	if first {
		g.press("Commit this rating")
		g.reads("not had the transcript open long enough")
		j.clock.forward(70 * time.Minute)
	}
	g.press("Commit this rating")
	g.reads("Your rating is in, and it is final")
}
