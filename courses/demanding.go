package courses

import (
	"slices"
	"strings"

	"polyphony/internal/fault"
)

// AtLeastAsDemanding refuses a new version of a pathway that asks for less than
// an old one in anything: a floor of its standard, a stage, a module, a
// section's minutes, a reflection, a principle (R16). It names the first such
// thing. What is really weaker is another award with another name.
func (p Pinned) AtLeastAsDemanding(old Pinned) error {
	for _, f := range floorsOf(p.Standard, old.Standard) {
		if f.now < f.before {
			return p.weaker("%s", f.what)
		}
	}
	for _, s := range old.Pathway.Stages {
		if err := p.keepsStage(old, s); err != nil {
			return err
		}
	}
	// A threshold is worth what the levels around it are: four of five is not
	// four of nine, and where there is no level one nothing is decided at it.
	if now, was := p.Instrument.Scale, old.Instrument.Scale; now.Min != was.Min || now.Max != was.Max {
		return p.weaker("levels from %d to %d are no longer comparable with those from %d to %d", now.Min, now.Max, was.Min, was.Max)
	}
	for _, was := range old.Instrument.Counted() {
		if now, ok := p.Instrument.Principle(was.ID); !ok || !now.CountsForPerson {
			return p.weaker("the principle %s no longer counts", was.ID)
		}
	}
	return nil
}

// Beside refuses to publish p where old is published: as a version of the same
// pathway that asks for less, or as another pathway under the same public name,
// which nobody who reads a certificate could tell from it (R16).
func (p Pinned) Beside(old Pinned) error {
	switch {
	case p.Pathway.ID == old.Pathway.ID:
		return p.AtLeastAsDemanding(old)
	case publicName(p.Pathway.Award) == publicName(old.Pathway.Award):
		return fault.New(fault.Refused, "pathway "+p.Pathway.ID, "the award %q is that of the published pathway %s: another pathway is another award with another name", p.Pathway.Award, old.Pathway.ID)
	default:
		return nil
	}
}

// publicName is what a reader sees of an award's name: neither capitals nor
// spaces make another one.
func publicName(award string) string {
	return strings.ToLower(strings.Join(strings.Fields(award), " "))
}

func (p Pinned) weaker(format string, args ...any) error {
	return fault.New(fault.Refused, "pathway "+p.Pathway.ID, "this version asks for less than the one published before: "+format+". Floors never fall; give a weaker path another id and another award.", args...)
}

// floor is one number of a standard, turned so that more is more demanding.
type floor struct {
	what        string
	now, before int64
}

