package web

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fault"
)

const cookieLife = 14 * 24 * time.Hour

func (s *Server) signInShow(r *req) error {
	return s.signInForm(r, fiber.StatusOK, "", nil)
}

func (s *Server) signInForm(r *req, code int, email string, errs []fieldError) error {
	return s.render(r, code, "sign-in", "Sign in", data{
		"Errors": errs, "Next": r.Query("next", r.field("next")),
		"Email":    mark(errs, Field{ID: "email", Name: "email", Label: "E-mail address", Type: "email", Autocomplete: "username", Value: email, Required: true, Width: "w-20"}),
		"Password": mark(errs, Field{ID: "password", Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password", Required: true, Width: "w-20"}),
		"Code":     Field{ID: "code", Name: "code", Label: "Six-digit code", Hint: "From your authenticator app. Leave it empty if you have not set one up.", Autocomplete: "one-time-code", Inputmode: "numeric", Width: "w-5"},
	})
}

// signInPost answers an unknown address, a wrong password and a wrong code
// alike, and slows down guessing by address and by account.
func (s *Server) signInPost(r *req) error {
	email, from := r.field("email"), r.Context().RemoteIP().String()
	now := time.Now()
	if s.signIn.blocked("a:"+email, now) || s.signIn.blocked("i:"+from, now) {
		return s.signInForm(r, fiber.StatusTooManyRequests, email, []fieldError{{"email", "Too many attempts. Wait a quarter of an hour and try again."}})
	}
	if errs := signInGaps(email, r.FormValue("password")); errs != nil {
		return s.signInForm(r, fiber.StatusUnprocessableEntity, email, errs)
	}
	token, err := s.app.SignIn(r.ctx, email, r.FormValue("password"), r.field("code"))
	if fault.Is(err, fault.Unsigned) {
		s.signIn.failed("a:"+email, now)
		s.signIn.failed("i:"+from, now)
		return s.signInForm(r, fiber.StatusUnauthorized, email, []fieldError{{"email", fault.Sentence(err)}})
	}
	if err != nil {
		return err
	}
	s.setCookie(r, s.cookieName(), token, cookieLife)
	return r.Redirect(localPath(r.field("next")), fiber.StatusSeeOther)
}

// signInGaps names what was left empty; that tells nobody anything.
func signInGaps(email, password string) (out []fieldError) {
	if email == "" {
		out = append(out, fieldError{"email", "Enter your e-mail address."})
	}
	if password == "" {
		out = append(out, fieldError{"password", "Enter your password."})
	}
	return out
}

func (s *Server) signOut(r *req) error {
	if err := s.app.Apply(r.ctx, r.me.Actor, &app.EndSession{Hash: r.me.Hash}); err != nil {
		return err
	}
	s.setCookie(r, s.cookieName(), "", -time.Hour)
	return s.see(r, "/", "You are signed out.")
}
