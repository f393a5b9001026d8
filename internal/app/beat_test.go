package app_test

import (
	"strings"
	"testing"
	"time"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/testkit/institute"
)

// study is the row of a session as it is kept.
func study(w *institute.World, id fact.ID) (s app.Study) {
	w.T.Helper()
	w.Write(func(tx app.Tx) (err error) {
		s, err = tx.Study(id)
		return err
	})
	return s
}

func TestR9_RepeatedReorderedForgedBeatsChangeNothing(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		p := open(t, w, who, first, middlePart)
		zeroth := p.message(true, true)
		p.after(t, 20*time.Second, true, true)
		last := p.message(true, true)
		told := p.after(t, 20*time.Second, true, true)
		before := study(w, p.ticket.Session)
		w.At(20 * time.Second)

		again := last
		w.Do(who.Actor, &again)
		if again.Answer.Nonce != told.Nonce || again.Answer.SectionCredited != told.SectionCredited || again.Answer.State != told.State || again.Answer.CreditedSeconds != 0 {
			t.Errorf("the last nonce once more is answered %+v; the first time it was %+v", again.Answer, told)
		}
		forged := map[string]func(*app.Beat){
			"an older nonce":    func(b *app.Beat) { b.Nonce = zeroth.Nonce },
			"no nonce":          func(b *app.Beat) { b.Nonce = "" },
			"an invented nonce": func(b *app.Beat) { b.Nonce = "AAAA" },
			"another view":      func(b *app.Beat) { b.View = p.ticket.Session },
			"another section":   func(b *app.Beat) { b.Section = longPart },
		}
		for name, forge := range forged {
			b := p.message(true, true)
			forge(&b)
			if err := w.Try(who.Actor, &b); !fault.Is(err, fault.Conflict) {
				t.Errorf("a beat with %s is answered %v", name, err)
			}
			if err := w.Try(who.Actor, &app.Leave{Beat: b}); !fault.Is(err, fault.Conflict) {
				t.Errorf("leaving with %s is answered %v", name, err)
			}
		}
		if after := study(w, p.ticket.Session); after != before {
			t.Errorf("the session changed\nfrom %+v\nto   %+v", before, after)
		}
		if n := credited(w, who); n != 0 {
			t.Errorf("they credited %d seconds", n)
		}
		if a := p.after(t, 0, true, true); a.SectionCredited != 60 {
			t.Errorf("the honest page then has %d seconds; want 60", a.SectionCredited)
		}
	})
}

func TestR9_ConcurrentCopiesOfOneBeatCreditOnce(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		p := open(t, w, who, first, middlePart)
		other, _ := w.Replica(nil)
		w.At(30 * time.Second)
		errs := make(chan error, 16)
		for i := range cap(errs) {
			b, a := p.message(true, true), w.App
			if i%2 == 1 {
				a = other
			}
			go func() { errs <- a.Apply(ctx, who.Actor, &b) }()
		}
		for range cap(errs) {
			if err := <-errs; err != nil {
				t.Errorf("a copy is answered %v", err)
			}
		}
		if s := study(w, p.ticket.Session); s.Accrued != 30_000_000 {
			t.Errorf("16 copies of a beat after 30 seconds accrued %d µs", s.Accrued)
		}
	})
}

func TestR9_HiddenPageAndGap(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	p := open(t, w, who, first, middlePart)
	steps := []struct {
		say     string
		after   time.Duration
		visible bool
		state   app.StudyState
		have    int64
	}{
		{"in view", 20 * time.Second, true, app.StudyCredited, 20},
		{"hidden since", 20 * time.Second, false, app.StudyPaused, 20},
		{"back in view", 15 * time.Minute, true, app.StudyCredited, 20},
		{"in view", 20 * time.Second, true, app.StudyCredited, 40},
		{"a gap of just the allowance", 60 * time.Second, true, app.StudyCredited, 100},
		{"a longer gap", 60*time.Second + time.Microsecond, true, app.StudyCredited, 100},
		{"in view", time.Second, true, app.StudyCredited, 101},
	}
	for _, s := range steps {
		if a := p.after(t, s.after, s.visible, true); a.State != s.state || a.SectionCredited != s.have {
			t.Errorf("%s: %+v; want %s with %d seconds", s.say, a, s.state, s.have)
		}
	}
	if a := p.after(t, 31*time.Minute, true, true); a.State != app.StudyClosed {
		t.Errorf("a nonce of half an hour ago is answered %+v", a)
	}
}

