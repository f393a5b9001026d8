package web

import (
	"errors"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/fault"
)

// status is the one table from kinds of error to HTTP.
func status(err error) int {
	var f *fiber.Error
	if errors.As(err, &f) {
		return f.Code
	}
	switch fault.KindOf(err) {
	case fault.Invalid:
		return fiber.StatusUnprocessableEntity
	case fault.NotFound:
		return fiber.StatusNotFound
	case fault.Refused:
		return fiber.StatusConflict
	case fault.Conflict:
		return fiber.StatusConflict
	case fault.Unsigned:
		return fiber.StatusUnauthorized
	case fault.Hold:
		return fiber.StatusServiceUnavailable
	default:
		return fiber.StatusInternalServerError
	}
}

// problem is RFC 9457, with what is missing by name.
type problem struct {
	Type    string   `json:"type"`
	Title   string   `json:"title"`
	Status  int      `json:"status"`
	Detail  string   `json:"detail"`
	Missing []string `json:"missing,omitempty"`
}

// fail words every error once: a page for people, a problem for programs.
// What is internal is logged and never shown.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	code, detail := status(err), sentence(err)
	if code >= 500 {
		slog.Error("request failed", "method", c.Method(), "path", c.Path(), "err", err)
	}
	if wantsJSON(c) {
		c.Status(code)
		return s.json(c, "application/problem+json", problem{"about:blank", titles(code), code, detail, missing(err)})
	}
	r, ok := c.Locals(requestKey).(*req)
	if !ok {
		r = &req{Ctx: c, ctx: c.Context()}
		if n, ok := c.Locals(nonceKey).(string); ok {
			r.nonce = n
		}
	}
	return s.render(r, code, "problem", titles(code), data{"Detail": detail, "Missing": missing(err), "Code": code})
}

func sentence(err error) string {
	var f *fiber.Error
	if errors.As(err, &f) {
		switch f.Code {
		case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
			return fault.Sentence(errNothing)
		case fiber.StatusRequestEntityTooLarge:
			return "That is larger than this page takes. Transcripts may have 20 MB."
		}
	}
	return plain(fault.Sentence(err))
}

func titles(code int) string {
	switch code {
	case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
		return "Nothing here"
	case fiber.StatusConflict:
		return "That cannot be done now"
	case fiber.StatusUnprocessableEntity, fiber.StatusBadRequest, fiber.StatusRequestEntityTooLarge:
		return "Something needs mending"
	case fiber.StatusUnauthorized, fiber.StatusForbidden:
		return "Please sign in"
	case fiber.StatusServiceUnavailable:
		return "Read-only for now"
	case fiber.StatusTooManyRequests:
		return "Please wait a little"
	default:
		return "Something went wrong"
	}
}

// fieldOf names the control that an error is about: the operation of the
// innermost error, where it is one of the form's fields, else the first field.
func fieldOf(err error, fields ...string) string {
	for e := (*fault.Error)(nil); errors.As(err, &e); err = e.Err {
		for _, f := range fields {
			if e.Op == f {
				return f
			}
		}
		if e.Err == nil {
			break
		}
	}
	return fields[0]
}
