package content_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"polyphony/content"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

func TestBundleRoundTrip(t *testing.T) {
	shipped, findings := content.Load(content.Embedded())
	if content.HasErrors(findings) {
		t.Fatal(findings)
	}
	for _, l := range []*content.Library{loadSample(t), shipped} {
		for id := range l.Pathways {
			b, err := l.Bundle(id)
			if err != nil {
				t.Fatal(err)
			}
			if b.Digest != fact.Sum(b.Manifest) || b.Pinned.Bundle != b.Digest {
				t.Error("a bundle's digest is that of its manifest")
			}
			o, err := content.OpenBundle(b.Manifest, from(b.Blobs))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(b.Pinned, o.Pinned); diff != "" {
				t.Errorf("%s came back changed: %s", id, diff)
			}
			for name, m := range o.Modules {
				whole := *l.Modules[name]
				// no bundle holds translations, and only lint asks for reading ease
				whole.Translations, whole.Ease = map[string]*content.Module{}, 0
				if diff := cmp.Diff(&whole, m); diff != "" {
					t.Errorf("module %s came back changed: %s", name, diff)
				}
			}
		}
	}
}

func TestBundleWithoutKeys(t *testing.T) {
	b := bundleSample(t)
	public := map[fact.Digest][]byte{}
	for d, data := range b.Blobs {
		if !slices.Contains(b.Closed, d) {
			public[d] = data
		}
	}
	o, err := content.OpenBundleWithoutKeys(b.Manifest, from(public))
	if err != nil {
		t.Fatal(err)
	}
	want := b.Pinned
	for _, m := range want.Modules {
		for i := range m.Items {
			m.Items[i].Key = -1
			for j := range m.Items[i].Options {
				m.Items[i].Options[j].Feedback = ""
			}
		}
	}
	if diff := cmp.Diff(want, o.Pinned); diff != "" {
		t.Error(diff)
	}
	if _, err := content.OpenBundle(b.Manifest, from(public)); err == nil {
		t.Error("a bundle was opened whole without its keys")
	}
}

// What anybody may read tells neither the key of an item nor the feedback that
// would give it away.
func TestR13_PublicBlobsHoldNoKey(t *testing.T) {
	shipped, _ := content.Load(content.Embedded())
	for _, l := range []*content.Library{loadSample(t), shipped} {
		for id := range l.Pathways {
			b, err := l.Bundle(id)
			if err != nil {
				t.Fatal(err)
			}
			if len(b.Closed) != len(b.Pinned.Modules) {
				t.Errorf("%d closed blobs for %d modules", len(b.Closed), len(b.Pinned.Modules))
			}
			if keys, err := content.KeyBlobs(b.Manifest); err != nil || !slices.Equal(keys, b.Closed) {
				t.Errorf("key blobs of the manifest: %v, %v; want %v", keys, err, b.Closed)
			}
			for d, data := range b.Blobs {
				if slices.Contains(b.Closed, d) {
					continue
				}
				for _, m := range b.Pinned.Modules {
					for _, it := range m.Items {
						for _, o := range it.Options {
							if bytes.Contains(data, []byte(o.Feedback)) {
								t.Errorf("a public blob of %s holds the feedback %q", id, o.Feedback)
							}
						}
					}
				}
				if bytes.Contains(data, []byte("key: true")) || bytes.Contains(data, []byte(`"key"`)) {
					t.Errorf("a public blob of %s holds a key", id)
				}
			}
		}
	}
}

// Moving the key changes what the module is, and nothing that is public.
func TestR13_KeyChangesNoPublicBlob(t *testing.T) {
	before := bundleSample(t)
	fsys := sample(t)
	edit(t, fsys, secondFile, `feedback: "On it is.", key: true}`, `feedback: "On it is."}`)
	edit(t, fsys, secondFile, `feedback: "Not today."}`, `feedback: "Not today.", key: true}`)
	l, _ := content.Load(fsys)
	after, err := l.Bundle("short")
	if err != nil {
		t.Fatal(err)
	}
	if before.Digest == after.Digest || before.Pinned.Modules["second-steps"].Digest == after.Pinned.Modules["second-steps"].Digest {
		t.Error("another key has the same digest")
	}
	if before.Pinned.Modules["second-steps"].Items[0].Digest != after.Pinned.Modules["second-steps"].Items[0].Digest {
		t.Error("an item's digest tells its key")
	}
	for d := range after.Blobs {
		if _, same := before.Blobs[d]; !same && !slices.Contains(after.Closed, d) {
			t.Errorf("public blob %s changed with a key", d)
		}
	}
}

// One word changed anywhere in what an enrolment pins is another digest.
func TestR15_OneWordChangesTheDigest(t *testing.T) {
	before := bundleSample(t)
	for _, e := range []spoilt{
		{file: standardFile, old: "A small standard", text: "A little standard"},
		{file: pathwayFile, old: "That the tests pass.", text: "That these tests pass."},
		{file: instrumentFile, old: "Who comes again?", text: "Who comes back?"},
		{file: firstFile, old: "Text with a note", text: "Words with a note"},
		{file: firstFile, old: "Then they would never hear it.", text: "Then they would not hear it."},
		{file: figureFile, old: "<title>Two circles", text: "<title>Two rings"},
		{file: secondFile, old: "stem: Which way?", text: "stem: What way?"},
	} {
		fsys := sample(t)
		edit(t, fsys, e.file, e.old, e.text)
		l, findings := content.Load(fsys)
		if content.HasErrors(findings) {
			t.Fatal(findings)
		}
		after, err := l.Bundle("short")
		if err != nil {
			t.Fatal(err)
		}
		if after.Digest == before.Digest {
			t.Errorf("%s: %q and %q have one digest", e.file, e.old, e.text)
		}
		again, err := content.OpenBundle(before.Manifest, from(before.Blobs))
		if err != nil || !cmp.Equal(again.Pinned, before.Pinned) {
			t.Errorf("what was pinned changed with %s", e.file)
		}
	}
}

