package keys

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

func open(t *testing.T, dir string, mode fact.Mode) *Keys {
	t.Helper()
	k, err := Open(dir, mode, nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeysAreMadeOnceAndLoaded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data", "keys")
	first := open(t, dir, fact.Real)
	if !first.Institute.Valid() || first.Signer.Name() != ledger.Origin(fact.Real, first.Institute) {
		t.Errorf("institute %q signs as %q", first.Institute, first.Signer.Name())
	}
	for _, again := range []func() (*Keys, error){
		func() (*Keys, error) { return Open(dir, fact.Real, nil) },
		func() (*Keys, error) { return Load(dir) },
	} {
		k, err := again()
		if err != nil {
			t.Fatal(err)
		}
		if k.VerifierKey != first.VerifierKey || k.Institute != first.Institute || k.Mode != fact.Real || k.HeadFile() != filepath.Join(dir, "head") {
			t.Errorf("loaded %+v; want %+v", k, first)
		}
		a, err := first.Secret("recordings")
		if err != nil {
			t.Fatal(err)
		}
		b, err := k.Secret("recordings")
		if err != nil || !bytes.Equal(a, b) || len(a) != 32 {
			t.Errorf("secrets differ: %x %x, %v", a, b, err)
		}
		if c, err := k.Secret("sessions"); err != nil || bytes.Equal(a, c) {
			t.Errorf("one secret for two purposes, %v", err)
		}
	}
	msg, err := note.Sign(&note.Note{Text: "text\n"}, first.Signer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open(msg, note.VerifierList(first.Verifier)); err != nil {
		t.Error(err)
	}
}

func TestR32_ADemonstrationsKeysAreNotARealOnes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	demo := open(t, dir, fact.Demonstration)
	if !strings.HasPrefix(demo.Signer.Name(), "polyphony.demonstration/") {
		t.Errorf("a demonstration signs as %s", demo.Signer.Name())
	}
	if _, err := Open(dir, fact.Real, nil); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), "those of a demonstration institute") {
		t.Errorf("a real institute starts on them: %v", err)
	}
}

func TestFilesAreTheOwnersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	open(t, dir, fact.Real)
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder %v, %v", info.Mode(), err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 3 {
		t.Errorf("%d files, %v; want 3", len(files), err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

// TestWrongKeysAreRefused changes one thing and expects a sentence that names
// it.
func TestWrongKeysAreRefused(t *testing.T) {
	other := open(t, filepath.Join(t.TempDir(), "keys"), fact.Real)
	for say, spoil := range map[string]func(dir string) error{
		"chmod 600":                  func(d string) error { return os.Chmod(filepath.Join(d, signerFile), 0o640) },
		"master.key (mode 0604)":     func(d string) error { return os.Chmod(filepath.Join(d, masterFile), 0o604) },
		"chmod 700":                  func(d string) error { return os.Chmod(d, 0o770) },
		"master.key is missing":      func(d string) error { return os.Remove(filepath.Join(d, masterFile)) },
		"ledger.pub cannot be read":  func(d string) error { return os.Remove(filepath.Join(d, publicFile)) },
		"ledger.pub is not a public": func(d string) error { return os.WriteFile(filepath.Join(d, publicFile), []byte("x"), 0o600) },
		"do not belong together": func(d string) error {
			return os.WriteFile(filepath.Join(d, publicFile), []byte(other.VerifierKey), 0o600)
		},
		"is not a signing key":      func(d string) error { return os.WriteFile(filepath.Join(d, signerFile), []byte("x"), 0o600) },
		"is not a master secret":    func(d string) error { return os.WriteFile(filepath.Join(d, masterFile), []byte("00"), 0o600) },
		"is no origin of a ledger":  foreignKey,
		"ledger.key cannot be read": func(d string) error { return replaceByFolder(d, signerFile) },
	} {
		dir := filepath.Join(t.TempDir(), "keys")
		open(t, dir, fact.Real)
		if err := spoil(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, fact.Real, nil); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("error %v; want it to say %q", err, say)
		}
	}
}

// foreignKey puts a well formed key in place that is not of a ledger of ours.
func foreignKey(dir string) error {
	secret, _, err := note.GenerateKey(nil, "somebody.example/log")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, signerFile), []byte(secret), 0o600)
}

func replaceByFolder(dir, name string) error {
	path := filepath.Join(dir, name)
	if err := os.Remove(path); err != nil {
		return err
	}
	return os.Mkdir(path, 0o700)
}

func TestFoldersThatCannotHoldKeys(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "keys"), fact.Real, nil); !fault.Is(err, fault.Refused) && err == nil {
		t.Errorf("below a file: %v", err)
	}
	if _, err := Load(file); !fault.Is(err, fault.Refused) || !strings.Contains(err.Error(), "is not a folder") {
		t.Errorf("a file: %v", err)
	}
	if _, err := Load(filepath.Join(dir, "none")); !fault.Is(err, fault.Refused) {
		t.Errorf("no folder: %v", err)
	}
	loose := filepath.Join(dir, "loose")
	if err := os.Mkdir(loose, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(loose, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(loose, fact.Real, nil); !fault.Is(err, fault.Refused) {
		t.Errorf("a folder that others write to: %v", err)
	}
}

func TestR32_SeededKeysAreADemonstrationsOnly(t *testing.T) {
	zeros := bytes.NewReader(make([]byte, 1<<10))
	if _, err := Open(filepath.Join(t.TempDir(), "keys"), fact.Real, zeros); !fault.Is(err, fault.Invalid) {
		t.Errorf("a real institute with seeded keys: %v", err)
	}
	k, err := Open(filepath.Join(t.TempDir(), "keys"), fact.Demonstration, zeros)
	if err != nil || k.Institute != "aaaaaaaaaaaaaaaaaaaaaaaaaa" {
		t.Errorf("a demonstration: %+v, %v", k, err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "keys"), fact.Demonstration, bytes.NewReader(nil)); err == nil {
		t.Error("keys without randomness")
	}
}

// TestAStartThatBrokeOffBeginsAnew: the signing key is written last.
func TestAStartThatBrokeOffBeginsAnew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	open(t, dir, fact.Real)
	if err := os.Remove(filepath.Join(dir, signerFile)); err != nil {
		t.Fatal(err)
	}
	open(t, dir, fact.Real)
}
