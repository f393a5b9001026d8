package courses

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"polyphony/internal/fault"
)

func TestR16_ThePathwayOfTheTestsIsAtItsFloors(t *testing.T) {
	p := samplePinned()
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
}

// TestR16_AFloorOfNothingIsNoFloor: every value of a standard, one below what
// it may be.
func TestR16_AFloorOfNothingIsNoFloor(t *testing.T) {
	for says, spoil := range map[string]func(*Standard){
		"version":                        func(s *Standard) { s.Version = 0 },
		"contact_days":                   func(s *Standard) { s.ContactDays = 0 },
		"contact_hours":                  func(s *Standard) { s.ContactHours = -1 },
		"first_to_last_contact_days":     func(s *Standard) { s.FirstToLastContactDays = 0 },
		"trainers_per_contact_day":       func(s *Standard) { s.TrainersPerContactDay = 1 },
		"trainees_per_trainer":           func(s *Standard) { s.TraineesPerTrainer = 0 },
		"cohort_size_at_most":            func(s *Standard) { s.CohortSizeAtMost = 0 },
		"study_minutes":                  func(s *Standard) { s.StudyMinutes = 0 },
		"threshold is missing":           func(s *Standard) { s.Threshold = 0 },
		"valid_days":                     func(s *Standard) { s.ValidDays = 0 },
		"portfolio.meetings":             func(s *Standard) { s.Portfolio.Meetings = 0 },
		"portfolio.met_at_least":         func(s *Standard) { s.Portfolio.MetAtLeast = 0 },
		"nobody could pass":              func(s *Standard) { s.Portfolio.MetAtLeast = 5 },
		"raters.at_least is 1: write 2":  func(s *Standard) { s.Raters.AtLeast = 1 },
		"raters.at_least is 3: write 2":  func(s *Standard) { s.Raters.AtLeast = 3 },
		"raters.calibrated_within_days":  func(s *Standard) { s.Raters.CalibratedWithinDays = 0 },
		"raters.played_share":            func(s *Standard) { s.Raters.PlayedShare = 0 },
		"check.pool_at_least":            func(s *Standard) { s.Check.PoolAtLeast = 0 },
		"check.serve is missing":         func(s *Standard) { s.Check.Serve = 0 },
		"than there are":                 func(s *Standard) { s.Check.Serve = 5 },
		"check.pass_share":               func(s *Standard) { s.Check.PassShare = 0 },
		"check.attempts":                 func(s *Standard) { s.Check.Attempts = 0 },
		"id and title":                   func(s *Standard) { s.Title = "" },
		`summative_requires is "memory"`: func(s *Standard) { s.SummativeRequires = "memory" },
	} {
		p := samplePinned()
		spoil(&p.Standard)
		if err := p.Validate(); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
	}
}

// TestR16_APathwayBelowItsStandardIsRefused, and so is one that could not be
// walked or that would let one thing count twice.
func TestR16_APathwayBelowItsStandardIsRefused(t *testing.T) {
	module := func(p Pinned, change func(*Module)) {
		m := p.Modules["a"]
		m.Sections = append([]Section(nil), m.Sections...)
		change(&m)
		p.Modules["a"] = m
	}
	for says, spoil := range map[string]func(*Pinned){
		"it has 3 contact days and the standard asks for 4":       func(p *Pinned) { p.Pathway.Stages[1].Contact.Days = 1 },
		"it has 23 contact hours and the standard asks for 24":    func(p *Pinned) { p.Pathway.Stages[1].Contact.Hours = 11 },
		"it has 5 study minutes and the standard asks for 6":      func(p *Pinned) { module(*p, func(m *Module) { m.Sections[1].Minutes = 1 }) },
		"a pool of 3 check questions and the standard asks for 4": func(p *Pinned) { module(*p, func(m *Module) { m.Items = m.Items[:3] }) },
		`names standard "other"`:                                  func(p *Pinned) { p.Pathway.Standard = "other" },
		`instrument "sample-instrument" but was given "sampl`:     func(p *Pinned) { p.Instrument.ID = "other" },
		`stage id "one" is empty or used twice`:                   func(p *Pinned) { p.Pathway.Stages[1].ID = "one" },
		`stage id "" is empty`:                                    func(p *Pinned) { p.Pathway.Stages[0].ID = "" },
		`comes after "three", which is not an earlier stage`:      func(p *Pinned) { p.Pathway.Stages[1].After.Stage = "three" },
		`comes after "two"`:                                       func(p *Pinned) { p.Pathway.Stages[1].After.Stage = "two" },
		`names module "z", which does not exist`:                  func(p *Pinned) { p.Pathway.Stages[0].Modules[0] = "z" },
		`module a requires "b", which does not come before it`:    func(p *Pinned) { module(*p, func(m *Module) { m.Requires = []string{"b"} }) },
		`module a requires "a"`:                                   func(p *Pinned) { module(*p, func(m *Module) { m.Requires = []string{"a"} }) },
		"module a stands twice":                                   func(p *Pinned) { p.Pathway.Stages[1].Modules = []string{"a", "b"} },
		`section "s1" has no id of its own`:                       func(p *Pinned) { module(*p, func(m *Module) { m.Sections[1].ID = "s1" }) },
		`section "s2" has no id of its own or asks for less`:      func(p *Pinned) { module(*p, func(m *Module) { m.Sections[1].Minutes = 0 }) },
		`section "" has no id`:                                    func(p *Pinned) { module(*p, func(m *Module) { m.Sections[1].ID = "" }) },
		`asks for reflection "z-r", which none of its modules`:    func(p *Pinned) { p.Pathway.Stages[0].Reflections[0] = "z-r" },
		"threshold 1 does not lie above the lowest level 1":       func(p *Pinned) { p.Standard.Threshold = 1 },
		"threshold 6 does not":                                    func(p *Pinned) { p.Standard.Threshold = 6 },
		"no principle counts":                                     func(p *Pinned) { p.Instrument.Principles = p.Instrument.Principles[2:] },
	} {
		p := samplePinned()
		spoil(&p)
		if err := p.Validate(); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
	}
}

