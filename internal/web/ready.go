package web

import "github.com/gofiber/fiber/v2"

// readyShow says whether the service can work: database, guards, clock, keys.
func (s *Server) readyShow(r *req) error {
	if err := s.conf.Ready(r.ctx); err != nil {
		r.Status(fiber.StatusServiceUnavailable)
		return s.json(r.Ctx, "application/problem+json", problem{
			Type: "about:blank", Title: "Not ready", Status: fiber.StatusServiceUnavailable, Detail: worded(err),
		})
	}
	r.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return r.SendString("ready\n")
}
