package web

import (
	"fmt"
	"strings"

	"polyphony/courses"
	"polyphony/internal/fact"
)

// demand is one kind of requirement of an award, in words and numbers.
type demand struct {
	Title string
	Rows  []row
}

// demandsOf words everything that a pathway and its standard ask for.
func demandsOf(p courses.Pinned) []demand {
	return []demand{
		{"Time together", timeTogether(p.Standard)},
		{"Study", studyDemands(p)},
		{"Knowledge checks", checkDemands(p.Standard.Check)},
		{"Writing and supervision", writingDemands(p.Standard)},
		{"Practice meetings", meetingDemands(p)},
		{"The certificate", []row{{Key: "Valid for", Value: days(p.Standard.ValidDays)}}},
	}
}

func timeTogether(s courses.Standard) []row {
	return []row{
		{Key: "Contact days at least", Value: fmt.Sprint(s.ContactDays)},
		{Key: "Contact hours at least", Value: fmt.Sprint(s.ContactHours)},
		{Key: "First contact day to last", Value: "at least " + days(s.FirstToLastContactDays)},
		{Key: "A day counts", Value: "when two facilitators who were booked for it attest it and the trainee confirms it"},
		{Key: "Facilitators on each day", Value: fmt.Sprintf("at least %d", s.TrainersPerContactDay)},
		{Key: "Trainees for each facilitator", Value: fmt.Sprintf("at most %d", s.TraineesPerTrainer)},
		{Key: "Size of a cohort", Value: fmt.Sprintf("at most %d", s.CohortSizeAtMost)},
		{Key: "Sessions missed", Value: missedAtMost(s.MissedSessionsAtMost)},
	}
}

func studyDemands(p courses.Pinned) []row {
	var minutes int64
	for _, m := range p.Modules {
		for _, sec := range m.Sections {
			minutes += sec.Minutes
		}
	}
	s := p.Standard
	rows := []row{
		{Key: "Study at least", Value: studyAtLeast(s.StudyMinutes, minutes)},
		{Key: "What counts", Value: "time that the server measured while the page was open, in view and in use, up to each section's floor"},
		{Key: "In one day", Value: "at most " + courses.Span(s.Study.DayMinutesAtMost*60) + " of credit"},
	}
	if s.JournalHours > 0 {
		rows = append(rows, row{Key: "Reading journal", Value: fmt.Sprintf("at least %d hours", s.JournalHours)})
	}
	return rows
}

func checkDemands(c courses.Check) []row {
	return []row{
		{Key: "Each module has", Value: fmt.Sprintf("a pool of at least %d questions, of which %d are drawn", c.PoolAtLeast, c.Serve)},
		{Key: "To pass", Value: fmt.Sprintf("at least %d of %d right", c.PassShare.Of(c.Serve), c.Serve)},
		{Key: "Attempts", Value: fmt.Sprintf("%d, at least %d hours apart; then the named section is read again before each further one", c.Attempts, c.CoolDownHours)},
	}
}

func writingDemands(s courses.Standard) []row {
	rows := []row{{Key: "Reflections", Value: "each one that a stage names, long enough, and read by a supervisor"}}
	if n := s.Supervision.QualifyingMonths; n > 0 {
		rows = append(rows, row{
			Key:   "Supervision",
			Value: fmt.Sprintf("at least %d months, each with %s or more", n, courses.Span(int64(s.Supervision.MinutesAMonth)*60)),
		})
	}
	return rows
}

