package testkit

import (
	"os/exec"
	"testing"
)

// Tool returns the path of a program that the test needs, or fails the test
// with the line that installs it.
func Tool(t testing.TB, name, aptPackage string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("this test needs the program %q, which is not here: apt-get install %s", name, aptPackage)
	}
	return path
}
