package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"polyphony/cmd/polyphony/instance"
	"polyphony/internal/fault"
	"polyphony/internal/web"
)

type contentPreviewCmd struct {
	Dir    string `arg:"" optional:"" help:"Folder with standards, pathways, modules, instruments and meetings; the content in the binary without it." type:"path"`
	Listen string `help:"Address to answer on. Checks are shown with their keys, so it must be your own machine's." default:"127.0.0.1:8090"`
}

func (c *contentPreviewCmd) Run(ctx context.Context, io streams) error {
	tree, err := contentTree("content preview", c.Dir)
	if err != nil {
		return err
	}
	if err := ownMachine(c.Listen); err != nil {
		return err
	}
	l, err := instance.Listen(c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	p, err := web.NewPreview(tree)
	if err != nil {
		return err
	}
	fmt.Fprintf(io.Out, "The modules are shown on http://%s (end with Ctrl-C)\n", l.Addr())
	s := &http.Server{Handler: byOwnName(p), ReadHeaderTimeout: 10 * time.Second}
	stopped := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stopped()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ownMachine refuses an address that others can reach: the preview asks nobody
// who they are and keeps no key from anybody (R13).
func ownMachine(address string) error {
	at, err := net.ResolveTCPAddr("tcp", address)
	if err != nil || at.IP.IsLoopback() {
		return nil // what is no address is refused where it is opened
	}
	return fault.New(fault.Refused, "content preview", "%s can be reached from other machines, and the preview shows every check with its key: write --listen 127.0.0.1:%d", address, at.Port)
}

// byOwnName answers to this machine's own names alone: a page from elsewhere can
// lead a name of its own to this machine, and would read the keys by it.
func byOwnName(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			name = r.Host
		}
		if name != "localhost" && !net.ParseIP(name).IsLoopback() {
			http.Error(w, "The preview answers to 127.0.0.1 and localhost only.", http.StatusForbidden)
			return
		}
		h.ServeHTTP(w, r)
	})
}
