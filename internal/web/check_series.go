package web

import (
	"fmt"
	"slices"

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

// checkField is a question with the language of its words, where that is not
// the page's.
type checkField struct {
	Field
	Lang string
}

func (s *Server) seriesPage(r *req, code int, v *app.SeriesView, answers map[string]int, errs []fieldError) error {
	fields := make([]checkField, 0, len(v.Questions))
	words := s.wording(r, v.Module.ID)
	for i, q := range v.Questions {
		lang := ""
		if words.has(append(slices.Clone(q.Options), q.Stem)...) {
			lang, q = words.lang, words.question(q)
		}
		f := Field{ID: "q-" + q.ID, Name: "q-" + q.ID, Label: fmt.Sprintf("%d. %s", i+1, q.Stem), Required: true}
		given, ok := answers[q.ID]
		for at, text := range q.Options {
			f.Options = append(f.Options, Option{Value: fmt.Sprint(at), Text: text, Checked: ok && given == at})
		}
		fields = append(fields, checkField{mark(errs, f), lang})
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
	Lang    string // of its words, where that is not the page's
	Restudy *link
}

func (s *Server) resultPage(r *req, v *app.ResultView) error {
	lines := make([]resultLine, 0, len(v.Answers))
	words := s.wording(r, v.Module.ID)
	for _, a := range v.Answers {
		l := resultLine{AnswerView: a}
		if words.has(a.Stem, a.Chosen, a.Feedback, a.Restudy.Title) {
			l.Lang, l.AnswerView = words.lang, words.answer(a)
		}
		if !a.Right {
			l.Restudy = &link{sectionPath(v.Module.ID, a.Restudy.ID), l.AnswerView.Restudy.Title}
		}
		lines = append(lines, l)
	}
	return s.page(r, "result", "Result: "+v.Module.Title, data{
		"Result": v, "Answers": lines, "Check": checkPath(v.Module.ID),
		"Text":   fmt.Sprintf("%d of %d questions are answered correctly.", v.Right, v.Total),
		"Crumbs": []crumb{{"My path", "/path"}, {v.Module.Title, modulePath(v.Module.ID)}, {"Knowledge check", checkPath(v.Module.ID)}, {"Result", ""}},
	})
}
