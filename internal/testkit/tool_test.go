package testkit

import (
	"fmt"
	"testing"
)

func TestToolFindsOrNamesThePackage(t *testing.T) {
	if Tool(t, "sh", "dash") == "" {
		t.Error("no path")
	}
	r := record(t, func(r *recorder) { Tool(r, "no-such-program", "some-package") })
	r.mustFail(t, `"no-such-program"`, "apt-get install some-package")
}

func TestSeedIsTakenFromTheEnvironmentAndPrinted(t *testing.T) {
	t.Setenv(seedVariable, "-42")
	r := record(t, func(r *recorder) {
		if got := Seed(r); got != -42 {
			r.Errorf("seed %d", got)
		}
	})
	r.mustPass(t)
	if got := r.said.String(); got != "POLYPHONY_SEED=-42\n" {
		t.Errorf("it logs %q", got)
	}
	t.Setenv(seedVariable, "soon")
	record(t, func(r *recorder) { Seed(r) }).mustFail(t, `"soon"`, "whole number")
}

func TestSeedDiffersFromRunToRun(t *testing.T) {
	unsetenv(t, seedVariable)
	seen := map[string]bool{}
	for range 4 {
		seen[fmt.Sprint(Seed(t))] = true
	}
	if len(seen) != 4 {
		t.Errorf("four draws gave %v", seen)
	}
}
