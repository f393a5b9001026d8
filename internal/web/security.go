package web

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"io"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/fault"
)

type localKey int

const (
	nonceKey localKey = iota
	requestKey
)

// guard writes the security headers of every answer and refuses acts that a
// page of another origin started: by Sec-Fetch-Site where the browser sends
// it, else by Origin. A request without either is no browser's and carries no
// ambient session to abuse.
func (s *Server) guard(c *fiber.Ctx) error {
	nonce, err := s.newNonce()
	if err != nil {
		return err
	}
	c.Locals(nonceKey, nonce)
	h := &c.Response().Header
	for _, f := range s.headers {
		h.SetCanonical(f[0], f[1])
	}
	var csp [len(policyStart) + nonceLength + len(policyEnd)]byte
	n := copy(csp[:], policyStart)
	n += copy(csp[n:], nonce)
	copy(csp[n:], policyEnd)
	h.SetCanonical(policyHeader, csp[:])
	if !sameOrigin(c, s.host) {
		return fiber.NewError(fiber.StatusForbidden)
	}
	return c.Next()
}

// The content security policy, around the nonce of the page.
const (
	policyStart = "default-src 'self'; script-src 'self' 'nonce-"
	policyEnd   = "'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

var policyHeader = []byte("Content-Security-Policy")

// fixedHeaders are the security headers that are the same in every answer,
// with names in their canonical form.
func fixedHeaders(secure bool) (out [][2][]byte) {
	add := func(name, value string) { out = append(out, [2][]byte{[]byte(name), []byte(value)}) }
	add("X-Content-Type-Options", "nosniff")
	add("Referrer-Policy", "same-origin")
	add("Cross-Origin-Opener-Policy", "same-origin")
	add("Cross-Origin-Resource-Policy", "same-origin")
	add("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	add("Cache-Control", "no-store")
	if secure {
		add("Strict-Transport-Security", "max-age=31536000")
	}
	return out
}

const (
	nonceBytes  = 16
	nonceLength = 22 // of nonceBytes in base64 without padding
)

// newRandomness reads ahead from the system's source, a page at a time: one
// call into the system for many nonces.
func newRandomness() *sync.Pool {
	return &sync.Pool{New: func() any { return bufio.NewReaderSize(rand.Reader, 4096) }}
}

func (s *Server) newNonce() (string, error) {
	r := s.random.Get().(*bufio.Reader)
	defer s.random.Put(r)
	var b [nonceBytes]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return "", fault.Wrap("web.newNonce", err)
	}
	var out [nonceLength]byte
	base64.RawURLEncoding.Encode(out[:], b[:])
	return string(out[:]), nil
}

func sameOrigin(c *fiber.Ctx, host string) bool {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return true
	}
	if site := c.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin" || site == "none"
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == host
}

// cookieName is the session's. The __Host- prefix binds it to this host and to
// https; over plain http (a demonstration on one's own machine) browsers would
// refuse it.
func (s *Server) cookieName() string {
	if s.secure {
		return "__Host-polyphony"
	}
	return "polyphony"
}

func (s *Server) setCookie(r *req, name, value string, life time.Duration) {
	r.Cookie(&fiber.Cookie{
		Name: name, Value: value, Path: "/", Expires: time.Now().Add(life),
		Secure: s.secure, HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

const flashCookie = "polyphony-said"

// setFlash keeps one sentence for the next page.
func (s *Server) setFlash(r *req, text string) {
	s.setCookie(r, flashCookie, base64.RawURLEncoding.EncodeToString([]byte(text)), time.Minute)
}

func (s *Server) takeFlash(r *req) string {
	v := r.Cookies(flashCookie)
	if v == "" {
		return ""
	}
	s.setCookie(r, flashCookie, "", -time.Hour)
	b, err := base64.RawURLEncoding.DecodeString(v)
	if err != nil || len(b) > 500 {
		return ""
	}
	return string(b)
}

// claimFlash takes the sentence that is kept for this page out of it, if it is
// this one, so that the page can say it in its own place.
func (s *Server) claimFlash(r *req, text string) bool {
	if s.takeFlash(r) != text {
		return false
	}
	r.Request().Header.DelCookie(flashCookie)
	return true
}

// localPath keeps a redirect on this site.
func localPath(p string) string {
	u, err := url.Parse(p)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\r\n") {
		return "/"
	}
	return p
}

// limiter counts failures by key within a window, to slow guessing.
type limiter struct {
	mu     sync.Mutex
	most   int
	window time.Duration
	seen   map[string][]time.Time
}

func newLimiter(most int, window time.Duration) *limiter {
	return &limiter{most: most, window: window, seen: map[string][]time.Time{}}
}

// blocked reports whether a key has failed too often of late.
func (l *limiter) blocked(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.recent(key, now)) >= l.most
}

// failed counts one failure.
func (l *limiter) failed(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) > 10000 {
		clear(l.seen)
	}
	l.seen[key] = append(l.recent(key, now), now)
}

func (l *limiter) recent(key string, now time.Time) []time.Time {
	var out []time.Time
	for _, t := range l.seen[key] {
		if now.Sub(t) < l.window {
			out = append(out, t)
		}
	}
	return out
}
