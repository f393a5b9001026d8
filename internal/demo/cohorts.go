package demo

import (
	"fmt"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// stages are the four blocks of the pathway, with their first days in days
// from the first block's: 12, 24 and 36 weeks, so that 252 + 4 days lie
// between the first contact day and the last.
var stages = []struct {
	id  string
	day int
}{{"block-1", 0}, {"block-2", 84}, {"block-3", 168}, {"block-4", 252}}

// intake is one cohort: when its first block begins, in days from the start of
// the history, which part of the trainees it takes, in tenths, and its pathway.
var intakes = []struct {
	day, tenths int
	pathway     string
}{{28, 5, Pathway}, {203, 3, Pathway}, {443, 2, Whole}}

// plan opens the cohorts and plans the trainees' lives in them.
func (p *play) plan(plan Plan) error {
	start := plan.Until.Add(-History)
	for _, r := range p.raters {
		p.at(start.Add(calibratedAgain), "calibrating again", func() error { return p.recalibrate(r) })
	}
	number := 100
	left := plan.Trainees
	for i, in := range intakes {
		size := plan.Trainees * in.tenths / 10
		if i == len(intakes)-1 {
			size = left
		}
		left -= size
		first := monday(start.AddDate(0, 0, in.day))
		who := make([]*trainee, size)
		for j := range who {
			number++
			who[j] = &trainee{person: p.invent(number), cohort: i, place: j}
		}
		p.trainees = append(p.trainees, who...)
		p.at(first.AddDate(0, 0, -21), fmt.Sprintf("opening cohort %d", i+1), func() error {
			return p.openCohort(i, first, who)
		})
	}
	return nil
}

// monday is the first Monday on or after t, at eight in the demonstration's
// zone (taken as 06:00 UTC, which is eight or nine there).
func monday(t time.Time) time.Time {
	t = time.Date(t.Year(), t.Month(), t.Day(), 6, 0, 0, 0, time.UTC)
	for t.Weekday() != time.Monday {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

func (p *play) openCohort(i int, first time.Time, who []*trainee) error {
	registrar := p.registrars[i%len(p.registrars)]
	open := &app.OpenCohort{Name: fmt.Sprintf("Cohort %s", first.Format("January 2006")), Bundle: p.bundles[intakes[i].pathway]}
	if err := p.do(registrar, open); err != nil {
		return err
	}
	team := []*person{p.facilitators[2*i], p.facilitators[2*i+1]}
	for _, s := range stages {
		if err := p.book(registrar, open.Cohort, s.id, first.AddDate(0, 0, s.day), team, who); err != nil {
			return err
		}
	}
	for _, t := range who {
		if err := p.invite(t.person, people.Trainee); err != nil {
			return err
		}
		t.supervisor = p.supervisors[t.place%len(p.supervisors)]
		enrol := &app.Enrol{Person: t.id, Cohort: open.Cohort, Supervisor: t.supervisor.id}
		if err := p.do(registrar, enrol); err != nil {
			return err
		}
		t.enrolment = enrol.Enrolment
		if err := p.live(t, first); err != nil {
			return err
		}
	}
	return nil
}

// book books one block of five days and plans its attendance.
func (p *play) book(registrar *person, cohort fact.ID, stage string, first time.Time, team []*person, who []*trainee) error {
	c := &app.BookBlock{Cohort: cohort, Stage: stage, Facilitators: []fact.ID{team[0].id, team[1].id}}
	for d := range 5 {
		c.Days = append(c.Days, fact.Date(first.AddDate(0, 0, d).Format(time.DateOnly)))
	}
	if err := p.do(registrar, c); err != nil {
		return err
	}
	for d, date := range c.Days {
		evening := first.AddDate(0, 0, d).Add(9 * time.Hour)
		waits := stage == "block-2" && d == 4 && who[0].cohort == len(intakes)-1 // the second facilitator has yet to attest it
		for n, f := range team {
			if waits && n == 1 {
				continue
			}
			p.at(evening.Add(time.Duration(10*n)*time.Minute), "attesting presence", func() error {
				a := &app.Attest{Block: c.Block, Date: date, Present: map[fact.ID]int64{}}
				for _, t := range who {
					a.Present[t.enrolment] = 8 * 60
				}
				return p.do(f, a)
			})
		}
		for n, t := range who {
			if waits || t.plan().leavesLastDay && stage == "block-4" && d == 4 {
				continue
			}
			p.at(evening.Add(time.Duration(30+n)*time.Minute), "confirming presence", func() error {
				return p.do(t.person, &app.ConfirmContact{Enrolment: t.enrolment, Block: c.Block, Date: date})
			})
		}
	}
	return nil
}
