package test

import (
	"context"
	"net"
	"strconv"
	"testing"
	"time"

	"polyphony/cmd/polyphony/instance"
	"polyphony/internal/demo"
	"polyphony/internal/fact"
	"polyphony/internal/testkit"
)

const journeyPassword = "quiet meadow lantern birch"

// newInstitute founds a real institute in an empty folder and serves it.
func newInstitute(t *testing.T) *world {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{clock: &drivenClock{}, base: "http://" + l.Addr().String()}
	w.Instance, err = instance.Open(context.Background(), instance.Config{
		Data: t.TempDir(), Listen: l.Addr().String(), Institute: "Institute of the Long Table",
		Zone: "Europe/London", Mode: fact.Real, Clock: w.clock,
		UrgentHelpText: "Find urgent help in your country", UrgentHelpHref: "https://findahelpline.com/",
	})
	if err != nil {
		t.Fatal(err)
	}
	w.serve(t, l)
	return w
}

// TestJourney_ARealInstituteBegins goes from an empty folder to a trainee who
// reads My path, with two people at each act that needs two.
func TestJourney_ARealInstituteBegins(t *testing.T) {
	w := newInstitute(t)
	b := beginning{w, testkit.Browser(t)}
	link, err := w.SetupLink(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	first := b.joins(t, link, "Ada North", true)
	first.open("/people")
	first.reads("You are the only administrator")
	invites(first, "Bea South", "administrator")
	second := b.joins(t, linkOn(first), "Bea South", true)

	b.signed(t, first, second, "Cyn East", "steward")
	stewards := []guest{b.joins(t, linkOn(second), "Cyn East", true)}
	b.signed(t, first, second, "Dov West", "steward")
	stewards = append(stewards, b.joins(t, linkOn(second), "Dov West", true))
	b.signed(t, first, second, "Eve Reed", "registrar")
	registrar := b.joins(t, linkOn(second), "Eve Reed", true)
	for _, one := range []struct{ name, role string }{{"Fay Lake", "facilitator"}, {"Gus Hill", "facilitator"}, {"Hal Moor", "supervisor"}} {
		b.signed(t, first, second, one.name, one.role)
		b.joins(t, linkOn(second), one.name, true)
	}
	b.signed(t, first, second, "Ivy Brook", "trainee")
	trainee := b.joins(t, linkOn(second), "Ivy Brook", false)

	b.approve(t, stewards, registrar)
	b.enrol(t, registrar)
	trainee.open("/path")
	trainee.reads("Your supervisor is Hal Moor", "Requirements met 0 of ", "Foundation in Open Dialogue", "cannot record it yet")
	trainee.lacks("DEMONSTRATION")
}

// beginning is a real institute and the browser in which everybody in it sits.
type beginning struct {
	*world
	browser context.Context
}

// joins opens a one-time link in a browser of its own and sets the account up,
// with a second step for staff.
func (b beginning) joins(t *testing.T, link, name string, staff bool) guest {
	t.Helper()
	g := newGuest(t, b.browser, b.base)
	g.open(link)
	g.fill("#name", name)
	g.fill("#email", emailOf(name))
	g.fill("#password", journeyPassword)
	g.press("Create the account")
	if staff {
		g.reads("Set up your second step")
		secret := g.value(`document.querySelector("main code").textContent`)
		g.fill("#code", b.code(t, demo.SignIn{TOTPSecret: secret}))
		g.press("Turn on")
		g.reads("Your second step is on")
	}
	return g
}

func emailOf(name string) string { return name[:3] + "@institute.example" }

func invites(g guest, name, role string) {
	g.t.Helper()
	g.open("/people")
	g.fill("#name", name)
	g.fill("#email", emailOf(name))
	g.tick("main", role)
	g.press("Invite")
}

// signed lets one administrator invite and the other sign.
func (b beginning) signed(t *testing.T, one, two guest, name, role string) {
	t.Helper()
	invites(one, name, role)
	one.reads("waits for a second administrator")
	two.open("/waiting")
	two.press("Sign: Invite " + name)
}

func linkOn(g guest) string {
	g.t.Helper()
	g.reads("It opens once")
	return g.value(`document.querySelector("main .inset code").textContent`)
}

// approve lets two stewards sign the pathway: before the second, no cohort can
// be opened, so nobody can be enrolled (R17).
func (b beginning) approve(t *testing.T, stewards []guest, registrar guest) {
	t.Helper()
	for n, s := range stewards {
		registrar.open("/cohorts")
		registrar.lacks("Open the cohort<")
		s.open("/pathways")
		s.reads("It cannot be signed here.", "Only a demonstration may use it; a real institute needs recordings.")
		s.press("Sign this digest")
		s.reads("read every requirement, and tick that you have")
		s.tick("main", "I have read every requirement")
		s.press("Sign this digest")
		if n == 0 {
			s.reads("Another steward must sign")
		}
	}
	stewards[1].reads("It is published")
}

// enrol opens a cohort, books its first block and enrols the trainee.
func (b beginning) enrol(t *testing.T, g guest) {
	t.Helper()
	g.open("/cohorts")
	g.fill("#name", "Spring, Leeds")
	g.run("choose a pathway", firstEntry("#pathway"))
	g.press("Open the cohort")
	day := time.Now().AddDate(0, 0, 21)
	g.run("choose a stage", firstEntry("#stage"))
	g.fill("#first", strconv.Itoa(day.Day()))
	g.fill("#first-1", strconv.Itoa(int(day.Month())))
	g.fill("#first-2", strconv.Itoa(day.Year()))
	g.fill("#count", "5")
	g.tick("main", "Fay Lake")
	g.tick("main", "Gus Hill")
	g.press("Book these days")
	g.reads("Fay Lake, Gus Hill")
	g.pick("#trainee", "Ivy Brook")
	g.pick("#supervisor", "Hal Moor")
	g.press("Enrol")
	g.sees("table", "Ivy Brook")
}
