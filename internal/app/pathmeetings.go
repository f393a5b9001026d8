package app

import (
	"slices"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
)

// NextMeeting is what a path's next practice meeting waits for.
type NextMeeting struct {
	ID    fact.ID      // the meeting that is open; empty where the next can be declared or only days are missing
	At    fact.Time    // when it was handed in, or declared
	State MeetingState // AsksBefore: not handed in yet; AsksAfterWeek; BeingRated; empty for none of these
	From  fact.Time    // what it waits for can be done from here; 0 where nobody knows
	Act   bool         // the trainee can do something about it now
}

// nextMeeting says what the trainee's next meeting for the award waits for: the
// same questions that declaring one asks, in the same order.
func (e enrolment) nextMeeting(now fact.Time) NextMeeting {
	for _, h := range e.History {
		d, ok := h.Fact.(*fact.MeetingDeclared)
		if !ok || d.Purpose != fact.Summative {
			continue
		}
		f := foldMeeting(d.Meeting, e)
		switch {
		case f.DeclaredAt != 0 && f.Recorded == nil && f.Withdrawn == 0:
			return NextMeeting{ID: d.Meeting, At: f.DeclaredAt, State: AsksBefore, Act: true}
		case f.stalled():
			from := f.weekFrom()
			return NextMeeting{ID: d.Meeting, At: f.RecordedAt, State: AsksAfterWeek, From: from, Act: now >= from}
		}
	}
	from, spaced := e.spacedFrom(now)
	if spaced {
		return NextMeeting{Act: true}
	}
	all := courses.Meetings(e.Pinned(), e.History, now)
	last := all[len(all)-1]
	if !last.Decided && foldMeeting(last.Meeting, e).Withdrawn == 0 {
		return NextMeeting{ID: last.Meeting, At: last.RecordedAt, State: BeingRated, From: from}
	}
	return NextMeeting{From: from}
}

// spacedFrom gives the first instant that is far enough from the meeting
// recorded last, and whether it has come (R23).
func (e enrolment) spacedFrom(now fact.Time) (fact.Time, bool) {
	last := lastRecorded(e, now)
	from := last.Add(e.spacing())
	return from, last == 0 || now >= from
}

func (e enrolment) spacing() time.Duration {
	return time.Duration(e.Pinned().Standard.Portfolio.DaysBetweenAtLeast) * 24 * time.Hour
}

func lastRecorded(e enrolment, now fact.Time) (last fact.Time) {
	for _, m := range courses.Meetings(e.Pinned(), e.History, now) {
		last = max(last, m.RecordedAt)
	}
	return last
}

// weekFrom is when the last of those who have not agreed again can be asked.
func (f meetingFile) weekFrom() (from fact.Time) {
	for _, given := range f.Consents {
		if _, ok := given[fact.AfterAWeek]; !ok {
			from = max(from, given[fact.After].At.Add(consentWeek))
		}
	}
	return from
}

// meetingsEarliest is an instant before which so many more decided meetings
// cannot be: each lies the standard's spacing after the one before (R23).
func (e enrolment) meetingsEarliest(missing int64, now fact.Time) fact.Time {
	for _, m := range courses.Meetings(e.Pinned(), e.History, now) {
		if !m.Decided && !m.Shed {
			missing--
		}
	}
	if missing <= 0 {
		return 0
	}
	first := now
	if from, spaced := e.spacedFrom(now); !spaced {
		first = from
	}
	at := first.Add(time.Duration(missing-1) * e.spacing())
	return fact.At(at.Time().Truncate(24 * time.Hour))
}

// daysEarliest is the date before which the booked days of a stage cannot be
// enough; 0 where too few are booked, or the date has come.
func daysEarliest(co cohort, stage string, need int64, now fact.Time) fact.Time {
	dates := slices.Clone(co.booked()[stage])
	slices.Sort(dates)
	dates = slices.Compact(dates)
	if need < 1 || int64(len(dates)) < need {
		return 0
	}
	day, err := time.Parse(time.DateOnly, string(dates[need-1]))
	if at := fact.At(day); err == nil && at > now {
		return at
	}
	return 0
}
