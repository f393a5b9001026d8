package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// seriesShow is a series to answer, and its result once it is handed in.
func (s *Server) seriesShow(r *req) error {
	open, closed, err := s.app.Series(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	switch {
	case err != nil:
		return err
	case closed != nil:
		return s.resultPage(r, closed)
	default:
		return s.seriesPage(r, fiber.StatusOK, open, nil, nil)
	}
}

func (s *Server) seriesPage(r *req, code int, v *app.SeriesView, answers map[string]int, errs []fieldError) error {
	fields := make([]Field, 0, len(v.Questions))
	for i, q := range v.Questions {
		f := Field{ID: "q-" + q.ID, Name: "q-" + q.ID, Label: fmt.Sprintf("%d. %s", i+1, q.Stem), Required: true}
		given, ok := answers[q.ID]
		for at, text := range q.Options {
			f.Options = append(f.Options, Option{Value: fmt.Sprint(at), Text: text, Checked: ok && given == at})
		}
		fields = append(fields, mark(errs, f))
	}
	return s.render(r, code, "series", "Knowledge check: "+v.Module.Title, data{
		"Errors": errs, "Series": v, "Fields": fields,
		"Crumbs": []crumb{{"My path", "/path"}, {v.Module.Title, modulePath(v.Module.ID)}, {"Knowledge check", ""}},
	})
}

// seriesAnswer hands a series in. One with gaps comes back with what was
// chosen: an answer forgotten costs no attempt.
func (s *Server) seriesAnswer(r *req) error {
	id := fact.ID(r.Params("id"))
	open, closed, err := s.app.Series(r.ctx, r.me.Actor, id)
	if err != nil {
		return err
	}
	if closed != nil {
		return s.see(r, "/series/"+string(id), "This series was handed in before; its first answers stand.")
	}
	answers := map[string]int{}
	var errs []fieldError
	for i, q := range open.Questions {
		n, ok := wholeNumber(r.field("q-" + q.ID))
		if !ok || n < 0 || n >= int64(len(q.Options)) {
			errs = append(errs, fieldError{"q-" + q.ID, fmt.Sprintf("Choose an answer to question %d.", i+1)})
			continue
		}
		answers[q.ID] = int(n)
	}
	if len(errs) > 0 {
		return s.seriesPage(r, fiber.StatusUnprocessableEntity, open, answers, errs)
	}
	if err := s.app.Apply(r.ctx, r.me.Actor, &app.AnswerCheck{Series: id, Answers: answers}); err != nil {
		return err
	}
	return r.Redirect("/series/"+string(id), fiber.StatusSeeOther)
}

// resultLine is one answer in a result.
type resultLine struct {
	app.AnswerView
	Restudy *link
}

func (s *Server) resultPage(r *req, v *app.ResultView) error {
	lines := make([]resultLine, 0, len(v.Answers))
	for _, a := range v.Answers {
		l := resultLine{AnswerView: a}
		if !a.Right {
			l.Restudy = &link{sectionPath(v.Module.ID, a.Restudy.ID), a.Restudy.Title}
		}
		lines = append(lines, l)
	}
	return s.page(r, "result", "Result: "+v.Module.Title, data{
		"Result": v, "Answers": lines, "Check": checkPath(v.Module.ID),
		"Text":   fmt.Sprintf("%d of %d questions are answered correctly.", v.Right, v.Total),
		"Crumbs": []crumb{{"My path", "/path"}, {v.Module.Title, modulePath(v.Module.ID)}, {"Knowledge check", checkPath(v.Module.ID)}, {"Result", ""}},
	})
}
