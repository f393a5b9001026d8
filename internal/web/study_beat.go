package web

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// studyOpen starts the clock of a section for one page. Another page of the
// same person, in whatever tab or on whatever device, stops counting.
func (s *Server) studyOpen(r *req) error {
	var page struct{ Module, Section string }
	if !r.Is("json") || json.Unmarshal(r.Body(), &page) != nil {
		return fault.New(fault.Invalid, "study", "a page opens its study session with a JSON object of module and section")
	}
	v, err := s.app.Module(r.ctx, r.me.Actor, page.Module)
	if err != nil {
		return err
	}
	c := &app.OpenStudy{Enrolment: v.Enrolment, Module: page.Module, Section: page.Section}
	if err := s.app.Apply(r.ctx, r.me.Actor, c); err != nil {
		return err
	}
	return s.json(r.Ctx, fiber.MIMEApplicationJSON, struct {
		Session     fact.ID `json:"session"`
		View        fact.ID `json:"view"`
		BeatSeconds int64   `json:"beat_seconds"`
		app.StudyAnswer
	}{c.Session, c.View, c.BeatSeconds, c.Answer})
}

// studyBeat takes a page's word that it is still open.
func (s *Server) studyBeat(r *req) error {
	var b app.Beat
	if err := beatIn(r, &b); err != nil {
		return err
	}
	if err := s.app.Apply(r.ctx, r.me.Actor, &b); err != nil {
		return err
	}
	return s.json(r.Ctx, fiber.MIMEApplicationJSON, b.Answer)
}

// studyLeave takes a page's last word.
func (s *Server) studyLeave(r *req) error {
	var c app.Leave
	if err := beatIn(r, &c.Beat); err != nil {
		return err
	}
	if err := s.app.Apply(r.ctx, r.me.Actor, &c); err != nil {
		return err
	}
	return r.SendStatus(fiber.StatusNoContent)
}

// beatIn reads the body. It must be declared as JSON, which no form of another
// site can send.
func beatIn(r *req, b *app.Beat) error {
	if !r.Is("json") || json.Unmarshal(r.Body(), b) != nil {
		return fault.New(fault.Invalid, "beat", "a beat is a JSON object with session, view, section, nonce, visible and active")
	}
	return nil
}
