package web

import (
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// checkShow says how a module's check works and what may be done now.
func (s *Server) checkShow(r *req) error {
	return s.checkPage(r, fiber.StatusOK, nil)
}

func (s *Server) checkPage(r *req, code int, errs []fieldError) error {
	v, err := s.app.Check(r.ctx, r.me.Actor, r.Params("module"))
	if err != nil {
		return err
	}
	return s.render(r, code, "check", "Knowledge check: "+v.Module.Title, data{
		"Errors": errs,
		"Crumbs": []crumb{{"My path", "/path"}, {v.Module.Title, modulePath(v.Module.ID)}, {"Knowledge check", ""}},
		"Check":  v,
		"Rules": []row{
			{Key: "Questions", Value: fmt.Sprintf("%d, drawn for you from a larger pool", v.Rule.Serve)},
			{Key: "To pass", Value: fmt.Sprintf("%d right answers in one series", v.Needed)},
			{Key: "Between two series", Value: fmt.Sprintf("%d hours", v.Rule.CoolDownHours)},
			{Key: "Attempts made", Value: strconv.FormatInt(v.Tries.Attempts, 10)},
		},
		"Restudy": restudyOf(v),
		"Reread":  courses.Span(int64(v.Reread.Seconds())) + " of " + courses.Span(int64(v.RereadNeeded.Seconds())),
		"Enough":  v.Reread >= v.RereadNeeded,
	})
}

func restudyOf(v app.CheckView) []link {
	out := make([]link, 0, len(v.Restudy))
	for _, sec := range v.Restudy {
		out = append(out, link{sectionPath(v.Module.ID, sec.ID), sec.Title})
	}
	return out
}

// checkOpen draws a series, or finds the one that is open.
func (s *Server) checkOpen(r *req) error {
	c := &app.ServeCheck{Enrolment: fact.ID(r.field("enrolment")), Module: r.Params("module")}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		return s.checkPage(r, status(err), []fieldError{{"", worded(err)}})
	}
	if err != nil {
		return err
	}
	return r.Redirect("/series/"+string(c.Series), fiber.StatusSeeOther)
}
