package app

import (
	"context"
	"time"

	"polyphony/certificates"
	"polyphony/internal/fact"
)

// Answer is what anyone may learn of a certificate by its number: the frozen
// record, its state and what the ledger says of it. For a number that is
// unknown, malformed or hidden only State is set (R29).
type Answer struct {
	State      certificates.State
	Record     certificates.Record
	IssuedAt   fact.Time
	RevokedAt  fact.Time
	Why        string // public sentence of a revocation
	Successor  string // number of the certificate that replaced it
	PDF        fact.Digest
	Entry      int64
	ExpiresIn  int64 // whole days, where valid
	AsOf       fact.Time
	LedgerSize int64
}

// Verify answers for a number as somebody typed it.
func (a *App) Verify(ctx context.Context, typed string) (out Answer, err error) {
	err = a.read(ctx, func(tx Tx) error {
		out, err = a.verify(tx, typed)
		return err
	})
	return out, err
}

func (a *App) verify(tx Tx, typed string) (Answer, error) {
	size, err := tx.Size()
	if err != nil {
		return Answer{}, err
	}
	out := Answer{State: certificates.Unknown, AsOf: tx.Now(), LedgerSize: size}
	n, ok := certificates.ParseNumber(typed)
	if !ok {
		n = "" // looked up all the same: unknown and malformed take the same way
	}
	row, err := tx.CertificateByNumber(string(n))
	if isNotFound(err) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	return a.answer(tx, row, out)
}

// answer trusts the ledger, never the row: the row's number and text must be
// what the ledger issued and committed to, and in force is what the ledger says (R20, R30). During
// an integrity hold nothing is answered as valid (R4).
func (a *App) answer(tx Tx, row Certificate, out Answer) (Answer, error) {
	history, err := a.memory.history(tx, row.Enrolment)
	if err != nil {
		return out, err
	}
	life := certificates.LifeOf(history, row.ID)
	state := life.State(tx.Now())
	if state == certificates.Unknown || row.Number != life.Issued.Number || fact.Commit(row.Salt, row.Record) != life.Issued.Record ||
		row.PDFDigest != life.PDF || (state == certificates.Valid && a.store.Hold() != "") {
		return out, nil
	}
	if out.Record, err = certificates.OpenRecord(row.Record); err != nil {
		return out, err
	}
	out.State, out.IssuedAt, out.Entry, out.PDF = state, life.IssuedAt, life.Entry, life.PDF
	out.RevokedAt, out.Why = life.RevokedAt, certificates.RevocationSentence(life.RevokedFor)
	if state == certificates.Valid {
		out.ExpiresIn = int64(life.Issued.ValidUntil.Sub(tx.Now()) / (24 * time.Hour))
	}
	if life.Successor != "" {
		next, err := tx.Certificate(life.Successor)
		if err != nil {
			return out, err
		}
		out.Successor = certificates.Number(next.Number).String()
	}
	return out, nil
}

// CertificatePDF gives the stored bytes, whatever its state: the PDF is a view
// and says where to check. Bytes that are not the ones logged are not served.
func (a *App) CertificatePDF(ctx context.Context, typed string) (pdf []byte, err error) {
	err = a.read(ctx, func(tx Tx) error {
		out, err := a.verify(tx, typed)
		if err != nil {
			return err
		}
		n, _ := certificates.ParseNumber(typed)
		row, err := tx.CertificateByNumber(string(n))
		if err != nil || out.State == certificates.Unknown || fact.Sum(row.PDF) != out.PDF {
			return notThere()
		}
		pdf = row.PDF
		return nil
	})
	return pdf, err
}

// Match says whether a file is the very PDF that was issued under a number.
func (a *App) Match(ctx context.Context, file []byte) (number string, out Answer, err error) {
	digest := fact.Sum(file)
	err = a.read(ctx, func(tx Tx) error {
		entries, err := a.memory.ofKind(tx, fact.CertificateArtefactKind)
		if err != nil {
			return err
		}
		out = Answer{State: certificates.Unknown, AsOf: tx.Now()}
		for _, e := range entries {
			f := e.Fact.(*fact.CertificateArtefact)
			if f.Digest != digest {
				continue
			}
			row, err := tx.Certificate(f.Certificate)
			if err != nil {
				return err
			}
			number = certificates.Number(row.Number).String()
			out, err = a.verify(tx, row.Number)
			return err
		}
		return nil
	})
	return number, out, err
}
