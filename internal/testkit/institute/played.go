package institute

import (
	"bytes"
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/demo"
	"polyphony/internal/fact"
	"polyphony/internal/keys"
	"polyphony/internal/ledger"
	"polyphony/internal/store"
)

// PlayedUntil is when the history of Played ends.
var PlayedUntil = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// History is a demonstration that was played to its end.
type History struct {
	App   *app.App
	Store *store.Store
	Keys  *keys.Keys
	Cast  demo.Cast
}

// Played founds a demonstration in the database at url and plays its history
// with twelve trainees. The same seed gives the same payloads.
func Played(t testing.TB, url string, seed uint64) History {
	t.Helper()
	ctx := context.Background()
	random := rand.NewChaCha8([32]byte{byte(seed)})
	k, err := keys.Open(filepath.Join(t.TempDir(), "keys"), fact.Demonstration, random)
	check(t, err)
	clock := demo.NewClock(PlayedUntil.Add(-demo.History))
	s, err := store.Open(ctx, store.Config{URL: url, Clock: clock, Signer: k.Signer, VerifierKeys: []string{k.VerifierKey}})
	check(t, err)
	t.Cleanup(func() { check(t, s.Close()) })
	lib := Library()
	a := app.New(s.App(), lib, app.Config{BaseURL: "http://127.0.0.1:8080", Institute: "Demonstration", Clock: clock, Random: random})
	check(t, a.Apply(ctx, app.Actor{}, &app.Found{Institute: k.Institute, Mode: fact.Demonstration, Zone: demo.Zone, Key: k.VerifierKey}))
	cast, err := demo.Run(ctx, a, lib, clock, demo.Plan{Trainees: 12, Seed: seed, Until: PlayedUntil})
	check(t, err)
	return History{a, s, k, cast}
}

// Export is the sealed export of a history, with every payload open.
func (h History) Export(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	check(t, h.Store.Read(context.Background(), func(tx *store.Tx) error { return tx.Export(&b, ledger.ExportOptions{}) }))
	return b.Bytes()
}

// NewKey is the verifier key of some other institute.
func NewKey(t testing.TB) string {
	t.Helper()
	k, err := keys.Open(filepath.Join(t.TempDir(), "keys"), fact.Demonstration, nil)
	check(t, err)
	return k.VerifierKey
}
