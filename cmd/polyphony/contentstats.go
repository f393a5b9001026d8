package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"polyphony/content"
)

type contentStatsCmd struct {
	Dir  string `arg:"" optional:"" help:"Folder with standards, pathways, modules, instruments and meetings." type:"path"`
	JSON bool   `name:"json" help:"Print one JSON object."`
}

func (c *contentStatsCmd) Run(io streams) error {
	tree, err := contentTree("content stats", c.Dir)
	if err != nil {
		return err
	}
	library, _ := content.Load(tree)
	stats := library.Stats()
	if c.JSON {
		e := json.NewEncoder(io.Out)
		e.SetIndent("", "  ")
		return e.Encode(stats)
	}
	return printStats(io.Out, stats)
}

func printStats(out io.Writer, s content.Stats) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "words\tminutes\tvignettes\texercises\treflections\tfigures\titems\tsources\tterms\tease\t  module")
	for _, m := range s.Modules {
		ease := "–"
		if m.ReadingEase != nil {
			ease = fmt.Sprintf("%.0f", *m.ReadingEase)
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t  %s\n",
			m.Words, m.Minutes, m.Vignettes, m.Exercises, m.Reflections, m.Figures, m.Items, m.Sources, m.Terms, ease, strings.Join(append([]string{m.ID}, m.Translated...), " +"))
	}
	t := s.Totals
	fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\t  %d modules together\n",
		t.Words, t.Minutes, t.Vignettes, t.Exercises, t.Reflections, t.Figures, t.Items, t.Sources, t.Terms, t.Modules)
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	if t.Outlines > 0 {
		w = tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "sections\tobjectives\tto read\t  outline, still to be written")
		for _, o := range s.Outlines {
			fmt.Fprintf(w, "%d\t%d\t%d\t  %s (%s)\n", o.Sections, o.Objectives, o.ToRead, o.ID, o.Pathway)
		}
		fmt.Fprintf(w, "\t\t\t  %d outlines together\n", t.Outlines)
		if err := w.Flush(); err != nil {
			return err
		}
		fmt.Fprintln(out)
	}
	w = tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "cues\twords\tminutes\tvoices\t  meeting")
	for _, m := range s.Meetings {
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t  %s\n", m.Cues, m.Words, m.Minutes, m.Voices, m.ID)
	}
	fmt.Fprintf(w, "%d\t\t%d\t\t  %d meetings together\n", t.Cues, t.MeetingMinutes, t.Meetings)
	return w.Flush()
}