func floorsOf(now, before Standard) []floor {
	recording := func(s Standard) int64 {
		if s.SummativeRequires == "recording" {
			return 1
		}
		return 0
	}
	return []floor{
		{"contact days", now.ContactDays, before.ContactDays},
		{"contact hours", now.ContactHours, before.ContactHours},
		{"days from the first to the last contact day", now.FirstToLastContactDays, before.FirstToLastContactDays},
		{"trainers on a contact day", now.TrainersPerContactDay, before.TrainersPerContactDay},
		{"trainees for each trainer", -now.TraineesPerTrainer, -before.TraineesPerTrainer},
		{"the size of a cohort", -now.CohortSizeAtMost, -before.CohortSizeAtMost},
		{"minutes of study", now.StudyMinutes, before.StudyMinutes},
		{"hours of journal", now.JournalHours, before.JournalHours},
		{"months of supervision", now.Supervision.QualifyingMonths, before.Supervision.QualifyingMonths},
		{"supervision in a month", int64(now.Supervision.MinutesAMonth), int64(before.Supervision.MinutesAMonth)},
		{"missed sessions", -now.MissedSessionsAtMost, -before.MissedSessionsAtMost},
		{"what a summative meeting needs", recording(now), recording(before)},
		{"meetings in the portfolio", now.Portfolio.Meetings, before.Portfolio.Meetings},
		{"meetings that must be met", now.Portfolio.MetAtLeast, before.Portfolio.MetAtLeast},
		{"meetings that may fail", now.Portfolio.MetAtLeast - now.Portfolio.Meetings, before.Portfolio.MetAtLeast - before.Portfolio.Meetings},
		{"the level that bars", now.Portfolio.NoLevel, before.Portfolio.NoLevel},
		{"different co-practitioners", now.Portfolio.CoPractitionersAtLeast, before.Portfolio.CoPractitionersAtLeast},
		{"days between meetings", now.Portfolio.DaysBetweenAtLeast, before.Portfolio.DaysBetweenAtLeast},
		{"raters", now.Raters.AtLeast, before.Raters.AtLeast},
		{"how fresh a calibration is", -now.Raters.CalibratedWithinDays, -before.Raters.CalibratedWithinDays},
		{"the share that a rater must have played", int64(now.Raters.PlayedShare), int64(before.Raters.PlayedShare)},
		{"the speed of playing", -int64(now.Raters.SpeedAtMost), -int64(before.Raters.SpeedAtMost)},
		{"how far apart two raters may be", -now.Raters.ThirdWhenApart, -before.Raters.ThirdWhenApart},
		{"the threshold", now.Threshold, before.Threshold},
		{"the pool of a check", now.Check.PoolAtLeast, before.Check.PoolAtLeast},
		{"the questions of a check", now.Check.Serve, before.Check.Serve},
		{"the share that passes a check", int64(now.Check.PassShare), int64(before.Check.PassShare)},
		{"the attempts at a check", -now.Check.Attempts, -before.Check.Attempts},
		{"the hours between attempts", now.Check.CoolDownHours, before.Check.CoolDownHours},
		{"study credited on one day", -now.Study.DayMinutesAtMost, -before.Study.DayMinutesAtMost},
		{"the gap between two beats", -now.Study.GapSeconds, -before.Study.GapSeconds},
		{"time without input", -now.Study.IdleSeconds, -before.Study.IdleSeconds},
		{"how long a certificate is valid", -now.ValidDays, -before.ValidDays},
	}
}

func (p Pinned) keepsStage(old Pinned, was Stage) error {
	at := slices.IndexFunc(p.Pathway.Stages, func(s Stage) bool { return s.ID == was.ID })
	if at < 0 {
		return p.weaker("the stage %s is gone", was.ID)
	}
	now := p.Pathway.Stages[at]
	switch {
	case now.Contact.Days < was.Contact.Days || now.Contact.Hours < was.Contact.Hours:
		return p.weaker("the stage %s has less contact", was.ID)
	case now.After.DaysAtLeast < was.After.DaysAtLeast || (was.After.Stage != "" && now.After.Stage != was.After.Stage):
		return p.weaker("the stage %s comes sooner", was.ID)
	}
	for _, r := range was.Reflections {
		asked, _ := findReflection(p, now, r)
		before, _ := findReflection(old, was, r)
		if !slices.Contains(now.Reflections, r) || asked.WordsAtLeast < before.WordsAtLeast {
			return p.weaker("the reflection %s of stage %s is gone or shorter", r, was.ID)
		}
	}
	for _, id := range was.Modules {
		if !slices.Contains(now.Modules, id) {
			return p.weaker("the module %s is gone from stage %s", id, was.ID)
		}
		if err := p.keepsModule(old, old.Modules[id]); err != nil {
			return err
		}
	}
	return nil
}

func (p Pinned) keepsModule(old Pinned, was Module) error {
	for _, before := range was.Sections {
		_, sec, ok := p.Section(was.ID, before.ID)
		if !ok || sec.Minutes < before.Minutes {
			return p.weaker("the section %s of module %s is gone or has fewer minutes", before.ID, was.ID)
		}
		// A new exercise brings its own minutes; those to read stay.
		if p.Standard.Study.attended(sec) < old.Standard.Study.attended(before) {
			return p.weaker("more of the section %s of module %s may pass untouched, and less of it is to read", before.ID, was.ID)
		}
	}
	for _, id := range was.Requires {
		if !slices.Contains(p.Modules[was.ID].Requires, id) {
			return p.weaker("the module %s no longer requires %s", was.ID, id)
		}
	}
	return nil
}
