// Package instance puts the parts of one running Polyphony together: keys,
// store, use cases and pages. Commands, the demonstration and tests all start
// from here.
package instance

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/clock"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/keys"
	"polyphony/internal/store"
	"polyphony/internal/web"
)

// Config says where an instance lives and how it is reached.
type Config struct {
	Data      string    // folder of database and keys
	Database  string    // postgres://…; empty for SQLite in Data
	Listen    string    // host:port
	BaseURL   string    // address from outside; empty for http://Listen
	Institute string    // name printed on certificates
	Zone      string    // zone of contact days
	Mode      fact.Mode // real or demonstration; fixed at the first start
	Content   fs.FS     // nil for the content in the binary
	Clock     clock.Clock
	Random    io.Reader // nil for the system's; a demonstration's seed otherwise

	UrgentHelpText string
	UrgentHelpHref string
	ConcernName    string // whom to tell of abuse or danger heard in a meeting
	ConcernReach   string // how to reach them
}

// Instance is an open Polyphony.
type Instance struct {
	App   *app.App
	Store *store.Store
	Keys  *keys.Keys
	Web   *web.Server

	conf Config
}

// Open opens or founds an instance. Every refusal is a sentence that says what
// is wrong, where, and how to mend it.
func Open(ctx context.Context, c Config) (_ *Instance, err error) {
	if c.Clock == nil {
		c.Clock = clock.Real{}
	}
	if c.Content == nil {
		c.Content = content.Embedded()
	}
	if c.BaseURL == "" {
		c.BaseURL = "http://" + c.Listen
	}
	reading := make(chan read, 1)
	go func() { reading <- loadContent(c.Content) }() // while the ledger is followed
	if err := makeFolder(c.Data); err != nil {
		return nil, err
	}
	k, err := keys.Open(filepath.Join(c.Data, "keys"), c.Mode, c.Random)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, store.Config{
		URL: databaseURL(c), Clock: c.Clock, Signer: k.Signer,
		VerifierKeys: []string{k.VerifierKey}, HeadFile: k.HeadFile(),
	})
	if err != nil {
		return nil, err
	}
	got := <-reading
	if got.err != nil {
		return nil, errors.Join(got.err, s.Close())
	}
	i := &Instance{Store: s, Keys: k, conf: c}
	i.App = app.New(s.App(), got.library, app.Config{
		BaseURL: c.BaseURL, Institute: c.Institute, Clock: c.Clock, Random: c.Random,
	})
	if err := i.found(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	i.Web, err = web.New(i.App, web.Config{
		BaseURL: c.BaseURL, UrgentHelpText: c.UrgentHelpText, UrgentHelpHref: c.UrgentHelpHref,
		ConcernName: c.ConcernName, ConcernReach: c.ConcernReach,
		Ready: i.ready, Log: publicLog{s},
	})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	go debug.FreeOSMemory() // what reading the content left behind
	return i, nil
}

func databaseURL(c Config) string {
	if c.Database != "" {
		return c.Database
	}
	return filepath.Join(c.Data, "polyphony.db")
}

func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fault.New(fault.Refused, "data", "the folder %s cannot be made (%v); choose another with --data or give this user the right to write there", dir, err)
	}
	probe, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fault.New(fault.Refused, "data", "the folder %s cannot be written to (%v); choose another with --data or give this user the right to write there", dir, err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// read is what became of reading the content.
type read struct {
	library *content.Library
	err     error
}

func loadContent(fsys fs.FS) read {
	library, findings := content.Load(fsys)
	var wrong []string
	for _, f := range findings {
		if !f.Warning {
			wrong = append(wrong, f.String())
		}
	}
	if len(wrong) > 0 {
		return read{err: fault.New(fault.Invalid, "content", "%s\nmend these first; polyphony content check shows them again", strings.Join(wrong, "\n"))}
	}
	return read{library: library}
}

// found makes the first entries of an empty ledger and holds an existing one
// against the keys: the founding must name their institute and mode.
func (i *Instance) found(ctx context.Context) error {
	in, err := i.App.Institute(ctx)
	if fault.Is(err, fault.NotFound) {
		if err := i.App.Apply(ctx, app.Actor{}, &app.Found{
			Institute: i.Keys.Institute, Mode: i.conf.Mode, Zone: i.conf.Zone, Key: i.Keys.VerifierKey,
		}); err != nil {
			return err
		}
		in, err = i.App.Institute(ctx)
	}
	if err != nil {
		return err
	}
	if in.ID != i.Keys.Institute || in.Demonstration != (i.conf.Mode == fact.Demonstration) {
		return fault.New(fault.Refused, "keys", "the keys in %s do not belong to this database; put the right keys back, or choose the folder that belongs to them", i.conf.Data)
	}
	return nil
}

// SetupLink is the one-time address for the first administrator; empty once
// one has joined, and during an integrity hold, when nobody can join.
func (i *Instance) SetupLink(ctx context.Context) (string, error) {
	needed, err := i.App.NeedsSetup(ctx)
	if err != nil || !needed || i.App.Hold() != "" {
		return "", err
	}
	c := &app.SetupLink{}
	if err := i.App.Apply(ctx, app.Actor{}, c); err != nil {
		return "", err
	}
	return i.conf.BaseURL + "/join/" + c.Token, nil
}

// ready says what keeps the instance from working.
func (i *Instance) ready(ctx context.Context) error {
	if h := i.App.Hold(); h != "" {
		return fault.New(fault.Hold, "ready", "%s", h)
	}
	return i.Store.Ready(ctx)
}

// Listen opens the port, with a sentence where it is taken.
func Listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.New(fault.Refused, "listen", "the address %s cannot be opened (%v); another program may use it: stop that one or choose another with --listen", addr, err)
	}
	return l, nil
}

// sweepEvery is how often study sessions that fell silent are closed, and
// overdue ratings given to other raters. How often changes nobody's credit.
const sweepEvery = time.Minute

func (i *Instance) sweep(ctx context.Context) {
	if i.App.Hold() != "" {
		return
	}
	if _, err := i.App.SweepStudies(ctx); err != nil {
		slog.Error("closing silent study sessions", "err", err)
	}
	if _, err := i.App.SweepAssignments(ctx); err != nil {
		slog.Error("looking for raters", "err", err)
	}
}

// Serve answers on l until ctx ends, then lets open requests finish.
func (i *Instance) Serve(ctx context.Context, l net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- i.Web.Serve(l) }()
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return fault.Wrap("instance.Serve", err)
		case <-tick.C:
			i.sweep(ctx)
		case <-ctx.Done():
			stop, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			return i.Web.Close(stop)
		}
	}
}

// BaseURL is where people reach the instance.
func (i *Instance) BaseURL() string { return i.conf.BaseURL }

// Close closes the store.
func (i *Instance) Close() error { return i.Store.Close() }
