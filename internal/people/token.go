package people

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"polyphony/internal/fault"
)

// NewToken draws 256 random bits for a session cookie or a one-time link.
func NewToken() (string, error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", fault.Wrap("people.NewToken", err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// TokenHash is what is stored of a token: reading the database gives nobody a
// way to sign in.
func TokenHash(token string) string {
	s := sha256.Sum256([]byte(token))
	return hex.EncodeToString(s[:])
}

// totpStep is the length of one code's life (RFC 6238).
const totpStep = 30

// NewTOTP makes a secret for an authenticator app and the address that the
// app reads.
func NewTOTP(issuer, account string) (secret, address string, err error) {
	k, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: account})
	if err != nil {
		return "", "", fault.Wrap("people.NewTOTP", err)
	}
	return k.Secret(), k.URL(), nil
}

// TOTPAddress is the otpauth address of a secret that exists already.
func TOTPAddress(issuer, account, secret string) string {
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?secret=" + secret + "&issuer=" + url.QueryEscape(issuer)
}

// CheckTOTP accepts the code of this time step or the one before or after,
// and only one later than last, so that a code works once. It gives the step
// to remember.
func CheckTOTP(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	code = strings.ReplaceAll(code, " ", "")
	for _, d := range []int64{0, -1, 1} {
		step = now.Unix()/totpStep + d
		want, err := totp.GenerateCodeCustom(secret, time.Unix(step*totpStep, 0), totp.ValidateOpts{
			Period: totpStep, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
		})
		if err == nil && step > last && want == code {
			return step, true
		}
	}
	return 0, false
}
