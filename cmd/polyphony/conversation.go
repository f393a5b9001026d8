package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"polyphony/fidelity/agreement"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fault"
)

type transcriptCmd struct {
	Measure transcriptMeasureCmd `cmd:"" help:"Conversation measures of one transcript. Example: polyphony transcript measure meeting.vtt --roles roles.csv --json"`
}

type transcriptMeasureCmd struct {
	File  string `arg:"" help:"WebVTT or SRT." type:"path"`
	Roles string `help:"CSV with the columns voice,role; a role is practitioner, person, network or other." placeholder:"FILE.csv" type:"path"`
	JSON  bool   `help:"Print one JSON object."`
}

func (c *transcriptMeasureCmd) Run(s streams) error {
	t, err := openWith(c.File, conversation.Parse)
	if err != nil {
		return err
	}
	roles := map[string]conversation.Role{}
	if c.Roles != "" {
		if roles, err = openWith(c.Roles, conversation.ParseRoles); err != nil {
			return err
		}
	}
	m := conversation.Measure(t, roles)
	if c.JSON {
		return printJSON(s.Out, m)
	}
	fmt.Fprintf(s.Out, "%d cues, %d words, %d turns; silence %s, overlap %s\n", m.Cues, m.Words, m.Turns, seconds(m.SilenceMS), seconds(m.OverlapMS))
	for _, v := range m.Voices {
		fmt.Fprintf(s.Out, "%-24s %6d words %5.1f %%  speaking %s, %d turns\n", v.Name, v.Words, 100*v.WordShare, seconds(v.SpeakingMS), v.Turns)
	}
	for _, d := range m.Dropped {
		fmt.Fprintf(s.Err, "polyphony: cue left out: %s:%d: %s\n", c.File, d.Line, d.Why)
	}
	return nil
}

func seconds(ms int64) string { return fmt.Sprintf("%d:%02d", ms/60000, ms/1000%60) }

// openWith reads a file with one of the parsers.
func openWith[T any](path string, parse func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, fault.New(fault.Invalid, "open", "%s cannot be read (%v): check the name and its rights", path, err)
	}
	defer f.Close()
	return parse(f)
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

type utterancesCmd struct {
	Label utterancesLabelCmd `cmd:"" help:"Label each line of {\"text\",\"prev\"} as question and reflection. Example: polyphony utterances label lines.jsonl"`
}

type utterancesLabelCmd struct {
	File string `arg:"" optional:"" help:"JSON lines; standard input if left out." type:"path"`
}

func (c *utterancesLabelCmd) Run(s streams) error {
	in := s.In
	if c.File != "" {
		f, err := os.Open(c.File)
		if err != nil {
			return fault.New(fault.Invalid, "open", "%s cannot be read (%v): check the name and its rights", c.File, err)
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 4<<20)
	for n := 1; lines.Scan(); n++ {
		var u struct{ Text, Prev string }
		if err := json.Unmarshal(lines.Bytes(), &u); err != nil {
			return fault.New(fault.Invalid, "label", "line %d is no JSON object with text and prev: %v", n, err)
		}
		if err := printJSON(s.Out, conversation.LabelUtterance(u.Text, u.Prev)); err != nil {
			return err
		}
	}
	return fault.Wrap("label", lines.Err())
}

type agreementCmd struct {
	File  string `arg:"" help:"JSON in the fixture form, a tidy export of ratings, or CSV: a header, the unit first, a column a rater, blank for missing." type:"path"`
	Scale string `help:"Lowest and highest level of the scale, such as 1-5; from the file without it." placeholder:"LOW-HIGH"`
	JSON  bool   `help:"Print one JSON object."`
}

func (c *agreementCmd) Run(s streams) error {
	in, err := openWith(c.File, func(r io.Reader) (agreement.Input, error) { return agreement.Read(r, c.File) })
	if err != nil {
		return err
	}
	if c.Scale != "" {
		lowest, highest, err := scale(c.Scale)
		if err != nil {
			return err
		}
		if err := in.SetScale(lowest, highest); err != nil {
			return err
		}
	}
	report := agreement.Analyse(in)
	if c.JSON {
		return printJSON(s.Out, report)
	}
	_, err = fmt.Fprint(s.Out, report.Text())
	return err
}
