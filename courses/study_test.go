package courses

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"polyphony/internal/fact"
)

// need finds a requirement of a standing.
func need(t interface {
	Helper()
	Fatalf(string, ...any)
}, s Standing, id string,
) Requirement {
	t.Helper()
	for _, r := range s.Requirements {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("there is no requirement %q", id)
	return Requirement{}
}

// credit is one study fact of section s1 of module a, an hour after the
// enrolment, in seconds from there.
func credit(t *teller, from, to, seconds int64) *fact.StudyCredited {
	base := start.Add(time.Hour)
	return &fact.StudyCredited{
		Enrolment: enrolID, Person: trainee, Module: "a", Section: "s1", Digest: t.p.Modules["a"].Digest,
		From: base.Add(time.Duration(from) * time.Second), To: base.Add(time.Duration(to) * time.Second), Seconds: seconds,
	}
}

// studied tells study facts a day later and gives the credit of module a's
// first section.
func studied(fs ...*fact.StudyCredited) int64 {
	t := newTeller()
	t.wait(24 * time.Hour)
	for _, f := range fs {
		t.tell(f)
	}
	return ProgressOf(t.p, t.entries, t.now).Room("a", "s1").Have
}

func TestR8_CreditNeverExceedsItsInterval(t *testing.T) {
	s := newTeller()
	for name, c := range map[string]struct {
		facts []*fact.StudyCredited
		want  int64
	}{
		"exactly as long":         {[]*fact.StudyCredited{credit(s, 0, 40, 40)}, 40},
		"shorter than it":         {[]*fact.StudyCredited{credit(s, 0, 40, 10)}, 10},
		"one second too long":     {[]*fact.StudyCredited{credit(s, 0, 40, 41)}, 0},
		"no interval":             {[]*fact.StudyCredited{credit(s, 40, 40, 1)}, 0},
		"backwards":               {[]*fact.StudyCredited{credit(s, 40, 0, 1)}, 0},
		"nothing":                 {[]*fact.StudyCredited{credit(s, 0, 40, 0)}, 0},
		"less than nothing":       {[]*fact.StudyCredited{credit(s, 0, 40, -40)}, 0},
		"seconds that wrap round": {[]*fact.StudyCredited{credit(s, 0, 1, 18446744073710)}, 0},
		"overlapping":             {[]*fact.StudyCredited{credit(s, 0, 20, 20), credit(s, 19, 39, 20)}, 20},
		"within another":          {[]*fact.StudyCredited{credit(s, 0, 40, 10), credit(s, 10, 20, 10)}, 10},
		"the same twice":          {[]*fact.StudyCredited{credit(s, 0, 20, 20), credit(s, 0, 20, 20)}, 20},
		"one after the other":     {[]*fact.StudyCredited{credit(s, 0, 20, 20), credit(s, 20, 40, 20)}, 40},
		"the earlier one later":   {[]*fact.StudyCredited{credit(s, 20, 40, 20), credit(s, 0, 20, 20)}, 20},
		"before the enrolment":    {[]*fact.StudyCredited{credit(s, -4000, -3900, 60)}, 0},
		"begun before it":         {[]*fact.StudyCredited{credit(s, -3610, -3500, 60)}, 0},
		"in the future":           {[]*fact.StudyCredited{credit(s, 0, 90000, 60)}, 0},
	} {
		if got := studied(c.facts...); got != c.want {
			t.Errorf("%s: %d s credited, want %d", name, got, c.want)
		}
	}
	other := credit(s, 0, 40, 40)
	other.Person = "somebody else"
	if studied(other) != 0 {
		t.Error("somebody else's study is credited")
	}
}

// TestR8_RandomCreditsNeverExceedRealTime: whatever is claimed in whatever
// order, inside any interval no more is credited than it is long.
func TestR8_RandomCreditsNeverExceedRealTime(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := newTeller()
		s.p.Modules["a"] = withSection(s.p.Modules["a"], 100)
		s.wait(24 * time.Hour)
		n := rapid.IntRange(1, 12).Draw(r, "facts")
		var all []*fact.StudyCredited
		for range n {
			from := rapid.Int64Range(-20, 300).Draw(r, "from")
			f := credit(s, from, from+rapid.Int64Range(-5, 60).Draw(r, "length"), rapid.Int64Range(-5, 80).Draw(r, "seconds"))
			all = append(all, f)
			s.tell(f)
		}
		lo, hi := all[0].From, all[0].To
		for _, f := range all {
			lo, hi = min(lo, f.From), max(hi, f.To)
		}
		if have := ProgressOf(s.p, s.entries, s.now).Room("a", "s1").Have; have*micro > int64(max(hi-lo, 0)) {
			r.Fatalf("%d s credited within %v", have, hi.Sub(lo))
		}
	})
}

