package web

import (
	"fmt"
	"strconv"
	"strings"

	"polyphony/certificates"
	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// answer is one of the four questions with its answer; Kind is "", "no" or
// "unsure", as docs/style.md has it.
type answer struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
	Kind     string `json:"-"`
}

// fourAnswers says what a certificate's verification found: never one tick.
func fourAnswers(a app.Answer) []answer {
	yes, force := "Yes. ", ""
	if a.State != certificates.Valid {
		yes, force = "No. ", "no"
	}
	issuer := fmt.Sprintf("By %s, in whose register and under whose key this entry stands.", a.Record.Institute)
	kind := ""
	if a.Record.Demonstration {
		issuer = fmt.Sprintf("By %s, a DEMONSTRATION: an invented institute with invented people. It certifies nothing about anybody.", a.Record.Institute)
		kind = "no"
	}
	return []answer{
		{"Is it intact?", "Yes. The text below is, character for character, what the ledger was given when the certificate was issued. Whether a PDF is the one that was issued can be found out by giving it to the verify page.", ""},
		{"Who issued it?", issuer, kind},
		{"Is it in force?", yes + inForce(a), force},
		{"When was it logged?", fmt.Sprintf("On %s, as entry %d of the institute's ledger. %s", courses.Instant(a.IssuedAt), a.Entry, a.Record.Assurance), ""},
	}
}

// inForce is the third answer, without the yes or no before it.
func inForce(a app.Answer) string {
	until := courses.Instant(a.Record.ValidUntil)
	switch a.State {
	case certificates.Valid:
		if a.ExpiresIn < 90 {
			return fmt.Sprintf("It expires soon: it is valid until %s, which is %s from now.", until, days(a.ExpiresIn))
		}
		return fmt.Sprintf("It is valid until %s.", until)
	case certificates.Expired:
		return fmt.Sprintf("It expired on %s.", until)
	case certificates.Revoked:
		return fmt.Sprintf("It was revoked on %s. %s", courses.Instant(a.RevokedAt), a.Why)
	default:
		return fmt.Sprintf("It was replaced by the certificate %s.", a.Successor)
	}
}

// printed lists every field that the certificate prints, to be compared with
// the paper line by line.
func printed(rec certificates.Record) []row {
	rows := []row{
		{Key: "Number", Value: rec.Number},
		{Key: "Name", Value: rec.Name},
		{Key: "Award", Value: rec.Award},
		{Key: "Institute", Value: rec.Institute},
		{Key: "Issued", Value: courses.Instant(rec.IssuedAt)},
		{Key: "Valid until", Value: courses.Instant(rec.ValidUntil)},
		{Key: "Contact days", Value: strconv.FormatInt(rec.ContactDays, 10)},
		{Key: "Contact hours", Value: courses.Span(rec.ContactMinutes * 60)},
		{Key: "First contact day", Value: calendarDate(rec.FirstContact)},
		{Key: "Last contact day", Value: calendarDate(rec.LastContact)},
		{Key: "Credited study", Value: courses.Span(rec.StudyMinutes * 60)},
	}
	for _, t := range rec.Thresholds {
		rows = append(rows, row{Key: t.Principle, Value: t.Sentence})
	}
	return append(rows,
		row{Key: "Instrument", Value: rec.Instrument + " (" + rec.InstrumentState + ")"},
		row{Key: "Standard", Value: rec.Standard},
		row{Key: "Pathway", Value: rec.Pathway},
		row{Key: "Digest of the pathway", Value: string(rec.PathwayDigest)},
		row{Key: "Assurance", Value: strings.TrimPrefix(rec.Assurance, "Assurance ")},
		row{Key: "Entry of the ledger", Value: strconv.FormatInt(rec.LedgerEntry, 10)},
		row{Key: "Where to check", Value: rec.VerifyURL},
	)
}

// calendarDate writes a date out, or says that there is none.
func calendarDate(d fact.Date) string {
	if d == "" {
		return "None"
	}
	return dateInWords(d)
}
