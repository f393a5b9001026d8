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
// the standard's or no input for longer than it allows (R9).
func (s Study) Credit(b Beat) time.Duration {
	gap := time.Duration(s.GapSeconds) * time.Second
	if !b.Before || !b.Visible || s.Asleep(b) || b.Elapsed <= 0 || b.Elapsed > gap {
		return 0
	}
	return b.Elapsed
}

// Asleep reports whether nothing was touched for longer than the standard
// allows.
func (s Study) Asleep(b Beat) bool {
	return b.Idle > time.Duration(s.IdleSeconds)*time.Second
}
