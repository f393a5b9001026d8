// Package courses holds the rules of training: standards and their floors,
// pathways, modules, and where a trainee stands.
//
// Standing is a pure function of what an enrolment pinned, its evidence facts
// and the clock. Nothing here reads a database or remembers anything.
package courses

import (
	"fmt"
	"strconv"
	"strings"

	"polyphony/internal/fault"
)

// Share is a part of a whole in ten-thousandths: 0.8 in a file is 8000.
type Share int64

// UnmarshalText reads a decimal from 0 to 1 with at most four places.
func (s *Share) UnmarshalText(b []byte) error {
	n, err := decimal(string(b), 4)
	if err != nil || n < 0 || n > 10000 {
		return fmt.Errorf("%q is no share: write a decimal from 0 to 1 such as 0.8", b)
	}
	*s = Share(n)
	return nil
}

// Of is the smallest whole number that is at least this share of n.
func (s Share) Of(n int64) int64 { return (n*int64(s) + 9999) / 10000 }

// Minutes is a length of time in whole minutes, written as hours in files
// where the key says hours: 1.5 hours is 90.
type Minutes int64

// UnmarshalText reads hours with at most two places.
func (m *Minutes) UnmarshalText(b []byte) error {
	n, err := decimal(string(b), 2)
	if err != nil || n < 0 || n*60%100 != 0 {
		return fmt.Errorf("%q is no number of hours that makes whole minutes", b)
	}
	*m = Minutes(n * 60 / 100)
	return nil
}

// decimal reads s as an integer count of 10^-places, exactly.
func decimal(s string, places int) (int64, error) {
	whole, frac, _ := strings.Cut(s, ".")
	if len(frac) > places || whole+frac == "" || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, fmt.Errorf("%q is no decimal with at most %d places", s, places)
	}
	return strconv.ParseInt(whole+frac+strings.Repeat("0", places-len(frac)), 10, 64)
}

// Standard is the floor under every pathway of an award. A pathway may ask for
// more, never for less (R16).
type Standard struct {
	ID                     string      `yaml:"id"`
	Version                int64       `yaml:"version"`
	Title                  string      `yaml:"title"`
	ContactDays            int64       `yaml:"contact_days"`
	ContactHours           int64       `yaml:"contact_hours"`
	FirstToLastContactDays int64       `yaml:"first_to_last_contact_days"`
	TrainersPerContactDay  int64       `yaml:"trainers_per_contact_day"`
	TraineesPerTrainer     int64       `yaml:"trainees_per_trainer"`
	CohortSizeAtMost       int64       `yaml:"cohort_size_at_most"`
	TrainerAward           string      `yaml:"trainer_award"`
	StudyMinutes           int64       `yaml:"study_minutes"`
	JournalHours           int64       `yaml:"journal_hours"`
	Supervision            Supervision `yaml:"supervision"`
	MissedSessionsAtMost   int64       `yaml:"missed_sessions_at_most"`
	SummativeRequires      string      `yaml:"summative_requires"`
	Portfolio              Portfolio   `yaml:"portfolio"`
	Raters                 Raters      `yaml:"raters"`
	Threshold              int64       `yaml:"threshold"`
	Check                  Check       `yaml:"check"`
	Study                  Study       `yaml:"study"`
	ValidDays              int64       `yaml:"valid_days"`
	Sources                []string    `yaml:"sources"`
}

// Supervision asks for a number of calendar months, each with enough time.
type Supervision struct {
	QualifyingMonths int64   `yaml:"qualifying_months"`
	MinutesAMonth    Minutes `yaml:"hours_a_month"`
	GroupRule        string  `yaml:"group_rule"`
}

// Portfolio is the rule of ledger.md over the latest decided meetings.
type Portfolio struct {
	Meetings               int64 `yaml:"meetings"`
	MetAtLeast             int64 `yaml:"met_at_least"`
	NoLevel                int64 `yaml:"no_level"`
	CoPractitionersAtLeast int64 `yaml:"co_practitioners_at_least"`
	DaysBetweenAtLeast     int64 `yaml:"days_between_at_least"`
}

// Raters says who may rate and what they must have seen.
type Raters struct {
	AtLeast              int64 `yaml:"at_least"`
	CalibratedWithinDays int64 `yaml:"calibrated_within_days"`
	PlayedShare          Share `yaml:"played_share"`
	SpeedAtMost          Speed `yaml:"speed_at_most"`
	ThirdWhenApart       int64 `yaml:"third_when_apart"`
}

