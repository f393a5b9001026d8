// Package certificates holds what a certificate says, its number, and what may
// be answered about it. Nothing here draws, stores or signs.
package certificates

import (
	"crypto/rand"
	"io"
	"strings"

	"polyphony/internal/fault"
)

// crockford is Crockford's base 32: no I, L, O or U, which are misread.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	numberDigits = 16 // 16 × 5 = 80 random bits (R29)
	numberLength = numberDigits + 1
)

// Number is a certificate's number: 80 random bits in Crockford's base 32 and
// a check character, without separators.
type Number string

// NewNumber draws a number from r; crypto/rand's reader when r is nil.
func NewNumber(r io.Reader) (Number, error) {
	if r == nil {
		r = rand.Reader
	}
	b := make([]byte, numberDigits)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", fault.Wrap("certificates.NewNumber", err)
	}
	for i := range b {
		b[i] = crockford[b[i]&31]
	}
	return Number(string(b) + string(check(string(b)))), nil
}

// ParseNumber reads a number as people type it: any case, with spaces or
// hyphens, O for 0 and I or L for 1. ok is false for everything that NewNumber
// could not have given.
func ParseNumber(s string) (n Number, ok bool) {
	if len(s) > 64 {
		return "", false
	}
	s = strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(s))
	if len(s) != numberLength {
		return "", false
	}
	for i := range s {
		if strings.IndexByte(crockford, s[i]) < 0 {
			return "", false
		}
	}
	return Number(s), s[numberDigits] == check(s[:numberDigits])
}

// String groups the number by four, the check character last.
func (n Number) String() string {
	var b strings.Builder
	for i, c := range string(n) {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// check is the Luhn mod 32 character: it finds every wrong character and
// nearly every swap of two neighbours.
func check(s string) byte {
	sum, factor := 0, 2
	for i := len(s) - 1; i >= 0; i-- {
		v := factor * strings.IndexByte(crockford, s[i])
		sum += v/32 + v%32
		factor = 3 - factor
	}
	return crockford[(32-sum%32)%32]
}
