package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// calibrationShow is where a rater stands, and the gold meeting that is up.
func (s *Server) calibrationShow(r *req) error {
	return s.calibrationPage(r, fiber.StatusOK, "", nil, nil)
}

// calibrationPart is one instrument on the page.
type calibrationPart struct {
	app.CalibrationState
	Rows  []row
	Open  bool
	Wait  string
	Talk  talkView
	Parts []principlePart
}

func (s *Server) calibrationPage(r *req, code int, bundle fact.Digest, typed []app.ScoreInput, errs []fieldError) error {
	list, err := s.app.CalibrationTasks(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	parts := make([]calibrationPart, 0, len(list))
	for _, c := range list {
		if c.Bundle == bundle {
			parts = append(parts, s.calibrationOf(c, typed, errs))
		} else {
			parts = append(parts, s.calibrationOf(c, nil, nil))
		}
	}
	return s.render(r, code, "calibration", "Calibration", data{
		"Errors": errs, "Parts": parts, "Crumbs": []crumb{{"Rating queue", "/queue"}, {"Calibration", ""}},
		"None": empty{Text: "No pathway is published yet, so there is nothing to calibrate on. Two stewards approve a pathway first."},
	})
}

func (s *Server) calibrationOf(c app.CalibrationState, typed []app.ScoreInput, errs []fieldError) calibrationPart {
	state := "not calibrated yet"
	switch {
	case c.Valid:
		state = "calibrated until " + courses.Day(c.ValidUntil)
	case c.ValidUntil != 0:
		state = "ran out on " + courses.Day(c.ValidUntil)
	}
	within := "Gold meetings within tolerance"
	if c.Valid {
		within = "Within tolerance, towards the next year"
	}
	part := calibrationPart{CalibrationState: c, Open: c.Next != nil, Rows: []row{
		{Key: "Instrument", Value: fmt.Sprintf("%s, version %d", c.Instrument.Title, c.Instrument.Version)},
		{Key: "State", Value: state},
		{Key: within, Value: fmt.Sprintf("%d of %d", c.Passed, c.Need)},
	}}
	if c.From != 0 {
		part.Wait = "The last attempt was outside the tolerance. The next meeting opens on " + courses.Instant(c.From) + "."
	}
	if c.Next == nil {
		return part
	}
	part.Talk = talkOf(*c.Next, s)
	for _, p := range c.Instrument.Principles {
		part.Parts = append(part.Parts, scoring(p, c.Instrument.Scale, typedFor(typed, p.ID), errs))
	}
	return part
}

// goldLine is a rater's answer beside gold.
type goldLine struct {
	Title, Own, Gold, Reason string
	Far                      bool
	Cues                     []cueLine
}

// calibrationPost sets the answers beside gold.
func (s *Server) calibrationPost(r *req) error {
	c := &app.Calibrate{Bundle: fact.Digest(r.field("bundle")), Meeting: r.field("meeting")}
	list, err := s.app.CalibrationTasks(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	var typed []app.ScoreInput
	var errs []fieldError
	for _, one := range list {
		if one.Bundle == c.Bundle {
			typed, errs = scoresOf(one.Instrument, r.many)
		}
	}
	for _, t := range typed {
		c.Scores = append(c.Scores, app.GoldScore{Principle: t.Principle, Said: t.Said, Level: t.Level})
	}
	if len(errs) > 0 {
		return s.calibrationPage(r, fiber.StatusUnprocessableEntity, c.Bundle, typed, errs)
	}
	err = s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		return s.calibrationPage(r, status(err), c.Bundle, typed, findings(err, ""))
	}
	if err != nil {
		return err
	}
	return s.page(r, "calibration-answers", "Beside gold", data{
		"Within": c.Within, "Calibrated": c.Calibrated, "Answers": answerLines(c.Answers),
		"Crumbs": []crumb{{"Rating queue", "/queue"}, {"Calibration", "/calibration"}, {"Beside gold", ""}},
	})
}

func answerLines(list []app.GoldAnswer) (out []goldLine) {
	for _, a := range list {
		l := goldLine{
			Title: a.Principle.Title, Own: answerWords(content.Level{Said: a.Own.Said, Level: a.Own.Level}),
			Gold: answerWords(a.Gold), Reason: a.Reason, Far: a.Far,
		}
		for _, c := range a.Cues {
			l.Cues = append(l.Cues, cueLine{c.N, clock(c.StartMS), c.Voice, shortRole[c.Role], c.Text, false, ""})
		}
		out = append(out, l)
	}
	return out
}

func answerWords(l content.Level) string {
	switch l.Said {
	case fact.SaidNotApplicable:
		return "not applicable"
	case fact.SaidNotObservable:
		return "not observable"
	default:
		return fmt.Sprintf("level %d", l.Level)
	}
}