// Speed is a playing speed in hundredths: 1.25 is 125.
type Speed int64

// UnmarshalText reads a speed with at most two places.
func (s *Speed) UnmarshalText(b []byte) error {
	n, err := decimal(string(b), 2)
	if err != nil || n < 50 || n > 400 {
		return fmt.Errorf("%q is no speed: write a decimal from 0.5 to 4 such as 1.25", b)
	}
	*s = Speed(n)
	return nil
}

// Check is the form of every knowledge check on the path.
type Check struct {
	PoolAtLeast   int64 `yaml:"pool_at_least"`
	Serve         int64 `yaml:"serve"`
	PassShare     Share `yaml:"pass_share"`
	Attempts      int64 `yaml:"attempts"`
	CoolDownHours int64 `yaml:"cool_down_hours"`
}

// Study is how time on a page becomes credit. Every value is policy.
type Study struct {
	DayMinutesAtMost int64 `yaml:"day_minutes_at_most"`
	BeatSeconds      int64 `yaml:"beat_seconds"`
	GapSeconds       int64 `yaml:"gap_seconds"`
	IdleSeconds      int64 `yaml:"idle_seconds"`
}

// WithDefaults fills the policy values that a file may leave out: six hours of
// credit a day, a beat every 20 s, no credit across a gap of more than 60 s or
// after 300 s without input; a third rater when two are two levels apart.
func (s Standard) WithDefaults() Standard {
	set := func(v *int64, d int64) {
		if *v == 0 {
			*v = d
		}
	}
	set(&s.Study.DayMinutesAtMost, 360)
	set(&s.Study.BeatSeconds, 20)
	set(&s.Study.GapSeconds, 60)
	set(&s.Study.IdleSeconds, 300)
	set(&s.Raters.ThirdWhenApart, 2)
	return s
}

// Validate names the first value of a standard that cannot be, with how to
// mend it.
func (s Standard) Validate() error {
	positive := []struct {
		key string
		v   int64
	}{
		{"version", s.Version},
		{"contact_days", s.ContactDays},
		{"contact_hours", s.ContactHours},
		{"first_to_last_contact_days", s.FirstToLastContactDays},
		{"trainers_per_contact_day", s.TrainersPerContactDay - 1},
		{"trainees_per_trainer", s.TraineesPerTrainer},
		{"cohort_size_at_most", s.CohortSizeAtMost},
		{"study_minutes", s.StudyMinutes},
		{"threshold", s.Threshold},
		{"valid_days", s.ValidDays},
		{"portfolio.meetings", s.Portfolio.Meetings},
		{"portfolio.met_at_least", s.Portfolio.MetAtLeast},
		{"raters.calibrated_within_days", s.Raters.CalibratedWithinDays},
		{"raters.played_share", int64(s.Raters.PlayedShare)},
		{"check.pool_at_least", s.Check.PoolAtLeast},
		{"check.serve", s.Check.Serve},
		{"check.pass_share", int64(s.Check.PassShare)},
		{"check.attempts", s.Check.Attempts},
	}
	for _, p := range positive {
		if p.v <= 0 {
			return fault.New(fault.Invalid, "standard "+s.ID, "%s is missing or too small: a floor of nothing is no floor", p.key)
		}
	}
	switch {
	case s.ID == "" || s.Title == "":
		return fault.New(fault.Invalid, "standard "+s.ID, "id and title are needed")
	case s.SummativeRequires != "recording" && s.SummativeRequires != "transcript":
		return fault.New(fault.Invalid, "standard "+s.ID, "summative_requires is %q: write recording or transcript", s.SummativeRequires)
	case s.Raters.AtLeast != 2:
		return fault.New(fault.Invalid, "standard "+s.ID, "raters.at_least is %d: write 2; two raters decide, and a third where they differ", s.Raters.AtLeast)
	case s.Check.Serve > s.Check.PoolAtLeast:
		return fault.New(fault.Invalid, "standard "+s.ID, "check.serve is more than check.pool_at_least: a series cannot serve more questions than there are")
	case s.Portfolio.MetAtLeast > s.Portfolio.Meetings:
		return fault.New(fault.Invalid, "standard "+s.ID, "portfolio.met_at_least is more than portfolio.meetings: nobody could pass")
	}
	return nil
}
