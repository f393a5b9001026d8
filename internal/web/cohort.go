package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// cohortForms is what was typed on the page of a cohort, to show it again.
type cohortForms struct {
	stage           string
	first           [3]string // day, month, year as typed
	count, dates    string
	facilitators    []string
	trainee, reader string
	errs            []fieldError
}

// cohortShow is one cohort: its contact days, its trainees, and how to add
// either.
func (s *Server) cohortShow(r *req) error {
	return s.cohortPage(r, fiber.StatusOK, cohortForms{})
}

func (s *Server) cohortPage(r *req, code int, f cohortForms) error {
	c, err := s.app.Cohort(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	var stages []Option
	for _, st := range c.Pinned.Pathway.Stages {
		stages = append(stages, Option{Value: st.ID, Text: fmt.Sprintf("%s (%s, %d hours)", st.Title, days(st.Contact.Days), st.Contact.Hours)})
	}
	need := c.Pinned.Standard.TrainersPerContactDay
	d := data{
		"Errors": f.errs, "Cohort": c, "Crumbs": []crumb{{"Cohorts", "/cohorts"}, {c.Name, ""}},
		"Short":    daysShort(c, ""),
		"MayBook":  int64(len(c.Facilitators)) >= need,
		"MayEnrol": len(c.Candidates) > 0 && len(c.Supervisors) > 0,
		"NoBlocks": empty{Text: "No contact days are booked yet. Book the first block below: days are booked before they begin, never afterwards."},
		"NoPeople": empty{Text: "Nobody is enrolled yet. Enrol the first trainee below."},
		"NoBook":   empty{Text: fmt.Sprintf("A contact day needs at least %d facilitators, and %s that role so far. An administrator gives it.", need, peopleHave(len(c.Facilitators)))},
		"NoEnrol":  empty{Text: enrolLacks(c)},
	}
	bookFields(d, c, f, stages)
	d["Trainee"] = mark(f.errs, Field{ID: "trainee", Name: "trainee", Label: "Trainee", Hint: "People with the role of trainee who are not enrolled yet.", Required: true, Options: chosen(choose(persons(c.Candidates)), f.trainee)})
	d["Supervisor"] = mark(f.errs, Field{ID: "supervisor", Name: "supervisor", Label: "Supervisor of record", Hint: "Reads the reflections and never rates this trainee.", Required: true, Options: chosen(choose(persons(c.Supervisors)), f.reader)})
	return s.render(r, code, "cohort", c.Name, d)
}

func bookFields(d data, c app.CohortView, f cohortForms, stages []Option) {
	d["Stage"] = mark(f.errs, Field{ID: "stage", Name: "stage", Label: "Stage", Required: true, Options: chosen(stages, f.stage)})
	d["First"] = mark(f.errs, Field{ID: "first", Name: "first", Label: "First day", Hint: "In the zone " + c.Zone + ".", Required: true, Options: []Option{
		{Text: "Day", Value: f.first[0]}, {Text: "Month", Value: f.first[1]}, {Text: "Year", Value: f.first[2]},
	}})
	d["Count"] = mark(f.errs, Field{ID: "count", Name: "count", Label: "Number of days", Hint: "Counted from the first day on, Saturdays and Sundays left out.", Inputmode: "numeric", Autocomplete: "off", Value: f.count, Required: true, Width: "w-2"})
	d["Dates"] = mark(f.errs, Field{ID: "dates", Name: "dates", Label: "Or each date on a line of its own", Hint: "Such as 2027-03-04. If anything stands here, the first day and the number of days are not used.", Value: f.dates, Rows: 5, Width: "w-20"})
	d["Facilitators"] = mark(f.errs, Field{ID: "facilitators", Name: "facilitators", Label: "Facilitators", Hint: fmt.Sprintf("At least %d. Only they can attest who was there.", c.Pinned.Standard.TrainersPerContactDay), Required: true, Options: chosen(persons(c.Facilitators), f.facilitators...)})
}

func persons(list []app.Person) []Option {
	var out []Option
	for _, p := range list {
		out = append(out, Option{Value: string(p.ID), Text: p.Name})
	}
	return out
}

func peopleHave(n int) string {
	switch n {
	case 0:
		return "nobody has"
	case 1:
		return "one person has"
	default:
		return fmt.Sprintf("%d people have", n)
	}
}

func enrolLacks(c app.CohortView) string {
	var lacks []string
	if len(c.Candidates) == 0 {
		lacks = append(lacks, "somebody with the role of "+string(people.Trainee)+" who is not enrolled yet")
	}
	if len(c.Supervisors) == 0 {
		lacks = append(lacks, "somebody with the role of "+string(people.Supervisor))
	}
	return "Enrolling needs " + strings.Join(lacks, " and ") + ". An administrator invites people and gives roles."
}

// blockBook books a block of contact days.
func (s *Server) blockBook(r *req) error {
	f := cohortForms{
		stage: r.field("stage"), first: [3]string{r.field("first-day"), r.field("first-month"), r.field("first-year")},
		count: r.field("count"), dates: r.field("dates"), facilitators: r.many("facilitators"),
	}
	c := &app.BookBlock{Cohort: fact.ID(r.Params("id")), Stage: f.stage}
	if c.Days, f.errs = f.days(); f.errs != nil {
		return s.cohortPage(r, fiber.StatusUnprocessableEntity, f)
	}
	for _, id := range f.facilitators {
		c.Facilitators = append(c.Facilitators, fact.ID(id))
	}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		f.errs = findings(err, "stage", "days", "facilitators")
		if f.errs[0].Field == "days" {
			f.errs[0].Field = f.daysField()
		}
		return s.cohortPage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	said := fmt.Sprintf("Booked: %s. The trainees see them among their contact days.", plural(len(c.Days), "contact day", "contact days"))
	after, err := s.app.Cohort(r.ctx, r.me.Actor, c.Cohort)
	if err != nil {
		return err
	}
	if short := daysShort(after, c.Stage); len(short) == 1 {
		said += " " + short[0]
	}
	return s.see(r, "/cohorts/"+string(c.Cohort), said)
}

// daysShort says of each stage that has begun to be booked, or of one alone,
// which of its days are still to be booked.
func daysShort(c app.CohortView, only string) (out []string) {
	for i, st := range c.Pinned.StageDays(c.Booked) {
		named := only == "" || c.Pinned.Pathway.Stages[i].ID == only
		switch n := st.Short(); {
		case !named || n == 0 || st.Booked == 0:
		case n == 1:
			out = append(out, fmt.Sprintf("%d of %d days of “%s” are booked; book the last as another block.", st.Booked, st.Need, st.Title))
		default:
			out = append(out, fmt.Sprintf("%d of %s of “%s” are booked; book the other %d as another block.", st.Booked, days(st.Need), st.Title, n))
		}
	}
	return out
}

// daysField is the control that the days were typed in.
func (f cohortForms) daysField() string {
	if f.dates != "" {
		return "dates"
	}
	return "first"
}

// days reads the days of a block: one a line, or so many weekdays from a first.
func (f cohortForms) days() ([]fact.Date, []fieldError) {
	var out []fact.Date
	if f.dates != "" {
		for _, line := range strings.Fields(f.dates) {
			out = append(out, fact.Date(line))
		}
		return out, nil
	}
	first, err := time.Parse("2006-1-2", f.first[2]+"-"+f.first[1]+"-"+f.first[0])
	if err != nil {
		return nil, []fieldError{{"first", "Write the first day as a date, such as 4 3 2027."}}
	}
	n, ok := wholeNumber(f.count)
	if !ok || n < 1 || n > 31 {
		return nil, []fieldError{{"count", "Write the number of days, from 1 to 31."}}
	}
	for day := first; int64(len(out)) < n; day = day.AddDate(0, 0, 1) {
		if w := day.Weekday(); w != time.Saturday && w != time.Sunday {
			out = append(out, fact.Date(day.Format(time.DateOnly)))
		}
	}
	return out, nil
}

// enrolPost enrols a trainee in the cohort.
func (s *Server) enrolPost(r *req) error {
	f := cohortForms{trainee: r.field("trainee"), reader: r.field("supervisor")}
	c := &app.Enrol{Person: fact.ID(f.trainee), Cohort: fact.ID(r.Params("id")), Supervisor: fact.ID(f.reader)}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		f.errs = findings(err, "trainee", "supervisor")
		return s.cohortPage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/cohorts/"+string(c.Cohort), "Enrolled. From now on study, contact days and meetings count for this trainee.")
}