func withSection(m Module, minutes int64) Module {
	m.Sections = []Section{{ID: "s1", Title: "First", Minutes: minutes}, {ID: "s2", Title: "Second", Minutes: 2}}
	return m
}

func TestR10_EverySectionMeetsItsOwnFloorAndNoMore(t *testing.T) {
	s := newTeller()
	s.study("a", "s1", 600)
	st := s.standing()
	if r := need(t, st, "one/a/s1"); !r.Met || r.Have != 60 {
		t.Errorf("ten minutes in a section of one: %+v", r)
	}
	if r := need(t, st, "one/a/s2"); r.Met || r.Have != 0 {
		t.Errorf("time spent in one section met another: %+v", r)
	}
	if r := need(t, st, "study-total"); r.Have != 60 {
		t.Errorf("the total counts more than the sections: %+v", r)
	}
	s.study("a", "s2", 119)
	if r := need(t, s.standing(), "one/a/s2"); r.Met || r.Reasons[0] != (Reason{Why: NotEnough, N: 1}) {
		t.Errorf("one second short: %+v", r)
	}
	s.study("a", "s2", 1)
	if r := need(t, s.standing(), "one/a/s2"); !r.Met || !slices.Equal(r.Entries, []int64{2, 3}) {
		t.Errorf("%+v", r)
	}
}

func TestR10_ADayHasACap(t *testing.T) {
	s := newTeller()
	s.p.Modules["a"] = withSection(s.p.Modules["a"], 100)
	s.p.Standard.Study.DayMinutesAtMost = 10
	room := func() Room { return ProgressOf(s.p, s.entries, s.now).Room("a", "s1") }

	if r := room(); r.Left() != 600 || r.Full() || len(r.Why()) != 0 {
		t.Errorf("%+v", r)
	}
	s.study("a", "s1", 500)
	if r := room(); r.Have != 500 || r.Today != 100 || r.Left() != 100 {
		t.Errorf("%+v", r)
	}
	s.study("a", "s1", 500)
	r := room()
	midnight := fact.At(time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC))
	if r.Have != 600 || r.Left() != 0 || r.Why()[0] != (Reason{Why: TooSoon, At: midnight}) {
		t.Errorf("%+v: %+v", r, r.Why())
	}
	if got := s.p.Because(r.Why()); got != "today's study time is full; it goes on from 6 January 2026 at 00:00 UTC" {
		t.Errorf("%q", got)
	}
	s.study("a", "s2", 120)
	if got := need(t, s.standing(), "one/a/s2"); got.Have != 0 {
		t.Errorf("another section goes past the day's cap: %+v", got)
	}
	s.now = midnight
	s.study("a", "s1", 700)
	if r := room(); r.Have != 1200 {
		t.Errorf("the next day: %+v", r)
	}
}

func TestR10_RoomCountsDown(t *testing.T) {
	r := Room{Have: 10, Need: 60, Today: 30}
	if r.Left() != 30 || r.After(20).Left() != 10 || r.After(40).Left() != 0 || r.After(50).Full() != true {
		t.Errorf("%+v", r.After(20))
	}
	blocked := Room{Need: 60, Today: 60, Blocked: []Reason{{Why: NeedsFirst, Ref: "a"}}}
	if blocked.Left() != 0 || blocked.Full() || blocked.Why()[0].Ref != "a" {
		t.Errorf("%+v", blocked)
	}
	if (Room{Have: 60, Need: 60}).Why() != nil {
		t.Error("a full section waits for something")
	}
}

