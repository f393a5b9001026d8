package app

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"polyphony/certificates"
	"polyphony/certificates/certpdf"
	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Issue makes a certificate where nothing is unmet: standing, number, frozen
// text, PDF and facts in one transaction (R27).
type Issue struct {
	Enrolment fact.ID

	Certificate fact.ID // out
	Number      certificates.Number
}

func (c *Issue) needs() people.Action { return people.IssueCertificate }

func (c *Issue) decide(w *Work) ([]fact.Fact, error) {
	e, err := w.app.enrolment(w.Tx, c.Enrolment)
	if err != nil {
		return nil, hidden(err)
	}
	if e.Person == w.actor.Person {
		return nil, fault.New(fault.Refused, "issue", "Nobody issues their own certificate; ask another registrar.")
	}
	if certificates.Live(e.History) {
		return nil, fault.New(fault.Conflict, "issue", "This enrolment has a certificate already.")
	}
	if certificates.Barred(e.History) {
		return nil, fault.New(fault.Refused, "issue", "This enrolment's certificate was revoked for a reason that stands: a finding about conduct, or evidence that was not true and has not been reversed.")
	}
	if err := w.nothingWaits(e.Enrolment); err != nil {
		return nil, err
	}
	standing := e.standing(w.Now())
	if err := unmetError(e.Pinned(), standing); err != nil {
		return nil, err
	}
	record, err := c.record(w, e, standing)
	if err != nil {
		return nil, err
	}
	row, err := c.freeze(w, e, record)
	if err != nil {
		return nil, err
	}
	if err := w.InsertCertificate(row); err != nil {
		return nil, err
	}
	return []fact.Fact{
		&fact.CertificateIssued{
			Certificate: row.ID, Number: row.Number, Enrolment: e.Enrolment, Person: e.Person, Bundle: e.Bundle,
			Record: fact.Commit(row.Salt, row.Record), Entries: standing.Entries(),
			ValidUntil: record.ValidUntil, By: w.actor.Person,
		},
		&fact.CertificateArtefact{Certificate: row.ID, Enrolment: e.Enrolment, Digest: row.PDFDigest},
	}, nil
}

// Unmet is the refusal of a certificate that would come too early: it names
// every requirement that is missing.
type Unmet struct {
	Missing []string
}

func (u *Unmet) Error() string { return "not yet: " + strings.Join(u.Missing, " ") }

func unmetError(p courses.Pinned, s courses.Standing) error {
	unmet := s.Unmet()
	if len(unmet) == 0 && len(s.Requirements) > 0 {
		return nil
	}
	u := &Unmet{}
	for _, r := range unmet {
		u.Missing = append(u.Missing, p.Explain(r))
	}
	return &fault.Error{
		Op: "issue", Kind: fault.Refused, Err: u,
		Say: fmt.Sprintf("The certificate cannot be issued yet; %s missing.", things(len(unmet))),
	}
}

func things(n int) string {
	if n == 1 {
		return "one thing is"
	}
	return fmt.Sprintf("%d things are", n)
}

// record freezes everything the certificate says (R28).
func (c *Issue) record(w *Work, e enrolment, s courses.Standing) (r certificates.Record, err error) {
	in, err := w.app.institute(w.Tx)
	if err != nil {
		return r, err
	}
	holder, err := w.Account(e.Person)
	if err != nil {
		return r, err
	}
	if c.Number, err = certificates.NewNumber(w.app.conf.Random); err != nil {
		return r, err
	}
	size, err := w.Size()
	if err != nil {
		return r, err
	}
	p := e.Pinned()
	r = certificates.Record{
		Number: c.Number.String(), Award: p.Pathway.Award, Institute: in.Name, Name: holder.Name,
		Claims: p.Pathway.Claims, DoesNotClaim: p.Pathway.DoesNotClaim,
		IssuedAt:        w.Now(),
		ValidUntil:      w.Now().Add(time.Duration(p.Standard.ValidDays) * 24 * time.Hour),
		Instrument:      fmt.Sprintf("%s, version %d", p.Instrument.Title, p.Instrument.Version),
		InstrumentState: instrumentState(p.Instrument.Adopted()),
		Standard:        fmt.Sprintf("%s, version %d", p.Standard.Title, p.Standard.Version),
		Pathway:         fmt.Sprintf("%s, version %d", p.Pathway.ID, p.Pathway.Version),
		PathwayDigest:   e.Bundle, Assurance: assurance(w.app.conf.Assurance), LedgerEntry: size,
		VerifyURL: w.app.conf.BaseURL + "/v/" + c.Number.String(), Demonstration: in.Demonstration,
	}
	r.FirstContact, r.LastContact = courses.ContactDates(p, e.History, w.Now())
	sumUp(&r, p, s)
	return r, nil
}

