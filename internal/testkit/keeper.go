package testkit

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A keeper is a small shell process that tidies up after this test binary. Its
// standard input is a pipe of which only the binary holds the other end: when
// the binary ends, in order, by a panic or by a kill, the kernel closes the
// pipe, the shell reads the end of file and does its last duties. No
// TestMain is needed and no signal can be missed.
type keeper struct {
	input *os.File // held open for as long as the kept thing is needed
	shell *exec.Cmd
}

// started lists the keepers of this binary, for Main to end in order. It also
// holds the pipes: a pipe that nothing refers to would be closed by the
// garbage collector.
var started struct {
	sync.Mutex
	keepers []*keeper
}

func releaseAll() {
	started.Lock()
	defer started.Unlock()
	for _, k := range started.keepers {
		k.release()
	}
	started.keepers = nil
}

// keep starts script in its own session, so that an interrupt from the
// keyboard reaches the tests but not what they still need for their end. It
// waits until the script prints "ready"; anything else is the error.
func keep(script string, as *syscall.Credential, patience time.Duration, args ...string) (*keeper, error) {
	ours, theirs, err := pipes()
	if err != nil {
		return nil, err
	}
	defer theirs.input.Close()
	defer theirs.output.Close()
	defer ours.output.Close()

	shell := exec.Command("/bin/sh", append([]string{"-c", script, "keeper"}, args...)...)
	shell.Dir = "/"
	shell.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC"}
	shell.Stdin, shell.Stdout = theirs.input, theirs.output
	shell.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Credential: as}
	if err := shell.Start(); err != nil {
		ours.input.Close()
		return nil, err
	}
	// The script's end of the output must be closed here, or a script that
	// fails would leave the read below waiting.
	theirs.output.Close()
	k := &keeper{input: ours.input, shell: shell}
	if err := awaitReady(ours.output, patience); err != nil {
		k.release()
		return nil, err
	}
	started.Lock()
	defer started.Unlock()
	started.keepers = append(started.keepers, k)
	return k, nil
}

// release ends what was kept and waits until it is gone.
func (k *keeper) release() {
	k.input.Close()
	// The exit status says nothing that the caller could act on: the script
	// has done what it could.
	_ = k.shell.Wait()
}

type ends struct{ input, output *os.File }

// pipes makes both pipes: we write the shell's input and read its output.
func pipes() (ours, theirs ends, err error) {
	if theirs.input, ours.input, err = os.Pipe(); err != nil {
		return ours, theirs, err
	}
	if ours.output, theirs.output, err = os.Pipe(); err != nil {
		return ours, theirs, errors.Join(err, theirs.input.Close(), ours.input.Close())
	}
	return ours, theirs, nil
}

func awaitReady(output *os.File, patience time.Duration) error {
	if err := output.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	lines := bufio.NewReader(output)
	first, err := lines.ReadString('\n')
	if strings.TrimSpace(first) == "ready" {
		return nil
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return fmt.Errorf("not ready after %v", patience)
	}
	// What follows is for the reader of the message; an unreadable rest
	// leaves it shorter.
	rest, _ := io.ReadAll(lines)
	return fmt.Errorf("%s", strings.TrimSpace(first+string(rest)))
}
