package fact

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// ID is 128 random bits in base32, lower case, without padding (26 characters).
type ID string

var idText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID draws an ID from r; rand.Reader when r is nil. An error of the
// source of randomness is fatal to the caller's transaction.
func NewID(r io.Reader) (ID, error) {
	if r == nil {
		r = rand.Reader
	}
	var b [16]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return "", fmt.Errorf("fact.NewID: %w", err)
	}
	return ID(idText.EncodeToString(b[:])), nil
}

// Valid reports whether id has the form that NewID gives.
func (id ID) Valid() bool {
	if len(id) != 26 {
		return false
	}
	_, err := idText.DecodeString(string(id))
	return err == nil
}

// Time is an instant in microseconds since 1970-01-01 UTC.
type Time int64

// At gives the instant of t, cut to the microsecond.
func At(t time.Time) Time { return Time(t.UnixMicro()) }

// Time gives the instant as a time in UTC.
func (t Time) Time() time.Time { return time.UnixMicro(int64(t)).UTC() }

// Add moves an instant by d, cut to the microsecond.
func (t Time) Add(d time.Duration) Time { return t + Time(d.Microseconds()) }

// Sub is the time from u to t.
func (t Time) Sub(u Time) time.Duration { return time.Duration(t-u) * time.Microsecond }

// Date is a calendar date YYYY-MM-DD in a zone that the payload names.
type Date string

// DateIn is the calendar date of instant t in zone.
func DateIn(t Time, zone *time.Location) Date {
	return Date(t.Time().In(zone).Format(time.DateOnly))
}

// Days counts whole calendar days from a to b; an error names a date that is
// none. Calendar arithmetic is done in UTC, so summer time never shifts it.
func Days(a, b Date) (int, error) {
	from, err := time.Parse(time.DateOnly, string(a))
	if err != nil {
		return 0, fmt.Errorf("fact.Days: %q is no date", a)
	}
	to, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return 0, fmt.Errorf("fact.Days: %q is no date", b)
	}
	return int((to.Unix() - from.Unix()) / (24 * 60 * 60)), nil
}

// Digest is a lower-case hex SHA-256.
type Digest string

// Sum is the plain digest of published bytes.
func Sum(b []byte) Digest {
	s := sha256.Sum256(b)
	return Digest(hex.EncodeToString(s[:]))
}

// Commit is the commitment to a person's text: SHA-256(salt ‖ bytes).
// Destroying the salt makes the commitment unreadable for good.
func Commit(salt, b []byte) Digest {
	h := sha256.New()
	h.Write(salt)
	h.Write(b)
	return Digest(hex.EncodeToString(h.Sum(nil)))
}
