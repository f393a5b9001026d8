package test

import (
	"bytes"
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
	"polyphony/internal/audit"
	"polyphony/internal/ledger"
	"polyphony/internal/store"
	"polyphony/internal/testkit"
)

// TestJourney_FromTheFirstPageToAVerifiedCertificate goes the whole way as
// people do, by clicking and typing in a browser, against the served
// demonstration; and the ledger that this leaves behind passes an audit.
func TestJourney_FromTheFirstPageToAVerifiedCertificate(t *testing.T) {
	w := newWorldOf(t, "", quickBeats(t))
	browser := testkit.Browser(t)
	j := journey{w, browser}
	t.Run("study", j.study)
	t.Run("meeting", j.meeting)
	t.Run("certificate", j.certificate)
	t.Run("audit", func(t *testing.T) { w.audited(t) })
}

// journey is one world and the browser in which everybody in it sits.
type journey struct {
	*world
	browser context.Context
}

// quickBeats is the shipped content with a beat every second, so that nobody
// waits for a page to speak.
func quickBeats(t *testing.T) fs.FS {
	t.Helper()
	const standard = "standards/demonstration-foundation.yaml"
	shelf := fstest.MapFS{}
	err := fs.WalkDir(content.Embedded(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(content.Embedded(), path)
		shelf[path] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slow := shelf[standard].Data
	shelf[standard].Data = bytes.Replace(slow, []byte("beat_seconds: 20"), []byte("beat_seconds: 1"), 1)
	if bytes.Equal(slow, shelf[standard].Data) {
		t.Fatal("the standard does not name a beat of 20 seconds")
	}
	return shelf
}

// audited exports the ledger and checks it as an outsider would, against a key
// and a head that were kept apart.
func (w *world) audited(t *testing.T) {
	t.Helper()
	var export strings.Builder
	var head []byte
	err := w.Store.Read(context.Background(), func(tx *store.Tx) (err error) {
		if head, _, err = tx.Head(); err != nil {
			return err
		}
		rules, err := audit.PublicRules(tx)
		if err != nil {
			return err
		}
		return tx.Export(&export, ledger.ExportOptions{Open: rules.Open, Withhold: rules.Withhold})
	})
	if err != nil {
		t.Fatal(err)
	}
	found, err := ledger.Check(strings.NewReader(export.String()), ledger.Options{Key: w.Keys.VerifierKey, Checkpoint: head})
	if err != nil {
		t.Fatal(err)
	}
	if found.Problem != nil || found.TrustsOwnKey || found.TrustsOwnCheckpoint {
		t.Fatalf("the export: %v", found.Problem)
	}
	result := audit.Check(found.File)
	if result.Problem != nil {
		t.Fatal(result.Problem)
	}
	if result.Certificates == 0 || result.Revoked < 2 {
		t.Errorf("the audit saw %d certificates, %d of them revoked", result.Certificates, result.Revoked)
	}
}
