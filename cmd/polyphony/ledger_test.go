package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestR27_AuditOfADemonstration plays one, exports it and audits it in every
// way that interfaces.md names.
func TestR27_AuditOfADemonstration(t *testing.T) {
	data := filepath.Join(t.TempDir(), "demo")
	code, out, errs := command(t, "", "demo", "--data", data, "--listen", "127.0.0.1:0", "--trainees", "12", "--seed", "4", "--until", "2026-11-01", "--no-serve", "--json")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	var printed struct {
		Address      string
		SignIn       []struct{ Role, Email, Password string } `json:"sign_in"`
		Certificates []struct{ Number, State string }
	}
	if err := json.Unmarshal([]byte(out), &printed); err != nil || len(printed.SignIn) < 20 || len(printed.Certificates) < 3 {
		t.Fatalf("%v: %s", err, out)
	}
	again, second, _ := command(t, "", "demo", "--data", data, "--listen", "127.0.0.1:0", "--no-serve", "--json")
	if again != exitOK || !strings.Contains(second, printed.SignIn[0].Password) {
		t.Errorf("a second start does not print the same sign-ins: exit %d", again)
	}

	export := filepath.Join(t.TempDir(), "export.txt")
	head := filepath.Join(t.TempDir(), "head.txt")
	key := filepath.Join(data, "keys", "ledger.pub")
	if code, _, errs := command(t, "", "ledger", "export", export, "--data", data); code != exitOK {
		t.Fatalf("export: exit %d: %s", code, errs)
	}
	_, note, _ := command(t, "", "ledger", "head", "--data", data)
	if err := os.WriteFile(head, []byte(note), 0o600); err != nil {
		t.Fatal(err)
	}
	audits := [][]string{
		{"--export", export},
		{"--export", export, "--key", key, "--checkpoint", head, "--json"},
		{"--data", data},
	}
	for _, a := range audits {
		if code, out, errs := command(t, "", append([]string{"ledger", "audit"}, a...)...); code != exitOK || !strings.Contains(out, "follows") {
			t.Errorf("audit %v: exit %d: %s%s", a, code, out, errs)
		}
	}
	if code, out, _ := command(t, "", "ledger", "prove", "3", "--data", data); code != exitOK || !strings.Contains(out, "index 3") {
		t.Errorf("prove: exit %d: %s", code, out)
	}
	keysStayClosed(t, export)
	var names []string
	for _, p := range printed.SignIn {
		names = append(names, p.Email)
	}
	ratingsOfADemonstration(t, data, names)

	b, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.Replace(b, []byte(`"seconds":`), []byte(`"seconds":9`), 1)
	if err := os.WriteFile(export, b, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, _ = command(t, "", "ledger", "audit", "--export", export)
	if code != exitNo || !strings.Contains(out, "entry ") {
		t.Errorf("a changed export: exit %d: %s", code, out)
	}
}

// keysStayClosed: a public export carries no key of a knowledge check (R13).
func keysStayClosed(t *testing.T, export string) {
	t.Helper()
	b, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b, []byte("\nwithheld ")) {
		t.Error("the public export withholds nothing")
	}
}
