package app_test

import (
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/testkit/institute"
)

const (
	first      = "where-it-comes-from"
	second     = "reflecting-talk"
	shortPart  = "a-hospital-that-stopped-deciding-alone"
	middlePart = "seven-principles-and-one-conversation"
	longPart   = "what-the-evidence-does-and-does-not-say"
)

// page is a browser's page on one section: what study.js keeps.
type page struct {
	w      *institute.World
	app    *app.App
	who    institute.Trainee
	ticket app.OpenStudy
	nonce  string
	answer app.StudyAnswer
}

// open shows a section to a trainee.
func open(t *testing.T, w *institute.World, who institute.Trainee, module, section string) *page {
	t.Helper()
	p := &page{w: w, app: w.App, who: who, ticket: app.OpenStudy{Enrolment: who.Enrolment, Module: module, Section: section}}
	if err := w.App.Apply(ctx, who.Actor, &p.ticket); err != nil {
		t.Fatal(err)
	}
	p.nonce, p.answer = p.ticket.Answer.Nonce, p.ticket.Answer
	return p
}

func (p *page) message(visible, active bool) app.Beat {
	return app.Beat{
		Session: p.ticket.Session, View: p.ticket.View, Section: p.ticket.Section,
		Nonce: p.nonce, Visible: visible, Active: active,
	}
}

// send sends a beat and keeps the next nonce.
func (p *page) send(b app.Beat) error {
	if err := p.app.Apply(ctx, p.who.Actor, &b); err != nil {
		return err
	}
	p.answer = b.Answer
	if b.Answer.Nonce != "" {
		p.nonce = b.Answer.Nonce
	}
	return nil
}

// after lets time pass and sends a beat.
func (p *page) after(t *testing.T, d time.Duration, visible, active bool) app.StudyAnswer {
	t.Helper()
	p.w.At(d)
	if err := p.send(p.message(visible, active)); err != nil {
		t.Fatal(err)
	}
	return p.answer
}

// read keeps a page in view, with a sign of life in every beat.
func (p *page) read(t *testing.T, d time.Duration) app.StudyAnswer {
	t.Helper()
	for ; d > 0; d -= 20 * time.Second {
		p.after(t, min(d, 20*time.Second), true, true)
	}
	return p.answer
}

func (p *page) leave(t *testing.T) {
	t.Helper()
	if err := p.app.Apply(ctx, p.who.Actor, &app.Leave{Beat: p.message(true, false)}); err != nil {
		t.Fatal(err)
	}
}

// credited adds up what the ledger has of a trainee's study.
func credited(w *institute.World, who institute.Trainee) (seconds int64) {
	w.T.Helper()
	for _, f := range institute.OfKind[*fact.StudyCredited](w, who.Enrolment) {
		seconds += f.Seconds
	}
	return seconds
}

func TestStudyIsCreditedWhenTheSectionIsLeft(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		p := open(t, w, who, first, middlePart)
		if a := p.read(t, 3*time.Minute); a.State != app.StudyCredited || a.SectionCredited != 180 || a.SectionMinutes != 12 || a.CreditedSeconds != 20 {
			t.Fatalf("after three minutes the page is told %+v", a)
		}
		if n := credited(w, who); n != 0 {
			t.Fatalf("%d seconds are in the ledger before the section was left", n)
		}
		w.At(7500 * time.Millisecond)
		p.leave(t)
		facts := institute.OfKind[*fact.StudyCredited](w, who.Enrolment)
		if len(facts) != 1 || facts[0].Seconds != 187 {
			t.Fatalf("the ledger has %+v; want one fact of 187 seconds", facts)
		}
		if a := p.after(t, time.Second, true, true); a.State != app.StudyClosed || a.Nonce != "" {
			t.Errorf("a page that was left is told %+v", a)
		}
		p.leave(t)
		if n := credited(w, who); n != 187 {
			t.Errorf("leaving twice credits %d seconds", n)
		}
	})
}

func TestStudyGoesIntoTheLedgerEveryTenMinutes(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	p := open(t, w, who, first, longPart)
	p.read(t, 21*time.Minute)
	facts := institute.OfKind[*fact.StudyCredited](w, who.Enrolment)
	if len(facts) != 2 || facts[0].Seconds != 600 || facts[1].From != facts[0].To {
		t.Fatalf("after 21 minutes the ledger has %+v", facts)
	}
}

func TestR8_AnotherPageTakesOverWithWhatWasAccrued(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		a := open(t, w, who, first, middlePart)
		a.read(t, time.Minute)
		b := open(t, w, who, first, longPart)
		b.app, _ = w.Replica(nil)
		if n := credited(w, who); n != 60 {
			t.Fatalf("taking over credited %d seconds; want 60", n)
		}
		w.At(20 * time.Second)
		if err := a.send(a.message(true, true)); err != nil || a.answer.State != app.StudyClosed || !strings.Contains(a.answer.Why, "another tab") {
			t.Errorf("the first page is told %v %+v", err, a.answer)
		}
		if a.answer.SectionCredited != 60 || a.answer.SectionMinutes != 12 {
			t.Errorf("the first page loses its figures: %+v", a.answer)
		}
		if err := b.send(b.message(true, true)); err != nil || b.answer.SectionCredited != 20 {
			t.Errorf("the second page is told %v %+v", err, b.answer)
		}
		b.leave(t)
		if n := credited(w, who); n != 80 {
			t.Errorf("80 seconds of reading credited %d", n)
		}
	})
}