// TestR9_AnExerciseGoesOnUntouchedForItsAllowance: a section that asks for
// minutes with a partner counts them without a touch, and no more; a hidden
// page and a gap still stop it; a section to read stops after five minutes.
func TestR9_AnExerciseGoesOnUntouchedForItsAllowance(t *testing.T) {
	w, who := enrolledOn(t, longerSection(12)...)
	untouched := func(p *page, d time.Duration) app.StudyAnswer {
		for ; d > 0; d -= 20 * time.Second {
			p.after(t, 20*time.Second, true, false)
		}
		return p.answer
	}
	p := open(t, w, who, first, shortPart)
	untouched(p, 5*time.Minute)
	if a := untouched(p, time.Minute); a.State != app.StudyPaused || a.SectionCredited != 300 || !strings.Contains(a.Why, "touched") {
		t.Errorf("a section to read, untouched for six minutes: %+v", a)
	}
	p = open(t, w, who, first, longPart)
	if a := untouched(p, 19*time.Minute); a.State != app.StudyCredited || a.SectionCredited != 19*60 {
		t.Errorf("an exercise, untouched for 19 minutes: %+v", a)
	}
	if a := p.after(t, 20*time.Second, false, false); a.State != app.StudyPaused || a.SectionCredited != 19*60 {
		t.Errorf("hidden within its allowance: %+v", a)
	}
	p.after(t, time.Second, true, false)
	if a := untouched(p, 5*time.Minute); a.State != app.StudyPaused || a.SectionCredited >= 20*60 {
		t.Errorf("an exercise, untouched past its 20 minutes: %+v", a)
	}
	have := p.answer.SectionCredited
	if a := p.after(t, time.Second, true, true); a.State != app.StudyCredited || a.SectionCredited != have+1 {
		t.Errorf("touched again: %+v", a)
	}
	if a := p.after(t, 61*time.Second, true, false); a.SectionCredited != have+1 {
		t.Errorf("a gap within its allowance: %+v", a)
	}
}

func TestR5_ClockSetForwardEarnsNothing(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	library, _ := content.Load(content.Embedded())
	steady := &institute.Clock{}
	w.App = app.New(w.Store.App(), library, app.Config{Clock: steady})
	p := open(t, w, who, first, middlePart)
	for range 3 {
		steady.Add(10 * time.Second)
		p.after(t, 50*time.Second, true, true)
	}
	if p.answer.SectionCredited != 30 {
		t.Errorf("a wall clock that runs fivefold earns %d seconds; the steady clock saw 30", p.answer.SectionCredited)
	}
}

func TestR5_ClockSetBackEarnsNothing(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	p := open(t, w, who, first, middlePart)
	p.read(t, time.Minute)
	w.At(-time.Hour)
	for range 30 {
		w.At(20 * time.Second)
		if err := p.send(p.message(true, true)); err != nil {
			t.Fatal(err)
		}
	}
	if p.answer.SectionCredited != 60 {
		t.Errorf("with the clock set back the page has %d seconds; want 60", p.answer.SectionCredited)
	}
	w.At(51 * time.Minute)
	p.leave(t)
	if n := credited(w, who); n > 120 {
		t.Errorf("%d seconds are credited", n)
	}
}

func TestSilentPagesAreSettledAndThenClosed(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	p := open(t, w, who, first, middlePart)
	p.read(t, 2*time.Minute)
	sweep := func(after time.Duration, changed int, seconds int64) {
		t.Helper()
		w.At(after)
		n, err := w.App.SweepStudies(ctx)
		if got := credited(w, who); err != nil || n != changed || got != seconds {
			t.Errorf("the sweep changed %d (%v) and the ledger has %d seconds; want %d and %d", n, err, got, changed, seconds)
		}
	}
	sweep(time.Minute, 0, 0)
	sweep(time.Second, 1, 120)
	sweep(10*time.Minute, 0, 120)
	if a := p.after(t, time.Minute, true, true); a.State != app.StudyCredited || a.SectionCredited != 120 {
		t.Errorf("a page that was hidden for a while is told %+v", a)
	}
	p.read(t, 20*time.Second)
	sweep(31*time.Minute, 1, 140)
	sweep(time.Hour, 0, 140)
	if a := p.after(t, time.Second, true, true); a.State != app.StudyClosed {
		t.Errorf("a page that slept is told %+v", a)
	}
}