func TestR11_NothingCountsBeforeItsPrerequisites(t *testing.T) {
	s := newTeller()
	s.study("b", "s1", 60)
	s.study("b", "s2", 120)
	s.check("b", 3, "series")
	s.reflection("b", 500)
	st := s.standing()
	for _, id := range []string{"two/b/s1", "two/b/s2", "two/b/check", "two/reflection/b-r"} {
		if r := need(t, st, id); r.Have != 0 || r.Met {
			t.Errorf("%s counts before module a: %+v", id, r)
		}
	}
	if got := s.p.Explain(need(t, st, "two/b/s1")); got != "Study of “First” in “Module b”: first finish “Module a”." {
		t.Errorf("%q", got)
	}
	for _, step := range []struct {
		tell func()
		open bool
	}{
		{func() { s.study("a", "s1", 60) }, false},
		{func() { s.study("a", "s2", 120) }, false},
		{func() { s.check("a", 2, "failed") }, false},
		{func() { s.wait(24 * time.Hour); s.check("a", 3, "passed") }, true},
	} {
		step.tell()
		g := ProgressOf(s.p, s.entries, s.now)
		if open := len(g.Open("b")) == 0; open != step.open {
			t.Fatalf("module b is open: %v", open)
		}
		if room := g.Room("b", "s1"); (room.Left() > 0) != step.open || room.Have != 0 {
			t.Fatalf("%+v", room)
		}
	}
	s.study("b", "s1", 60)
	if !need(t, s.standing(), "two/b/s1").Met {
		t.Error("study after the prerequisites does not count")
	}
}

func TestR15_OtherBytesCountNothing(t *testing.T) {
	s := newTeller()
	f := credit(s, 0, 40, 40)
	f.Digest = fact.Sum([]byte("an edited module"))
	if studied(f) != 0 {
		t.Error("study of other bytes than the pinned ones is credited")
	}
	w := whole()
	for i, e := range w.entries {
		if g, ok := e.Fact.(*fact.CheckGraded); ok {
			h := *g
			h.Digest = f.Digest
			w.entries[i].Fact = &h
		}
	}
	if got := unmetIDs(w.standing()); !got["one/a/check"] || !got["two/b/s1"] {
		t.Errorf("a check of other bytes opens the path: %v", got)
	}
}

func TestR20_UnknownModulesAndSectionsCountNothing(t *testing.T) {
	for _, c := range [][2]string{{"a", "s9"}, {"z", "s1"}, {"", ""}} {
		s := newTeller()
		s.tell(&fact.StudyCredited{Enrolment: enrolID, Person: trainee, Module: c[0], Section: c[1], From: start, To: s.now, Seconds: 1})
		s.tell(&fact.CheckGraded{Enrolment: enrolID, Module: c[0], Series: "s", Right: 3, Of: 3})
		s.tell(&fact.ReflectionSubmitted{Submission: "r", Enrolment: enrolID, Module: "z", Reflection: "a-r", Words: 500})
		if got := len(s.standing().Unmet()); got != len(s.standing().Requirements) {
			t.Errorf("%v meets something", c)
		}
		g := ProgressOf(s.p, s.entries, s.now)
		if r := g.Room(c[0], c[1]); r.Left() != 0 || r.Full() || len(r.Blocked) == 0 {
			t.Errorf("%v has room: %+v", c, r)
		}
	}
	s := newTeller()
	s.p.Pathway.Stages[0].Modules = append(s.p.Pathway.Stages[0].Modules, "z")
	s.p.Pathway.Stages[0].Reflections = append(s.p.Pathway.Stages[0].Reflections, "z-r")
	got := unmetIDs(s.standing())
	if !got["one/z/check"] || !got["one/reflection/z-r"] {
		t.Errorf("what the pathway names and nobody has is met: %v", got)
	}
	if why := ProgressOf(s.p, s.entries, s.now).Open("z"); len(why) != 1 || why[0].Why != EnrolmentUnclear {
		t.Errorf("%v", why)
	}
}

