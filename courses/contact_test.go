package courses

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"polyphony/internal/fact"
)

func instant(s string) fact.Time {
	u, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return fact.At(u)
}

// attest tells one facilitator's word at an instant.
func (t *teller) attest(at string, who fact.ID, date fact.Date, zone string, minutes int64) {
	t.now = instant(at)
	t.tell(&fact.ContactAttested{Enrolment: enrolID, Block: "block", Stage: "one", Date: date, Zone: zone, Minutes: minutes, Facilitator: who})
}

func (t *teller) confirm(date fact.Date, minutes int64) {
	t.tell(&fact.ContactConfirmed{Enrolment: enrolID, Block: "block", Stage: "one", Date: date, Zone: zone, Minutes: minutes})
}

// present tells a whole day with two facilitators, and gives the stage's days
// and minutes that count.
func present(at string, date fact.Date, zone string) (days, minutes int64) {
	t := newTeller()
	t.attest(at, "f1", date, zone, 360)
	t.attest(at, "f2", date, zone, 360)
	t.confirm(date, 360)
	return t.contactOf("one")
}

func (t *teller) contactOf(stage string) (days, minutes int64) {
	for _, r := range t.standing().Requirements {
		switch r.ID {
		case stage + "/contact-days":
			days = r.Have
		case stage + "/contact-hours":
			minutes = r.Have
		}
	}
	return days, minutes
}

// TestR6_AContactDayIsADateInItsZone: a date that has not begun there counts
// nothing, one that has does, whatever UTC says and whatever the clocks do.
func TestR6_AContactDayIsADateInItsZone(t *testing.T) {
	for _, c := range []struct {
		at   string
		date fact.Date
		zone string
		want int64
	}{
		{"2026-03-10T21:59:58Z", "2026-03-11", "Europe/Helsinki", 0}, // 23:59:58 there
		{"2026-03-10T22:00:00Z", "2026-03-11", "Europe/Helsinki", 1}, // just after midnight there
		{"2026-03-10T22:00:00Z", "2026-03-11", "UTC", 0},
		{"2026-03-10T22:00:00Z", "2026-03-10", "UTC", 1},
		{"2026-03-28T21:59:58Z", "2026-03-29", "Europe/Helsinki", 0}, // the night before summer time
		{"2026-03-28T22:00:00Z", "2026-03-29", "Europe/Helsinki", 1},
		{"2026-03-29T20:59:58Z", "2026-03-30", "Europe/Helsinki", 0}, // the day of 23 hours ends
		{"2026-03-29T21:00:00Z", "2026-03-30", "Europe/Helsinki", 1},
		{"2026-10-25T21:59:58Z", "2026-10-26", "Europe/Helsinki", 0}, // the day of 25 hours ends
		{"2026-10-25T22:00:00Z", "2026-10-26", "Europe/Helsinki", 1},
		{"2026-07-01T03:59:58Z", "2026-07-01", "America/New_York", 0},
		{"2026-07-01T04:00:00Z", "2026-07-01", "America/New_York", 1},
		{"2026-12-31T22:00:00Z", "2027-01-01", "Europe/Helsinki", 1},
	} {
		if got, _ := present(c.at, c.date, c.zone); got != c.want {
			t.Errorf("%s in %s at %s: %d days, want %d", c.date, c.zone, c.at, got, c.want)
		}
	}
}

func TestR6_NoDateRollsOver(t *testing.T) {
	for _, d := range []fact.Date{"", "2026-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-2-03", "2026-03-1", "yesterday", "2026-03-01T00:00:00Z"} {
		if got, _ := present("2026-06-01T12:00:00Z", d, zone); got != 0 {
			t.Errorf("%q counts as a day", d)
		}
	}
	if got, _ := present("2028-06-01T12:00:00Z", "2028-02-29", zone); got != 1 {
		t.Error("a leap day does not count")
	}
}

func TestR20_AZoneNobodyKnowsCountsNothing(t *testing.T) {
	for _, z := range []string{"", "Local", "Mars/Olympus", "../etc/passwd", "Europe/helsinki\x00"} {
		if got, _ := present("2026-06-01T12:00:00Z", "2026-06-01", z); got != 0 {
			t.Errorf("a day in the zone %q counts", z)
		}
	}
}

