package content_test

import (
	"bytes"
	"strings"
	"testing"

	"polyphony/content"
	"polyphony/internal/fact"
)

// forge puts other bytes in the place of a blob and makes every digest that
// can be made to fit without the original fit.
func forge(b content.Bundle, old []byte, text []byte) ([]byte, map[fact.Digest][]byte) {
	blobs := map[fact.Digest][]byte{fact.Sum(text): text}
	for d, data := range b.Blobs {
		blobs[d] = data
	}
	m := strings.ReplaceAll(string(b.Manifest), string(fact.Sum(old)), string(fact.Sum(text)))
	return []byte(m), blobs
}

func blobWith(t *testing.T, b content.Bundle, part string) []byte {
	t.Helper()
	for _, data := range b.Blobs {
		if bytes.Contains(data, []byte(part)) {
			return data
		}
	}
	t.Fatalf("no blob holds %q", part)
	return nil
}

// Blobs that fit their own digests and not what they are part of are refused.
func TestOpenBundleRefusesForgedBlobs(t *testing.T) {
	b := bundleSample(t)
	for name, f := range map[string]struct{ part, old, text, want string }{
		"standard":        {"A small standard", "A small", "A lesser", "not the one in the manifest"},
		"public text":     {"Text with a note", "Text with", "Word with", "not the one in the manifest"},
		"public question": {`"stem":"Which way?"`, "Which way?", "What way?", "asks something else"},
		"figure":          {"<svg", "<title>Two", "<title>Three", "not the one in the manifest"},
		"key":             {`"checks":["id: q1\nobjective: o1\nstem: Which`, "On it is.", "On it was.", "not the one in the manifest"},
		"key file":        {`"checks":["id: q1\nobjective: o1\nstem: Which`, "keys/1", "keys/2", "do not belong"},
		"key of another":  {`"checks":["id: q1\nobjective: o1\nstem: Which`, "second-steps/module.md", "first-steps/module.md", "do not belong"},
		"key white space": {`"checks":["id: q1\nobjective: o1\nstem: Which`, `{"format"`, `{ "format"`, "canonical"},
	} {
		part := f.part
		if strings.HasPrefix(part, `"checks"`) {
			part = strings.ReplaceAll(part, "\n", `\n`)
		}
		old := blobWith(t, b, part)
		text := bytes.Replace(old, []byte(f.old), []byte(f.text), 1)
		if bytes.Equal(old, text) {
			t.Fatalf("%s: nothing was forged", name)
		}
		m, blobs := forge(b, old, text)
		if _, err := content.OpenBundle(m, from(blobs)); err == nil || !strings.Contains(err.Error(), f.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Even with a digest that fits, a text that cannot be read is an error.
func TestOpenBundleRefusesUnreadable(t *testing.T) {
	b := bundleSample(t)
	for path, text := range map[string]string{standardFile: "a: [", firstFile: "# No head\n"} {
		old := blobWith(t, b, map[string]string{standardFile: "A small standard", firstFile: "Text with a note"}[path])
		m, blobs := forge(b, old, []byte(text))
		if path == standardFile {
			before := content.FileDigest(path, old, nil)
			m = bytes.ReplaceAll(m, []byte(before), []byte(content.FileDigest(path, []byte(text), nil)))
		}
		if _, err := content.OpenBundleWithoutKeys(m, from(blobs)); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
	old := blobWith(t, b, "Go on. See")
	m, blobs := forge(b, old, bytes.Replace(old, []byte("id: second-steps"), []byte("id: third-steps"), 1))
	if _, err := content.OpenBundleWithoutKeys(m, from(blobs)); err == nil || !strings.Contains(err.Error(), `holds module "third-steps"`) {
		t.Errorf("module of another id: %v", err)
	}
	m, blobs = forge(b, old, bytes.Replace(old, []byte(`{"id":"q1"`), []byte(`{"id":["q1"]`), 1))
	if _, err := content.OpenBundleWithoutKeys(m, from(blobs)); err == nil {
		t.Error("a module with a check that cannot be read was opened")
	}
}
