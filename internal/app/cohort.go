package app

import (
	"slices"
	"strings"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// OpenCohort starts a group of trainees on a published pathway.
type OpenCohort struct {
	Name   string
	Bundle fact.Digest

	Cohort fact.ID // out
}

func (c *OpenCohort) needs() people.Action { return people.OpenCohorts }

func (c *OpenCohort) decide(w *Work) ([]fact.Fact, error) {
	name := strings.TrimSpace(c.Name)
	if name == "" || len(name) > 120 {
		return nil, fault.New(fault.Invalid, "name", "give the cohort a name with 1 to 120 characters")
	}
	if err := w.usable(c.Bundle); err != nil {
		return nil, err
	}
	in, err := w.app.institute(w.Tx)
	if err != nil {
		return nil, err
	}
	if c.Cohort, err = w.newID(); err != nil {
		return nil, err
	}
	if err := w.InsertCohort(Cohort{ID: c.Cohort, Name: name, CreatedAt: w.Now()}); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.CohortOpened{
		Cohort: c.Cohort, Bundle: c.Bundle, Zone: in.Zone, Blocks: []fact.Block{}, By: w.actor.Person,
	}}, nil
}

// BookBlock books a run of contact days of one stage with its facilitators.
// Days lie in the future: nobody books a day that has begun (R5).
type BookBlock struct {
	Cohort       fact.ID
	Stage        string
	Days         []fact.Date
	Facilitators []fact.ID

	Block fact.ID // out
}

func (c *BookBlock) needs() people.Action { return people.OpenCohorts }

func (c *BookBlock) decide(w *Work) ([]fact.Fact, error) {
	co, err := w.app.cohort(w.Tx, c.Cohort)
	if err != nil {
		return nil, err
	}
	opened, err := w.app.bundle(w.Tx, co.Bundle)
	if err != nil {
		return nil, err
	}
	if err := c.check(w, co, opened.Pinned); err != nil {
		return nil, err
	}
	if c.Block, err = w.newID(); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.CohortOpened{
		Cohort: c.Cohort, Bundle: co.Bundle, Zone: co.Zone, By: w.actor.Person,
		Blocks: []fact.Block{{Block: c.Block, Stage: c.Stage, Days: c.Days, Facilitators: c.Facilitators}},
	}}, nil
}

func (c *BookBlock) check(w *Work, co cohort, p courses.Pinned) error {
	if !slices.ContainsFunc(p.Pathway.Stages, func(s courses.Stage) bool { return s.ID == c.Stage }) {
		return fault.New(fault.Invalid, "stage", "%q is not a stage of this pathway", c.Stage)
	}
	zone, err := time.LoadLocation(co.Zone)
	if err != nil {
		return fault.Wrap("app.BookBlock", err)
	}
	today := fact.DateIn(w.Now(), zone)
	slices.Sort(c.Days)
	if len(c.Days) == 0 || len(c.Days) > 31 {
		return fault.New(fault.Invalid, "days", "a block has 1 to 31 days; write each as 2027-03-04")
	}
	for i, d := range c.Days {
		if _, err := fact.Days(d, d); err != nil {
			return fault.New(fault.Invalid, "days", "%q is no date; write it as 2027-03-04", d)
		}
		if d < today {
			return fault.New(fault.Refused, "days", "%s has passed; contact days are booked before they begin, never afterwards", d)
		}
		if i > 0 && d == c.Days[i-1] {
			return fault.New(fault.Refused, "days", "%s stands twice; name each day once", d)
		}
	}
	if err := c.farEnough(co, p); err != nil {
		return err
	}
	return c.checkFacilitators(w, p)
}

// farEnough refuses days that could count for nobody, because they lie too
// close to the stage before.
func (c *BookBlock) farEnough(co cohort, p courses.Pinned) error {
	d, ok := p.Distance(c.Stage, co.booked())
	switch {
	case !ok:
		return nil
	case d.From == "":
		return fault.New(fault.Refused, "days", "Book “%s” first: this stage begins at least %d days after its first day.", d.Stage, d.Days)
	case c.Days[0] < d.From:
		return fault.New(fault.Refused, "days", "This stage can begin on %s at the earliest: %d days after the first day of “%s”. Days before that would count for nobody.", d.From, d.Days, d.Stage)
	}
	return nil
}

func (c *BookBlock) checkFacilitators(w *Work, p courses.Pinned) error {
	slices.Sort(c.Facilitators)
	c.Facilitators = slices.Compact(c.Facilitators)
	if n := int64(len(c.Facilitators)); n < p.Standard.TrainersPerContactDay {
		return fault.New(fault.Refused, "facilitators", "the standard asks for %d facilitators on every contact day; you named %d", p.Standard.TrainersPerContactDay, n)
	}
	booked, err := w.app.blocks(w.Tx)
	if err != nil {
		return err
	}
	for _, id := range c.Facilitators {
		ok, err := w.app.holds(w.Tx, id, people.Facilitator)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Invalid, "facilitators", "%s is not a facilitator", w.app.nameOf(w.Tx, id))
		}
		for _, b := range booked {
			for _, d := range c.Days {
				if slices.Contains(b.Facilitators, id) && slices.Contains(b.Days, d) {
					return fault.New(fault.Refused, "facilitators", "%s is booked elsewhere on %s; nobody is in two places at once", w.app.nameOf(w.Tx, id), d)
				}
			}
		}
	}
	return nil
}

// cohort is a cohort with its blocks.
type cohort struct {
	ID     fact.ID
	Bundle fact.Digest
	Zone   string
	Blocks []fact.Block
}

// booked is the dates of a cohort's blocks by stage.
func (co cohort) booked() courses.Booked {
	out := courses.Booked{}
	for _, b := range co.Blocks {
		out[b.Stage] = append(out[b.Stage], b.Days...)
	}
	return out
}

func (a *App) cohort(tx Tx, id fact.ID) (cohort, error) {
	entries, err := a.memory.history(tx, id)
	if err != nil {
		return cohort{}, err
	}
	co := cohort{}
	for _, e := range entries {
		if f, ok := e.Fact.(*fact.CohortOpened); ok {
			if co.ID == "" {
				co = cohort{ID: f.Cohort, Bundle: f.Bundle, Zone: f.Zone}
			}
			co.Blocks = append(co.Blocks, f.Blocks...)
		}
	}
	if co.ID == "" {
		return co, notThere()
	}
	return co, nil
}

// bookedBlock is a block with its cohort.
type bookedBlock struct {
	fact.Block
	Cohort fact.ID
	Zone   string
}

// blocks lists every block of every cohort.
func (a *App) blocks(tx Tx) ([]bookedBlock, error) {
	entries, err := a.memory.ofKind(tx, fact.CohortOpenedKind)
	if err != nil {
		return nil, err
	}
	var out []bookedBlock
	for _, e := range entries {
		f := e.Fact.(*fact.CohortOpened)
		for _, b := range f.Blocks {
			out = append(out, bookedBlock{b, f.Cohort, f.Zone})
		}
	}
	return out, nil
}

func (a *App) block(tx Tx, id fact.ID) (bookedBlock, error) {
	all, err := a.blocks(tx)
	if err != nil {
		return bookedBlock{}, err
	}
	for _, b := range all {
		if b.Block.Block == id {
			return b, nil
		}
	}
	return bookedBlock{}, notThere()
}
