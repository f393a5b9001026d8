package main

import (
	"fmt"
	"io/fs"
	"os"

	"polyphony/content"
	"polyphony/internal/fault"
)

type contentCmd struct {
	Check   contentCheckCmd   `cmd:"" help:"Lint a tree of content; the one in the binary without DIR. Example: polyphony content check ./content"`
	Preview contentPreviewCmd `cmd:"" help:"Show the modules in a browser, anew whenever a file changes; no database. Example: polyphony content preview ./content"`
	New     contentNewCmd     `cmd:"" help:"Begin a file of content."`
	Stats   contentStatsCmd   `cmd:"" help:"Count words, minutes, vignettes, figures, questions and sources. Example: polyphony content stats ./content --json"`
}

type contentCheckCmd struct {
	Dir string `arg:"" optional:"" help:"Folder with standards, pathways, modules, instruments and meetings." type:"path"`
}

// contentTree is the folder of an author, or the tree in the binary.
func contentTree(op, dir string) (fs.FS, error) {
	if dir == "" {
		return content.Embedded(), nil
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fault.New(fault.Invalid, op, "%s is not a folder: name the folder that holds standards, pathways, modules and instruments", dir)
	}
	return os.DirFS(dir), nil
}

func (c *contentCheckCmd) Run(io streams) error {
	tree, err := contentTree("content check", c.Dir)
	if err != nil {
		return err
	}
	library, findings := content.Load(tree)
	for _, f := range findings {
		fmt.Fprintln(io.Out, f)
	}
	if content.HasErrors(findings) {
		return errNo
	}
	verdict := "nothing to mend"
	if n := len(findings); n > 0 {
		verdict = fmt.Sprintf("nothing that must be mended, and %d warnings", n)
	}
	fmt.Fprintf(io.Out, "standards: %d, pathways: %d, modules: %d, instruments: %d, meetings: %d, outlines: %d; %s\n",
		len(library.Standards), len(library.Pathways), len(library.Modules), len(library.Instruments), len(library.Meetings), len(library.Outlines), verdict)
	return nil
}
