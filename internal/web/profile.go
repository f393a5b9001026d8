package web

import (
	"polyphony/internal/app"
)

func (s *Server) profileShow(r *req) error {
	sessions, err := s.app.SessionsOf(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	second := "Not set up"
	if r.me.TOTPOn {
		second = "On"
	}
	return s.page(r, "profile", "Your profile", data{
		"Rows": []row{
			{Key: "Name", Value: r.me.Name},
			{Key: "E-mail address", Value: r.me.Email},
			{Key: "Second step", Value: second},
		},
		"Sessions": sessions, "This": r.me.Hash, "TOTPOn": r.me.TOTPOn,
	})
}

func (s *Server) sessionEnd(r *req) error {
	if err := s.app.Apply(r.ctx, r.me.Actor, &app.EndSession{Hash: r.field("session")}); err != nil {
		return err
	}
	return s.see(r, "/profile", "That session is ended.")
}
