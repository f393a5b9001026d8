package courses

import (
	"slices"
	"testing"
	"time"

	"polyphony/internal/fact"
)

// readA has read module a, so that its check is open.
func readA() *teller {
	s := newTeller()
	s.study("a", "s1", 60)
	s.study("a", "s2", 120)
	return s
}

func TestR13_ACheckNeedsItsShareInOneSeries(t *testing.T) {
	s := readA()
	s.check("a", 2, "first")
	r := need(t, s.standing(), "one/a/check")
	if r.Met || r.Have != 2 || r.Need != 3 {
		t.Errorf("two of three is eighty in a hundred: %+v", r)
	}
	s.wait(24 * time.Hour)
	s.check("a", 1, "second")
	if r := need(t, s.standing(), "one/a/check"); r.Met || r.Have != 2 {
		t.Errorf("two series add up: %+v", r)
	}
	s.wait(24 * time.Hour)
	s.check("a", 3, "third")
	if r := need(t, s.standing(), "one/a/check"); !r.Met || !slices.Equal(r.Entries, []int64{5}) {
		t.Errorf("%+v", r)
	}
	s.check("a", 0, "fourth")
	if r := need(t, s.standing(), "one/a/check"); !r.Met {
		t.Errorf("a passed check was lost: %+v", r)
	}
	if got := ProgressOf(s.p, s.entries, s.now).Tries("a"); !got.Passed || got.Best != 3 || got.Attempts != 4 || got.Last != s.now {
		t.Errorf("%+v", got)
	}
}

func TestR11_ACheckCountsOnlyOnceItsSectionsAreRead(t *testing.T) {
	s := newTeller()
	s.check("a", 3, "too early")
	s.study("a", "s1", 60)
	s.check("a", 3, "still")
	if r := need(t, s.standing(), "one/a/check"); r.Met || r.Have != 0 || r.Reasons[0] != (Reason{Why: NeedsFirst, Ref: "a"}) {
		t.Errorf("%+v", r)
	}
}

// graded tells a changed series of module a and says whether it counts.
func graded(change func(*fact.CheckGraded)) bool {
	s := readA()
	s.check("a", 3, "series")
	change(s.entries[len(s.entries)-1].Fact.(*fact.CheckGraded))
	return ProgressOf(s.p, s.entries, s.now).Tries("a").Attempts == 1
}

func TestR13_ASeriesIsOfThePoolAndWhole(t *testing.T) {
	if !graded(func(*fact.CheckGraded) {}) {
		t.Fatal("a good series does not count")
	}
	for name, change := range map[string]func(*fact.CheckGraded){
		"fewer items than the standard serves": func(f *fact.CheckGraded) { f.Of, f.Items, f.Right = 1, f.Items[:1], 1 },
		"more right than asked":                func(f *fact.CheckGraded) { f.Right = 4 },
		"fewer right than none":                func(f *fact.CheckGraded) { f.Right = -1 },
		"an item missing":                      func(f *fact.CheckGraded) { f.Items = f.Items[:2] },
		"one item three times":                 func(f *fact.CheckGraded) { f.Items = []fact.Digest{f.Items[0], f.Items[0], f.Items[0]} },
		"an item from elsewhere":               func(f *fact.CheckGraded) { f.Items[2] = fact.Sum([]byte("an easy one")) },
		"another module":                       func(f *fact.CheckGraded) { f.Module = "b" },
		"other bytes":                          func(f *fact.CheckGraded) { f.Digest = fact.Sum([]byte("other")) },
	} {
		if graded(change) {
			t.Errorf("%s counts", name)
		}
	}
}

func TestR12_OneGradingPerAttempt(t *testing.T) {
	s := readA()
	s.check("a", 1, "series")
	s.wait(25 * time.Hour)
	s.check("a", 3, "series")
	if got := ProgressOf(s.p, s.entries, s.now).Tries("a"); got.Passed || got.Attempts != 1 {
		t.Errorf("one series was graded twice: %+v", got)
	}
}

