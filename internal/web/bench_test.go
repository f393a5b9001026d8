package web

import (
	"net"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// The benchmarks of a certificate and of the bare handler send the same bytes over a socket: what a verified
// certificate costs is their difference.

func BenchmarkCertificateJSON(b *testing.B) {
	s := newSite(b)
	_, c := s.issued()
	fetch(b, s.web.Fiber(), "/v/"+c.Number.String(), fiber.HeaderAccept, fiber.MIMEApplicationJSON)
}

// BenchmarkModulePage is a section as a signed-in trainee reads it.
func BenchmarkModulePage(b *testing.B) {
	s := newSite(b)
	v := s.as(s.Enrol().Actor)
	fetch(b, s.web.Fiber(), readingPath, fiber.HeaderCookie, s.web.cookieName()+"="+v.token)
}

func BenchmarkBareHandler(b *testing.B) {
	s := newSite(b)
	_, c := s.issued()
	body := []byte(s.nobody().get("/v/"+c.Number.String(), "Accept", fiber.MIMEApplicationJSON).body)
	bare := fiber.New(fiber.Config{DisableStartupMessage: true})
	bare.Get("/", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		return c.Send(body)
	})
	fetch(b, bare, "/", fiber.HeaderAccept, fiber.MIMEApplicationJSON)
}

// fetch asks an app on a socket of its own, by many connections at once.
func fetch(b *testing.B, a *fiber.App, path, header, value string) {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() {
		if err := a.Listener(l); err != nil {
			b.Error(err)
		}
	}()
	b.Cleanup(func() {
		if err := a.Shutdown(); err != nil {
			b.Error(err)
		}
	})
	client := &fasthttp.HostClient{Addr: l.Addr().String(), MaxConns: 64}
	b.SetParallelism(16)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		q, a := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
		q.SetRequestURI("http://" + l.Addr().String() + path)
		q.Header.Set(header, value)
		for pb.Next() {
			if err := client.Do(q, a); err != nil || a.StatusCode() != fiber.StatusOK {
				b.Errorf("status %d, %v", a.StatusCode(), err)
				return
			}
		}
	})
}
