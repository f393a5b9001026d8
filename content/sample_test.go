package content_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
	"polyphony/internal/fact"
)

const (
	standardFile   = "standards/small.yaml"
	pathwayFile    = "pathways/short.yaml"
	instrumentFile = "instruments/two-principles.yaml"
	finnishFile    = "instruments/two-principles.fi.yaml"
	crosswalkFile  = "crosswalk.yaml"
	firstFile      = "modules/first-steps/module.md"
	secondFile     = "modules/second-steps/module.md"
	figureFile     = "modules/first-steps/circles.svg"
	meetingFile    = "meetings/the-bench/meeting.yaml"
	transcriptFile = "meetings/the-bench/meeting.vtt"
)

// sample gives a small whole tree of content that a test may spoil.
func sample(t testing.TB) fstest.MapFS {
	t.Helper()
	root, out := os.DirFS("testdata/sample"), fstest.MapFS{}
	err := fs.WalkDir(root, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// edit replaces the first old in a file by new, or appends new if old is empty.
func edit(t testing.TB, fsys fstest.MapFS, path, old, text string) {
	t.Helper()
	s := string(fsys[path].Data)
	switch {
	case old == "":
		s += text
	case !strings.Contains(s, old):
		t.Fatalf("%s does not hold %q", path, old)
	default:
		s = strings.Replace(s, old, text, 1)
	}
	fsys[path] = &fstest.MapFile{Data: []byte(s)}
}

func loadSample(t testing.TB) *content.Library {
	t.Helper()
	l, findings := content.Load(sample(t))
	if content.HasErrors(findings) {
		t.Fatal(findings)
	}
	return l
}

// added is what a tree is warned of beside what the sample is: being a sample,
// it is shorter than a module of the curriculum may be.
func added(t testing.TB, fsys fs.FS) []content.Finding {
	t.Helper()
	_, before := content.Load(sample(t))
	_, findings := content.Load(fsys)
	return slices.DeleteFunc(findings, func(f content.Finding) bool { return slices.Contains(before, f) })
}

func bundleSample(t testing.TB) content.Bundle {
	t.Helper()
	b, err := loadSample(t).Bundle("short")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// from serves blobs out of a map, as a store does.
func from(blobs map[fact.Digest][]byte) func(fact.Digest) ([]byte, error) {
	return func(d fact.Digest) ([]byte, error) {
		b, ok := blobs[d]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return b, nil
	}
}
