package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fault"
)

func (s *Server) joinShow(r *req) error {
	in, err := s.app.InvitationFor(r.ctx, r.Params("token"))
	if err != nil {
		return err
	}
	return s.joinForm(r, fiber.StatusOK, in, in.Name, in.Email, nil)
}

func (s *Server) joinForm(r *req, code int, in app.Invitation, name, email string, errs []fieldError) error {
	emailHint := ""
	if in.Email != "" {
		emailHint = "The invitation is for this address."
	}
	return s.render(r, code, "join", "Set up your account", data{
		"Errors": errs, "Roles": rolesToCome(in.Roles), "Token": r.Params("token"),
		"Name":     mark(errs, Field{ID: "name", Name: "name", Label: "Your name", Hint: "As it should stand on a certificate.", Autocomplete: "name", Value: name, Required: true, Width: "w-20"}),
		"Email":    mark(errs, Field{ID: "email", Name: "email", Label: "E-mail address", Hint: emailHint, Type: "email", Autocomplete: "email", Value: email, Required: true, Width: "w-20"}),
		"Password": mark(errs, Field{ID: "password", Name: "password", Label: "Password", Hint: "At least 12 characters; four unrelated words are good.", Type: "password", Autocomplete: "new-password", Required: true, Width: "w-20"}),
	})
}

// rolesToCome words the roles of an invitation.
func rolesToCome(roles string) string {
	list := strings.Fields(roles)
	if len(list) < 2 {
		return "the role of " + strings.Join(list, "")
	}
	return "the roles of " + strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// joinPost makes the account, signs it in, and leads staff to their second
// step.
func (s *Server) joinPost(r *req) error {
	in, err := s.app.InvitationFor(r.ctx, r.Params("token"))
	if err != nil {
		return err
	}
	c := &app.Join{Token: r.Params("token"), Name: r.field("name"), Email: r.field("email")}
	password := r.FormValue("password")
	err = s.app.Join(r.ctx, c, password)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.joinForm(r, status(err), in, c.Name, c.Email, []fieldError{{fieldOf(err, "name", "email", "password"), worded(err)}})
	}
	if err != nil {
		return err
	}
	token, err := s.app.SignIn(r.ctx, c.Email, password, "")
	if err != nil {
		return err
	}
	s.setCookie(r, s.cookieName(), token, cookieLife)
	if c.Staff {
		return s.see(r, "/second-step", "Your account is ready. One more step keeps it safe.")
	}
	return s.see(r, "/", "Your account is ready.")
}
