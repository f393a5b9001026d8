package courses

import (
	"slices"

	"polyphony/internal/fact"
)

const (
	micro      = int64(1_000_000)
	dayMicros  = 24 * 60 * 60 * micro
	minSeconds = 60
)

// studyFold adds up credited time in ledger order. Credit of a fact is cut to
// the length of its own interval, to what the section still needs and to what
// the day still allows; an interval that overlaps an earlier one, comes before
// its prerequisites or names other bytes than the pinned ones counts nothing
// (R8, R10, R11, R15).
type studyFold struct {
	p        Pinned
	sections map[[2]string]*sectionCredit
	days     map[int64]int64 // UTC day → seconds credited
	last     fact.Time       // end of the latest interval counted, at first the enrolment
	checks   map[string]*checkFold
}

type sectionCredit struct {
	seconds int64
	entries []int64
}

func newStudyFold(p Pinned) *studyFold {
	return &studyFold{
		p: p, sections: map[[2]string]*sectionCredit{},
		days: map[int64]int64{}, checks: map[string]*checkFold{},
	}
}

func (s *studyFold) credit(e fact.Entry, f *fact.StudyCredited) {
	m, sec, ok := s.p.Section(f.Module, f.Section)
	if !ok || f.Digest != m.Digest || !s.open(m) {
		return
	}
	// Divided, not multiplied: a huge number of seconds must not wrap round.
	if f.Seconds <= 0 || f.From < s.last || f.To > e.At || f.Seconds > int64(f.To-f.From)/micro {
		return
	}
	s.last = f.To
	have := s.sectionToCredit(f.Module, f.Section)
	day := int64(f.To) / dayMicros
	n := min(f.Seconds, sec.Minutes*minSeconds-have.seconds, s.p.Standard.Study.DayMinutesAtMost*minSeconds-s.days[day])
	if n <= 0 {
		return
	}
	have.seconds += n
	have.entries = append(have.entries, e.Index)
	s.days[day] += n
}

// section is what a section has; nothing for one that was never opened.
func (s *studyFold) section(module, section string) sectionCredit {
	if c := s.sections[[2]string{module, section}]; c != nil {
		return *c
	}
	return sectionCredit{}
}

func (s *studyFold) sectionToCredit(module, section string) *sectionCredit {
	k := [2]string{module, section}
	if s.sections[k] == nil {
		s.sections[k] = &sectionCredit{}
	}
	return s.sections[k]
}

// open reports whether every module that m requires is finished: each of its
// sections' floors met and its check passed (R11).
func (s *studyFold) open(m Module) bool {
	for _, id := range m.Requires {
		need, ok := s.p.Modules[id]
		if !ok || !s.read(need) || !s.check(id).passed {
			return false
		}
	}
	return true
}

// read reports whether the floor of every section of m is met.
func (s *studyFold) read(m Module) bool {
	for _, sec := range m.Sections {
		if s.section(m.ID, sec.ID).seconds < sec.Minutes*minSeconds {
			return false
		}
	}
	return true
}

// missing lists the prerequisites of m that are not finished.
func (s *studyFold) missing(m Module) []Reason {
	var out []Reason
	for _, id := range m.Requires {
		if need, ok := s.p.Modules[id]; !ok || !s.read(need) || !s.check(id).passed {
			out = append(out, Reason{Why: NeedsFirst, Ref: id})
		}
	}
	return out
}

// sections gives the minutes of each section of a module as requirements.
func sections(p Pinned, h *history, stage, module string) []Requirement {
	m := p.Modules[module]
	out := make([]Requirement, 0, len(m.Sections))
	for _, sec := range m.Sections {
		c := h.study.section(module, sec.ID)
		r := Requirement{
			ID:   stage + "/" + module + "/" + sec.ID,
			Kind: SectionMinutes, Stage: stage, Module: module, Ref: sec.ID, Title: sec.Title,
			Unit: "seconds", Have: c.seconds, Need: sec.Minutes * minSeconds, Entries: c.entries,
		}
		if c.seconds == 0 {
			r.Reasons = h.study.missing(m)
		}
		out = append(out, r.settle())
	}
	return out
}

// studyTotal asks for the standard's minutes over all modules together.
func studyTotal(p Pinned, h *history) Requirement {
	r := Requirement{
		ID: "study-total", Kind: StudyTotal, Unit: "seconds",
		Need: p.Standard.StudyMinutes * minSeconds,
	}
	for _, c := range h.study.sections {
		r.Have += c.seconds
		r.Entries = append(r.Entries, c.entries...)
	}
	slices.Sort(r.Entries)
	return r.settle()
}
