package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/app"
	"polyphony/internal/clock"
	"polyphony/internal/fact"
)

// The child of TestR35_KillLeavesASerialState learns its store from these.
const (
	childURL    = "POLYPHONY_TEST_STORE"
	childSecret = "POLYPHONY_TEST_SECRET"
	childPublic = "POLYPHONY_TEST_PUBLIC"
	childHead   = "POLYPHONY_TEST_HEAD"
)

// child writes for ever: two facts and a row in each transaction, and a line
// once it is acknowledged.
func child() int {
	signer, err := note.NewSigner(os.Getenv(childSecret))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	s, err := Open(context.Background(), Config{
		URL: os.Getenv(childURL), Clock: clock.Real{}, Signer: signer,
		VerifierKeys: []string{os.Getenv(childPublic)}, HeadFile: os.Getenv(childHead),
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for {
		id, err := fact.NewID(nil)
		if err == nil {
			err = s.Write(context.Background(), func(tx *Tx) error { return childWrite(tx, id) })
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Println(id)
	}
}

func childWrite(tx *Tx, id fact.ID) error {
	if err := tx.InsertCohort(app.Cohort{ID: id, Name: "cohort", CreatedAt: tx.Now()}); err != nil {
		return err
	}
	if _, err := tx.Append(&fact.PersonJoined{Person: id}); err != nil {
		return err
	}
	_, err := tx.Append(&fact.PersonErased{Person: id, By: id, Second: id})
	return err
}

func TestR35_KillLeavesASerialState(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 35))
		w.filled()
		w.config.Clock = clock.Real{}
		var acknowledged []string
		for range 4 {
			acknowledged = append(acknowledged, killed(t, w, time.Duration(r.IntN(60_000))*time.Microsecond)...)
			checkSerial(t, w, acknowledged)
		}
		if len(acknowledged) == 0 {
			t.Error("nothing was acknowledged: the test shows nothing")
		}
	})
}

// killed starts a child, lets it write at least once, kills it after a while
// with signal 9 and gives what it acknowledged.
func killed(t *testing.T, w *world, after time.Duration) []string {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childURL+"="+w.config.URL, childSecret+"="+w.secret,
		childPublic+"="+w.config.VerifierKeys[0], childHead+"="+w.config.HeadFile)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var ids []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if len(ids) == 0 {
			time.AfterFunc(after, func() { _ = c.Process.Kill() })
		}
		ids = append(ids, lines.Text())
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return ids
}

// checkSerial: whatever was acknowledged is there, whole, and at most one
// transaction more from each kill.
func checkSerial(t *testing.T, w *world, acknowledged []string) {
	t.Helper()
	s, err := Open(context.Background(), w.config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if h := s.Hold(); h != "" {
		t.Fatal(h)
	}
	read(t, s, func(tx *Tx) error {
		rows, err := tx.Cohorts()
		if err != nil {
			return err
		}
		erased, err := tx.OfKind(fact.PersonErasedKind, -1)
		if err != nil {
			return err
		}
		if extra := len(rows) - len(acknowledged); extra < 0 || extra > 4 || len(erased) != len(rows) {
			t.Errorf("%d rows and %d facts after %d acknowledged writes", len(rows), len(erased), len(acknowledged))
		}
		for _, id := range acknowledged {
			if es, err := tx.History(fact.ID(id), -1); err != nil || len(es) != 2 {
				t.Errorf("acknowledged %s has %d entries, %v", id, len(es), err)
			}
		}
		return nil
	})
}
