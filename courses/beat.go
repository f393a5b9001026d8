package courses

import "time"

// Beat is what the server knows at the moment a page says that it is still
// open. No time in it comes from the page (R5).
type Beat struct {
	// Elapsed is the server's own time since the last beat, or since the page
	// was opened: the smaller of wall and monotonic difference.
	Elapsed time.Duration
	// Idle is the server's time since the last beat that told of input; 0 if
	// this one does.
	Idle time.Duration
	// Before and Visible: the page was in view at the last beat, and has been
	// in view ever since.
	Before, Visible bool
}

// Credit is how much of the time since the last beat counts, before floors and
// caps: all of it, or nothing after a hidden page, a gap that is longer than
// the standard's or no input past the section's allowance (R9).
func (s Study) Credit(sec Section, b Beat) time.Duration {
	gap := time.Duration(s.GapSeconds) * time.Second
	if !b.Before || !b.Visible || s.Asleep(sec, b) || b.Elapsed <= 0 || b.Elapsed > gap {
		return 0
	}
	return b.Elapsed
}

// Asleep reports whether nothing was touched past the section's allowance.
func (s Study) Asleep(sec Section, b Beat) bool {
	return b.Idle > s.Allowance(sec)
}

// Allowance is how long a section goes on counting while nothing is touched:
// the standard's time without input or, where it is longer, the time that the
// longest of the section's exercises, or its writing, takes away from the
// screen (R9): between two of them there is something to touch. It is never
// more than the section's declared minutes.
func (s Study) Allowance(sec Section) time.Duration {
	idle := time.Duration(s.IdleSeconds) * time.Second
	return max(idle, time.Duration(min(sec.Away, sec.Minutes))*time.Minute)
}

// attended is how many of a section's minutes cannot pass in one stretch
// without input.
func (s Study) attended(sec Section) int64 {
	if !s.LeavesTheScreen(sec) {
		return sec.Minutes
	}
	return sec.Minutes - min(sec.Away, sec.Minutes)
}

// LeavesTheScreen reports whether the section's exercises or writing lengthen
// the time that it may go untouched.
func (s Study) LeavesTheScreen(sec Section) bool {
	return s.Allowance(sec) > time.Duration(s.IdleSeconds)*time.Second
}
