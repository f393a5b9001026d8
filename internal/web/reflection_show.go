package web

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// reflectionShow is the form of a reflection, or what was handed in.
func (s *Server) reflectionShow(r *req) error {
	return s.reflectionPage(r, fiber.StatusOK, "", nil)
}

func (s *Server) reflectionPage(r *req, code int, typed string, errs []fieldError) error {
	v, err := s.app.Reflection(r.ctx, r.me.Actor, r.Params("module"), r.Params("id"))
	if err != nil {
		return err
	}
	words := s.wording(r, v.Module.ID)
	text := v.Draft
	if typed != "" {
		text = typed
	}
	handed := app.HandedIn{}
	if v.Handed != nil {
		handed = *v.Handed
	}
	name := v.Asked.Name()
	return s.render(r, code, "reflection", "Reflection: "+name, data{
		"Errors": errs, "Reflection": v, "Name": name, "TranslatedName": words.words[name],
		"Prompt": words.words[v.Asked.Prompt], "Lang": words.lang,
		"Text": asTyped(handed.Text), "Reply": asTyped(handed.Reply),
		"Crumbs": []crumb{{"My path", "/path"}, {v.Module.Title, modulePath(v.Module.ID)}, {"Reflection", ""}},
		"Field":  mark(errs, Field{ID: "text", Name: "text", Label: "Your reflection", Value: text, Required: true, Rows: 16}),
		"Action": reflectionPath(v.Module.ID, v.Asked.ID),
	})
}

// asTyped cuts a text at its empty lines, and each part into its lines.
func asTyped(text string) (out [][]string) {
	var part []string
	for line := range strings.Lines(text + "\n\n") {
		line = strings.TrimSpace(line)
		switch {
		case line != "":
			part = append(part, line)
		case part != nil:
			out, part = append(out, part), nil
		}
	}
	return out
}

// reflectionPost hands a reflection in, or keeps it as a draft. What is refused
// is kept as a draft as well.
func (s *Server) reflectionPost(r *req) error {
	module, id := r.Params("module"), r.Params("id")
	enrolment, text := fact.ID(r.field("enrolment")), r.FormValue("text")
	draft := &app.SaveDraft{Enrolment: enrolment, Module: module, Reflection: id, Text: text}
	if r.field("act") == "draft" {
		err := s.app.Apply(r.ctx, r.me.Actor, draft)
		if fault.Is(err, fault.Invalid) {
			return s.reflectionPage(r, status(err), text, findings(err, "text"))
		}
		if err != nil {
			return err
		}
		return s.see(r, reflectionPath(module, id), "Your draft is saved. Only you can see it.")
	}
	err := s.app.Apply(r.ctx, r.me.Actor, &app.SubmitReflection{Enrolment: enrolment, Module: module, Reflection: id, Text: text})
	switch {
	case fault.Is(err, fault.Invalid):
		if kept := s.app.Apply(r.ctx, r.me.Actor, draft); kept != nil && !mendable(kept) {
			return kept
		}
		return s.reflectionPage(r, status(err), text, findings(err, "text"))
	case err != nil:
		return err
	default:
		return s.see(r, reflectionPath(module, id), "Your reflection is handed in. Your supervisor is the only one who can read it.")
	}
}

// reflectionDraft keeps a draft while it is being typed.
func (s *Server) reflectionDraft(r *req) error {
	var in struct {
		Enrolment fact.ID `json:"enrolment"`
		Text      string  `json:"text"`
	}
	if !r.Is("json") || json.Unmarshal(r.Body(), &in) != nil {
		return fault.New(fault.Invalid, "draft", "a draft is a JSON object with enrolment and text")
	}
	err := s.app.Apply(r.ctx, r.me.Actor, &app.SaveDraft{
		Enrolment: in.Enrolment, Module: r.Params("module"), Reflection: r.Params("id"), Text: in.Text,
	})
	if err != nil {
		return err
	}
	return r.SendStatus(fiber.StatusNoContent)
}