// TestR16_MoreThanTheStandardIsWelcome: raising any floor of a pathway keeps it
// usable.
func TestR16_MoreThanTheStandardIsWelcome(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := samplePinned()
		more := rapid.Int64Range(0, 1000)
		for i := range p.Pathway.Stages {
			p.Pathway.Stages[i].Contact.Days += more.Draw(r, "days")
			p.Pathway.Stages[i].Contact.Hours += more.Draw(r, "hours")
			p.Pathway.Stages[i].After.DaysAtLeast += more.Draw(r, "distance")
		}
		m := p.Modules["a"]
		m.Sections = append(m.Sections, Section{ID: "s3", Title: "Third", Minutes: 1 + more.Draw(r, "minutes")})
		p.Modules["a"] = m
		if err := p.Validate(); err != nil {
			r.Fatal(err)
		}
	})
}

func TestNumbersOfFilesAreReadExactly(t *testing.T) {
	var share Share
	var hours Minutes
	var speed Speed
	for text, want := range map[string]int64{"0": 0, "1": 10000, "0.8": 8000, "0.8001": 8001, "0.0001": 1, ".5": 5000, "1.0": 10000} {
		if err := share.UnmarshalText([]byte(text)); err != nil || int64(share) != want {
			t.Errorf("share %s is %d, %v", text, share, err)
		}
	}
	for _, bad := range []string{"", "1.0001", "-0.1", "0.00001", "0,8", "0.8.1", "80%", "+0.5", "0.+5", "0.-5", "NaN", "1e-1", "99999999999999999999"} {
		if share.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is taken for the share %d", bad, share)
		}
	}
	for text, want := range map[string]int64{"0": 0, "1.5": 90, "2": 120, "0.25": 15, "0.05": 3} {
		if err := hours.UnmarshalText([]byte(text)); err != nil || int64(hours) != want {
			t.Errorf("%s hours are %d minutes, %v", text, hours, err)
		}
	}
	for _, bad := range []string{"", "0.01", "-1", "1.505", "an hour"} {
		if hours.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is taken for %d minutes", bad, hours)
		}
	}
	for text, want := range map[string]int64{"1.25": 125, "0.5": 50, "4": 400} {
		if err := speed.UnmarshalText([]byte(text)); err != nil || int64(speed) != want {
			t.Errorf("speed %s is %d, %v", text, speed, err)
		}
	}
	for _, bad := range []string{"0.49", "4.01", "0", "-1", "fast"} {
		if speed.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is taken for the speed %d", bad, speed)
		}
	}
}

// TestR20_SharesAreRoundedUp: four fifths of three items are three.
func TestR20_SharesAreRoundedUp(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, n := Share(rapid.Int64Range(0, 10000).Draw(r, "share")), rapid.Int64Range(0, 10000).Draw(r, "of")
		k := s.Of(n)
		if k*10000 < n*int64(s) || (k-1)*10000 >= n*int64(s) && k > 0 {
			r.Fatalf("%d of %d is %d", s, n, k)
		}
	})
	if Share(8000).Of(3) != 3 || Share(8000).Of(5) != 4 || Share(9000).Of(6) != 6 {
		t.Error("a share was rounded down")
	}
}

func TestPolicyHasDefaults(t *testing.T) {
	s := Standard{}.WithDefaults()
	if s.Study != (Study{DayMinutesAtMost: 360, BeatSeconds: 20, GapSeconds: 60, IdleSeconds: 300}) || s.Raters.ThirdWhenApart != 2 {
		t.Errorf("%+v", s)
	}
	own := Standard{Study: Study{10, 11, 12, 13}, Raters: Raters{ThirdWhenApart: 3}}.WithDefaults()
	if own.Study != (Study{10, 11, 12, 13}) || own.Raters.ThirdWhenApart != 3 {
		t.Errorf("%+v", own)
	}
}