// A byte changed in any blob, or a blob that is missing, is refused.
func TestR15_ChangedBlobIsRefused(t *testing.T) {
	b := bundleSample(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for d, data := range b.Blobs {
		changed := map[fact.Digest][]byte{}
		for k, v := range b.Blobs {
			changed[k] = v
		}
		changed[d] = bytes.Clone(data)
		changed[d][random.IntN(len(data))] ^= 1 << random.IntN(8)
		if _, err := content.OpenBundle(b.Manifest, from(changed)); err == nil || !strings.Contains(err.Error(), "other bytes") {
			t.Errorf("blob %s changed: %v", d, err)
		}
		delete(changed, d)
		if _, err := content.OpenBundle(b.Manifest, from(changed)); err == nil || !strings.Contains(err.Error(), string(d)) {
			t.Errorf("blob %s missing: %v", d, err)
		}
	}
	for range 500 {
		m := bytes.Clone(b.Manifest)
		m[random.IntN(len(m))] ^= 1 << random.IntN(8)
		if _, err := content.OpenBundle(m, from(b.Blobs)); err == nil {
			t.Fatalf("a changed manifest was opened: %s", m)
		}
	}
}

func TestBundleRefuses(t *testing.T) {
	l := loadSample(t)
	if _, err := l.Bundle("none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown pathway: %v", err)
	}
	for _, s := range []spoilt{
		{file: pathwayFile, old: "contact: {days: 1, hours: 8}", text: "contact: {days: 1, hours: 7}", want: "below its standard"},
		{file: pathwayFile, old: "title: The first", text: "titel: The first", want: `unknown key "titel"`},
		{file: pathwayFile, old: "modules: [second-steps]", text: "modules: [third-steps]", want: "third-steps"},
		{file: pathwayFile, old: "standard: small", text: "standard: tiny", want: "tiny"},
		{file: firstFile, old: "![Two circles, one inside the other]", text: "![]", want: "no text for those"},
		{file: secondFile, old: "title: Second steps", text: "titel: Second steps", want: "second-steps"},
		{file: figureFile, old: "<title>", text: "<script/><title>", want: "<script>"},
		{file: secondFile, old: "stem: And then?", text: `stem: "And \x7f then?"`, want: "cannot be printed"},
		{file: secondFile, old: "restudy: only-one\n```\n\n```check\nid: q2", text: "restudy: only-one\n\n```\n\n```check\nid: q2", want: ""},
	} {
		fsys := sample(t)
		edit(t, fsys, s.file, s.old, s.text)
		l, _ := content.Load(fsys)
		_, err := l.Bundle("short")
		if s.want == "" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), s.want) {
			t.Errorf("%s: %q: %v", s.file, s.text, err)
		}
	}
}

// A fence that only the file's end closes is cut out and put back like others.
func TestBundleKeepsOpenFence(t *testing.T) {
	fsys := sample(t)
	data := string(fsys[secondFile].Data)
	fsys[secondFile] = &fstest.MapFile{Data: []byte(strings.TrimSuffix(data, "\n```\n"))}
	l, findings := content.Load(fsys)
	b, err := l.Bundle("short")
	if err != nil || content.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	o, err := content.OpenBundle(b.Manifest, from(b.Blobs))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.Pinned, o.Pinned); diff != "" {
		t.Error(diff)
	}
}

func TestOpenBundleKeepsTheStoresError(t *testing.T) {
	broken := errors.New("disk on fire")
	_, err := content.OpenBundle(bundleSample(t).Manifest, func(fact.Digest) ([]byte, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

// A manifest that is not one, or names other files than its pathway, is refused.
func TestOpenBundleRefusesForgedManifest(t *testing.T) {
	b := bundleSample(t)
	text := string(b.Manifest)
	second := text[strings.Index(text, `{"path":"`+secondFile):strings.LastIndex(text, "]}")]
	for name, forged := range map[string]string{
		"format":           strings.Replace(text, "polyphony/bundle/1", "polyphony/bundle/2", 1),
		"white space":      " " + text,
		"unknown member":   strings.Replace(text, `{"format"`, `{"a":1,"format"`, 1),
		"module left out":  strings.Replace(text, ","+second, "", 1),
		"module twice":     strings.Replace(text, second, second+","+second, 1),
		"path of a module": strings.Replace(text, secondFile, "modules/other/module.md", 1),
		"path of standard": strings.Replace(text, standardFile, "standards/other.yaml", 1),
		"file elsewhere":   strings.Replace(text, figureFile, "modules/circles.svg", 1),
		"keys of another":  strings.Replace(text, string(b.Closed[1]), string(b.Closed[0]), 1),
		"text for a text":  strings.Replace(text, string(fact.Sum(b.Blobs[fact.Sum(sample(t)[standardFile].Data)])), string(fact.Sum(sample(t)[pathwayFile].Data)), 1),
		"no manifest":      "",
		"not an object":    "[]",
	} {
		if forged == text {
			t.Fatalf("%s: nothing was forged", name)
		}
		if _, err := content.OpenBundle([]byte(forged), from(b.Blobs)); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
	if _, err := content.KeyBlobs([]byte("[]")); !fault.Is(err, fault.Invalid) {
		t.Errorf("key blobs of no manifest: %v", err)
	}
}
