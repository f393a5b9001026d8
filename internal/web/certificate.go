package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/certificates"
	"polyphony/internal/app"
)

// certificateShow answers for a number: a page, or JSON for programs.
func (s *Server) certificateShow(r *req) error {
	r.Vary(fiber.HeaderAccept)
	if r.wantsJSON() {
		return s.certificateJSON(r)
	}
	a, err := s.app.Verify(r.ctx, typedNumber(r))
	if err != nil {
		return err
	}
	if a.State == certificates.Unknown {
		return s.certificateUnknown(r)
	}
	title, text := verdictOn(a)
	answer := verdict{State: string(a.State), Title: title, Text: text}
	if s.claimFlash(r, sameFile(a.Record.Number)) {
		answer.File = aboutFile(a.State)
	}
	return s.page(r, "certificate", "Certificate "+a.Record.Number, data{
		"Verdict":   answer,
		"Answers":   fourAnswers(a),
		"Printed":   printed(a.Record),
		"Record":    a.Record,
		"Demands":   demandsHref(a.Record),
		"Successor": a.Successor,
		"SavedAs":   "/v/" + url.PathEscape(a.Record.Number),
		"PDF":       a.PDF, "Entry": a.Entry, "Size": a.LedgerSize, "AsOf": a.AsOf,
	})
}

// typedNumber is the number in the address as somebody typed it.
func typedNumber(r *req) string {
	raw := r.Params("number")
	if !strings.Contains(raw, "%") {
		return raw
	}
	if s, err := url.PathUnescape(raw); err == nil {
		return s
	}
	return raw
}

// certificateUnknown is the one answer to every number that is not in the
// register, whatever is wrong with it; it repeats nothing that was typed (R29).
// On an integrity hold nothing is answered as valid, and the page says so.
func (s *Server) certificateUnknown(r *req) error {
	code, text := s.unknown()
	if r.wantsJSON() {
		r.Status(code)
		return s.json(r.Ctx, fiber.MIMEApplicationJSON, unknownJSON{string(certificates.Unknown), text})
	}
	return s.render(r, code, "certificate-unknown", "The number is not known here", data{
		"Verdict": verdict{State: string(certificates.Unknown), Title: "Not in this register", Text: text},
		"Number":  numberField(nil),
	})
}

func (s *Server) unknown() (code int, text string) {
	if s.app.Hold() != "" {
		return fiber.StatusServiceUnavailable, "This register is on an integrity hold and answers for no certificate as valid until people have looked into it. Please ask again later."
	}
	return fiber.StatusNotFound, "No certificate with this number is in this register. Check each character against the paper. People who trained elsewhere, or before this register began, are not in it, and that says nothing about them."
}

// certificatePDF sends the stored bytes, whatever the state: the PDF says where
// to check it.
func (s *Server) certificatePDF(r *req) error {
	typed := typedNumber(r)
	pdf, err := s.app.CertificatePDF(r.ctx, typed)
	if err != nil {
		return err
	}
	n, _ := certificates.ParseNumber(typed)
	r.Set(fiber.HeaderContentType, "application/pdf")
	r.Set(fiber.HeaderContentDisposition, `inline; filename="certificate-`+n.String()+`.pdf"`)
	return r.Send(pdf)
}

// certificateProof sends the proof that the entry of a certificate stands in
// the log.
func (s *Server) certificateProof(r *req) error {
	a, err := s.app.Verify(r.ctx, typedNumber(r))
	if err != nil {
		return err
	}
	if a.State == certificates.Unknown {
		return errNothing
	}
	proof, err := s.conf.Log.InclusionProof(r.ctx, a.Entry)
	if err != nil {
		return err
	}
	r.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return r.Send(proof)
}

// demandsHref leads to what the award demanded of this holder: the very
// version that the certificate names.
func demandsHref(rec certificates.Record) string {
	id, _, _ := strings.Cut(rec.Pathway, ",")
	return "/pathways/" + url.PathEscape(id) + "?digest=" + url.QueryEscape(string(rec.PathwayDigest))
}

// verdict is the answer at the top of the page. File is about the PDF that was
// given, and empty where a number was asked for.
type verdict struct{ State, Title, Text, File string }

// aboutFile says in one sentence that the file is the one that was issued, and
// what the certificate in it is worth now: the first is no good news alone.
func aboutFile(state certificates.State) string {
	const genuine = "The file is genuine: byte for byte the PDF that was issued under this number; "
	switch state {
	case certificates.Valid:
		return genuine + "the certificate is valid."
	case certificates.Expired:
		return genuine + "the certificate has expired."
	case certificates.Revoked:
		return genuine + "the certificate is revoked."
	default:
		return genuine + "the certificate has been replaced."
	}
}

// verdictOn says the state in a heading and a sentence.
func verdictOn(a app.Answer) (title, text string) {
	switch a.State {
	case certificates.Valid:
		title = "Valid"
	case certificates.Expired:
		title = "Expired"
	case certificates.Revoked:
		title = "Revoked"
	default:
		title = "Superseded"
	}
	if a.Record.Demonstration {
		title += ", in a DEMONSTRATION"
	}
	return title, inForce(a)
}

// days words a number of days.
func days(n int64) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.FormatInt(n, 10) + " days"
}