func meetingDemands(p courses.Pinned) []row {
	s := p.Standard
	var titles, reported []string
	for _, principle := range p.Instrument.Principles {
		if principle.CountsForPerson {
			titles = append(titles, principle.Title)
		} else {
			reported = append(reported, principle.Title)
		}
	}
	medium := "a recording of the meeting; a transcript alone does not count"
	if s.SummativeRequires == string(fact.Transcript) {
		medium = "a transcript of the meeting (in a demonstration only)"
	}
	state := "a specimen, not validated"
	if p.Instrument.Adopted() {
		state = "adopted by its founding panel"
	}
	rows := []row{
		{Key: "For each principle", Value: fmt.Sprintf("met in at least %d of the latest %d assessed meetings in which it applied, and none of them decided at level %d", s.Portfolio.MetAtLeast, s.Portfolio.Meetings, s.Portfolio.NoLevel)},
		{Key: "Principles", Value: strings.Join(titles, "; ")},
		{Key: "Met means", Value: fmt.Sprintf("rated at level %d or above on a scale from %d to %d", s.Threshold, p.Instrument.Scale.Min, p.Instrument.Scale.Max)},
		{Key: "Between two meetings", Value: "at least " + days(s.Portfolio.DaysBetweenAtLeast)},
		{Key: "Different co-practitioners", Value: fmt.Sprintf("at least %d", s.Portfolio.CoPractitionersAtLeast)},
		{Key: "What is rated", Value: medium},
		{Key: "Raters", Value: fmt.Sprintf("at least %d, assigned by the system, who do not see each other's scores; never the trainee, their supervisor or somebody who held the meeting with them", s.Raters.AtLeast)},
		{Key: "A third rater", Value: fmt.Sprintf("when two differ on whether a principle was met or by %d levels or more", s.Raters.ThirdWhenApart)},
		{Key: "Calibration of raters", Value: "within the last " + days(s.Raters.CalibratedWithinDays)},
		{Key: "Played before rating", Value: fmt.Sprintf("at least %d per cent of a recording, at no more than %s times its speed", int64(s.Raters.PlayedShare)/100, speed(s.Raters.SpeedAtMost))},
		{Key: "Instrument", Value: fmt.Sprintf("%s, version %d: %s", p.Instrument.Title, p.Instrument.Version, state)},
	}
	if len(reported) > 0 {
		rows = append(rows, row{Key: "Rated and reported, not counted", Value: strings.Join(reported, "; ") + ": a service answers for it, and no person's certificate depends on it"})
	}
	return rows
}

func speed(v courses.Speed) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%02d", int64(v)/100, int64(v)%100), "0"), ".")
}

// stageDemands is one stage of a pathway with what it asks for itself.
type stageDemands struct {
	Title   string
	Contact string
	After   string
	Modules []moduleDemands
	Writing []string
}

type moduleDemands struct {
	Title    string
	Sections []row
}

func stagesOf(p courses.Pinned) []stageDemands {
	var out []stageDemands
	for _, s := range p.Pathway.Stages {
		d := stageDemands{
			Title:   s.Title,
			Contact: fmt.Sprintf("%s together, with at least %d hours.", days(s.Contact.Days), s.Contact.Hours),
		}
		if s.After.Stage != "" {
			d.After = fmt.Sprintf("Its first contact day is at least %s after the first contact day of “%s”.", days(s.After.DaysAtLeast), titleOfStage(p, s.After.Stage))
		}
		for _, id := range s.Modules {
			d.Modules = append(d.Modules, sectionsOf(p.Modules[id]))
			for _, w := range p.Modules[id].Reflections {
				for _, asked := range s.Reflections {
					if asked == w.ID {
						d.Writing = append(d.Writing, fmt.Sprintf("A reflection of at least %d words: %s", w.WordsAtLeast, strings.TrimSpace(w.Prompt)))
					}
				}
			}
		}
		out = append(out, d)
	}
	return out
}

func missedAtMost(n int64) string {
	const otherwise = "; a missed one is attended in another block"
	if n == 0 {
		return "none" + otherwise
	}
	return fmt.Sprintf("at most %d", n) + otherwise
}

func sectionsOf(m courses.Module) moduleDemands {
	d := moduleDemands{Title: m.Title}
	for _, s := range m.Sections {
		d.Sections = append(d.Sections, row{Key: s.Title, Value: courses.Span(s.Minutes * 60)})
	}
	return d
}

func titleOfStage(p courses.Pinned, id string) string {
	for _, s := range p.Pathway.Stages {
		if s.ID == id {
			return s.Title
		}
	}
	return id
}

// studyAtLeast says how much study a path asks for: what its sections ask for
// together, and its standard's own number where that is another.
func studyAtLeast(standard, sections int64) string {
	if standard == sections {
		return courses.Span(standard * 60)
	}
	return courses.Span(max(standard, sections)*60) + "; its sections ask for " + courses.Span(sections*60) + " together and its standard for " + courses.Span(standard*60)
}
