package web

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"polyphony/certificates"
	"polyphony/internal/fault"
)

// pdfAtMost is more than any certificate has, in bytes.
const pdfAtMost = 4 << 20

// verifyShow asks for a number or a file; a number in the address leads to its
// answer.
func (s *Server) verifyShow(r *req) error {
	if r.Context().QueryArgs().Has("number") {
		return s.verifyNumber(r)
	}
	return s.verifyForm(r, fiber.StatusOK, nil)
}

func (s *Server) verifyForm(r *req, code int, errs []fieldError) error {
	return s.render(r, code, "verify", "Verify a certificate", data{
		"Errors": errs,
		// Who has no page of their own is led here after signing in.
		"NoPages": r.me.Person != "" && len(navigation(r)) == 0,
		"Number":  numberField(errs),
		"File": mark(errs, Field{
			ID: "file", Name: "file", Label: "PDF of the certificate", Type: ".pdf,application/pdf", Required: true,
			Hint: "Choose the file or drop it here. It is compared and not kept.",
		}),
	})
}

// numberField never holds what was typed before (R29).
func numberField(errs []fieldError) Field {
	return mark(errs, Field{
		ID: "number", Name: "number", Label: "Number of the certificate", Autocomplete: "off", Required: true, Width: "w-20",
		Hint: "It stands below the name and beside the square code. Capitals, blanks and hyphens make no difference.",
	})
}

func (s *Server) verifyNumber(r *req) error {
	typed := r.field("number")
	if typed == "" {
		return s.verifyForm(r, fiber.StatusUnprocessableEntity, []fieldError{{"number", "Type the number of the certificate."}})
	}
	n, ok := certificates.ParseNumber(typed)
	if !ok {
		return s.certificateUnknown(r)
	}
	return r.Redirect("/v/"+url.PathEscape(n.String()), fiber.StatusSeeOther)
}

// verifyFile compares a file with the ones that were issued: by its digest, so
// that one changed byte makes it another file (R30).
func (s *Server) verifyFile(r *req) error {
	header, err := r.FormFile("file")
	if err != nil || header.Size == 0 {
		if r.field("number") != "" {
			return s.verifyNumber(r)
		}
		return s.verifyForm(r, fiber.StatusUnprocessableEntity, []fieldError{{"file", "Choose the PDF of a certificate."}})
	}
	file, err := readUpload(header)
	if err != nil {
		return err
	}
	if len(file) > pdfAtMost || !bytes.HasPrefix(file, []byte("%PDF-")) {
		return s.verifyForm(r, fiber.StatusUnprocessableEntity, []fieldError{{"file", "That file is no PDF of a certificate. Choose the PDF as it was issued, or type the number above."}})
	}
	number, _, err := s.app.Match(r.ctx, file)
	if err != nil {
		return err
	}
	if number == "" {
		return s.verifyForm(r, fiber.StatusUnprocessableEntity, []fieldError{{
			"file",
			"This file does not match any certificate of this register: a single changed byte is enough. The number printed in it can be checked by typing it above; then compare every line of the answer with the file.",
		}})
	}
	return s.see(r, "/v/"+url.PathEscape(number), sameFile(number))
}

// sameFile is what is kept for the answer about a number whose PDF was given.
func sameFile(number string) string {
	return "Your file is, byte for byte, the PDF that was issued under the number " + number + "."
}

// readUpload reads a posted file, one byte more than is useful at most.
func readUpload(header *multipart.FileHeader) (b []byte, err error) {
	f, err := header.Open()
	if err != nil {
		return nil, fault.Wrap("web.readUpload", err)
	}
	b, err = io.ReadAll(io.LimitReader(f, pdfAtMost+1))
	if closed := f.Close(); err == nil {
		err = closed
	}
	return b, fault.Wrap("web.readUpload", err)
}
