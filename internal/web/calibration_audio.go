package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"
)

// calibrationAudio plays the gold meeting that is up for a rater. A part of it
// can be asked for, so that a player can seek.
func (s *Server) calibrationAudio(r *req) error {
	b, err := s.app.CalibrationAudio(r.ctx, r.me.Actor, r.Params("meeting"))
	if err != nil {
		return err
	}
	r.Set(fiber.HeaderContentType, "audio/ogg")
	r.Set(fiber.HeaderAcceptRanges, "bytes")
	if r.Get(fiber.HeaderRange) == "" {
		return r.Send(b)
	}
	asked, err := r.Range(len(b))
	if err != nil || len(asked.Ranges) != 1 {
		r.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes */%d", len(b)))
		return r.SendStatus(fiber.StatusRequestedRangeNotSatisfiable)
	}
	part := asked.Ranges[0]
	r.Status(fiber.StatusPartialContent)
	r.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", part.Start, part.End, len(b)))
	return r.Send(b[part.Start : part.End+1])
}
