package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"polyphony/internal/demo"
	"polyphony/internal/fault"
)

// demoReport is what demo prints.
type demoReport struct {
	Address  string `json:"address"`
	Data     string `json:"data"`
	Trainees int    `json:"trainees"`
	demo.Cast
}

func (r demoReport) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return printJSON(w, r)
	}
	fmt.Fprintf(w, "\nA DEMONSTRATION of Polyphony with %d invented trainees answers on %s\n\nSign in with:\n", r.Trainees, r.Address)
	for _, p := range r.SignIn {
		fmt.Fprintf(w, "  %-14s %-28s %s", p.Role, p.Email, p.Password)
		if p.TOTPSecret != "" {
			fmt.Fprintf(w, "  code key %s", p.TOTPSecret)
		}
		if p.Note != "" {
			fmt.Fprintf(w, "  (%s)", p.Note)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "\nPut a code key into any authenticator app, or: oathtool -b --totp KEY\nCertificates:\n")
	for _, c := range r.Certificates {
		fmt.Fprintf(w, "  %s/v/%s  %s\n", r.Address, c.Number, c.State)
	}
	return nil
}

func readCast(b []byte, path string) (c demo.Cast, err error) {
	if err := json.Unmarshal(b, &c); err != nil {
		return c, fault.New(fault.Invalid, "demo", "%s cannot be read (%v): take the folder away and start anew", path, err)
	}
	return c, nil
}

func writeCast(path string, c demo.Cast) error {
	b, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fault.Wrap("demo", err)
	}
	return fault.Wrap("demo", os.WriteFile(path, append(b, '\n'), 0o600))
}
