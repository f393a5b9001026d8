// Package demo plays the simulated history of a demonstration institute. It
// calls the use cases and nothing below them, so every fact of the history came
// through the one door, in the order and at the distances the rules ask for.
package demo

import (
	"sync"
	"time"
)

// Clock is a clock that the history moves. Only demonstrations have one.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock starts at an instant.
func NewClock(at time.Time) *Clock { return &Clock{now: at.Truncate(time.Microsecond)} }

// Now is the instant that the history has reached.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// to moves the clock on; it never goes back.
func (c *Clock) to(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t.Truncate(time.Microsecond)
	}
}
