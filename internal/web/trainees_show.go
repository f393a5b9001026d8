package web

import (
	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// traineesShow lists a supervisor's own trainees and what waits to be read.
func (s *Server) traineesShow(r *req) error {
	v, err := s.app.Trainees(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	return s.page(r, "trainees", "Trainees", data{
		"Trainees": v.Trainees, "Waiting": v.Waiting,
		"None":      empty{Text: "You are nobody's supervisor of record yet. A registrar names you when a trainee is enrolled."},
		"NoWaiting": empty{Text: "No reflection waits for you."},
	})
}

// traineeShow is one trainee's path as their supervisor sees it.
func (s *Server) traineeShow(r *req) error {
	v, handed, err := s.app.TraineePath(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	meetings, err := s.meetingsOf(r, v.Enrolment)
	if err != nil {
		return err
	}
	d := data{
		"Meetings": meetings, "NoMeetings": empty{Text: "No network meeting has been declared yet."},
		"Crumbs": []crumb{{"Trainees", "/trainees"}, {v.Trainee, ""}}, "Handed": handed,
		"NoHanded": empty{Text: "Nothing has been handed in yet."},
	}
	fillPath(d, v, noHref, s.clock)
	return s.page(r, "trainee", "Trainee: "+v.Trainee, d)
}

// traineeMeeting is a practice meeting on a supervisor's page of a trainee.
type traineeMeeting struct {
	Title, Href, Purpose, Feedback string
	State                          tag
}

// meetingsOf lists the meetings of one enrolment, newest first.
func (s *Server) meetingsOf(r *req, enrolment fact.ID) (out []traineeMeeting, err error) {
	list, err := s.app.Meetings(r.ctx, r.me.Actor)
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		if m.Enrolment != enrolment {
			continue
		}
		l := traineeMeeting{"Declared " + courses.Day(m.DeclaredAt), "/meetings/" + string(m.ID), purposeWords[m.Purpose], "", stateWords[m.State]}
		if m.State == app.MeetingDone && (m.MaySee || m.Closed && !m.Records) {
			l.Feedback = l.Href + "/feedback"
		}
		out = append(out, l)
	}
	return out, nil
}

// readingShow is a reflection for the supervisor of record.
func (s *Server) readingShow(r *req) error {
	return s.readingPage(r, fiber.StatusOK, "", nil)
}

func (s *Server) readingPage(r *req, code int, typed string, errs []fieldError) error {
	v, err := s.app.Reading(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	reply := v.HandedIn.Reply
	if typed != "" {
		reply = typed
	}
	return s.render(r, code, "reading", "Reflection by "+v.Trainee, data{
		"Errors": errs, "Reading": v, "Name": v.Reflection, "Text": asTyped(v.HandedIn.Text),
		"Crumbs": []crumb{{"Trainees", "/trainees"}, {v.Trainee, "/trainees/" + string(v.Enrolment)}, {"Reflection", ""}},
		"Field": mark(errs, Field{
			ID: "reply", Name: "reply", Label: "A reply", Value: reply, Rows: 6,
			Hint: "A few sentences about what touched you or made you curious are worth more than a judgement. Your trainee sees them; nobody else does.",
		}),
	})
}

// readingPost says that a reflection has been read.
func (s *Server) readingPost(r *req) error {
	c := &app.ReadReflection{Submission: fact.ID(r.Params("id")), Reply: r.FormValue("reply")}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if fault.Is(err, fault.Invalid) {
		return s.readingPage(r, status(err), c.Reply, []fieldError{{"reply", worded(err)}})
	}
	if err != nil {
		return err
	}
	return s.see(r, "/trainees", "It is noted that you have read it.")
}
