package store

import (
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var certificates = table{"certificates", "certificate"}

// Certificate gives an issued certificate, whole.
func (tx *Tx) Certificate(id fact.ID) (app.Certificate, error) {
	return find[app.Certificate](tx, certificates, "id = ?", id)
}

// CertificateByNumber gives the certificate with a number.
func (tx *Tx) CertificateByNumber(number string) (app.Certificate, error) {
	return find[app.Certificate](tx, certificates, "number = ?", number)
}

// Certificates gives every certificate, in the order of issue.
func (tx *Tx) Certificates() ([]app.Certificate, error) {
	return list[app.Certificate](tx, certificates, "issued_at, id", "")
}

// InsertCertificate adds a certificate; its number must be free.
func (tx *Tx) InsertCertificate(c app.Certificate) error { return insert(tx, certificates, c) }
