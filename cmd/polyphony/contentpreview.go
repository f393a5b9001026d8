package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"polyphony/cmd/polyphony/instance"
	"polyphony/internal/web"
)

type contentPreviewCmd struct {
	Dir    string `arg:"" optional:"" help:"Folder with standards, pathways, modules, instruments and meetings; the content in the binary without it." type:"path"`
	Listen string `help:"Address to answer on. Checks are shown with their keys: keep it your own machine's." default:"127.0.0.1:8090"`
}

func (c *contentPreviewCmd) Run(ctx context.Context, io streams) error {
	tree, err := contentTree("content preview", c.Dir)
	if err != nil {
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
	s := &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	stopped := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stopped()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
