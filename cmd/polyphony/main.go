// Command polyphony is the whole service and its tools in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // contact days need their zone on every machine

	"github.com/alecthomas/kong"

	"polyphony/internal/fault"
)

// cli is every command; help texts and examples are in the tags.
type cli struct {
	Serve      serveCmd      `cmd:"" help:"Run the web service. Example: polyphony serve --data ./data --listen 127.0.0.1:8080"`
	Demo       demoCmd       `cmd:"" help:"Found a demonstration institute with a simulated history and serve it. Example: polyphony demo --trainees 16"`
	Content    contentCmd    `cmd:"" help:"Work on standards, pathways, modules and instruments."`
	Handbook   handbookCmd   `cmd:"" help:"Print an instrument as a rater's handbook (PDF). Example: polyphony handbook --out handbook.pdf --instrument classical-seven"`
	Transcript transcriptCmd `cmd:"" help:"Work on a transcript of a network meeting."`
	Utterances utterancesCmd `cmd:"" help:"Label utterances by transparent rules."`
	Agreement  agreementCmd  `cmd:"" help:"Inter-rater statistics of a table. Example: polyphony agreement ratings.csv"`
	Ratings    ratingsCmd    `cmd:"" help:"Ratings for research."`
	Ledger     ledgerCmd     `cmd:"" help:"Head, proofs, export and audit of the ledger."`
}

// exit codes of interfaces.md.
const (
	exitOK     = 0
	exitNo     = 1
	exitMisuse = 2
)

// errNo is the answer "no": what was printed already says why.
var errNo = errors.New("no")

// streams are where a command reads and writes, so that tests can hold them.
type streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	collectLess()
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// collectLess trades memory that a small server has for time that it has not:
// the heap may grow to three times what is live, within 110 MiB. Whoever sets
// GOGC or GOMEMLIMIT decides otherwise.
func collectLess() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(200)
		debug.SetMemoryLimit(110 << 20)
	}
}

// run parses and carries out one command and gives its exit code.
func run(ctx context.Context, args []string, io streams) int {
	var c cli
	code := -1
	p, err := kong.New(
		&c, kong.Name("polyphony"),
		kong.Description("Training and fidelity assessment for practitioners of Open Dialogue, in which no training path can be cut short."),
		kong.UsageOnError(), kong.DefaultEnvars("POLYPHONY"),
		kong.Writers(io.Out, io.Err), kong.Exit(func(n int) { code = n }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(io),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return fail(io, err)
	}
	k, err := p.Parse(args)
	if code >= 0 {
		return code
	}
	if err != nil {
		fmt.Fprintf(io.Err, "polyphony: %v: %s: see polyphony --help\n", err, strings.Join(args, " "))
		return exitMisuse
	}
	if err := k.Run(); err != nil {
		return fail(io, err)
	}
	return exitOK
}

// fail prints what was wrong, where and how to mend it. An answer of "no" has
// printed its own words.
func fail(io streams, err error) int {
	if errors.Is(err, errNo) {
		return exitNo
	}
	var e *fault.Error
	if errors.As(err, &e) && fault.KindOf(err) != fault.Internal {
		fmt.Fprintf(io.Err, "polyphony: %s\n", fault.Sentence(err))
		return exitMisuse
	}
	fmt.Fprintf(io.Err, "polyphony: %v\n", err)
	return exitMisuse
}
