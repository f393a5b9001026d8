package app

import (
	"context"
	"slices"
	"sort"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// AttendanceDay is one contact day as a facilitator sees it.
type AttendanceDay struct {
	Block      fact.ID
	Date       fact.Date
	StageTitle string
	CohortName string
	Zone       string
	Open       bool   // it may be attested now
	Coming     bool   // it has not begun
	Why        string // why not
	Trainees   []AttendanceRow
}

// AttendanceRow is one trainee on one day.
type AttendanceRow struct {
	Enrolment fact.ID
	Name      string
	Mine      int64 // minutes that this facilitator attested; 0 for none
	Others    int   // other facilitators who attested
	Confirmed bool
}

// Attendance lists the contact days that a facilitator is booked for, newest
// first.
func (a *App) Attendance(ctx context.Context, actor Actor) (out []AttendanceDay, err error) {
	err = a.seen(ctx, actor, people.AttestContact, func(w *Work) error {
		blocks, err := a.blocks(w.Tx)
		if err != nil {
			return err
		}
		for _, b := range blocks {
			if !slices.Contains(b.Facilitators, actor.Person) {
				continue
			}
			for _, d := range b.Days {
				day, err := w.attendanceDay(b, d)
				if err != nil {
					return err
				}
				out = append(out, day)
			}
		}
		sort.SliceStable(out, func(i, j int) bool { return out[i].Date > out[j].Date })
		return nil
	})
	return out, err
}

// AttendanceOn is one of a facilitator's days.
func (a *App) AttendanceOn(ctx context.Context, actor Actor, block fact.ID, date fact.Date) (out AttendanceDay, err error) {
	err = a.seen(ctx, actor, people.AttestContact, func(w *Work) error {
		b, err := a.block(w.Tx, block)
		if err != nil {
			return err
		}
		if !slices.Contains(b.Facilitators, actor.Person) || !slices.Contains(b.Days, date) {
			return notThere()
		}
		out, err = w.attendanceDay(b, date)
		return err
	})
	return out, err
}

func (w *Work) attendanceDay(b bookedBlock, date fact.Date) (AttendanceDay, error) {
	name, err := w.cohortName(b.Cohort)
	if err != nil {
		return AttendanceDay{}, err
	}
	day := AttendanceDay{Block: b.Block.Block, Date: date, CohortName: name, Zone: b.Zone, Open: true}
	if err := b.begun(w.Now(), date); err != nil {
		day.Open, day.Why = false, fault.Sentence(err)
		day.Coming = !b.lapsed(w.Now(), date)
	}
	list, err := w.app.enrolments(w.Tx, func(f *fact.TraineeEnrolled) bool { return f.Cohort == b.Cohort })
	if err != nil {
		return day, err
	}
	for _, e := range list {
		day.StageTitle = stageTitle(e.Pinned(), b.Stage)
		r := AttendanceRow{Enrolment: e.Enrolment, Name: w.app.nameOf(w.Tx, e.Person)}
		said := saidOf(e.History, b.Block.Block, date)
		for _, f := range said.attested {
			if f.Facilitator == w.actor.Person {
				r.Mine = f.Minutes
			} else {
				r.Others++
			}
		}
		r.Confirmed = said.confirmed != nil
		day.Trainees = append(day.Trainees, r)
	}
	return day, nil
}

// presence is what was said of one trainee on one day and not reversed.
type presence struct {
	attested  []*fact.ContactAttested
	confirmed *fact.ContactConfirmed
}

func saidOf(history []fact.Entry, block fact.ID, date fact.Date) (p presence) {
	reversed := map[int64]bool{}
	for _, h := range history {
		if f, ok := h.Fact.(*fact.EvidenceReversed); ok {
			reversed[f.Entry] = true
		}
	}
	for _, h := range history {
		if reversed[h.Index] {
			continue
		}
		switch f := h.Fact.(type) {
		case *fact.ContactAttested:
			if f.Block == block && f.Date == date {
				p.attested = append(p.attested, f)
			}
		case *fact.ContactConfirmed:
			if f.Block == block && f.Date == date {
				p.confirmed = f
			}
		}
	}
	return p
}

// ContactDay is one booked day as the trainee sees it.
type ContactDay struct {
	Enrolment  fact.ID
	Block      fact.ID
	Date       fact.Date
	StageTitle string
	Attested   int
	Minutes    int64 // least attested
	Confirmed  bool
	Past       bool // it has begun and can be attested
	Lapsed     bool // it can no longer be attested
}

// ContactDays lists the booked days of a trainee's cohorts in date order.
func (a *App) ContactDays(ctx context.Context, actor Actor) (out []ContactDay, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		own, err := a.enrolmentsOf(w.Tx, actor.Person)
		if err != nil {
			return err
		}
		for _, e := range own {
			co, err := a.cohort(w.Tx, e.Cohort)
			if err != nil {
				return err
			}
			for _, b := range co.Blocks {
				for _, d := range b.Days {
					out = append(out, w.contactDay(e, bookedBlock{b, co.ID, co.Zone}, d))
				}
			}
		}
		sort.SliceStable(out, func(i, j int) bool { return out[i].Date < out[j].Date })
		return nil
	})
	return out, err
}

func (w *Work) contactDay(e enrolment, b bookedBlock, date fact.Date) ContactDay {
	said := saidOf(e.History, b.Block.Block, date)
	day := ContactDay{
		Enrolment: e.Enrolment, Block: b.Block.Block, Date: date, StageTitle: stageTitle(e.Pinned(), b.Stage),
		Attested: len(said.attested), Confirmed: said.confirmed != nil, Past: b.begun(w.Now(), date) == nil,
	}
	day.Lapsed = b.lapsed(w.Now(), date)
	for _, f := range said.attested {
		if day.Minutes == 0 || f.Minutes < day.Minutes {
			day.Minutes = f.Minutes
		}
	}
	if said.confirmed != nil {
		day.Minutes = min(day.Minutes, said.confirmed.Minutes)
	}
	return day
}
