package courses

import (
	"sort"
	"time"

	"polyphony/internal/fact"
)

// longestDay is the most that one contact day can hold, in minutes: a day
// course with an evening. It keeps a slip of the pen from counting.
const longestDay = 12 * 60

// dayKey is one calendar date of one block.
type dayKey struct {
	block fact.ID
	date  fact.Date
}

// contactDay is who said what of a trainee's presence on one day.
type contactDay struct {
	stage     string
	minutes   int64 // the smallest number anybody attested
	attested  map[fact.ID]bool
	confirmed bool
	entries   []int64
}

// attest takes one facilitator's word; a date before the day of enrolment, one
// that had not begun in its zone when it was attested, or a zone nobody knows,
// counts nothing (R6, R18, R20).
func (h *history) attest(e fact.Entry, f *fact.ContactAttested) {
	if f.Minutes <= 0 || !h.inCourse(f.Date, f.Zone, e.At) {
		return
	}
	d := h.day(dayKey{f.Block, f.Date}, f.Stage, f.Minutes)
	if d.attested[f.Facilitator] || f.Stage != d.stage {
		return
	}
	d.attested[f.Facilitator] = true
	d.minutes = min(d.minutes, f.Minutes)
	d.entries = append(d.entries, e.Index)
}

// confirm takes the trainee's own word, which can only lower the minutes.
func (h *history) confirm(e fact.Entry, f *fact.ContactConfirmed) {
	d, ok := h.contact[dayKey{f.Block, f.Date}]
	if !ok || d.confirmed || f.Stage != d.stage || f.Minutes <= 0 || len(d.attested) < 2 {
		return
	}
	d.confirmed = true
	d.minutes = min(d.minutes, f.Minutes)
	d.entries = append(d.entries, e.Index)
}

func (h *history) day(k dayKey, stage string, minutes int64) *contactDay {
	d, ok := h.contact[k]
	if !ok {
		d = &contactDay{stage: stage, minutes: min(minutes, longestDay), attested: map[fact.ID]bool{}}
		h.contact[k] = d
		h.contactSeq = append(h.contactSeq, k)
	}
	return d
}

// inCourse reports whether d is a date from the day of enrolment to the one of
// instant at, both in zone.
func (h *history) inCourse(d fact.Date, zone string, at fact.Time) bool {
	if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
		return false
	}
	loc := h.zone(zone)
	return loc != nil && fact.DateIn(h.since, loc) <= d && d <= fact.DateIn(at, loc)
}

// zone finds a zone by its IANA name; nil for one that nobody knows, and for
// the machine's own, since a standing is the same on every machine.
func (h *history) zone(name string) *time.Location {
	loc, known := h.zones[name]
	if known {
		return loc
	}
	if name != "" && name != time.Local.String() {
		loc, _ = time.LoadLocation(name)
	}
	h.zones[name] = loc
	return loc
}

// counted is the days that count, each date once, by stage.
type counted struct {
	days    map[string][]fact.Date
	minutes map[string]int64
	entries map[string][]int64
	waiting map[string][]Reason
}

// count takes the days that two facilitators attested and the trainee
// confirmed, in date order. A date counts once on the whole path, and a stage's
// days only from the distance to the stage before that the pathway asks for.
func (h *history) count(p Pinned) counted {
	c := counted{map[string][]fact.Date{}, map[string]int64{}, map[string][]int64{}, map[string][]Reason{}}
	keys := append([]dayKey(nil), h.contactSeq...)
	sort.SliceStable(keys, func(i, j int) bool { return keys[i].date < keys[j].date })
	after := map[string]After{}
	for _, s := range p.Pathway.Stages {
		after[s.ID] = s.After
	}
	used := map[fact.Date]bool{}
	for _, k := range keys {
		d := h.contact[k]
		rule, known := after[d.stage]
		switch {
		case !known || used[k.date]:
		case len(d.attested) < 2:
			c.wait(d.stage, Reason{Why: NeedsSecondWord, Ref: string(k.date)})
		case !d.confirmed:
			c.wait(d.stage, Reason{Why: NeedsConfirmation, Ref: string(k.date)})
		case !c.farEnough(rule, k.date):
			c.wait(d.stage, Reason{Why: TooSoon, N: rule.DaysAtLeast, Ref: rule.Stage})
		default:
			used[k.date] = true
			c.days[d.stage] = append(c.days[d.stage], k.date)
			c.minutes[d.stage] += d.minutes
			c.entries[d.stage] = append(c.entries[d.stage], d.entries...)
		}
	}
	return c
}

func (c counted) wait(stage string, r Reason) { c.waiting[stage] = append(c.waiting[stage], r) }

func (c counted) farEnough(rule After, d fact.Date) bool {
	if rule.Stage == "" {
		return true
	}
	before := c.days[rule.Stage]
	if len(before) == 0 {
		return false
	}
	n, err := fact.Days(before[0], d)
	return err == nil && int64(n) >= rule.DaysAtLeast
}

// contact asks for a stage's own days and hours.
func contact(p Pinned, h *history, stage Stage) []Requirement {
	c := h.count(p)
	days := Requirement{
		ID: stage.ID + "/contact-days", Kind: ContactDays, Stage: stage.ID, Unit: "days",
		Have: int64(len(c.days[stage.ID])), Need: stage.Contact.Days, Entries: c.entries[stage.ID],
	}
	if days.Have < days.Need {
		days.Reasons = c.waiting[stage.ID]
		if days.Have == 0 {
			days.Earliest = earliestStart(c, stage.After)
		}
	}
	minutes := Requirement{
		ID: stage.ID + "/contact-hours", Kind: ContactMinutes, Stage: stage.ID, Unit: "minutes",
		Have: c.minutes[stage.ID], Need: stage.Contact.Hours * 60, Entries: c.entries[stage.ID],
	}
	return []Requirement{days.settle(), minutes.settle()}
}

// earliestStart is the first instant (midnight UTC of the date) that a stage's
// contact may begin, once the stage before has begun.
func earliestStart(c counted, rule After) fact.Time {
	before := c.days[rule.Stage]
	if len(before) == 0 {
		return 0
	}
	first, err := time.Parse(time.DateOnly, string(before[0]))
	if err != nil {
		return 0
	}
	return fact.At(first.AddDate(0, 0, int(rule.DaysAtLeast)))
}
