package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"polyphony/internal/ledger"
)

// headPause lies between two writes, so that a busy ledger does not wait for
// the same disk twice.
const headPause = 200 * time.Millisecond

// headFile keeps the newest published head outside the database. Writing it
// never makes a commit wait: a head that is overtaken is left out, so after a
// crash the file may lag behind by a moment, but it is never ahead.
type headFile struct {
	path  string
	queue chan sizedHead
	stop  sync.Once
	quit  chan struct{} // closed when nothing more will be put
	done  chan struct{} // closed after the last write
	err   error         // the last write's, read after done
}

type sizedHead struct {
	size int64
	note []byte
}

func newHeadFile(path string) *headFile {
	h := &headFile{path: path, queue: make(chan sizedHead, 1), quit: make(chan struct{}), done: make(chan struct{})}
	go h.run()
	return h
}

// put offers a head; called for one head at a time or out of order, the
// largest is kept.
func (h *headFile) put(size int64, note []byte) {
	next := sizedHead{size, note}
	for {
		select {
		case h.queue <- next:
			return
		case waiting := <-h.queue:
			if waiting.size > next.size {
				next = waiting
			}
		}
	}
}

func (h *headFile) run() {
	defer close(h.done)
	for {
		select {
		case next := <-h.queue:
			h.err = h.write(next)
		case <-h.quit:
			select {
			case next := <-h.queue:
				h.err = h.write(next)
			default:
			}
			return
		}
		select {
		case <-time.After(headPause):
		case <-h.quit:
		}
	}
}

// write replaces the file in one step, unless another replica's head in it is
// as new already.
func (h *headFile) write(next sizedHead) error {
	if old, err := h.read(); err == nil && old != nil {
		if c, err := ledger.PeekCheckpoint(old); err == nil && c.Size >= next.size {
			return nil
		}
	}
	f, err := os.CreateTemp(filepath.Dir(h.path), ".head-*")
	if err != nil {
		return err
	}
	_, err = f.Write(next.note)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), h.path)
}

// read gives the file's bytes, nil if there is none.
func (h *headFile) read() ([]byte, error) {
	b, err := os.ReadFile(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}

// close waits for the last write. It may be called again.
func (h *headFile) close() error {
	h.stop.Do(func() { close(h.quit) })
	<-h.done
	if h.err != nil {
		return fmt.Errorf("the newest head could not be kept in %s: %w", h.path, h.err)
	}
	return nil
}
