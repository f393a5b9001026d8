package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/fidelity/agreement"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/store"
)

type ratingsCmd struct {
	Export ratingsExportCmd `cmd:"" help:"Write every rating of decided meetings as a tidy CSV under pseudonyms. Example: polyphony ratings export ratings.csv --codebook codebook.md"`
}

type ratingsExportCmd struct {
	place
	File     string `arg:"" help:"Where to write; - for standard output."`
	Codebook string `help:"Where to write what each column means, as Markdown." placeholder:"FILE.md"`
}

func (c *ratingsExportCmd) Run(ctx context.Context, s streams) error {
	var found []agreement.Rating
	err := c.reading(ctx, func(tx *store.Tx) (err error) {
		found, err = decidedRatings(tx)
		return err
	})
	if err != nil {
		return err
	}
	if c.Codebook != "" {
		if err := writeWhole(c.Codebook, s.Out, writeCodebook); err != nil {
			return err
		}
	}
	return writeWhole(c.File, s.Out, func(w io.Writer) error { return agreement.WriteTidy(w, found) })
}

// writeWhole writes a file that is there whole or not at all; - is out.
func writeWhole(name string, out io.Writer, write func(io.Writer) error) error {
	if name == "-" {
		return write(out)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".ratings-*")
	if err != nil {
		return fault.New(fault.Invalid, "ratings", "%s cannot be written (%v): choose another place", name, err)
	}
	if err = errors.Join(write(f), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// ledgerReader is the part of a ledger that ratings are read from.
type ledgerReader interface {
	OfKind(kind fact.Kind, after int64) ([]fact.Entry, error)
	History(subject fact.ID, after int64) ([]fact.Entry, error)
	Blob(d fact.Digest) ([]byte, error)
	Now() fact.Time
}

// decidedRatings reads the ratings that stand in every decided meeting. A
// meeting that is not decided is left out whole, so that no rater learns from
// an export what another one found, or that they have rated (R26).
func decidedRatings(r ledgerReader) ([]agreement.Rating, error) {
	enrolled, err := r.OfKind(fact.TraineeEnrolledKind, -1)
	if err != nil {
		return nil, err
	}
	bundles := map[fact.Digest]courses.Pinned{}
	var out []agreement.Rating
	for _, e := range enrolled {
		f, ok := e.Fact.(*fact.TraineeEnrolled)
		if !ok {
			continue
		}
		pinned, known := bundles[f.Bundle]
		if !known {
			if pinned, err = bundle(r, f.Bundle); err != nil {
				return nil, err
			}
			bundles[f.Bundle] = pinned
		}
		history, err := r.History(f.Enrolment, -1)
		if err != nil {
			return nil, err
		}
		out = append(out, ratingsOf(pinned, history, r.Now())...)
	}
	return out, nil
}

func bundle(r ledgerReader, d fact.Digest) (courses.Pinned, error) {
	manifest, err := r.Blob(d)
	if err != nil {
		return courses.Pinned{}, err
	}
	opened, err := content.OpenBundleWithoutKeys(manifest, r.Blob)
	return opened.Pinned, err
}

// ratingsOf lists the ratings of the decided meetings of one enrolment, a line
// for each principle.
func ratingsOf(p courses.Pinned, history []fact.Entry, now fact.Time) (out []agreement.Rating) {
	on := map[fact.ID]string{}
	for _, e := range history {
		if f, ok := e.Fact.(*fact.RatingCommitted); ok {
			on[f.Rating] = e.At.Time().UTC().Format(time.DateOnly)
		}
	}
	for _, m := range courses.Meetings(p, history, now) {
		if !m.Decided {
			continue
		}
		for _, rating := range m.Ratings {
			for _, score := range rating.Scores {
				out = append(out, agreement.Rating{
					Meeting: string(m.Meeting), Trainee: string(rating.Trainee), Principle: score.Principle, Rater: string(rating.Rater),
					Score: int(score.Level), State: stateOf(score.Said), Purpose: string(fact.Summative),
					Instrument: instrumentName(p.Instrument), RatedOn: on[rating.Rating],
				})
			}
		}
	}
	return out
}

func instrumentName(in fidelity.Instrument) string { return fmt.Sprintf("%s v%d", in.ID, in.Version) }

func stateOf(said fact.Said) agreement.State {
	switch said {
	case fact.SaidLevel:
		return agreement.Scored
	case fact.SaidNotApplicable:
		return agreement.NotApplicable
	case fact.SaidNotObservable:
		return agreement.NotObservable
	default:
		return agreement.State(said) // WriteTidy refuses it by name
	}
}

// writeCodebook writes the codebook for people; nobody is named in it.
func writeCodebook(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Codebook of the ratings\n\nOne line for each rating of one principle by one rater. Only meetings that are decided are in the file. " +
		"People and meetings stand under their ids of the ledger, without names; whoever has the ledger's list of people can tell who they are, so keep the file as you keep personal data.\n\n" +
		"| column | type | values | meaning |\n|---|---|---|---|\n")
	for _, v := range agreement.Codebook() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", v.Name, v.Type, v.Values, v.Meaning)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// scale reads "1-5".
func scale(text string) (lowest, highest int, err error) {
	from, to, found := strings.Cut(text, "-")
	if _, e := fmt.Sscan(from+" "+to, &lowest, &highest); !found || e != nil || text != fmt.Sprintf("%d-%d", lowest, highest) {
		return 0, 0, fault.New(fault.Invalid, "scale", "%q is no scale: write the lowest and the highest level, such as 1-5", text)
	}
	return lowest, highest, nil
}
