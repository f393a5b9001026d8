package web

import (
	"fmt"
	"html/template"

	"github.com/gofiber/fiber/v2"
	"rsc.io/qr"

	"polyphony/internal/app"
	"polyphony/internal/fault"
)

// secondStepShow offers an authenticator secret as a picture and as text.
func (s *Server) secondStepShow(r *req) error {
	return s.secondStepForm(r, fiber.StatusOK, nil)
}

func (s *Server) secondStepForm(r *req, code int, errs []fieldError) error {
	if r.me.TOTPOn && !r.me.SecondFactor {
		return s.render(r, code, "second-step-again", "Sign in with your code", nil)
	}
	c := &app.OfferTOTP{}
	if err := s.app.Apply(r.ctx, r.me.Actor, c); err != nil {
		return err
	}
	picture, err := qrSquares(c.Address)
	if err != nil {
		return err
	}
	return s.render(r, code, "second-step", "Set up your second step", data{
		"Errors": errs, "Secret": c.Secret, "Size": picture.size, "Squares": picture.path,
		"Code": Field{ID: "code", Name: "code", Label: "Six-digit code", Hint: "The code that the app shows now.", Autocomplete: "one-time-code", Inputmode: "numeric", Required: true, Width: "w-5"},
	})
}

func (s *Server) secondStepPost(r *req) error {
	err := s.app.Apply(r.ctx, r.me.Actor, &app.ConfirmTOTP{Code: r.field("code"), Session: r.me.Hash})
	if fault.Is(err, fault.Invalid) {
		return s.secondStepForm(r, fiber.StatusUnprocessableEntity, []fieldError{{"code", fault.Sentence(err)}})
	}
	if err != nil {
		return err
	}
	return s.see(r, "/", "Your second step is on. From now on signing in asks for a code.")
}

// squares is a QR code as one SVG path of unit squares.
type squares struct {
	size int
	path template.HTMLAttr
}

func qrSquares(text string) (squares, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return squares{}, fault.Wrap("web.qrSquares", err)
	}
	path := make([]byte, 0, 8*code.Size*code.Size)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				path = fmt.Appendf(path, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	return squares{code.Size + 8, template.HTMLAttr(`d="` + string(path) + `"`)}, nil
}
