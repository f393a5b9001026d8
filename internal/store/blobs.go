package store

import (
	"database/sql"
	"errors"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// PutBlob keeps bytes by their digest, for good. Bytes that are kept already
// stay as they are.
func (tx *Tx) PutBlob(b []byte) (fact.Digest, error) {
	const op = "store.PutBlob"
	d := fact.Sum(b)
	_, err := tx.Blob(d)
	if err == nil || !fault.Is(err, fault.NotFound) {
		return d, err
	}
	if b == nil {
		b = []byte{} // an empty blob is not NULL
	}
	if err := tx.exec(`INSERT INTO blob (digest, bytes) VALUES (?, ?)`, string(d), b); err != nil {
		return "", fault.Wrap(op, err)
	}
	return d, nil
}

// Blob gives the bytes of a digest (kind NotFound where there are none). Bytes
// that do not hash to it are an error.
func (tx *Tx) Blob(d fact.Digest) ([]byte, error) {
	const op = "store.Blob"
	b := []byte{}
	err := tx.row(`SELECT bytes FROM blob WHERE digest = ?`, string(d)).Scan(&b)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fault.New(fault.NotFound, op, "there is no content with the digest %s", d)
	case err != nil:
		return nil, fault.Wrap(op, err)
	case fact.Sum(b) != d:
		return nil, fault.New(fault.Internal, op, "the content kept under %s is not what it was", d)
	}
	return b, nil
}