func TestR13_AttemptsAreSpacedAndLimited(t *testing.T) {
	s := readA()
	may := func(read bool) []Reason {
		return MayTry(s.p, s.entries, s.now, "a", func(fact.Time) bool { return read })
	}
	if why := may(false); len(why) != 0 {
		t.Errorf("the first attempt: %v", why)
	}
	s.check("a", 1, "first")
	first := s.now
	opens := first.Add(24 * time.Hour)
	if why := may(true); len(why) != 1 || why[0] != (Reason{Why: CoolingDown, At: opens}) {
		t.Errorf("%v", why)
	}
	r := need(t, s.standing(), "one/a/check")
	if r.Earliest != opens {
		t.Errorf("%+v", r)
	}
	if want := "Knowledge check of “Module a”: the next attempt opens on 6 January 2026 at 08:03 UTC; earliest 6 January 2026."; s.p.Explain(r) != want {
		t.Errorf("%q", s.p.Explain(r))
	}
	s.wait(23 * time.Hour)
	s.check("a", 3, "too soon")
	if need(t, s.standing(), "one/a/check").Met {
		t.Error("an attempt before the cool-down counts")
	}
	s.now = opens
	if why := may(false); len(why) != 0 {
		t.Errorf("the second attempt: %v", why)
	}
	s.check("a", 1, "second")
	s.wait(24 * time.Hour)
	var asked fact.Time
	why := MayTry(s.p, s.entries, s.now, "a", func(since fact.Time) bool { asked = since; return false })
	if len(why) != 1 || why[0] != (Reason{Why: AttemptsSpent, N: 2, Ref: "a"}) || asked != s.entries[len(s.entries)-1].At {
		t.Errorf("%v, asked since %d", why, asked)
	}
	if got := s.p.Because(why); got != "2 attempts made; read the named section again, then a new series opens" {
		t.Errorf("%q", got)
	}
	if why := may(true); len(why) != 0 {
		t.Errorf("after the re-study: %v", why)
	}
	s.check("a", 3, "third")
	if why := may(false); len(why) != 0 {
		t.Errorf("passed: %v", why)
	}
}

func TestR11_MayTryNamesWhatComesFirst(t *testing.T) {
	s := newTeller()
	never := func(fact.Time) bool { return false }
	if why := MayTry(s.p, s.entries, s.now, "b", never); !slices.Equal(why, []Reason{{Why: NeedsFirst, Ref: "a"}, {Why: NeedsFirst, Ref: "b"}}) {
		t.Errorf("%v", why)
	}
	if got := s.p.Because([]Reason{{Why: NeedsFirst, Ref: "a"}, {Why: NeedsFirst, Ref: "b"}, {Why: NeedsFirst, Ref: "a"}}); got != "first finish “Module a”; first finish “Module b”" {
		t.Errorf("%q", got)
	}
	for _, e := range [][]fact.Entry{nil, s.entries} {
		if why := MayTry(s.p, e, s.now, "z", never); len(why) != 1 || why[0].Why != EnrolmentUnclear {
			t.Errorf("%v", why)
		}
	}
}

func TestReflectionsAreHandedInAndRead(t *testing.T) {
	submit := func(s *teller, id fact.ID, words int64) {
		s.tell(&fact.ReflectionSubmitted{Submission: id, Enrolment: enrolID, Module: "a", Reflection: "a-r", Words: words})
	}
	read := func(s *teller, id, by fact.ID) {
		s.tell(&fact.ReflectionRead{Submission: id, Enrolment: enrolID, By: by})
	}
	for name, c := range map[string]struct {
		tell func(*teller)
		met  bool
		why  Why
	}{
		"nothing":             {func(*teller) {}, false, NotSubmitted},
		"read":                {func(s *teller) { submit(s, "x", 100); read(s, "x", supervisor) }, true, ""},
		"not read":            {func(s *teller) { submit(s, "x", 100) }, false, NotReadYet},
		"too short":           {func(s *teller) { submit(s, "x", 99); read(s, "x", supervisor) }, false, NotSubmitted},
		"read by the trainee": {func(s *teller) { submit(s, "x", 100); read(s, "x", trainee) }, false, NotReadYet},
		"read by a registrar": {func(s *teller) { submit(s, "x", 100); read(s, "x", "registrar") }, false, NotReadYet},
		"read before":         {func(s *teller) { read(s, "x", supervisor); submit(s, "x", 100) }, false, NotReadYet},
		"another one read":    {func(s *teller) { submit(s, "x", 100); read(s, "y", supervisor) }, false, NotReadYet},
		"the second one":      {func(s *teller) { submit(s, "x", 99); submit(s, "y", 100); read(s, "y", supervisor) }, true, ""},
		"lengthened after":    {func(s *teller) { submit(s, "x", 99); submit(s, "x", 100); read(s, "x", supervisor) }, false, NotSubmitted},
	} {
		s := newTeller()
		c.tell(s)
		r := need(t, s.standing(), "one/reflection/a-r")
		if r.Met != c.met || (!c.met && r.Reasons[0].Why != c.why) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