// sumUp copies the hours and the thresholds met from the standing.
func sumUp(r *certificates.Record, p courses.Pinned, s courses.Standing) {
	for _, q := range s.Requirements {
		switch {
		case q.Kind == courses.ContactDays && q.Stage == "":
			r.ContactDays = q.Have
		case q.Kind == courses.ContactMinutes && q.Stage == "":
			r.ContactMinutes = q.Have
		case q.Kind == courses.StudyTotal:
			r.StudyMinutes = q.Have / 60
		case q.Kind == courses.PrincipleMet:
			r.Thresholds = append(r.Thresholds, certificates.Threshold{
				Principle: q.Title,
				Sentence:  fmt.Sprintf("met in at least %d of the latest %d assessed meetings in which it applied", p.Standard.Portfolio.MetAtLeast, p.Standard.Portfolio.Meetings),
			})
		}
	}
}

func instrumentState(adopted bool) string {
	if adopted {
		return "adopted by its founding panel"
	}
	return "specimen, not validated"
}

func assurance(witness string) string {
	if witness == "" {
		return "Assurance A0: no outside witness has signed the log; the institute's own signed log is all that dates this certificate."
	}
	return witness
}

// freeze draws the PDF and makes the row whose bytes never change.
func (c *Issue) freeze(w *Work, e enrolment, r certificates.Record) (row Certificate, err error) {
	u, err := url.Parse(r.VerifyURL)
	if err != nil {
		return row, fault.Wrap("app.Issue", err)
	}
	sheet := certpdf.Sheet{
		Award: r.Award, Institute: r.Institute, Name: r.Name, Number: r.Number,
		Claims: r.Claims, DoesNotClaim: r.DoesNotClaim,
		Issued: r.IssuedAt.Time(), ValidUntil: r.ValidUntil.Time(),
		ContactDays: int(r.ContactDays), ContactMinutes: r.ContactMinutes, StudyMinutes: r.StudyMinutes,
		FirstContact: inWords(r.FirstContact), LastContact: inWords(r.LastContact),
		Instrument: r.Instrument, InstrumentState: r.InstrumentState, Standard: r.Standard,
		PathwayDigest: string(r.PathwayDigest), Assurance: r.Assurance, LedgerEntry: r.LedgerEntry,
		VerifyURL: r.VerifyURL, VerifyHost: u.Host, Demonstration: r.Demonstration,
	}
	for _, t := range r.Thresholds {
		sheet.Thresholds = append(sheet.Thresholds, certpdf.Threshold(t))
	}
	pdf, err := certpdf.Draw(sheet)
	if err != nil {
		return row, err
	}
	record, err := r.Bytes()
	if err != nil {
		return row, err
	}
	salt, err := w.newSalt()
	if err != nil {
		return row, err
	}
	c.Certificate, err = w.newID()
	return Certificate{
		ID: c.Certificate, Number: string(c.Number), Enrolment: e.Enrolment, Person: e.Person,
		Record: record, Salt: salt, PDF: pdf, PDFDigest: fact.Sum(pdf), IssuedAt: w.Now(),
	}, err
}

func inWords(d fact.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("2 January 2006")
}
