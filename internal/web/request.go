package web

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// requestTime bounds the work of one request.
const requestTime = 40 * time.Second

// req is one request: the Fiber context, who asks, and the nonce of its page.
type req struct {
	*fiber.Ctx
	ctx   context.Context
	me    app.Me
	nonce string
	token string
}

// handler is one page or act. Errors are worded in one place.
type handler func(r *req) error

// open is for everybody.
func (s *Server) open(h handler) fiber.Handler { return s.handle(h, false) }

// signed is for people who are signed in; others are sent to the sign-in page.
func (s *Server) signed(h handler) fiber.Handler { return s.handle(h, true) }

// role is for people who hold one of the roles. For others there is nothing
// here, in the same words as for an address that does not exist (R33).
func (s *Server) role(h handler, roles ...people.Role) fiber.Handler {
	return s.signed(func(r *req) error {
		for _, role := range roles {
			if r.me.Has(role) {
				return h(r)
			}
		}
		return errNothing
	})
}

var errNothing = fault.New(fault.NotFound, "page", "There is nothing here, or it is not yours to see.")

func (s *Server) handle(h handler, mustSign bool) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(context.Background(), requestTime)
		defer cancel()
		r := &req{Ctx: c, ctx: ctx, token: c.Cookies(s.cookieName())}
		if n, ok := c.Locals(nonceKey).(string); ok {
			r.nonce = n
		}
		if err := s.identify(r); err != nil {
			return err
		}
		if mustSign && r.me.Person == "" {
			return s.toSignIn(r)
		}
		if mustSign && r.me.NeedsTOTP && !strings.HasPrefix(c.Path(), "/second-step") && c.Path() != "/sign-out" {
			return r.Redirect("/second-step", fiber.StatusSeeOther)
		}
		c.Locals(requestKey, r)
		return h(r)
	}
}

// identify reads the session from the store, on every request.
func (s *Server) identify(r *req) error {
	if r.token == "" {
		return nil
	}
	me, err := s.app.Whoami(r.ctx, r.token)
	if fault.Is(err, fault.Unsigned) {
		r.token = ""
		return nil
	}
	if err == nil {
		r.me = me
	}
	return err
}

func (s *Server) toSignIn(r *req) error {
	if r.wantsJSON() {
		return fault.New(fault.Unsigned, "sign-in", "Please sign in first.")
	}
	to := "/sign-in"
	if r.Method() == fiber.MethodGet {
		to += "?next=" + queryEscape(r.OriginalURL())
	}
	return r.Redirect(to, fiber.StatusSeeOther)
}

// wantsJSON reports whether a program asks: by Accept, or by sending JSON.
func (r *req) wantsJSON() bool { return wantsJSON(r.Ctx) }

func wantsJSON(c *fiber.Ctx) bool {
	accept := c.Get(fiber.HeaderAccept)
	return strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEApplicationJSON) ||
		(strings.Contains(accept, "json") && !strings.Contains(accept, "text/html"))
}

// see redirects after an act, with a sentence that the next page shows.
func (s *Server) see(r *req, to, flash string) error {
	if flash != "" {
		s.setFlash(r, flash)
	}
	return r.Redirect(to, fiber.StatusSeeOther)
}

// fields is the posted form, one value a name, without surrounding blanks.
func (r *req) field(name string) string { return strings.TrimSpace(r.FormValue(name)) }

// many is every value posted under a name.
func (r *req) many(name string) []string {
	var out []string
	r.Request().PostArgs().VisitAll(func(k, v []byte) {
		if string(k) == name {
			out = append(out, string(v))
		}
	})
	if form, err := r.MultipartForm(); err == nil {
		out = append(out, form.Value[name]...)
	}
	return out
}

// missing gives the sentences of a refusal that lists what is missing.
func missing(err error) []string {
	var u *app.Unmet
	if errors.As(err, &u) {
		return u.Missing
	}
	return nil
}