// TestR9_ABeatIsCreditedWholeOrNotAtAll: the table of the rule.
func TestR9_ABeatIsCreditedWholeOrNotAtAll(t *testing.T) {
	study := Study{GapSeconds: 60, IdleSeconds: 300}
	reading := Section{Minutes: 30}
	good := Beat{Elapsed: 20 * time.Second, Before: true, Visible: true}
	for name, c := range map[string]struct {
		change func(*Beat)
		want   time.Duration
	}{
		"in view and awake":      {func(*Beat) {}, 20 * time.Second},
		"just within the gap":    {func(b *Beat) { b.Elapsed = time.Minute }, time.Minute},
		"past the gap":           {func(b *Beat) { b.Elapsed = time.Minute + 1 }, 0},
		"just awake":             {func(b *Beat) { b.Idle = 5 * time.Minute }, 20 * time.Second},
		"asleep":                 {func(b *Beat) { b.Idle = 5*time.Minute + 1 }, 0},
		"hidden now":             {func(b *Beat) { b.Visible = false }, 0},
		"hidden before":          {func(b *Beat) { b.Before = false }, 0},
		"no time":                {func(b *Beat) { b.Elapsed = 0 }, 0},
		"a clock that goes back": {func(b *Beat) { b.Elapsed = -time.Second }, 0},
	} {
		b := good
		c.change(&b)
		if got := study.Credit(reading, b); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestR9_AnExerciseLengthensTheTimeWithoutInput: by the minutes that the
// section's text states, never past its declared minutes, and never shortens
// the standard's.
func TestR9_AnExerciseLengthensTheTimeWithoutInput(t *testing.T) {
	study := Study{GapSeconds: 60, IdleSeconds: 300}
	exercise := Section{Minutes: 30, Away: 20}
	for name, c := range map[string]struct {
		section Section
		want    time.Duration
	}{
		"reading":                         {Section{Minutes: 30}, 5 * time.Minute},
		"an exercise":                     {exercise, 20 * time.Minute},
		"a short exercise":                {Section{Minutes: 30, Away: 3}, 5 * time.Minute},
		"more stated than declared":       {Section{Minutes: 12, Away: 40}, 12 * time.Minute},
		"a section of less than the idle": {Section{Minutes: 2, Away: 2}, 5 * time.Minute},
	} {
		if got := study.Allowance(c.section); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if got, want := study.LeavesTheScreen(c.section), c.want > 5*time.Minute; got != want {
			t.Errorf("%s leaves the screen: %v", name, got)
		}
	}
	for name, c := range map[string]struct {
		change func(*Beat)
		want   time.Duration
	}{
		"just awake":                {func(*Beat) {}, 20 * time.Second},
		"past its allowance":        {func(b *Beat) { b.Idle++ }, 0},
		"past the gap":              {func(b *Beat) { b.Elapsed = time.Minute + 1 }, 0},
		"hidden":                    {func(b *Beat) { b.Visible = false }, 0},
		"hidden at the beat before": {func(b *Beat) { b.Before = false }, 0},
	} {
		b := Beat{Elapsed: 20 * time.Second, Before: true, Visible: true, Idle: 20 * time.Minute}
		c.change(&b)
		if got := study.Credit(exercise, b); got != c.want {
			t.Errorf("an exercise, %s: %v, want %v", name, got, c.want)
		}
	}
}

// TestR5_CreditNeverExceedsWhatTheServerMeasured: a beat is credited whole or
// not at all, whatever it says.
func TestR5_CreditNeverExceedsWhatTheServerMeasured(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := Beat{
			Elapsed: time.Duration(rapid.Int64().Draw(r, "elapsed")), Idle: time.Duration(rapid.Int64().Draw(r, "idle")),
			Before: rapid.Bool().Draw(r, "before"), Visible: rapid.Bool().Draw(r, "visible"),
		}
		s := Study{GapSeconds: rapid.Int64Range(0, 600).Draw(r, "gap"), IdleSeconds: rapid.Int64Range(0, 600).Draw(r, "idle at most")}
		sec := Section{Minutes: rapid.Int64Range(0, 90).Draw(r, "minutes"), Away: rapid.Int64Range(0, 90).Draw(r, "away")}
		got := s.Credit(sec, b)
		if got != 0 && got != b.Elapsed || got < 0 || got > time.Duration(s.GapSeconds)*time.Second {
			r.Fatalf("%+v under %+v gives %v", b, s, got)
		}
	})
}

func ExampleSpan() {
	fmt.Println(Span(0), "|", Span(59), "|", Span(60), "|", Span(3600), "|", Span(5430))
	// Output: 0 min | under a minute | 1 min | 1 h | 1 h 30 min
}
