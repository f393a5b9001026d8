package app_test

import (
	"strings"
	"testing"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// golden answers a gold meeting with gold's own levels, moved by apart.
func golden(m *content.Meeting, apart int64) (out []app.GoldScore) {
	for _, g := range m.Gold {
		level := g.Level.Level
		if g.Level.Said == fact.SaidLevel {
			if level += apart; level > 5 {
				level = g.Level.Level - apart
			}
		}
		out = append(out, app.GoldScore{Principle: g.Principle, Said: g.Level.Said, Level: level})
	}
	return out
}

func task(t *testing.T, w *institute.World, r app.Actor) app.CalibrationState {
	t.Helper()
	all, err := w.App.CalibrationTasks(ctx, r)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d tasks, %v", len(all), err)
	}
	return all[0]
}

func TestR24_CalibrationOnThreeGoldMeetings(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		l, _ := content.Load(content.Embedded())
		r := w.Person(people.Rater)
		for i := range 3 {
			s := task(t, w, r)
			if s.Passed != i || s.Need != 3 || s.Valid || s.Next == nil || len(s.Next.Cues) == 0 {
				t.Fatalf("before meeting %d: %d of %d, valid %v", i, s.Passed, s.Need, s.Valid)
			}
			c := &app.Calibrate{Bundle: s.Bundle, Meeting: s.NextID, Scores: golden(l.Meetings[s.NextID], 0)}
			w.Do(r, c)
			if !c.Within || c.Calibrated != (i == 2) || len(c.Answers) != 7 || c.Answers[0].Reason == "" {
				t.Errorf("meeting %d: within %v, calibrated %v", i, c.Within, c.Calibrated)
			}
		}
		f := institute.OfKind[*fact.RaterCalibrated](w, r.Person)
		if len(f) != 1 || f[0].Of != 21 || f[0].SameSide != 21 {
			t.Fatalf("facts %+v", f)
		}
		if s := task(t, w, r); !s.Valid || s.ValidUntil == 0 {
			t.Error("not valid after three meetings")
		}
		w.At(367 * day)
		if s := task(t, w, r); s.Valid || s.Next == nil {
			t.Error("still valid after the window, or no way to calibrate again")
		}
	})
}

func TestCalibrationOutOfTolerance(t *testing.T) {
	w := newWorld(t)
	l, _ := content.Load(content.Embedded())
	r := w.Person(people.Rater)
	s := task(t, w, r)
	c := &app.Calibrate{Bundle: s.Bundle, Meeting: s.NextID, Scores: golden(l.Meetings[s.NextID], 2)}
	w.Do(r, c)
	if c.Within || c.Answers[0].Reason == "" {
		t.Fatal("two levels away is within tolerance, or no reasons are shown")
	}
	first := s.NextID
	again := &app.Calibrate{Bundle: s.Bundle, Meeting: first, Scores: golden(l.Meetings[first], 0)}
	if say := refused(t, w.Try(r, again), fault.Refused); !strings.Contains(say, "6 January 2026") {
		t.Errorf("%q does not name the day", say)
	}
	if task(t, w, r).Next != nil {
		t.Error("a meeting is up on the same day")
	}
	w.At(day)
	s = task(t, w, r)
	if s.NextID == first || s.Passed != 0 {
		t.Errorf("the next day the same meeting is up, or it counted: %+v", s.Passed)
	}
	refused(t, w.Try(r, again), fault.Conflict)
	short := &app.Calibrate{Bundle: s.Bundle, Meeting: s.NextID, Scores: golden(l.Meetings[s.NextID], 0)[1:]}
	refused(t, w.Try(r, short), fault.Invalid)
	refused(t, w.Try(w.Person(people.Facilitator), short), fault.NotFound)
}

// Two levels apart on the same side is too far; one apart is near, yet no more
// than two of seven may fall on the other side.
func TestCalibrationTolerance(t *testing.T) {
	l, _ := content.Load(content.Embedded())
	for _, c := range []struct {
		name   string
		move   func(level int64) int64
		times  int
		within bool
	}{
		{"one principle two levels up, same side", func(n int64) int64 { return n + 2 }, 1, false},
		{"two on the other side", func(n int64) int64 { return n - 1 }, 2, true},
		{"three on the other side", func(n int64) int64 { return n - 1 }, 3, false},
	} {
		w := newWorld(t)
		tried := false
		for range 20 { // each rater has an order of meetings of their own
			r := w.Person(people.Rater)
			s := task(t, w, r)
			scores := golden(l.Meetings[s.NextID], 0)
			left := c.times
			for i := range scores {
				if left > 0 && scores[i].Said == fact.SaidLevel && scores[i].Level == 3 {
					scores[i].Level = c.move(3)
					left--
				}
			}
			if left > 0 {
				continue // this meeting has too few golds at the threshold
			}
			tried = true
			one := &app.Calibrate{Bundle: s.Bundle, Meeting: s.NextID, Scores: scores}
			w.Do(r, one)
			if one.Within != c.within {
				t.Errorf("%s: within %v", c.name, one.Within)
			}
			break
		}
		if !tried {
			t.Errorf("%s: no gold meeting to try it on", c.name)
		}
	}
}