func TestR10_FloorIsAlsoTheCap(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	p := open(t, w, who, first, shortPart)
	a := p.read(t, 5*time.Minute)
	if a.State != app.StudyDone || a.SectionCredited != 120 || a.Nonce == "" {
		t.Errorf("after five minutes in a section of two the page is told %+v", a)
	}
	if n := credited(w, who); n != 120 {
		t.Errorf("%d seconds are credited; want 120", n)
	}
	p.leave(t)
	if n := credited(w, who); n != 120 {
		t.Errorf("leaving credits beyond the cap: %d", n)
	}
}

func TestR10_FloorIsReachedWithOddBeats(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	for range 7 {
		p := open(t, w, who, first, shortPart)
		p.after(t, 17301*time.Millisecond, true, true)
		p.after(t, 8499*time.Millisecond, true, true)
		p.leave(t)
	}
	if n := credited(w, who); n != 120 {
		t.Errorf("%d seconds are credited; want the whole floor of 120", n)
	}
}

func TestR10_DayCap(t *testing.T) {
	w, who := enrolledOn(t, shortDay()...)
	w.At(14*time.Hour + 55*time.Minute) // 23:55
	p := open(t, w, who, first, middlePart)
	if a := p.read(t, 4*time.Minute); a.State != app.StudyPaused || a.SectionCredited != 180 || !strings.Contains(a.Why, "6 January 2026 at 00:00 UTC") {
		t.Fatalf("after four minutes of a day of three the page is told %+v", a)
	}
	if n := credited(w, who); n != 180 {
		t.Fatalf("%d seconds are credited; want the day's 180", n)
	}
	// Half of the beat over midnight lies in the day before; it counts where it ends.
	if a := p.read(t, 2*time.Minute); a.State != app.StudyCredited {
		t.Fatalf("on the next day the page is told %+v", a)
	}
	p.read(t, 10*time.Minute)
	p.leave(t)
	if n := credited(w, who); n != 360 {
		t.Errorf("two days of three minutes credit %d seconds", n)
	}
}

func TestR11_ModuleThatIsNotOpenNamesWhatComesFirst(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	c := &app.OpenStudy{Enrolment: who.Enrolment, Module: second, Section: "disagreeing-aloud"}
	said := refused(t, w.Try(who.Actor, c), fault.Refused)
	if want := w.Opened(who).Pinned.Modules[first].Title; !strings.Contains(said, want) {
		t.Errorf("the refusal %q does not name %q", said, want)
	}
	w.Studied(who, first)
	w.Passed(who, first)
	w.Do(who.Actor, c)
}

func TestR33_StudyOfSomebodyElseIsNotThere(t *testing.T) {
	w := newWorld(t)
	who, other := w.Enrol(), w.Enrol()
	p := open(t, w, who, first, shortPart)
	b := p.message(true, true)
	theirs := refused(t, w.Try(other.Actor, &b), fault.NotFound)
	unknown := app.Beat{Session: other.Enrolment}
	if nothing := refused(t, w.Try(other.Actor, &unknown), fault.NotFound); nothing != theirs {
		t.Errorf("another's session says %q and none says %q", theirs, nothing)
	}
	refused(t, w.Try(other.Actor, &app.OpenStudy{Enrolment: who.Enrolment, Module: first, Section: shortPart}), fault.NotFound)
	refused(t, w.Try(who.Actor, &app.OpenStudy{Enrolment: who.Enrolment, Module: first, Section: "none"}), fault.NotFound)
	if n := credited(w, who); n != 0 {
		t.Errorf("somebody else's beat credited %d seconds", n)
	}
}

func TestR14_SlowReadingIsNeverPenalised(t *testing.T) {
	w, who := enrolledOn(t, longerSection(12)...)
	p := open(t, w, who, first, shortPart)
	p.read(t, 20*time.Second)
	for range 15 {
		p.after(t, 20*time.Second, true, false)
	}
	if p.answer.State != app.StudyCredited || p.answer.SectionCredited != 320 {
		t.Fatalf("five minutes without input are told %+v", p.answer)
	}
	if a := p.after(t, 20*time.Second, true, false); a.State != app.StudyPaused || !strings.Contains(a.Why, "I am still reading") || a.SectionCredited != 320 {
		t.Fatalf("after the allowance the page is told %+v", a)
	}
	if a := p.after(t, 5*time.Second, true, true); a.State != app.StudyCredited {
		t.Errorf("a reader who says so is told %+v", a)
	}
	if strings.Contains(strings.ToLower(p.answer.Why), "learn") {
		t.Errorf("time is called learning: %q", p.answer.Why)
	}
}

func TestR15_EditedModuleDoesNotChangeAPinnedEnrolment(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	before := w.Standing(who)
	pinned := w.Opened(who).Pinned

	edited := editedLibrary(t, longerSection(5)...)
	w.App, w.Store = w.Replica(edited)
	if fresh := w.Publish(w.App, institute.Pathway); fresh == w.Bundle {
		t.Fatal("the edited pathway has the digest of the old one")
	}
	p := open(t, w, who, first, shortPart)
	if p.answer.SectionMinutes != 2 {
		t.Errorf("the pinned section asks for %d minutes; want the 2 it was enrolled with", p.answer.SectionMinutes)
	}
	p.read(t, 3*time.Minute)
	p.leave(t)
	facts := institute.OfKind[*fact.StudyCredited](w, who.Enrolment)
	if len(facts) != 1 || facts[0].Digest != pinned.Modules[first].Digest || facts[0].Seconds != 120 {
		t.Errorf("study is credited as %+v; want 120 seconds of the pinned bytes", facts)
	}
	if after := w.Standing(who); len(after.Requirements) != len(before.Requirements) || len(after.Unmet()) != len(before.Unmet())-1 {
		t.Errorf("%d of %d requirements unmet before and %d of %d after one section was read",
			len(before.Unmet()), len(before.Requirements), len(after.Unmet()), len(after.Requirements))
	}
}