// TestR18_NoContactDayFromBeforeTheEnrolment: two facilitators who agree to
// date a block back do not shorten the year. The enrolment is on 5 January.
func TestR18_NoContactDayFromBeforeTheEnrolment(t *testing.T) {
	for d, want := range map[fact.Date]int64{"0001-01-01": 0, "2025-03-01": 0, "2026-01-04": 0, "2026-01-05": 1, "2026-01-06": 1} {
		if got, _ := present("2026-06-01T12:00:00Z", d, zone); got != want {
			t.Errorf("%s: %d days, want %d", d, got, want)
		}
	}
}

func TestR18_TwoFacilitatorsAndTheTraineeMustSayIt(t *testing.T) {
	const at, date = "2026-03-10T15:00:00Z", fact.Date("2026-03-10")
	confirm := func(s *teller) { s.confirm(date, 360) }
	by := func(who fact.ID) func(*teller) { return func(s *teller) { s.attest(at, who, date, zone, 360) } }
	for name, c := range map[string]struct {
		tell []func(*teller)
		want int64
		why  Why
	}{
		"all three":                  {[]func(*teller){by("f1"), by("f2"), confirm}, 1, NotEnough},
		"one facilitator":            {[]func(*teller){by("f1"), confirm}, 0, NeedsSecondWord},
		"one facilitator twice":      {[]func(*teller){by("f1"), by("f1"), confirm}, 0, NeedsSecondWord},
		"not confirmed":              {[]func(*teller){by("f1"), by("f2")}, 0, NeedsConfirmation},
		"confirmed too early":        {[]func(*teller){by("f1"), confirm, by("f2")}, 0, NeedsConfirmation},
		"the trainee as facilitator": {[]func(*teller){by("f1"), by(trainee), confirm}, 0, NeedsSecondWord},
		"confirmed alone":            {[]func(*teller){confirm}, 0, NotEnough},
		"confirmed once more":        {[]func(*teller){by("f1"), confirm, by("f2"), confirm}, 1, NotEnough},
	} {
		s := newTeller()
		for _, tell := range c.tell {
			tell(s)
		}
		r := need(t, s.standing(), "one/contact-days")
		if r.Have != c.want || r.Reasons[0].Why != c.why {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestR18_TheSmallestNumberOfMinutesCounts(t *testing.T) {
	const at, date = "2026-03-10T15:00:00Z", fact.Date("2026-03-10")
	for _, c := range []struct{ first, second, own, late, want int64 }{
		{360, 360, 360, 0, 360},
		{360, 300, 360, 0, 300},
		{360, 360, 200, 0, 200},
		{360, 360, 500, 0, 360},
		{9000, 9000, 9000, 0, longestDay},
		{360, 360, 360, 100, 100},
	} {
		s := newTeller()
		s.attest(at, "f1", date, zone, c.first)
		s.attest(at, "f2", date, zone, c.second)
		s.confirm(date, c.own)
		if c.late > 0 {
			s.attest("2026-03-10T16:00:00Z", "f3", date, zone, c.late)
		}
		if _, got := s.contactOf("one"); got != c.want {
			t.Errorf("%+v gives %d minutes", c, got)
		}
	}
	for _, bad := range []int64{0, -360} {
		s := newTeller()
		s.attest(at, "f1", date, zone, bad)
		s.attest(at, "f2", date, zone, 360)
		s.confirm(date, 360)
		if d, _ := s.contactOf("one"); d != 0 {
			t.Errorf("a day with %d minutes counts", bad)
		}
		s = newTeller()
		s.attest(at, "f1", date, zone, 360)
		s.attest(at, "f2", date, zone, 360)
		s.confirm(date, bad)
		if d, _ := s.contactOf("one"); d != 0 {
			t.Errorf("a day confirmed with %d minutes counts", bad)
		}
	}
}

func TestR12_ADateCountsOnceOnTheWholePath(t *testing.T) {
	s := newTeller()
	s.day("one", "block-1")
	s.wait(-24 * time.Hour)
	s.day("one", "another-block")
	if d, m := s.contactOf("one"); d != 1 || m != 360 {
		t.Errorf("two blocks on one date give %d days and %d minutes", d, m)
	}
	s = newTeller()
	s.day("one", "block-1")
	s.day("no such stage", "block-2")
	if r := need(t, s.standing(), "contact-days"); r.Have != 1 {
		t.Errorf("a day of a stage that the path does not have counts: %+v", r)
	}
}

func TestR20_ADayHasOneStage(t *testing.T) {
	const at, date = "2026-03-10T15:00:00Z", fact.Date("2026-03-10")
	s := newTeller()
	s.attest(at, "f1", date, zone, 360)
	s.tell(&fact.ContactAttested{Enrolment: enrolID, Block: "block", Stage: "two", Date: date, Zone: zone, Minutes: 360, Facilitator: "f2"})
	s.confirm(date, 360)
	if d, _ := s.contactOf("one"); d != 0 {
		t.Error("two facilitators spoke of different stages and the day counts")
	}
	s.attest(at, "f2", date, zone, 360)
	s.tell(&fact.ContactConfirmed{Enrolment: enrolID, Block: "block", Stage: "two", Date: date, Zone: zone, Minutes: 360})
	if d, _ := s.contactOf("one"); d != 0 {
		t.Error("the trainee spoke of another stage and the day counts")
	}
	s.confirm(date, 360)
	if d, _ := s.contactOf("one"); d != 1 {
		t.Error("once all agree it counts")
	}
}

func TestR11_AStageBeginsNoSoonerThanItsDistance(t *testing.T) {
	s := newTeller()
	s.day("two", "early")
	if r := need(t, s.standing(), "two/contact-days"); r.Have != 0 || r.Reasons[0].Why != TooSoon {
		t.Errorf("the second stage counts before the first: %+v", r)
	}
	s = newTeller()
	s.day("one", "block-1") // 5 January
	s.wait(26 * 24 * time.Hour)
	s.day("two", "block-2") // 1 February, 27 days
	r := need(t, s.standing(), "two/contact-days")
	if r.Have != 0 || r.Reasons[0] != (Reason{Why: TooSoon, N: 28, Ref: "one"}) {
		t.Errorf("%+v", r)
	}
	if want := "Contact days of “Two”: its first day lies less than 28 days after the first day of the stage before; earliest 2 February 2026."; s.p.Explain(r) != want {
		t.Errorf("%q", s.p.Explain(r))
	}
	s.day("two", "block-2") // 2 February, 28 days
	if r := need(t, s.standing(), "two/contact-days"); r.Have != 1 {
		t.Errorf("the twenty-eighth day: %+v", r)
	}
}

func TestR6_TheSpanIsWholeDaysFromFirstToLast(t *testing.T) {
	s := newTeller()
	s.day("one", "b") // 5 January
	s.wait(28 * 24 * time.Hour)
	s.day("one", "b") // 3 February
	r := need(t, s.standing(), "contact-span")
	if r.Have != 29 || r.Met || r.Reasons[0] != (Reason{Why: NotEnough, N: 1}) {
		t.Errorf("%+v", r)
	}
	if want := "Days from the first contact day to the last: 29 of 30 days; earliest 4 February 2026."; s.p.Explain(r) != want {
		t.Errorf("%q", s.p.Explain(r))
	}
	s.day("one", "b") // 4 February
	if r := need(t, s.standing(), "contact-span"); !r.Met || r.Earliest != 0 || len(r.Entries) != 9 {
		t.Errorf("%+v", r)
	}
	first, last := ContactDates(s.p, s.entries, s.now)
	if first != "2026-01-05" || last != "2026-02-04" {
		t.Errorf("%s to %s", first, last)
	}
	if first, last := ContactDates(s.p, s.entries[:1], s.now); first != "" || last != "" {
		t.Errorf("%s to %s without a day", first, last)
	}
}

// TestR6_TheOrderOfWordsDoesNotMatter: facilitators may speak of several days
// in any order; the same days count.
func TestR6_TheOrderOfWordsDoesNotMatter(t *testing.T) {
	w := whole()
	var days, rest []fact.Fact
	for _, e := range w.entries[1:] {
		switch e.Fact.(type) {
		case *fact.ContactAttested:
			days = append(days, e.Fact)
		default:
			rest = append(rest, e.Fact)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		s := newTeller()
		s.now = w.now
		s.tell(rapid.Permutation(days).Draw(r, "words")...)
		for _, f := range rest {
			if c, ok := f.(*fact.ContactConfirmed); ok {
				s.tell(c)
			}
		}
		got := s.standing()
		for _, id := range []string{"one/contact-days", "two/contact-days", "contact-days", "contact-hours", "contact-span"} {
			if q := need(r, got, id); !q.Met {
				r.Fatalf("%s: %+v", id, q)
			}
		}
		if e := need(r, got, "contact-days").Entries; len(e) != 12 || len(slices.Compact(slices.Sorted(slices.Values(e)))) != 12 {
			r.Fatalf("the days rest on %v", e)
		}
	})
}
