package audit

import (
	"fmt"
	"slices"
	"time"

	"polyphony/certificates"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// certificate is what the ledger said of one so far.
type certificate struct {
	entry    int64
	person   fact.ID
	artefact fact.Digest
	revoked  bool
}

// issued re-derives a certificate: at its instant nothing was unmet, and what
// it names as its justification is what the standing rests on (R27).
func (w *walk) issued(e fact.Entry, f *fact.CertificateIssued) string {
	en := w.enrolments[f.Enrolment]
	switch {
	case en == nil || f.Person != en.Person || f.Bundle != en.Bundle:
		return "a certificate was issued for an enrolment that does not exist, or to somebody else"
	case !w.holds(f.By, people.Registrar) || f.By == f.Person:
		return "a certificate was issued by somebody who may not"
	case certificates.Live(en.history):
		return "an enrolment was given a second certificate while the first stands"
	case certificates.Barred(en.history):
		return "a certificate was issued again although the revocation of the one before stands"
	case w.numbers[f.Number] || w.certs[f.Certificate] != nil:
		return "a certificate's number stands twice"
	}
	if _, ok := certificates.ParseNumber(f.Number); !ok {
		return "a certificate's number is malformed"
	}
	standing := en.standing(e.At)
	if unmet := standing.Unmet(); len(unmet) > 0 {
		return fmt.Sprintf("a certificate was issued while %d requirements were unmet, first: %s", len(unmet), en.opened.Pinned.Explain(unmet[0]))
	}
	if !slices.Equal(f.Entries, standing.Entries()) {
		return "a certificate names other entries as its justification than those it rests on"
	}
	days := time.Duration(en.opened.Pinned.Standard.ValidDays) * 24 * time.Hour
	if f.ValidUntil != e.At.Add(days) {
		return "a certificate is valid for longer or shorter than its standard says"
	}
	w.numbers[f.Number] = true
	w.certs[f.Certificate] = &certificate{entry: e.Index, person: f.Person}
	en.history = append(en.history, e)
	w.result.Certificates++
	return ""
}

func (w *walk) artefact(e fact.Entry, f *fact.CertificateArtefact) string {
	c, en := w.certs[f.Certificate], w.enrolments[f.Enrolment]
	if c == nil || en == nil || c.artefact != "" {
		return "a PDF was logged for no certificate, or a second time"
	}
	c.artefact = f.Digest
	en.history = append(en.history, e)
	return ""
}

func (w *walk) revoked(e fact.Entry, f *fact.CertificateRevoked) string {
	c, en := w.certs[f.Certificate], w.enrolments[f.Enrolment]
	switch {
	case c == nil || en == nil || c.revoked:
		return "a certificate was revoked that does not exist, or twice"
	case f.By == f.Second || f.By == c.person || f.Second == c.person || !w.holds(f.Second, people.Registrar):
		return "a certificate was revoked without two registrars' signatures"
	case certificates.RevocationSentence(f.Why) == "":
		return "a certificate was revoked for a reason that does not exist"
	}
	c.revoked = true
	en.history = append(en.history, e)
	w.result.Revoked++
	return ""
}
