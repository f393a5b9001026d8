package demo

import (
	"time"

	"polyphony/internal/fault"
)

// begins is the weekday and the time of day at which a shipped meeting is held,
// as far as those who speak in it say.
type begins struct {
	day          time.Weekday
	hour, minute int
}

// beginnings of the meetings that the history plays: “till half past four”, “five
// to one” near the end, “it's Wednesday”, “it's Monday now”.
var beginnings = map[string]begins{
	"the-forecast":           {time.Wednesday, 15, 0},
	"the-whistle":            {time.Thursday, 12, 0},
	"upstairs-from-the-shop": {time.Thursday, 14, 0},
	"two-kitchens":           {time.Wednesday, 11, 0},
	"before-we-start":        {time.Monday, 14, 0},
	"the-most-awake":         {time.Monday, 15, 0},
}

// earlier is how long before it is held a meeting is declared.
const earlier = 30 * time.Minute

// declaredFor is when a meeting is declared so that it is held at its own time of
// the week: on the given day, or in the six days after it (before it, where back).
func declaredFor(meeting string, day time.Time, back bool) (time.Time, error) {
	b, ok := beginnings[meeting]
	if !ok {
		return day, nil
	}
	zone, err := time.LoadLocation(Zone)
	if err != nil {
		return day, fault.Wrap("demo.declaredFor", err)
	}
	local := day.In(zone)
	shift := (int(b.day) - int(local.Weekday()) + 7) % 7
	if back && shift > 0 {
		shift -= 7
	}
	held := time.Date(local.Year(), local.Month(), local.Day()+shift, b.hour, b.minute, 0, 0, zone)
	return held.Add(-earlier).UTC(), nil
}
