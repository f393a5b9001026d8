package testkit

import (
	"os"
	"testing"
)

// Main runs the tests of a package and waits until everything they started is
// gone, for callers who look right afterwards:
//
//	func TestMain(m *testing.M) { testkit.Main(m) }
//
// Packages without it are tidied up as well, a moment after they end.
func Main(m *testing.M) {
	code := m.Run()
	releaseAll()
	os.Exit(code)
}
