package keys

import (
	"os"
	"path/filepath"
	"strings"

	"polyphony/internal/fault"
)

// checkFolder refuses a folder in which another user could swap the files.
func checkFolder(dir string) error {
	const op = "keys.Folder"
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return fault.New(fault.Refused, op, "the folder for keys %s cannot be read (%v)", dir, err)
	case !info.IsDir():
		return fault.New(fault.Refused, op, "%s is not a folder", dir)
	case info.Mode().Perm()&0o022 != 0:
		return fault.New(fault.Refused, op, "others may write to the folder for keys %s; run: chmod 700 %s", dir, dir)
	}
	return nil
}

// readSecret reads one line from a file that its owner alone may read.
func readSecret(dir, name string) (string, error) {
	const op = "keys.Read"
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	if err != nil {
		return "", fault.New(fault.Refused, op, "the key %s is missing or cannot be read (%v); put the file back from your copy", path, err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.Refused, op, "others may read the key %s (mode %04o); run: chmod 600 %s", path, info.Mode().Perm(), path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fault.New(fault.Refused, op, "the key %s cannot be read (%v)", path, err)
	}
	return strings.TrimSpace(string(b)), nil
}

// writeSecret puts text into a new file, whole or not at all.
func writeSecret(dir, name, text string) error {
	const op = "keys.Write"
	f, err := os.CreateTemp(dir, "."+name+"-*") // mode 0600
	if err != nil {
		return fault.New(fault.Refused, op, "the folder for keys %s cannot be written to (%v)", dir, err)
	}
	defer os.Remove(f.Name()) // gone already when the rename below succeeded
	_, err = f.WriteString(text + "\n")
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	return fault.Wrap(op, err)
}
