package demo

import (
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// trainee is one trainee's part in the history.
type trainee struct {
	*person
	cohort     int
	place      int
	supervisor *person
	enrolment  fact.ID
	note       string
	meetings   int
}

// script is what becomes of a trainee.
type script struct {
	meetings      []string // shipped meetings, in order
	slowSection   bool     // stops studying in the middle of a module
	leavesLastDay bool     // never confirms the last contact day: one fact short
	unread        bool     // the second reflection waits for its reader
	waiting       bool     // a last meeting waits for its raters
	certificate   bool
	revoked       bool
	note          string
}

// good is a portfolio that meets every principle.
var good = []string{"the-forecast", "the-whistle", "upstairs-from-the-shop", "the-forecast"}

// plan gives a trainee's script by cohort and place: the first cohort has
// finished, the second is about to, the third has begun.
func (t *trainee) plan() script {
	switch {
	case t.cohort == 0 && t.place == 1:
		return script{meetings: good, certificate: true, revoked: true, note: "certificate revoked"}
	case t.cohort == 0 && t.place == 2:
		return script{meetings: good, leavesLastDay: true, note: "one fact short of a certificate: confirm the last contact day"}
	case t.cohort == 0 && t.place == 3:
		return script{meetings: append([]string{"before-we-start"}, good...), certificate: true, note: "a first meeting that was not met, and four that were"}
	case t.cohort == 0 && t.place == 4:
		return script{meetings: []string{"two-kitchens", "the-whistle", "before-we-start"}, note: "needs further meetings"}
	case t.cohort == 0:
		return script{meetings: good, certificate: true, note: "certified"}
	case t.cohort == 1 && t.place == 0:
		return script{meetings: []string{"two-kitchens", "the-whistle", "upstairs-from-the-shop"}, waiting: true, note: "a fourth meeting waits for its raters"}
	case t.cohort == 1 && t.place%2 == 0:
		return script{meetings: []string{"two-kitchens", "the-whistle", "upstairs-from-the-shop"}, note: "three meetings so far"}
	case t.cohort == 1:
		return script{meetings: []string{"the-most-awake"}, note: "one meeting so far"}
	case t.place == 0:
		return script{unread: true, note: "a reflection waits for the supervisor"}
	case t.place%2 == 0:
		return script{note: "studied the first block"}
	default:
		return script{slowSection: true, note: "in the middle of a module"}
	}
}

// live plans everything that a trainee does, from the first block's first day.
func (p *play) live(t *trainee, first time.Time) error {
	s := t.plan()
	t.note = s.note
	p.planStudy(t, s, first.AddDate(0, 0, -9).Add(time.Duration(12+t.place%3)*time.Hour))
	for i, id := range s.meetings {
		day := first.AddDate(0, 0, 60+24*i+t.place%6).Add(time.Duration(3+t.place%4) * time.Hour)
		if err := p.planMeeting(t, id, day, false); err != nil {
			return err
		}
	}
	if s.waiting {
		if err := p.planMeeting(t, "the-most-awake", p.until.Add(-204*time.Hour), true); err != nil {
			return err
		}
	}
	if s.certificate {
		p.at(first.AddDate(0, 0, 270).Add(time.Duration(t.place)*time.Hour), "issuing a certificate", func() error {
			return p.issue(t, s.revoked)
		})
	}
	return nil
}

// planMeeting plans a meeting for its own time of the week.
func (p *play) planMeeting(t *trainee, id string, day time.Time, waits bool) error {
	when, err := declaredFor(id, day, waits)
	if err != nil {
		return err
	}
	p.at(when, "declaring a meeting", func() error { return p.declare(t, id, waits) })
	return nil
}

// issue makes the certificate, and ends it again where the script says so.
func (p *play) issue(t *trainee, revoked bool) error {
	c := &app.Issue{Enrolment: t.enrolment}
	if err := p.do(p.registrars[0], c); err != nil {
		return err
	}
	if !revoked {
		return nil
	}
	p.at(p.clock.Now().AddDate(0, 0, 40), "revoking a certificate", func() error {
		ask := &app.ProposeRevoke{Certificate: c.Certificate, Why: "evidence-withdrawn"}
		if err := p.do(p.registrars[0], ask); err != nil {
			return err
		}
		p.at(p.clock.Now().Add(26*time.Hour), "signing a revocation", func() error {
			return p.do(p.registrars[1], &app.Decide{ID: ask.Pending})
		})
		return nil
	})
	return nil
}
