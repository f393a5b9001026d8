package content_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"polyphony/content"
)

// Whatever stands in a file, loading says something about it and never panics;
// and what can be bundled comes back as it was.
func fuzzFile(f *testing.F, path string, seeds ...string) {
	f.Add(sample(f)[path].Data)
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := sample(t)
		fsys[path] = &fstest.MapFile{Data: data}
		l, _ := content.Load(fsys)
		b, err := l.Bundle("short")
		if err != nil {
			return
		}
		o, err := content.OpenBundle(b.Manifest, from(b.Blobs))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b.Pinned, o.Pinned); diff != "" {
			t.Fatal(diff)
		}
		if _, err := content.OpenBundleWithoutKeys(b.Manifest, from(b.Blobs)); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzModule(f *testing.F) {
	fuzzFile(f, firstFile,
		"", "---\n---\n", "---\nid: a\n---\n", "---\n&a [*a]\n---\n",
		"---\nid: first-steps\n---\n# x\n> [!VIGNETTE]\n> ## y\n> Duration: 3\n\n```check\n",
		"---\nid: first-steps\n---\n[^a]: [^a]\n[^b]: [^a][^b]\n{term: x} ![](a.svg)\n- ```check\n  a\n",
	)
}

func FuzzStandard(f *testing.F) {
	fuzzFile(f, standardFile, "a: &a [*a, *a]", "? [a]: b", "<<: {id: a}")
}

func FuzzPathway(f *testing.F) { fuzzFile(f, pathwayFile) }

func FuzzInstrument(f *testing.F) {
	fuzzFile(f, instrumentFile, "scale: {min: 9223372036854775807, max: 9223372036854775807}\nprinciples: [{id: a}]")
}

func FuzzMeeting(f *testing.F) { fuzzFile(f, meetingFile, "gold: [{level: 99999999999}]") }

func FuzzFigure(f *testing.F) { fuzzFile(f, figureFile, "<svg><", "<svg a='&b;'/>") }
