package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// command runs polyphony as a shell would.
func command(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, streams{strings.NewReader(stdin), &o, &e})
	return code, o.String(), e.String()
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHelpOfEveryCommandHasAnExample(t *testing.T) {
	for _, c := range []string{
		"serve", "demo", "content check", "content stats", "content preview", "content new module", "handbook", "transcript measure", "utterances label", "agreement", "ratings export",
		"ledger head", "ledger prove", "ledger export", "ledger audit",
	} {
		code, out, _ := command(t, "", append(strings.Fields(c), "--help")...)
		if code != exitOK || !strings.Contains(out, "polyphony "+c) || !strings.Contains(out, "Example:") {
			t.Errorf("%s --help: exit %d\n%s", c, code, out)
		}
	}
}

func TestMisuseSaysWhatWhereAndHow(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := write(t, "file", "x")
	cases := map[string]struct {
		args []string
		want []string
	}{
		"port in use":         {[]string{"serve", "--data", t.TempDir(), "--listen", taken.Addr().String()}, []string{taken.Addr().String(), "--listen"}},
		"folder not writable": {[]string{"serve", "--data", filepath.Join(file, "data"), "--listen", "127.0.0.1:0"}, []string{"data", "--data"}},
		"unknown setting":     {[]string{"serve", "--config", write(t, "c", "colour = blue\n")}, []string{"colour", "--help"}},
		"setting without =":   {[]string{"serve", "--config", write(t, "c", "colour\n")}, []string{":1", "key = value"}},
		"unknown flag":        {[]string{"serve", "--shorten"}, []string{"--shorten", "--help"}},
		"no such transcript":  {[]string{"transcript", "measure", "nowhere.vtt"}, []string{"nowhere.vtt"}},
		"not a transcript":    {[]string{"transcript", "measure", write(t, "x.vtt", "hello")}, []string{"polyphony: "}},
		"no ledger":           {[]string{"ledger", "head", "--data", t.TempDir()}, []string{"polyphony: "}},
		"no such export":      {[]string{"ledger", "audit", "--export", "nowhere"}, []string{"nowhere"}},
		"until in no form":    {[]string{"demo", "--data", t.TempDir(), "--until", "soon", "--listen", "127.0.0.1:0"}, []string{"soon", "2026-11-01"}},
		"too few trainees":    {[]string{"demo", "--data", t.TempDir(), "--trainees", "3", "--listen", "127.0.0.1:0"}, []string{"12"}},
		"no folder to check":  {[]string{"content", "check", file}, []string{"folder"}},
		"no folder to show":   {[]string{"content", "preview", file}, []string{"folder"}},
		"no module id":        {[]string{"content", "new", "module", "No Id", "--dir", "../../content"}, []string{"No Id", "open-questions"}},
		"module there":        {[]string{"content", "new", "module", "reflecting-talk", "--dir", "../../content"}, []string{"left as it is"}},
		"no folder to count":  {[]string{"content", "stats", file}, []string{"folder"}},
		"line without JSON":   {[]string{"utterances", "label", write(t, "u", "{\"text\":\"How?\"}\nno\n")}, []string{"line 2"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			code, _, errs := command(t, "", c.args...)
			if code != exitMisuse {
				t.Errorf("exit %d; want %d", code, exitMisuse)
			}
			for _, w := range append(c.want, "polyphony: ") {
				if !strings.Contains(errs, w) {
					t.Errorf("%q does not name %q", errs, w)
				}
			}
		})
	}
}

func TestContentCheckOfTheShippedContent(t *testing.T) {
	code, out, errs := command(t, "", "content", "check")
	if code != exitOK || !strings.Contains(out, "; nothing to mend") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestContentCheckNamesFileAndLine(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "standards", "foundation.yaml")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append([]byte("shortcut: true\n"), b...), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, _ := command(t, "", "content", "check", dir)
	if code != exitNo || !strings.Contains(out, "foundation.yaml:1:") || !strings.Contains(out, "shortcut") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestLabelAndMeasure(t *testing.T) {
	code, out, _ := command(t, `{"text":"What would you like to talk about?"}`+"\n", "utterances", "label")
	if code != exitOK || !strings.Contains(out, `"question":"open"`) {
		t.Errorf("exit %d: %s", code, out)
	}
	vtt := write(t, "m.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Aino>Good morning to you.\n\n00:04.000 --> 00:05.000\n<v Bo>Morning.\n")
	code, out, _ = command(t, "", "transcript", "measure", vtt, "--json")
	var m struct {
		Cues, Words int
		SilenceMS   int64 `json:"silence_ms"`
	}
	if err := json.Unmarshal([]byte(out), &m); err != nil || code != exitOK || m.Cues != 2 || m.Words != 5 || m.SilenceMS != 2000 {
		t.Errorf("exit %d, %+v, %v", code, m, err)
	}
}

func TestAgreementOfATable(t *testing.T) {
	csv := write(t, "r.csv", "meeting,a,b\n1,4,4\n2,2,3\n3,5,5\n4,1,1\n")
	for _, flag := range []string{"--json", ""} {
		args := []string{"agreement", csv}
		if flag != "" {
			args = append(args, flag)
		}
		if code, out, errs := command(t, "", args...); code != exitOK || out == "" {
			t.Errorf("exit %d: %s%s", code, out, errs)
		}
	}
}

// TestSettingsFlagsThenEnvironmentThenFile holds the order of interfaces.md.
func TestSettingsFlagsThenEnvironmentThenFile(t *testing.T) {
	file := write(t, "c", "# settings\nzone = from/file\n\nlisten = from-file\n")
	t.Setenv("POLYPHONY_LISTEN", "from-environment")
	_, _, errs := command(t, "", "serve", "--data", t.TempDir(), "--config", file)
	if !strings.Contains(errs, "from-environment") {
		t.Errorf("the environment does not come before the file: %s", errs)
	}
	_, _, errs = command(t, "", "serve", "--data", t.TempDir(), "--config", file, "--listen", "from-flag")
	if !strings.Contains(errs, "from-flag") {
		t.Errorf("the flag does not come first: %s", errs)
	}
	t.Setenv("POLYPHONY_LISTEN", "127.0.0.1:0")
	_, _, errs = command(t, "", "serve", "--data", t.TempDir(), "--config", file)
	if !strings.Contains(errs, "from/file") {
		t.Errorf("the file is not read: %s", errs)
	}
}

func TestHandbook(t *testing.T) {
	out := filepath.Join(t.TempDir(), "handbook.pdf")
	code, said, errs := command(t, "", "handbook", "--out", out, "--language", "fi")
	pdf, err := os.ReadFile(out)
	if code != exitOK || err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || !strings.Contains(said, out) {
		t.Errorf("exit %d, %v: %s%s", code, err, said, errs)
	}
	for want, args := range map[string][]string{
		`no instrument "none"`: {"--out", out, "--instrument", "none"},
		`in the language "xx"`: {"--out", out, "--language", "xx"},
		"cannot be written":    {"--out", filepath.Join(out, "below")},
		"missing flags: --out": {},
	} {
		if code, _, errs := command(t, "", append([]string{"handbook"}, args...)...); code != exitMisuse || !strings.Contains(errs, want) {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
}
