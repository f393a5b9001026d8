package main

import (
	"context"
	"fmt"

	"polyphony/cmd/polyphony/instance"
	"polyphony/internal/clock"
	"polyphony/internal/fact"
)

// place is where an instance lives; commands that need its data share it.
type place struct {
	Data     string `help:"Folder of the database and the keys." default:"./data" type:"path"`
	Database string `help:"postgres://… for the large installation; SQLite in the data folder otherwise." placeholder:"URL"`
}

// service is how an instance is reached and called.
type service struct {
	Listen       string `help:"Address to answer on." default:"127.0.0.1:8080"`
	BaseURL      string `help:"Address that people use, for links and QR codes; http://LISTEN if empty." placeholder:"URL"`
	Zone         string `help:"Time zone of contact days, fixed when the institute is founded." default:"Europe/London"`
	HelpText     string `help:"Words of the link for a person in a crisis, in every footer." default:"Find urgent help in your country"`
	HelpURL      string `help:"Where that link leads." default:"https://findahelpline.com/"`
	ConcernName  string `help:"Whom to tell of abuse or danger heard in a meeting; shown to raters, supervisors, trainees and on the consent form." placeholder:"NAME"`
	ConcernReach string `help:"How to reach them at once, such as a telephone number that is answered." placeholder:"WORDS"`
	Institute    string `help:"Name of the institute, as printed on certificates." default:"Open Dialogue Institute"`
}

type serveCmd struct {
	place
	service
	Config configFile `help:"File with the same settings, one key = value a line." placeholder:"FILE"`
}

func (c *serveCmd) Run(ctx context.Context, io streams) error {
	// The port first: a second start on the same folder must not touch it.
	l, err := instance.Listen(c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	i, err := instance.Open(ctx, c.config(fact.Real))
	if err != nil {
		return err
	}
	defer i.Close()
	link, err := i.SetupLink(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(io.Out, "Polyphony answers on %s\n", i.BaseURL())
	if h := i.App.Hold(); h != "" {
		fmt.Fprintf(io.Err, "polyphony: integrity hold, read-only: %s\n", h)
	}
	if link != "" {
		fmt.Fprintf(io.Out, "Set up the first administrator (the link opens once, within 14 days):\n  %s\n", link)
	}
	return i.Serve(ctx, l)
}

func (c *serveCmd) config(mode fact.Mode) instance.Config {
	return instance.Config{
		Data: c.Data, Database: c.Database, Listen: c.Listen, BaseURL: c.BaseURL,
		Institute: c.Institute, Zone: c.Zone, Mode: mode, Clock: clock.Real{},
		UrgentHelpText: c.HelpText, UrgentHelpHref: c.HelpURL,
		ConcernName: c.ConcernName, ConcernReach: c.ConcernReach,
	}
}
