package people

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"polyphony/internal/fault"
)

// argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP
// password storage recommendations for servers with little memory.
const (
	hashMemory  = 19 * 1024
	hashPasses  = 2
	hashLanes   = 1
	hashKeyLen  = 32
	hashSaltLen = 16
)

// Hasher bounds how many hashes run at once, so that a burst of sign-ins
// cannot take the machine's memory.
type Hasher struct{ slots chan struct{} }

// NewHasher allows n hashes at once.
func NewHasher(n int) *Hasher { return &Hasher{slots: make(chan struct{}, n)} }

// CheckPassword refuses a password that is too short or too long to be one.
func CheckPassword(p string) error {
	if n := utf8.RuneCountInString(p); n < 12 || n > 256 {
		return fault.New(fault.Invalid, "password", "the password has %d characters; use 12 to 256, for example four unrelated words", n)
	}
	return nil
}

// Hash gives the stored form of a password with a fresh salt.
func (h *Hasher) Hash(password string) (string, error) {
	salt := make([]byte, hashSaltLen)
	if _, err := rand.Read(salt); err != nil {
		return "", fault.Wrap("people.Hash", err)
	}
	b := base64.RawStdEncoding
	return fmt.Sprintf("argon2id$%s$%s", b.EncodeToString(salt), b.EncodeToString(h.key(password, salt))), nil
}

// Verify compares in constant time. A stored form it cannot read is false.
// It does the same work for an empty stored form, so that an unknown account
// takes as long as a known one.
func (h *Hasher) Verify(stored, password string) bool {
	b := base64.RawStdEncoding
	parts := strings.Split(stored, "$")
	if len(parts) != 3 || parts[0] != "argon2id" {
		h.key(password, make([]byte, hashSaltLen))
		return false
	}
	salt, err1 := b.DecodeString(parts[1])
	want, err2 := b.DecodeString(parts[2])
	got := h.key(password, salt)
	return err1 == nil && err2 == nil && len(want) == hashKeyLen && subtle.ConstantTimeCompare(got, want) == 1
}

func (h *Hasher) key(password string, salt []byte) []byte {
	h.slots <- struct{}{}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, hashLanes, hashKeyLen)
}
