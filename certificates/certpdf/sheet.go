// Package certpdf draws a certificate as a PDF of one A4 page, or two when the
// thresholds do not fit on one. It prints what it is given and decides nothing:
// every figure, sentence and state comes from the caller. The PDF is a view; the
// register, never this page, says whether a certificate is in force (R30).
package certpdf

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"polyphony/internal/fault"
)

// Threshold is one principle whose threshold was met, with the sentence that
// says how. A level or a score has no place here: the public page says which
// thresholds were met, never by how much.
type Threshold struct {
	Principle string
	Sentence  string
}

// Sheet is everything a certificate says. Texts are printed as they stand, in
// Unicode's composed form (NFC) and without blanks at their ends.
//
// Award, Institute, Name, Number, Claims, Issued, VerifyURL and VerifyHost are
// needed. Any other field that is empty or zero leaves its line out, except
// ValidUntil, whose absence is printed.
type Sheet struct {
	Award     string // public name of the award
	Institute string // who awards it; also the PDF's author
	Name      string // the holder's name as fixed at issue
	Number    string // the certificate's number, already grouped for reading

	Claims       string // what the certificate says, one sentence
	DoesNotClaim string // what must not be read into it

	Issued     time.Time // printed as a UTC day; also the PDF's only date
	ValidUntil time.Time // printed as a UTC day; zero: no end date

	ContactDays    int    // days in the room
	ContactMinutes int64  // minutes in the room on those days
	StudyMinutes   int64  // minutes of study credited
	FirstContact   string // first contact day, as it is to be read
	LastContact    string // last contact day, as it is to be read

	Thresholds []Threshold

	Instrument      string // "Seven principles, version 1"
	InstrumentState string // "specimen, not validated"
	Standard        string // the standard's name and version
	PathwayDigest   string // digest of the pathway the enrolment was pinned to

	Assurance   string // what stands behind the log's dates, one sentence
	LedgerEntry int64  // index of the issuing entry; 0 is the founding entry and prints nothing

	VerifyURL  string // absolute http or https address, the QR code's content
	VerifyHost string // that address's host, printed under the code

	// Demonstration marks the page, in a band and a watermark, as made in a
	// demonstration store (R32).
	Demonstration bool
}

// field is a text of the sheet with the words by which a refusal calls it.
type field struct {
	label  string
	text   *string
	needed bool
}

func (s *Sheet) fields() []field {
	all := []field{
		{"award", &s.Award, true},
		{"institute", &s.Institute, true},
		{"name", &s.Name, true},
		{"number", &s.Number, true},
		{"claim", &s.Claims, true},
		{"list of what is not claimed", &s.DoesNotClaim, false},
		{"first contact day", &s.FirstContact, false},
		{"last contact day", &s.LastContact, false},
		{"instrument", &s.Instrument, false},
		{"instrument's state", &s.InstrumentState, false},
		{"standard", &s.Standard, false},
		{"pathway digest", &s.PathwayDigest, false},
		{"assurance", &s.Assurance, false},
		{"address for verifying", &s.VerifyURL, true},
		{"host for verifying", &s.VerifyHost, true},
	}
	for i := range s.Thresholds {
		t := &s.Thresholds[i]
		all = append(all,
			field{fmt.Sprintf("principle of threshold %d", i+1), &t.Principle, true},
			field{fmt.Sprintf("sentence of threshold %d", i+1), &t.Sentence, true})
	}
	return all
}

// tidy is a copy of s with every text trimmed and composed, or the reason why
// the sheet cannot become a certificate.
func (s Sheet) tidy() (Sheet, error) {
	s.Thresholds = append([]Threshold(nil), s.Thresholds...)
	for _, f := range s.fields() {
		*f.text = norm.NFC.String(strings.TrimSpace(*f.text))
		if f.needed && *f.text == "" {
			return s, fault.New(fault.Invalid, "", "the %s is empty; a certificate cannot be drawn without it", f.label)
		}
		if err := CheckPrintable(f.label, *f.text); err != nil {
			return s, err
		}
	}
	if s.Issued.IsZero() {
		return s, fault.New(fault.Invalid, "", "the day of issue is missing; a certificate cannot be drawn without it")
	}
	return s, s.checkFigures()
}

// checkFigures refuses what no certificate can truthfully say, and a code that
// leads to another place than the host printed under it.
func (s Sheet) checkFigures() error {
	if s.ContactDays < 0 || s.ContactMinutes < 0 || s.StudyMinutes < 0 || s.LedgerEntry < 0 {
		return fault.New(fault.Invalid, "", "days, minutes and the ledger entry cannot be below zero")
	}
	if !s.ValidUntil.IsZero() && s.ValidUntil.Before(s.Issued) {
		return fault.New(fault.Invalid, "", "the certificate would end on %s, before it is issued on %s",
			utcDay(s.ValidUntil), utcDay(s.Issued))
	}
	u, err := url.Parse(s.VerifyURL)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return fault.New(fault.Invalid, "", "the address for verifying must begin with https:// or http:// and name a host")
	}
	if !strings.EqualFold(u.Host, s.VerifyHost) {
		return fault.New(fault.Invalid, "", "the code would lead to %s while %s is printed under it; both must be the same host",
			u.Host, s.VerifyHost)
	}
	return nil
}
