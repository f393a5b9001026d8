package testkit

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// holdVariable turns the test binary, started by itself, into one that starts
// things and waits to be killed.
const holdVariable = "POLYPHONY_TESTKIT_HOLD"

// TestHold is the other half of the test below; by itself it does nothing.
func TestHold(t *testing.T) {
	if os.Getenv(holdVariable) == "" {
		return
	}
	folder, err := scratch()
	if err != nil {
		t.Fatal(err)
	}
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	Postgres(t)
	Browser(t)
	os.Stdout.WriteString("held " + folder + " " + c.socket + "\n")
	if os.Getenv(holdVariable) == "panic" {
		panic("as a test might")
	}
	time.Sleep(time.Minute)
}

func TestNothingOutlivesATestBinaryThatIsKilledOrPanics(t *testing.T) {
	for _, end := range []string{"kill", "panic"} {
		t.Run(end, func(t *testing.T) {
			held := exec.Command(os.Args[0], "-test.run=^TestHold$")
			held.Env = append(os.Environ(), holdVariable+"="+end)
			output, err := held.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := held.Start(); err != nil {
				t.Fatal(err)
			}
			line, err := bufio.NewReader(output).ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			kept := strings.Fields(line)
			if len(kept) != 3 || kept[0] != "held" {
				t.Fatalf("it says %q", line)
			}
			var server int
			if end == "kill" {
				server = serverID(t, kept[2])
				if err := held.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			if err := held.Wait(); err == nil {
				t.Error("it ended well; it should not have")
			}
			for _, folder := range kept[1:] {
				mustVanish(t, folder)
			}
			if server != 0 && syscall.Kill(server, 0) == nil {
				t.Errorf("the server (process %d) is still there", server)
			}
		})
	}
}

// serverID reads the process of a cluster.
func serverID(t *testing.T, socket string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(socket, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	id, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// mustVanish waits for a folder to go: it goes a moment after its binary.
func mustVanish(t *testing.T, folder string) {
	t.Helper()
	for range 100 {
		if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("%s is still there after ten seconds", folder)
}

func TestKeeperThatIsNeverReadyIsGivenUp(t *testing.T) {
	_, err := keep(`read -r _`, nil, 50*time.Millisecond)
	if err == nil || !strings.Contains(err.Error(), "not ready after") {
		t.Errorf("error %v", err)
	}
}
