package main

import (
	"fmt"
	"os"
	"time"

	"polyphony/content"
	"polyphony/internal/fault"
	"polyphony/internal/handbook"
)

type handbookCmd struct {
	Out        string `required:"" help:"File to write the PDF to." type:"path"`
	Instrument string `default:"seven-principles" help:"Which instrument."`
	Language   string `default:"" help:"Language of the texts, as \"fi\"; the instrument's own without it."`
}

func (c *handbookCmd) Run(io streams) error {
	library, _ := content.Load(content.Embedded())
	pdf, err := handbook.Of(library, c.Instrument, c.Language, time.Now())
	if err != nil {
		return fault.Wrap("handbook", err)
	}
	if err := os.WriteFile(c.Out, pdf, 0o644); err != nil {
		return fault.New(fault.Invalid, "handbook", "%s cannot be written: %v", c.Out, err)
	}
	fmt.Fprintf(io.Out, "%s: %d bytes\n", c.Out, len(pdf))
	return nil
}
