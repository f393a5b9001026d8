package main

import (
	"fmt"
	"io/fs"
	"os"

	"polyphony/content"
	"polyphony/internal/fault"
)

type contentCmd struct {
	Check contentCheckCmd `cmd:"" help:"Lint a tree of content; the one in the binary without DIR. Example: polyphony content check ./content"`
}

type contentCheckCmd struct {
	Dir string `arg:"" optional:"" help:"Folder with standards, pathways, modules, instruments and meetings." type:"path"`
}

func (c *contentCheckCmd) Run(io streams) error {
	var tree fs.FS = content.Embedded()
	if c.Dir != "" {
		if info, err := os.Stat(c.Dir); err != nil || !info.IsDir() {
			return fault.New(fault.Invalid, "content check", "%s is not a folder: name the folder that holds standards, pathways, modules and instruments", c.Dir)
		}
		tree = os.DirFS(c.Dir)
	}
	library, findings := content.Load(tree)
	wrong := false
	for _, f := range findings {
		fmt.Fprintln(io.Out, f)
		wrong = wrong || !f.Warning
	}
	if wrong {
		return errNo
	}
	fmt.Fprintf(io.Out, "standards: %d, pathways: %d, modules: %d, instruments: %d, meetings: %d; nothing to mend\n",
		len(library.Standards), len(library.Pathways), len(library.Modules), len(library.Instruments), len(library.Meetings))
	return nil
}
