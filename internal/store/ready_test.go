package store

import (
	"context"
	"testing"
	"time"

	"polyphony/internal/fault"
)

func TestR5_NotReadyWithAClockBeforeTheLastEntry(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.founded()
		if err := s.Ready(context.Background()); err != nil {
			t.Fatalf("an honest store is not ready: %v", err)
		}
		w.clock.add(-time.Hour)
		if err := s.Ready(context.Background()); !fault.Is(err, fault.Refused) {
			t.Errorf("clock an hour back: %v", err)
		}
	})
}
