package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// configFile is a file of settings: one "key = value" a line, # for comments.
// Flags come first, then the environment, then the file. A key that is no
// setting is an error.
type configFile string

// BeforeResolve lets the file answer for flags that were not given.
func (f configFile) BeforeResolve(k *kong.Kong, ctx *kong.Context, trace *kong.Path) error {
	path, ok := ctx.FlagValue(trace.Flag).(configFile)
	if !ok || path == "" {
		return nil
	}
	values, err := readConfig(string(path))
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, flag := range ctx.Flags() {
		known[flag.Name] = true
	}
	for key := range values {
		if !known[key] {
			return fmt.Errorf("%q is no setting: %s: polyphony serve --help lists all", key, path)
		}
	}
	ctx.AddResolver(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, env := range flag.Envs {
			if _, set := os.LookupEnv(env); set {
				return nil, nil // the environment comes before the file
			}
		}
		if v, ok := values[flag.Name]; ok {
			return v, nil
		}
		return nil, nil
	}))
	return nil
}

func readConfig(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the settings cannot be read (%w)", err)
	}
	defer f.Close()
	values := map[string]string{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			return nil, fmt.Errorf("%s:%d: write key = value", path, n)
		}
		values[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return values, lines.Err()
}
