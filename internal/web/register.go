package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"polyphony/certificates"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// registerLine is one enrolment in the register.
type registerLine struct {
	app.EnrolmentView
	Complete tag
	Issued   []certificateLine
}

// certificateLine is a certificate with its state as a tag.
type certificateLine struct {
	app.CertificateView
	State     tag
	Revocable bool
}

// registerShow lists every enrolment with what is missing and what was issued.
func (s *Server) registerShow(r *req) error {
	all, err := s.app.Register(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	lines := make([]registerLine, 0, len(all))
	for _, e := range all {
		lines = append(lines, registerLine{e, completeness(e), certificateLines(e)})
	}
	return s.page(r, "register", "Register", data{
		"Lines": lines,
		"None":  empty{Text: "Nobody is enrolled yet. Open a cohort first and enrol its trainees.", Href: "/cohorts", Action: "Go to the cohorts"},
	})
}

// completeness says how many stages are done, and how many requirements are met
// over the whole path.
func completeness(e app.EnrolmentView) tag {
	if e.Complete() {
		return tag{"Complete", "good"}
	}
	open, of := map[string]bool{}, len(e.Standing.Requirements)
	for _, r := range e.Standing.Unmet() {
		open[r.Stage] = true
	}
	stages, done := e.Pinned.Pathway.Stages, 0
	for _, s := range stages {
		if !open[s.ID] {
			done++
		}
	}
	return tag{fmt.Sprintf("%d of %s, %d of %s", done, plural(len(stages), "stage", "stages"),
		of-len(e.Standing.Unmet()), plural(of, "requirement", "requirements")), "wait"}
}

func certificateLines(e app.EnrolmentView) []certificateLine {
	out := make([]certificateLine, 0, len(e.Certificates))
	for _, c := range e.Certificates {
		kind := "bad"
		switch c.State {
		case certificates.Valid:
			kind = "good"
		case certificates.Expired, certificates.Superseded:
			kind = "note"
		}
		live := c.State == certificates.Valid || c.State == certificates.Expired
		out = append(out, certificateLine{c, tag{string(c.State), kind}, live})
	}
	return out
}

// issuePost issues a certificate, or says everything that keeps it from being
// issued. What the page showed makes no difference.
func (s *Server) issuePost(r *req) error {
	c := &app.Issue{Enrolment: fact.ID(r.Params("id"))}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		return s.enrolmentPage(r, status(err), enrolmentForms{errs: findings(err, "certificate")})
	}
	if err != nil {
		return err
	}
	return s.see(r, "/register/"+string(c.Enrolment), "The certificate "+c.Number.String()+" is issued.")
}

// revokePost asks for a revocation; a second registrar signs it.
func (s *Server) revokePost(r *req) error {
	id := r.Params("id")
	f := enrolmentForms{certificate: r.field("certificate"), why: r.field("why")}
	err := s.app.Apply(r.ctx, r.me.Actor, &app.ProposeRevoke{Certificate: fact.ID(f.certificate), Why: f.why})
	if mendable(err) {
		f.errs = findings(err, "revoke-why")
		return s.enrolmentPage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/register/"+id, "The revocation waits for a second registrar. Until they sign, the certificate stays as it is.")
}

// reversePost asks for an entry to be taken out of what counts; a second
// registrar signs it.
func (s *Server) reversePost(r *req) error {
	id := r.Params("id")
	f := enrolmentForms{entry: r.field("entry"), reverseWhy: r.field("reverse-why")}
	entry, ok := wholeNumber(f.entry)
	if !ok {
		f.errs = []fieldError{{"entry", "Write the number of an entry from the list."}}
		return s.enrolmentPage(r, fiber.StatusUnprocessableEntity, f)
	}
	err := s.app.Apply(r.ctx, r.me.Actor, &app.ProposeReversal{Enrolment: fact.ID(id), Entry: entry, Why: f.reverseWhy})
	if mendable(err) {
		at := "entry"
		if fieldOf(err, "entry", "why") == "why" {
			at = "reverse-why"
		}
		f.errs = []fieldError{{at, worded(err)}}
		return s.enrolmentPage(r, status(err), f)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/register/"+id, "The reversal waits for a second registrar. Until they sign, the entry counts.")
}
