package certificates

import (
	"slices"

	"polyphony/internal/fact"
)

// State is one of the four answers, or unknown for everything else (R29).
type State string

// The closed set of answers.
const (
	Valid      State = "valid"
	Expired    State = "expired"
	Revoked    State = "revoked"
	Superseded State = "superseded"
	Unknown    State = "unknown"
)

// Why classes of a revocation, each with the sentence that is public. No free
// text stands in the ledger.
var revocationClasses = []struct{ class, sentence string }{
	{"issued-in-error", "It was issued in error."},
	{"evidence-withdrawn", "Evidence that it rested on turned out not to be true."},
	{"conduct", "The institute withdrew it after a finding about conduct."},
	{"holder-request", "The holder asked for it."},
}

// RevocationClasses lists the classes in the order pages show them.
func RevocationClasses() []string {
	out := make([]string, len(revocationClasses))
	for i, c := range revocationClasses {
		out[i] = c.class
	}
	return out
}

// RevocationSentence is the public sentence of a class; empty for a class that
// does not exist.
func RevocationSentence(class string) string {
	for _, c := range revocationClasses {
		if c.class == class {
			return c.sentence
		}
	}
	return ""
}

// Life is what the ledger says happened to one certificate.
type Life struct {
	Issued     *fact.CertificateIssued
	IssuedAt   fact.Time
	Entry      int64
	PDF        fact.Digest
	RevokedAt  fact.Time
	RevokedFor string
	Successor  fact.ID
}

// LifeOf collects the entries of one certificate; Issued is nil where the
// ledger has none. The first revocation sticks.
func LifeOf(entries []fact.Entry, certificate fact.ID) Life {
	var l Life
	for _, e := range entries {
		switch f := e.Fact.(type) {
		case *fact.CertificateIssued:
			if f.Certificate == certificate && l.Issued == nil {
				l.Issued, l.IssuedAt, l.Entry = f, e.At, e.Index
			}
		case *fact.CertificateArtefact:
			if f.Certificate == certificate && l.PDF == "" {
				l.PDF = f.Digest
			}
		case *fact.CertificateRevoked:
			if f.Certificate == certificate && l.RevokedAt == 0 {
				l.RevokedAt, l.RevokedFor = e.At, f.Why
			}
		case *fact.CertificateSuperseded:
			if f.Certificate == certificate && l.Successor == "" {
				l.Successor = f.Successor
			}
		}
	}
	return l
}

// State answers for an instant: revoked outranks superseded, and both outrank
// expired, since they say more.
func (l Life) State(now fact.Time) State {
	switch {
	case l.Issued == nil || l.PDF == "":
		return Unknown
	case l.RevokedAt != 0:
		return Revoked
	case l.Successor != "":
		return Superseded
	case now >= l.Issued.ValidUntil:
		return Expired
	default:
		return Valid
	}
}

// Live reports whether an enrolment has a certificate that was neither revoked
// nor superseded: there is never a second (R12).
func Live(entries []fact.Entry) bool {
	for _, e := range entries {
		if f, ok := e.Fact.(*fact.CertificateIssued); ok {
			if l := LifeOf(entries, f.Certificate); l.RevokedAt == 0 && l.Successor == "" {
				return true
			}
		}
	}
	return false
}

// Barred reports whether an earlier revocation keeps an enrolment from another
// certificate: for conduct always, and where evidence turned out not to be true
// until some of it was reversed, so that what is unmet shows again. Otherwise
// one person could undo at once what two have signed (R29, R34).
func Barred(entries []fact.Entry) bool {
	for _, e := range entries {
		f, ok := e.Fact.(*fact.CertificateIssued)
		if !ok {
			continue
		}
		switch LifeOf(entries, f.Certificate).RevokedFor {
		case "conduct":
			return true
		case "evidence-withdrawn":
			if !slices.ContainsFunc(entries, func(e fact.Entry) bool {
				r, ok := e.Fact.(*fact.EvidenceReversed)
				return ok && slices.Contains(f.Entries, r.Entry)
			}) {
				return true
			}
		}
	}
	return false
}
