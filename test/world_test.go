package test

import (
	"context"
	"io/fs"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"polyphony/cmd/polyphony/instance"
	"polyphony/content"
	"polyphony/internal/demo"
	"polyphony/internal/fact"
	"polyphony/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// drivenClock runs at the pace of the real one and can be set forward.
type drivenClock struct {
	mu    sync.Mutex
	ahead time.Duration
	past  *demo.Clock // while a history is played
}

// Now is the played instant, or the real one plus what was set forward.
func (c *drivenClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.past != nil {
		return c.past.Now()
	}
	return time.Now().Add(c.ahead)
}

func (c *drivenClock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

func (c *drivenClock) live() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.past = nil
}

// world is a demonstration institute with its whole history, served on a port.
type world struct {
	*instance.Instance
	clock *drivenClock
	base  string
	cast  demo.Cast
}

// newWorld plays a history of twelve trainees that ends now, and serves it.
func newWorld(t *testing.T, database string) *world {
	t.Helper()
	return newWorldOf(t, database, content.Embedded())
}

// newWorldOf is newWorld with content of its own.
func newWorldOf(t *testing.T, database string, shelf fs.FS) *world {
	t.Helper()
	ctx := context.Background()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	until := time.Now().Add(-time.Minute)
	past := demo.NewClock(until.Add(-demo.History))
	w := &world{clock: &drivenClock{past: past}, base: "http://" + l.Addr().String()}
	w.Instance, err = instance.Open(ctx, instance.Config{
		Data: t.TempDir(), Database: database, Listen: l.Addr().String(), Institute: "Polyphony Demonstration Institute",
		Zone: demo.Zone, Mode: fact.Demonstration, Clock: w.clock, Content: shelf,
		UrgentHelpText: "Find urgent help in your country", UrgentHelpHref: "https://findahelpline.com/",
	})
	if err != nil {
		t.Fatal(err)
	}
	library, _ := content.Load(shelf)
	if w.cast, err = demo.Run(ctx, w.App, library, past, demo.Plan{Trainees: 12, Seed: 12, Until: until}); err != nil {
		t.Fatal(err)
	}
	w.clock.live()
	w.serve(t, l)
	return w
}

// serve answers on l until the end of the test.
func (w *world) serve(t *testing.T, l net.Listener) {
	t.Helper()
	serving, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Serve(serving, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
}

// who finds somebody who can sign in, by role and by words of their note; n
// counts from 0.
func (w *world) who(t *testing.T, role, note string, n int) demo.SignIn {
	t.Helper()
	for _, s := range w.cast.SignIn {
		if s.Role == role && (note == "" || s.Note == note) {
			if n == 0 {
				return s
			}
			n--
		}
	}
	t.Fatalf("nobody signs in as %s (%s)", role, note)
	return demo.SignIn{}
}

// code is the six-digit code of the moment. A code works once, so the clock is
// set forward by a step before each.
func (w *world) code(t *testing.T, s demo.SignIn) string {
	t.Helper()
	if s.TOTPSecret == "" {
		return ""
	}
	w.clock.forward(31 * time.Second)
	code, err := totp.GenerateCode(s.TOTPSecret, w.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}
