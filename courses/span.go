package courses

import (
	"slices"
	"time"

	"polyphony/internal/fact"
)

// contactTotals asks for the standard's days and hours over the whole path and
// for the days from the first contact day to the last: learning takes seasons.
func contactTotals(p Pinned, h *history) []Requirement {
	c := h.count(p)
	days := Requirement{ID: "contact-days", Kind: ContactDays, Unit: "days", Need: p.Standard.ContactDays}
	minutes := Requirement{ID: "contact-hours", Kind: ContactMinutes, Unit: "minutes", Need: p.Standard.ContactHours * 60}
	span := Requirement{ID: "contact-span", Kind: ContactSpan, Unit: "days", Need: p.Standard.FirstToLastContactDays}
	var dates []fact.Date
	for _, s := range p.Pathway.Stages {
		dates = append(dates, c.days[s.ID]...)
		days.Have += int64(len(c.days[s.ID]))
		minutes.Have += c.minutes[s.ID]
		days.Entries = append(days.Entries, c.entries[s.ID]...)
	}
	minutes.Entries, span.Entries = days.Entries, days.Entries
	if len(dates) > 0 {
		first, last := slices.Min(dates), slices.Max(dates)
		if n, err := fact.Days(first, last); err == nil {
			span.Have = int64(n)
		}
		if start, err := time.Parse(time.DateOnly, string(first)); err == nil && span.Have < span.Need {
			span.Earliest = fact.At(start.AddDate(0, 0, int(span.Need)))
		}
	}
	return []Requirement{days.settle(), minutes.settle(), span.settle()}
}

// ContactDates gives the first and last counted contact day of an enrolment;
// empty where there is none.
func ContactDates(p Pinned, entries []fact.Entry, now fact.Time) (first, last fact.Date) {
	c := gather(p, entries, now).count(p)
	var dates []fact.Date
	for _, ds := range c.days {
		dates = append(dates, ds...)
	}
	if len(dates) == 0 {
		return "", ""
	}
	return slices.Min(dates), slices.Max(dates)
}
