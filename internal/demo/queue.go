package demo

import (
	"container/heap"
	"context"
	"fmt"
	"time"
)

// event is something that somebody does at an instant.
type event struct {
	at   time.Time
	seq  int
	what string
	do   func() error
}

// queue orders the events of everybody by time, and by when they were planned.
type queue []event

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].at.Equal(q[j].at) {
		return q[i].seq < q[j].seq
	}
	return q[i].at.Before(q[j].at)
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(event)) }
func (q *queue) Pop() any {
	old := *q
	e := old[len(old)-1]
	*q = old[:len(old)-1]
	return e
}

// at plans an event; one in the past happens next.
func (p *play) at(t time.Time, what string, do func() error) {
	p.planned++
	heap.Push(&p.queue, event{t, p.planned, what, do})
}

// run carries out the events until an instant.
func (p *play) run(ctx context.Context, until time.Time) error {
	for p.queue.Len() > 0 && !p.queue[0].at.After(until) {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := heap.Pop(&p.queue).(event)
		p.clock.to(e.at)
		if err := e.do(); err != nil {
			return fmt.Errorf("demo: %s on %s: %w", e.what, p.clock.Now().Format(time.DateOnly), err)
		}
	}
	p.clock.to(until)
	return nil
}
