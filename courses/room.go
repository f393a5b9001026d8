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

// RoomOf says how much study a section can take at now. entries is the whole
// history of the enrolment.
func RoomOf(p Pinned, entries []fact.Entry, now fact.Time, module, section string) Room {
	h := gather(p, entries, now)
	m, sec, ok := p.Section(module, section)
	switch {
	case !h.enrolled:
		return Room{Blocked: []Reason{{Why: EnrolmentUnclear}}}
	case !ok:
		return Room{Blocked: []Reason{{Why: NeedsFirst, Ref: module}}}
	}
	day := int64(now) / dayMicros
	return Room{
		Have:    h.study.section(module, section).seconds,
		Need:    sec.Minutes * minSeconds,
		Today:   max(p.Standard.Study.DayMinutesAtMost*minSeconds-h.study.days[day], 0),
		Blocked: h.study.missing(m),
		nextDay: fact.Time((day + 1) * dayMicros),
	}
}

// Open lists the prerequisites of a module that are not finished; none if it
// may be studied (R11).
func Open(p Pinned, entries []fact.Entry, now fact.Time, module string) []Reason {
	h := gather(p, entries, now)
	m, ok := p.Modules[module]
	if !h.enrolled || !ok {
		return []Reason{{Why: EnrolmentUnclear}}
	}
	return h.study.missing(m)
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
