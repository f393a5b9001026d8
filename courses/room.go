package courses

import (
	"polyphony/internal/fact"
)

// Room is how much study one section can still take at an instant. All numbers
// are seconds.
type Room struct {
	Have    int64    // credited in the section
	Need    int64    // the section's floor, which is also its cap (R10)
	Today   int64    // what the day still allows over all sections
	Blocked []Reason // why nothing counts here at all (R11), else empty

	nextDay fact.Time
}

// Progress is where study stands at one instant, for the pages and acts that
// ask several things of one history.
type Progress struct {
	p   Pinned
	h   *history
	now fact.Time
}

// ProgressOf folds the whole history of an enrolment once.
func ProgressOf(p Pinned, entries []fact.Entry, now fact.Time) Progress {
	return Progress{p: p, h: gather(p, entries, now), now: now}
}

// Later is the same history seen at a later instant: nothing in it lies after
// the instant it was folded at.
func (g Progress) Later(now fact.Time) Progress {
	g.now = now
	return g
}

// Open lists the prerequisites of a module that are not finished; none if it
// may be studied (R11).
func (g Progress) Open(module string) []Reason {
	m, ok := g.p.Modules[module]
	if !g.h.enrolled || !ok {
		return []Reason{{Why: EnrolmentUnclear}}
	}
	return g.h.study.missing(m)
}

// Room says how much study a section can take now.
func (g Progress) Room(module, section string) Room {
	m, sec, ok := g.p.Section(module, section)
	switch {
	case !g.h.enrolled:
		return Room{Blocked: []Reason{{Why: EnrolmentUnclear}}}
	case !ok:
		return Room{Blocked: []Reason{{Why: NeedsFirst, Ref: module}}}
	}
	day := int64(g.now) / dayMicros
	return Room{
		Have:    g.h.study.section(module, section).seconds,
		Need:    sec.Minutes * minSeconds,
		Today:   max(g.p.Standard.Study.DayMinutesAtMost*minSeconds-g.h.study.days[day], 0),
		Blocked: g.h.study.missing(m),
		nextDay: fact.Time((day + 1) * dayMicros),
	}
}

// Tries is how the attempts at a module's check stand.
type Tries struct {
	Attempts int64
	Best     int64 // right items in the best of them
	Passed   bool
	Last     fact.Time // when the latest was graded; 0 where there is none
}

// Tries counts the attempts at a module's check so far.
func (g Progress) Tries(module string) Tries {
	c := g.h.study.check(module)
	return Tries{Attempts: c.attempts, Best: c.best, Passed: c.passed, Last: c.last}
}

// After is the room that is left when seconds more are credited.
func (r Room) After(seconds int64) Room {
	r.Have += seconds
	r.Today -= seconds
	return r
}

// Left is how many more seconds may be credited now; never below 0.
func (r Room) Left() int64 {
	if len(r.Blocked) > 0 {
		return 0
	}
	return max(min(r.Need-r.Have, r.Today), 0)
}

// Full reports whether the section's floor is met, so that more reading is
// welcome and counts for nothing.
func (r Room) Full() bool { return len(r.Blocked) == 0 && r.Have >= r.Need }

// Why says why nothing more is credited now in a section that is not full:
// what comes first, or that the day's study time is used up.
func (r Room) Why() []Reason {
	switch {
	case len(r.Blocked) > 0:
		return r.Blocked
	case r.Today <= 0 && r.Have < r.Need:
		return []Reason{{Why: TooSoon, At: r.nextDay}}
	default:
		return nil
	}
}
