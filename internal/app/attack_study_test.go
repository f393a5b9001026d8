package app_test

import (
	"testing"
	"time"

	"polyphony/internal/fact"
	"polyphony/internal/testkit/institute"
)

// soundCredit is what every auditor asks of a person's credit: no interval
// begins before the one before has ended, ends after its entry was written, or
// is shorter than what it credits.
func soundCredit(t *testing.T, w *institute.World, who institute.Trainee) (n int) {
	t.Helper()
	var until fact.Time
	for _, e := range w.History(who.Enrolment) {
		f, ok := e.Fact.(*fact.StudyCredited)
		if !ok {
			continue
		}
		n++
		if f.From < until || f.To > e.At || f.Seconds*1_000_000 > int64(f.To-f.From) {
			t.Errorf("entry %d credits %d s from %d to %d, written at %d, after %d: the audit stops here", e.Index, f.Seconds, f.From, f.To, e.At, until)
		}
		until = f.To
	}
	return n
}

// TestR8_ReplicasWithClocksApart: a trainee who goes from a replica to one whose
// clock lies behind leaves no credit that an audit would refuse.
func TestR8_ReplicasWithClocksApart(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		p := open(t, w, who, first, longPart)
		p.read(t, 3*time.Minute)
		w.At(-2 * time.Second) // the other replica
		open(t, w, who, first, middlePart)

		w.At(time.Minute)
		p = open(t, w, who, first, longPart)
		p.read(t, 3*time.Minute)
		p.leave(t)
		w.At(-2 * time.Second)
		p = open(t, w, who, first, middlePart)
		p.read(t, 3*time.Minute)
		p.leave(t)
		if n := soundCredit(t, w, who); n != 2 {
			t.Errorf("%d stretches were credited; want the two that were left in order", n)
		}
		follows(t, w)
	})
}
