package web

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// wholeDay is what a contact day's minutes are set to at first: eight hours.
const wholeDay = "480"

// attendanceShow lists the days that a facilitator is booked for.
func (s *Server) attendanceShow(r *req) error {
	list, err := s.app.Attendance(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	type line struct {
		app.AttendanceDay
		Said string
		Note string // why no more can be said; nothing where all is said
		Href string
	}
	var now, coming, done []line
	for _, d := range list {
		mine := 0
		for _, t := range d.Trainees {
			if t.Mine > 0 {
				mine++
			}
		}
		note := d.Why
		if mine == len(d.Trainees) {
			note = ""
		}
		l := line{
			d, strconv.Itoa(mine) + " of " + plural(len(d.Trainees), "trainee", "trainees"), note,
			"/attendance/" + url.PathEscape(string(d.Block)) + "/" + url.PathEscape(string(d.Date)),
		}
		switch {
		case d.Open && mine < len(d.Trainees):
			now = append(now, l)
		case d.Coming:
			coming = append([]line{l}, coming...)
		default:
			done = append(done, l)
		}
	}
	type group struct {
		Caption string
		Days    []line
	}
	return s.page(r, "attendance", "Attendance", data{
		"Lists": []group{{"To attest now", now}, {"Coming, the next first", coming}, {"Over, newest first", done}}, "Any": len(list) > 0,
		"None": empty{Text: "You are not booked for any contact day yet. A registrar books the days of a cohort with its facilitators."},
	})
}

// attendanceForm is what was typed on a day's page, by enrolment.
type attendanceForm struct {
	present map[fact.ID]bool
	minutes map[fact.ID]string
	errs    []fieldError
}

// attendanceDay is one day for the whole group at once.
func (s *Server) attendanceDay(r *req) error {
	return s.attendancePage(r, fiber.StatusOK, attendanceForm{})
}

// attendanceLine is one trainee on the day's page.
type attendanceLine struct {
	app.AttendanceRow
	Present bool
	Minutes Field
	Said    string
}

func (s *Server) attendancePage(r *req, code int, f attendanceForm) error {
	d, err := s.app.AttendanceOn(r.ctx, r.me.Actor, fact.ID(r.Params("block")), fact.Date(r.Params("date")))
	if err != nil {
		return err
	}
	lines, left := make([]attendanceLine, 0, len(d.Trainees)), 0
	for _, t := range d.Trainees {
		typed, ok := f.minutes[t.Enrolment]
		if !ok {
			typed = wholeDay
		}
		l := attendanceLine{AttendanceRow: t, Present: f.present[t.Enrolment], Minutes: mark(f.errs, Field{ID: "minutes-" + string(t.Enrolment), Value: typed})}
		if t.Mine > 0 {
			l.Said = courses.Span(t.Mine * 60)
		} else {
			left++
		}
		lines = append(lines, l)
	}
	title := "Attendance on " + dateInWords(d.Date)
	return s.render(r, code, "attendance-day", title, data{
		"Errors": f.errs, "Day": d, "Lines": lines, "MayAttest": d.Open && left > 0, "Left": left,
		"Crumbs": []crumb{{"Attendance", "/attendance"}, {dateInWords(d.Date), ""}},
		"None":   empty{Text: "Nobody is enrolled in this cohort yet, so there is nobody to mark."},
	})
}

// attendancePost attests for everybody who is marked as present.
func (s *Server) attendancePost(r *req) error {
	f := attendanceForm{present: map[fact.ID]bool{}, minutes: map[fact.ID]string{}}
	r.Request().PostArgs().VisitAll(func(k, v []byte) {
		if name := string(k); len(name) > 8 && name[:8] == "minutes-" {
			f.minutes[fact.ID(name[8:])] = string(v)
		}
	})
	c := &app.Attest{
		Block: fact.ID(r.Params("block")), Date: fact.Date(r.Params("date")), Present: map[fact.ID]int64{},
	}
	for _, p := range r.many("present") {
		id := fact.ID(p)
		n, ok := wholeNumber(f.minutes[id])
		if !ok || n < 1 || n > 12*60 {
			f.errs = append(f.errs, fieldError{"minutes-" + p, "Write the minutes as a whole number from 1 to 720."})
		}
		f.present[id], c.Present[id] = true, n
	}
	if f.errs != nil {
		return s.attendancePage(r, fiber.StatusUnprocessableEntity, f)
	}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		f.errs = []fieldError{{"present", worded(err)}}
		return s.attendancePage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	day, err := s.app.AttendanceOn(r.ctx, r.me.Actor, c.Block, c.Date)
	if err != nil {
		return err
	}
	return s.see(r, "/attendance", "Your word is in the ledger. "+attestedNext(day, c.Present))
}

// attestedNext says what the days that were just attested still wait for.
func attestedNext(d app.AttendanceDay, present map[fact.ID]int64) string {
	second := 0
	for _, t := range d.Trainees {
		if _, named := present[t.Enrolment]; named && t.Others == 0 {
			second++
		}
	}
	switch {
	case second == 0:
		return "A second facilitator has attested it too; it counts when the trainee has confirmed it."
	case second == len(present):
		return "The day counts once a second facilitator has attested it and the trainee has confirmed it."
	default:
		return "For " + plural(second, "trainee", "trainees") + " it waits for a second facilitator, for the others for their own confirmation."
	}
}
