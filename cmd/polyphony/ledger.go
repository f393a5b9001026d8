package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"polyphony/internal/audit"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/keys"
	"polyphony/internal/ledger"
	"polyphony/internal/store"
)

type ledgerCmd struct {
	Head   ledgerHeadCmd   `cmd:"" help:"Print the newest signed head. Example: polyphony ledger head --data ./data"`
	Prove  ledgerProveCmd  `cmd:"" help:"Print the inclusion proof of an entry. Example: polyphony ledger prove 42"`
	Export ledgerExportCmd `cmd:"" help:"Write everything an outsider needs to check the ledger again. Example: polyphony ledger export ledger.txt"`
	Audit  ledgerAuditCmd  `cmd:"" help:"Rebuild the tree and derive every standing and certificate again. Example: polyphony ledger audit --export ledger.txt --key ledger.pub --checkpoint head.txt"`
}

// openStore opens the ledger of a place without founding anything.
func (p place) openStore(ctx context.Context) (*store.Store, error) {
	k, err := keys.Load(filepath.Join(p.Data, "keys"))
	if err != nil {
		return nil, err
	}
	url := p.Database
	if url == "" {
		url = filepath.Join(p.Data, "polyphony.db")
		if _, err := os.Stat(url); err != nil {
			return nil, fault.New(fault.Invalid, "ledger", "there is no ledger in %s (%v): name its folder with --data, or its database with --database", p.Data, err)
		}
	}
	return store.Open(ctx, store.Config{
		URL: url, Signer: k.Signer, VerifierKeys: []string{k.VerifierKey}, HeadFile: k.HeadFile(),
	})
}

// reading runs fn over one snapshot of the ledger of a place.
func (p place) reading(ctx context.Context, fn func(tx *store.Tx) error) error {
	s, err := p.openStore(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.Read(ctx, fn), s.Close())
}

type ledgerHeadCmd struct{ place }

func (c *ledgerHeadCmd) Run(ctx context.Context, s streams) error {
	return c.reading(ctx, func(tx *store.Tx) error {
		head, _, err := tx.Head()
		if err == nil {
			_, err = s.Out.Write(head)
		}
		return err
	})
}

type ledgerProveCmd struct {
	place
	Index int64 `arg:"" help:"Number of the entry, from 0."`
}

func (c *ledgerProveCmd) Run(ctx context.Context, s streams) error {
	return c.reading(ctx, func(tx *store.Tx) error {
		p, err := tx.Proof(c.Index)
		if err == nil {
			_, err = s.Out.Write(p.Text())
		}
		return err
	})
}

type ledgerExportCmd struct {
	place
	File   string `arg:"" help:"Where to write; - for standard output."`
	Sealed bool   `help:"Open every payload and the keys of knowledge checks: for an auditor only."`
}

func (c *ledgerExportCmd) Run(ctx context.Context, s streams) error {
	if c.File == "-" {
		return c.reading(ctx, func(tx *store.Tx) error { return c.export(tx, s.Out) })
	}
	f, err := os.CreateTemp(filepath.Dir(c.File), ".export-*")
	if err != nil {
		return fault.New(fault.Invalid, "export", "%s cannot be written (%v): choose another place", c.File, err)
	}
	err = c.reading(ctx, func(tx *store.Tx) error { return c.export(tx, f) })
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), c.File)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	_, err = fmt.Fprintf(s.Out, "the ledger is written to %s\n", c.File)
	return err
}

func (c *ledgerExportCmd) export(tx *store.Tx, w io.Writer) error {
	var o ledger.ExportOptions
	if !c.Sealed {
		rules, err := audit.PublicRules(tx)
		if err != nil {
			return err
		}
		o.Open, o.Withhold = rules.Open, rules.Withhold
	}
	return tx.Export(w, o)
}

type ledgerAuditCmd struct {
	place
	Export     string `help:"An exported ledger; the place's own without it." placeholder:"FILE" type:"path"`
	Key        string `help:"The verifier key kept outside, as a file." placeholder:"FILE" type:"path"`
	Checkpoint string `help:"A signed head kept outside, as a file." placeholder:"FILE" type:"path"`
	JSON       bool   `help:"Print one JSON object."`
}

