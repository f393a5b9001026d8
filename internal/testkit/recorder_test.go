package testkit

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// A recorder stands in for the test of a user of this package, so that its
// failing can be looked at.
type recorder struct {
	testing.TB
	failed   bool
	said     strings.Builder
	cleanups []func()
}

// record runs f as a test would be run: FailNow ends it, cleanups follow in
// reverse order.
func record(t testing.TB, f func(*recorder)) *recorder {
	t.Helper()
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
	for i := len(r.cleanups) - 1; i >= 0; i-- {
		r.cleanups[i]()
	}
	return r
}

func (r *recorder) Helper()          {}
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Failed() bool     { return r.failed }
func (r *recorder) Log(args ...any)  { fmt.Fprintln(&r.said, args...) }

func (r *recorder) Logf(format string, args ...any) { fmt.Fprintf(&r.said, format+"\n", args...) }

func (r *recorder) Errorf(format string, args ...any) {
	r.failed = true
	r.Logf(format, args...)
}

func (r *recorder) Error(args ...any) {
	r.failed = true
	r.Log(args...)
}

func (r *recorder) FailNow() {
	r.failed = true
	runtime.Goexit()
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Logf(format, args...)
	r.FailNow()
}

func (r *recorder) Fatal(args ...any) {
	r.Log(args...)
	r.FailNow()
}

// mustFail checks that the recorded test failed and said all of this.
func (r *recorder) mustFail(t testing.TB, said ...string) {
	t.Helper()
	if !r.failed {
		t.Errorf("it passed; it should have failed with %q", said)
		return
	}
	for _, want := range said {
		if !strings.Contains(r.said.String(), want) {
			t.Errorf("it failed without saying %q:\n%s", want, r.said.String())
		}
	}
}

func (r *recorder) mustPass(t testing.TB) {
	t.Helper()
	if r.failed {
		t.Errorf("it should have passed:\n%s", r.said.String())
	}
}

// unsetenv removes a variable for one test.
func unsetenv(t *testing.T, name string) {
	t.Helper()
	t.Setenv(name, "")
	if err := os.Unsetenv(name); err != nil {
		t.Fatal(err)
	}
}
