package testkit

import (
	"os"
	"sync"
	"time"
)

// sweep removes a folder when the binary has ended. The second round is for
// files that a dying browser wrote during the first.
const sweep = `trap '' HUP INT TERM; echo ready; read -r _; rm -rf "$1"; sleep 0.3; rm -rf "$1"`

// scratch is one folder for this test binary, made at first use and removed
// when the binary ends, also when it is killed (which t.TempDir does not
// promise). A test binary is one process with one such folder, hence the
// package variable.
var scratch = sync.OnceValues(func() (string, error) {
	path, err := os.MkdirTemp("", "polyphony-test-")
	if err != nil {
		return "", err
	}
	if _, err := keep(sweep, nil, 10*time.Second, path); err != nil {
		return "", err
	}
	return path, nil
})
