package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"polyphony/content"
	"polyphony/internal/fault"
)

type contentNewCmd struct {
	Module newModuleCmd `cmd:"" help:"Begin a module: a folder that passes the check but for what it asks you to fill in. Example: polyphony content new module open-questions --dir ./content"`
}

type newModuleCmd struct {
	ID  string `arg:"" name:"id" help:"Its id: lower-case letters and digits, joined by single hyphens."`
	Dir string `help:"Folder of the content, with modules in it." default:"./content" type:"path"`
}

func (c *newModuleCmd) Run(io streams) error {
	const op = "content new module"
	tree, err := contentTree(op, c.Dir)
	if err != nil {
		return err
	}
	draft, err := content.Draft(tree, c.ID)
	if err != nil {
		return err
	}
	folder := filepath.Join(c.Dir, "modules", c.ID)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fault.New(fault.Invalid, op, "%v: name a folder that you can write to with --dir", err)
	}
	file := filepath.Join(folder, "module.md")
	if err := writeNew(file, draft); err != nil {
		return fault.New(fault.Invalid, op, "%v", err)
	}
	outline := filepath.Join(c.Dir, "outlines", c.ID+".yaml")
	switch err := os.Remove(outline); {
	case err == nil:
		fmt.Fprintf(io.Out, "%s was written from its outline, which is removed: an id is a module or an outline\n", file)
	case errors.Is(err, fs.ErrNotExist):
		fmt.Fprintf(io.Out, "%s was written\n", file)
	default:
		return fault.New(fault.Invalid, op, "%s was written, and its outline could not be removed: %v", file, err)
	}
	fmt.Fprintf(io.Out, "See it: polyphony content preview %s\nSee what is to be filled in: polyphony content check %s\n", c.Dir, c.Dir)
	return nil
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
