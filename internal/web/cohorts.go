package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// cohortsShow lists the cohorts and opens further ones.
func (s *Server) cohortsShow(r *req) error {
	return s.cohortsPage(r, fiber.StatusOK, "", "", nil)
}

func (s *Server) cohortsPage(r *req, code int, name, bundle string, failed error) error {
	cohorts, pathways, err := s.app.Cohorts(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	errs := findings(failed, "name", "pathway")
	options := make([]Option, 0, len(pathways))
	for _, p := range pathways {
		options = append(options, Option{Value: string(p.Bundle), Text: fmt.Sprintf("%s (%s, version %d)", p.Pathway.Award, p.Pathway.ID, p.Pathway.Version)})
	}
	if bundle == "" && len(options) > 0 {
		bundle = options[0].Value
	}
	return s.render(r, code, "cohorts", "Cohorts", data{
		"Errors": errs, "Cohorts": cohorts, "MayOpen": len(options) > 0,
		"None":     empty{Text: "No cohort has been opened yet. Open the first one below."},
		"NoneOpen": empty{Text: "A cohort needs a published pathway. Two different stewards must sign the same pathway first."},
		"Name":     mark(errs, Field{ID: "name", Name: "name", Label: "Name of the cohort", Hint: "Such as “Spring 2027, Leeds”.", Value: name, Required: true, Autocomplete: "off", Width: "w-20"}),
		"Pathway":  mark(errs, Field{ID: "pathway", Name: "pathway", Label: "Pathway", Hint: "Everybody in the cohort is held to this version for good.", Required: true, Options: chosen(options, bundle)}),
	})
}

func (s *Server) cohortOpen(r *req) error {
	c := &app.OpenCohort{Name: r.field("name"), Bundle: fact.Digest(r.field("pathway"))}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		return s.cohortsPage(r, status(err), c.Name, string(c.Bundle), err)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/cohorts/"+string(c.Cohort), "The cohort is open. Book its contact days and enrol its trainees.")
}
