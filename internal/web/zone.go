package web

import (
	"html/template"
	"maps"
	"sync/atomic"
	"time"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// clockOf writes instants in an institute's zone, with the zone's short name;
// in UTC until there is an institute. Certificates, proofs and everything that
// programs read keep UTC.
type clockOf struct {
	app   *app.App
	known *atomic.Pointer[time.Location] // an institute's zone never changes
}

func newClock(a *app.App) clockOf { return clockOf{a, new(atomic.Pointer[time.Location])} }

func (c clockOf) zone() *time.Location {
	if zone := c.known.Load(); zone != nil {
		return zone
	}
	in, ok := c.app.KnownInstitute()
	if !ok {
		return time.UTC
	}
	zone, err := time.LoadLocation(in.Zone)
	if err != nil {
		return time.UTC
	}
	c.known.Store(zone)
	return zone
}

// Instant writes an instant out.
func (c clockOf) Instant(t fact.Time) string { return courses.InstantIn(t, c.zone()) }

// Day writes the date of an instant out.
func (c clockOf) Day(t fact.Time) string { return t.Time().In(c.zone()).Format("2 January 2006") }

// words is what templates may call on the pages of an institute.
func (c clockOf) words() template.FuncMap {
	out := maps.Clone(functions)
	out["instant"], out["day"] = c.Instant, c.Day
	return out
}
