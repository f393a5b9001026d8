package app

import (
	"context"
	"slices"
	"time"

	"polyphony/certificates"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// Duties is what hangs on somebody's role, to be read before it is ended.
type Duties struct {
	Days     []DutyDays // contact days from today on that they are booked for
	Trainees []string   // whose supervisor of record they are, without a certificate yet
	Ratings  int        // meetings on their desk
	Others   int        // other people who hold the role
}

// DutyDays is a person's coming contact days in one cohort that would be left
// with equally many facilitators.
type DutyDays struct {
	Cohort string
	Days   int
	Left   int // facilitators of these days who still hold the role
}

// Duties says what a person is booked for or holds in a role.
func (a *App) Duties(ctx context.Context, actor Actor, person fact.ID, role people.Role) (out Duties, err error) {
	err = a.seen(ctx, actor, people.GrantRoles, func(w *Work) error {
		all, err := w.people()
		if err != nil {
			return err
		}
		for _, p := range withRole(all, role) {
			if p.ID != person {
				out.Others++
			}
		}
		switch role {
		case people.Facilitator:
			out.Days, err = w.dutyDays(person)
		case people.Supervisor:
			out.Trainees, err = w.dutyTrainees(person)
		case people.Rater:
			out.Ratings, err = w.dutyRatings(person)
		}
		return err
	})
	return out, err
}

func (w *Work) dutyDays(person fact.ID) (out []DutyDays, err error) {
	blocks, err := w.app.blocks(w.Tx)
	if err != nil {
		return nil, err
	}
	for _, b := range blocks {
		if !slices.Contains(b.Facilitators, person) {
			continue
		}
		d, err := w.dutyBlock(b, person)
		if err != nil {
			return nil, err
		}
		same := slices.IndexFunc(out, func(x DutyDays) bool { return x.Cohort == d.Cohort && x.Left == d.Left })
		switch {
		case d.Days == 0:
		case same >= 0:
			out[same].Days += d.Days
		default:
			out = append(out, d)
		}
	}
	return out, nil
}

func (w *Work) dutyBlock(b bookedBlock, person fact.ID) (d DutyDays, err error) {
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return d, err
	}
	today := fact.DateIn(w.Now(), zone)
	for _, day := range b.Days {
		if day >= today {
			d.Days++
		}
	}
	for _, id := range b.Facilitators {
		holds, err := w.app.holds(w.Tx, id, people.Facilitator)
		if err != nil {
			return d, err
		}
		if holds && id != person {
			d.Left++
		}
	}
	d.Cohort, err = w.cohortName(b.Cohort)
	return d, err
}

func (w *Work) dutyTrainees(person fact.ID) (out []string, err error) {
	list, err := w.app.enrolments(w.Tx, func(f *fact.TraineeEnrolled) bool { return f.Supervisor == person })
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		ended := slices.ContainsFunc(certificatesOf(e, w.Now()), func(c CertificateView) bool {
			return c.State == certificates.Valid || c.State == certificates.Expired
		})
		if !ended {
			out = append(out, w.app.nameOf(w.Tx, e.Person))
		}
	}
	slices.Sort(out)
	return out, nil
}

// dutyRatings counts the meetings that somebody has still to rate; which they
// are stays between them and the system (R26).
func (w *Work) dutyRatings(person fact.ID) (n int, err error) {
	assigned, err := w.app.memory.ofKind(w.Tx, fact.RaterAssignedKind)
	if err != nil {
		return 0, err
	}
	for _, e := range assigned {
		x := e.Fact.(*fact.RaterAssigned)
		if x.Rater != person {
			continue
		}
		f, err := w.app.meetingFile(w.Tx, x.Meeting)
		if err != nil {
			return 0, err
		}
		closed, err := w.app.withdrawn(w.Tx, f)
		if err != nil {
			return 0, err
		}
		if _, open := f.duty(person); open && !closed {
			n++
		}
	}
	return n, nil
}
