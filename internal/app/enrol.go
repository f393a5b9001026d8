package app

import (
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Enrol pins a trainee to the pathway of a cohort, with a supervisor of
// record.
type Enrol struct {
	Person     fact.ID
	Cohort     fact.ID
	Supervisor fact.ID

	Enrolment fact.ID // out
}

func (c *Enrol) needs() people.Action { return people.EnrolTrainees }

func (c *Enrol) decide(w *Work) ([]fact.Fact, error) {
	co, err := w.app.cohort(w.Tx, c.Cohort)
	if err != nil {
		return nil, hidden(err)
	}
	if err := c.checkPeople(w); err != nil {
		return nil, err
	}
	if err := w.usable(co.Bundle); err != nil {
		return nil, err
	}
	if err := c.checkPlace(w, co); err != nil {
		return nil, err
	}
	if c.Enrolment, err = w.newID(); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.TraineeEnrolled{
		Enrolment: c.Enrolment, Person: c.Person, Cohort: c.Cohort, Bundle: co.Bundle,
		Supervisor: c.Supervisor, By: w.actor.Person,
	}}, nil
}

func (c *Enrol) checkPeople(w *Work) error {
	needed := []struct {
		person fact.ID
		role   people.Role
	}{{c.Person, people.Trainee}, {c.Supervisor, people.Supervisor}}
	for _, n := range needed {
		ok, err := w.app.holds(w.Tx, n.person, n.role)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Invalid, string(n.role), "choose somebody who has the role of %s; an administrator grants it", n.role)
		}
	}
	if c.Person == c.Supervisor || c.Person == w.actor.Person {
		return fault.New(fault.Refused, "enrol", "A trainee is neither their own supervisor nor enrolled by themselves.")
	}
	return nil
}

// checkPlace keeps the cohort within the standard's size and trainer ratio, and
// one live enrolment per person and pathway version.
func (c *Enrol) checkPlace(w *Work, co cohort) error {
	opened, err := w.app.bundle(w.Tx, co.Bundle)
	if err != nil {
		return err
	}
	var size int64
	all, err := w.app.memory.ofKind(w.Tx, fact.TraineeEnrolledKind)
	if err != nil {
		return err
	}
	for _, e := range all {
		f := e.Fact.(*fact.TraineeEnrolled)
		if f.Cohort == co.ID {
			size++
		}
		if f.Person == c.Person && f.Bundle == co.Bundle {
			return fault.New(fault.Conflict, "enrol", "This person is enrolled on this pathway already.")
		}
	}
	std := opened.Pinned.Standard
	if size >= std.CohortSizeAtMost {
		return fault.New(fault.Refused, "cohort", "The cohort is full: the standard allows %d.", std.CohortSizeAtMost)
	}
	for _, b := range co.Blocks {
		if size+1 > int64(len(b.Facilitators))*std.TraineesPerTrainer {
			return fault.New(fault.Refused, "cohort", "With one more trainee a block of stage %s would have more than %d trainees a trainer. Open another cohort or book a block with more facilitators first.", b.Stage, std.TraineesPerTrainer)
		}
	}
	return nil
}
