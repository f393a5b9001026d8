// Package clock is how the rest of Polyphony learns the time. The server is
// never told the time (R5): it reads Real. Only the demonstration and tests
// make a clock of their own.
package clock

import "time"

// Clock tells the time. The value carries a monotonic reading where the
// system gives one, so that two readings can be subtracted safely.
type Clock interface {
	Now() time.Time
}

// Real is the machine's own clock.
type Real struct{}

// Now is time.Now.
func (Real) Now() time.Time { return time.Now() }
