// Package web is what people see: Fiber routes, one file a handler, pages from
// templates. A handler parses, calls one use case and renders.
package web

import (
	"context"
	"html/template"
	"net"
	"net/url"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fault"
)

// Config is what the wiring knows about the outside.
type Config struct {
	// BaseURL is where people reach the service; cookies are marked secure
	// when it is https.
	BaseURL string
	// UrgentHelp is the link in every footer for a person in a crisis.
	UrgentHelpText string
	UrgentHelpHref string
	// Concern is whom to tell of abuse or danger heard in a meeting, and how to
	// reach them; empty where the institute has named nobody.
	ConcernName  string
	ConcernReach string
	// Ready says what keeps the service from working, or nil.
	Ready func(context.Context) error
	// Log serves the public side of the ledger.
	Log Log
}

// Log is the public side of the ledger: signed head, tiles and proofs.
type Log interface {
	// Checkpoint is the newest signed head as a C2SP note.
	Checkpoint(ctx context.Context) ([]byte, error)
	// Tile gives a tile of the tree by its C2SP path below /log/tile/.
	Tile(ctx context.Context, path string) ([]byte, error)
	// InclusionProof is the C2SP proof text of one entry under the newest head.
	InclusionProof(ctx context.Context, index int64) ([]byte, error)
	// VerifierKeys are the public keys that heads are signed with, the present
	// one first.
	VerifierKeys() []string
}

// Server answers HTTP.
type Server struct {
	app    *app.App
	conf   Config
	host   string
	secure bool
	pages  map[string]*template.Template
	clock  clockOf
	http   *fiber.App
	signIn *limiter
	// handbooks are the printed instruments, once they were asked for.
	handbooks handbooks
	// headers are the same in every answer.
	headers [][2][]byte
	random  *sync.Pool
}

// New parses every page and sets up the routes; a template that does not parse
// is an error here, never at a request.
func New(a *app.App, conf Config) (*Server, error) {
	u, err := url.Parse(conf.BaseURL)
	if err != nil || u.Host == "" {
		return nil, fault.New(fault.Invalid, "web", "base URL %q is no address; write it as https://polyphony.example.org", conf.BaseURL)
	}
	clock := newClock(a)
	pages, err := parsePages(clock.words())
	if err != nil {
		return nil, err
	}
	s := &Server{
		app: a, conf: conf, host: u.Host, secure: u.Scheme == "https",
		pages: pages, clock: clock, signIn: newLimiter(10, 15*time.Minute),
		headers: fixedHeaders(u.Scheme == "https"), random: newRandomness(),
	}
	s.http = fiber.New(fiber.Config{
		AppName:               "Polyphony",
		DisableStartupMessage: true,
		Immutable:             true,
		ReadTimeout:           60 * time.Second,
		WriteTimeout:          60 * time.Second,
		IdleTimeout:           120 * time.Second,
		BodyLimit:             24 << 20,
		ErrorHandler:          s.fail,
	})
	s.routes()
	return s, nil
}

// Serve answers on a listener until Close.
func (s *Server) Serve(l net.Listener) error { return s.http.Listener(l) }

// Close lets open requests end and stops.
func (s *Server) Close(ctx context.Context) error { return s.http.ShutdownWithContext(ctx) }

// Fiber is the router itself, for tests that send requests without a socket.
func (s *Server) Fiber() *fiber.App { return s.http }