// auditReport is what --json prints.
type auditReport struct {
	Follows      bool   `json:"follows"`
	Problem      string `json:"problem,omitempty"`
	Mode         string `json:"mode,omitempty"`
	Entries      int64  `json:"entries"`
	Closed       int    `json:"closed"`
	Enrolments   int    `json:"enrolments"`
	Complete     int    `json:"complete"`
	Certificates int    `json:"certificates"`
	Revoked      int    `json:"revoked"`
	Trusts       string `json:"trusts,omitempty"`
}

func (c *ledgerAuditCmd) Run(ctx context.Context, s streams) error {
	outside, err := c.outside()
	if err != nil {
		return err
	}
	in, done, err := c.source(ctx)
	if err != nil {
		return err
	}
	findings, err := ledger.Check(in, outside)
	if err = errors.Join(err, done()); err != nil {
		return err
	}
	r := report(findings)
	if c.JSON {
		err = printJSON(s.Out, r)
	} else {
		err = r.print(s.Out)
	}
	if err == nil && !r.Follows {
		return errNo
	}
	return err
}

func (c *ledgerAuditCmd) outside() (o ledger.Options, err error) {
	if c.Key != "" {
		b, err := os.ReadFile(c.Key)
		if err != nil {
			return o, fault.New(fault.Invalid, "audit", "the key %s cannot be read (%v)", c.Key, err)
		}
		o.Key = strings.TrimSpace(string(b))
	}
	if c.Checkpoint != "" {
		if o.Checkpoint, err = os.ReadFile(c.Checkpoint); err != nil {
			return o, fault.New(fault.Invalid, "audit", "the checkpoint %s cannot be read (%v)", c.Checkpoint, err)
		}
	}
	return o, nil
}

// source is the exported file, or an export made on the spot.
func (c *ledgerAuditCmd) source(ctx context.Context) (io.Reader, func() error, error) {
	if c.Export != "" {
		f, err := os.Open(c.Export)
		if err != nil {
			return nil, nil, fault.New(fault.Invalid, "audit", "the export %s cannot be read (%v)", c.Export, err)
		}
		return f, f.Close, nil
	}
	var b strings.Builder
	err := c.reading(ctx, func(tx *store.Tx) error { return tx.Export(&b, ledger.ExportOptions{}) })
	return strings.NewReader(b.String()), func() error { return nil }, err
}

func report(f ledger.Findings) auditReport {
	if f.Problem != nil {
		return auditReport{Problem: f.Problem.String()}
	}
	res := audit.Check(f.File)
	r := auditReport{
		Follows: res.Problem == nil, Mode: string(res.Mode), Entries: res.Entries, Closed: res.Closed,
		Enrolments: res.Enrolments, Complete: res.Complete, Certificates: res.Certificates, Revoked: res.Revoked,
	}
	if res.Problem != nil {
		r.Problem = res.Problem.Error()
	}
	switch {
	case f.TrustsOwnKey && f.TrustsOwnCheckpoint:
		r.Trusts = "the file's own key and checkpoint: somebody with the signing key could have made it anew; bring --key and --checkpoint from outside"
	case f.TrustsOwnKey:
		r.Trusts = "the file's own key; bring --key from outside"
	case f.TrustsOwnCheckpoint:
		r.Trusts = "the file's own checkpoint: it could have been cut short; bring --checkpoint from outside"
	}
	return r
}

func (r auditReport) print(w io.Writer) error {
	if !r.Follows {
		_, err := fmt.Fprintf(w, "DOES NOT FOLLOW: %s\n", r.Problem)
		return err
	}
	_, err := fmt.Fprintf(w, "follows: %d entries (%d closed), %d enrolments, %d of them complete, %d certificates, %d revoked\n",
		r.Entries, r.Closed, r.Enrolments, r.Complete, r.Certificates, r.Revoked)
	if err == nil && r.Mode == string(fact.Demonstration) {
		_, err = fmt.Fprintln(w, "this is a DEMONSTRATION ledger: it proves nothing about anybody")
	}
	if err == nil && r.Trusts != "" {
		_, err = fmt.Fprintf(w, "trusts %s\n", r.Trusts)
	}
	return err
}
