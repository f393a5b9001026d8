package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"polyphony/cmd/polyphony/instance"
	"polyphony/content"
	"polyphony/internal/clock"
	"polyphony/internal/demo"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

type demoCmd struct {
	Data     string `help:"Folder of the demonstration; founded anew where it is empty." default:"./demo-data" type:"path"`
	Database string `help:"postgres://… instead of SQLite in the folder." placeholder:"URL"`
	Listen   string `help:"Address to answer on." default:"127.0.0.1:8080"`
	Trainees int    `help:"Number of trainees, from 12." default:"16"`
	Seed     uint64 `help:"Makes the history the same again, with --until; 0 for one of its own."`
	Until    string `help:"Date on which the history ends; today without it." placeholder:"YYYY-MM-DD"`
	NoServe  bool   `help:"Only write the history."`
	JSON     bool   `help:"Print one JSON object."`
}

// castFile keeps the sign-ins of a demonstration beside it, so that a second
// start can print them again. They are invented people's.
const castFile = "sign-ins.json"

func (c *demoCmd) Run(ctx context.Context, s streams) error {
	until, err := c.until(time.Now())
	if err != nil {
		return err
	}
	plan := demo.Plan{Trainees: c.Trainees, Seed: c.Seed, Until: until}
	if err := plan.Validate(time.Now()); err != nil {
		return err
	}
	l, err := instance.Listen(c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	printed := demoReport{Address: "http://" + l.Addr().String(), Data: c.Data, Trainees: c.Trainees}
	if printed.Cast, err = c.cast(ctx, s, plan, printed.Address); err != nil {
		return err
	}
	if err := printed.print(s.Out, c.JSON); err != nil || c.NoServe {
		return err
	}
	conf := c.config(printed.Address)
	conf.Clock = clock.Real{}
	i, err := instance.Open(ctx, conf)
	if err != nil {
		return err
	}
	defer i.Close()
	return i.Serve(ctx, l)
}

// until is the end of the history: the end of a day that was named, or now.
func (c *demoCmd) until(now time.Time) (time.Time, error) {
	if c.Until == "" {
		return now.Add(-time.Second), nil
	}
	day, err := time.Parse(time.DateOnly, c.Until)
	if err != nil {
		return day, fault.New(fault.Invalid, "demo", "--until is %q: write a date such as 2026-11-01", c.Until)
	}
	return day, nil
}

func (c *demoCmd) config(base string) instance.Config {
	return instance.Config{
		Data: c.Data, Database: c.Database, Listen: c.Listen, BaseURL: base,
		Institute: "Polyphony Demonstration Institute", Zone: demo.Zone, Mode: fact.Demonstration,
		UrgentHelpText: "Find urgent help in your country", UrgentHelpHref: "https://findahelpline.com/",
		ConcernName: "Marit Solberg, safeguarding lead (invented)", ConcernReach: "telephone 01632 960123, day and night",
	}
}

// cast plays the history in an empty folder, or reads who is in the one there.
func (c *demoCmd) cast(ctx context.Context, s streams, plan demo.Plan, base string) (cast demo.Cast, err error) {
	path := filepath.Join(c.Data, castFile)
	if b, err := os.ReadFile(path); err == nil {
		return readCast(b, path)
	}
	if _, err := os.Stat(filepath.Join(c.Data, "keys")); err == nil {
		return cast, fault.New(fault.Refused, "demo", "the folder %s holds keys but no finished demonstration: name an empty folder with --data, or take this one away", c.Data)
	}
	if !c.JSON {
		fmt.Fprintf(s.Err, "playing eighteen months of history for %d trainees; this takes a moment\n", plan.Trainees)
	}
	at := demo.NewClock(plan.Until.Add(-demo.History))
	conf := c.config(base)
	conf.Clock = at
	if c.Seed != 0 {
		conf.Random = seeded(c.Seed)
	}
	i, err := instance.Open(ctx, conf)
	if err != nil {
		return cast, err
	}
	library, _ := content.Load(content.Embedded())
	cast, err = demo.Run(ctx, i.App, library, at, plan)
	if err = errors.Join(err, i.Close()); err != nil {
		return cast, err
	}
	return cast, writeCast(path, cast)
}

// seeded is a source of randomness that a demonstration's seed fixes. Its keys
// are as guessable as the seed, and sign nothing but that demonstration.
func seeded(seed uint64) io.Reader {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], seed)
	return rand.NewChaCha8(sha256.Sum256(append([]byte("polyphony demonstration"), b[:]...)))
}
