package app_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// tab is a page with what its browser knows: whether it is in view, and
// whether it was hidden without the server having heard of it.
type tab struct {
	*page
	hidden, untold bool
	old            []app.Beat
}

// desk is one person with some tabs, and how long any of them was in view.
type desk struct {
	t    *testing.T
	w    *institute.World
	apps []*app.App
	who  institute.Trainee
	tabs []*tab
	seen time.Duration
}

// TestR9_CreditNeverExceedsTimeInView plays random beats of honest pages and
// random attacks on one person's tabs.
func TestR9_CreditNeverExceedsTimeInView(t *testing.T) {
	w := newWorld(t)
	registrar := w.Person(people.Registrar)
	other, _ := w.Replica(nil)
	var cases, earned int
	rapid.Check(t, func(r *rapid.T) {
		d := &desk{t: t, w: w, apps: []*app.App{w.App, other}}
		d.who = w.EnrolIn(w.Cohort(registrar, w.Bundle), registrar)
		from := fact.At(w.Clock.Now())
		for range rapid.IntRange(5, 40).Draw(r, "steps") {
			d.step(r)
		}
		if _, err := w.App.SweepStudies(ctx); err != nil {
			r.Fatal(err)
		}
		cases++
		if d.check(r, from) > 0 {
			earned++
		}
		w.At(time.Hour)
	})
	t.Logf("%d of %d people earned credit", earned, cases)
	if earned*4 < cases {
		t.Errorf("only %d of %d people earned any credit; the property says little", earned, cases)
	}
}

func (d *desk) step(r *rapid.T) {
	what := rapid.SampledFrom([]string{"open", "beat", "beat", "beat", "beat", "beat", "hide", "unhide", "replay", "forge", "leave", "sweep"}).Draw(r, "what")
	d.pass(time.Duration(rapid.SampledFrom([]int{0, 1, 900, 5_000, 20_000, 20_000, 20_001, 45_678, 61_000}).Draw(r, "ms")) * time.Millisecond)
	if what == "open" || len(d.tabs) == 0 {
		section := rapid.SampledFrom([]string{shortPart, middlePart, longPart}).Draw(r, "section")
		d.tabs = append(d.tabs, &tab{page: open(d.t, d.w, d.who, first, section)})
		return
	}
	p := rapid.SampledFrom(d.tabs).Draw(r, "tab")
	p.app = rapid.SampledFrom(d.apps).Draw(r, "replica")
	switch what {
	case "beat":
		d.beat(r, p)
	case "hide":
		p.hidden, p.untold = true, true
		if rapid.Bool().Draw(r, "told") {
			d.beat(r, p)
		}
	case "unhide":
		p.hidden = false
		d.beat(r, p)
	case "replay":
		if len(p.old) > 0 {
			d.send(r, p.page, rapid.SampledFrom(p.old).Draw(r, "old"))
		}
	case "forge":
		b := p.message(true, true)
		b.Nonce = rapid.SampledFrom(d.tabs).Draw(r, "other").nonce
		b.Section = rapid.SampledFrom([]string{shortPart, middlePart}).Draw(r, "forged")
		if b.Nonce != p.nonce || b.Section != p.ticket.Section {
			d.send(r, p.page, b)
		}
	case "leave":
		b := p.message(!p.hidden && !p.untold, false)
		if err := p.app.Apply(ctx, d.who.Actor, &app.Leave{Beat: b}); err != nil && !fault.Is(err, fault.Conflict) {
			r.Fatal(err)
		}
		p.hidden, p.untold = true, true
	case "sweep":
		if _, err := p.app.SweepStudies(ctx); err != nil {
			r.Fatal(err)
		}
	}
}

// pass lets time go by and counts it if any tab is in view.
func (d *desk) pass(by time.Duration) {
	d.w.At(by)
	for _, p := range d.tabs {
		if !p.hidden {
			d.seen += by
			return
		}
	}
}

// beat is an honest page's.
func (d *desk) beat(r *rapid.T, p *tab) {
	b := p.message(!p.hidden && !p.untold, rapid.Bool().Draw(r, "active"))
	p.old = append(p.old, b)
	p.untold = false
	d.send(r, p.page, b)
}

func (d *desk) send(r *rapid.T, p *page, b app.Beat) {
	if err := p.send(b); err != nil && !fault.Is(err, fault.Conflict) {
		r.Fatal(err)
	}
}

// check holds the ledger against the time that passed in view, and its
// intervals against one another (R8).
func (d *desk) check(r *rapid.T, last fact.Time) (total int64) {
	for _, f := range institute.OfKind[*fact.StudyCredited](d.w, d.who.Enrolment) {
		if f.From < last || f.To > fact.At(d.w.Clock.Now()) || f.Seconds < 1 || time.Duration(f.Seconds)*time.Second > f.To.Sub(f.From) {
			r.Fatalf("%+v overlaps what came before %d, is not over yet, or is longer than it took", f, last)
		}
		last = f.To
		total += f.Seconds
	}
	if time.Duration(total)*time.Second > d.seen {
		r.Fatalf("%d seconds are credited and a page was in view for %s", total, d.seen)
	}
	return total
}
