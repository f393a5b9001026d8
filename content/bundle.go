package content

import (
	"path"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Bundle is a pathway with everything that an enrolment on it is held to, as
// content-addressed bytes (R15). Digest is that of Manifest, which names every
// blob; so two bundles with one digest ask for the same, to the byte.
type Bundle struct {
	Digest   fact.Digest
	Manifest []byte
	Blobs    map[fact.Digest][]byte
	// Closed are those of Blobs that hold the keys of knowledge checks: opened
	// to auditors, and never public (R13).
	Closed []fact.Digest
	Pinned courses.Pinned
}

const bundleFormat = "polyphony/bundle/1"

// manifest lists a bundle's files. Its JSON, in this order of members and
// without white space, is what stewards sign.
type manifest struct {
	Format     string           `json:"format"`
	Standard   manifestFile     `json:"standard"`
	Pathway    manifestFile     `json:"pathway"`
	Instrument manifestFile     `json:"instrument"`
	Modules    []manifestModule `json:"modules"`
}

// KeyBlobs lists the blobs of a published bundle that hold the keys of
// knowledge checks, from its manifest: what an export leaves out unless it is
// sealed for an auditor (R13).
func KeyBlobs(manifestBytes []byte) ([]fact.Digest, error) {
	var m manifest
	if err := strictJSON(manifestBytes, &m); err != nil {
		return nil, fault.New(fault.Invalid, "bundle "+string(fact.Sum(manifestBytes)), "manifest: %v", err)
	}
	var keys []fact.Digest
	for _, f := range m.Modules {
		keys = append(keys, f.Keys)
	}
	return keys, nil
}

// manifestFile is a file with its FileDigest and the blob of its bytes.
type manifestFile struct {
	Path   string      `json:"path"`
	Digest fact.Digest `json:"digest"`
	Blob   fact.Digest `json:"blob"`
}

// manifestModule is a module.md whose blob is public; Keys is the blob that
// makes it whole.
type manifestModule struct {
	Path   string         `json:"path"`
	Digest fact.Digest    `json:"digest"`
	Blob   fact.Digest    `json:"blob"`
	Keys   fact.Digest    `json:"keys"`
	Files  []manifestBlob `json:"files"`
}

type manifestBlob struct {
	Path string      `json:"path"`
	Blob fact.Digest `json:"blob"`
}

// Bundle packs a pathway. It refuses one that does not exist, that is below
// its standard (R16), or any of whose files has an error.
func (l *Library) Bundle(pathwayID string) (Bundle, error) {
	op := "bundle " + pathwayID
	if _, ok := l.Pathways[pathwayID]; !ok {
		if f, bad := l.report.firstError(pathwayPath(pathwayID)); bad {
			return Bundle{}, fault.New(fault.Invalid, op, "%s", f)
		}
	}
	pinned, err := l.pinned(pathwayID)
	if err != nil {
		return Bundle{}, fault.Wrap(op, err)
	}
	if err := l.usable(pinned); err != nil {
		return Bundle{}, fault.Wrap(op, err)
	}
	b := &bundler{library: l, blobs: map[fact.Digest][]byte{}}
	m := manifest{
		Format:     bundleFormat,
		Standard:   b.file(standardPath(pinned.Standard.ID)),
		Pathway:    b.file(pathwayPath(pathwayID)),
		Instrument: b.file(instrumentPath(pinned.Instrument.ID)),
		Modules:    []manifestModule{},
	}
	for _, stage := range pinned.Pathway.Stages {
		for _, id := range stage.Modules {
			mod, err := b.module(modulePath(id))
			if err != nil {
				return Bundle{}, fault.Wrap(op, err)
			}
			m.Modules = append(m.Modules, mod)
		}
	}
	out := Bundle{Manifest: mustJSON(m), Blobs: b.blobs, Closed: b.closed, Pinned: pinned}
	out.Digest = fact.Sum(out.Manifest)
	out.Pinned.Bundle = out.Digest
	return out, nil
}

// halves are a module's text and its keys, or why they cannot be parted.
type halves struct {
	public, keys []byte
	err          error
}

// split parts a module once: a library never changes, and every page that
// lists pathways bundles them.
func (l *Library) split(at string) (public, keys []byte, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h, known := l.parted[at]
	if !known {
		h.public, h.keys, h.err = withoutKeys(at, l.files[at].data)
		l.parted[at] = h
	}
	return h.public, h.keys, h.err
}

// usable refuses what is below its standard or has an error in any of its files.
func (l *Library) usable(p courses.Pinned) error {
	paths := []string{pathwayPath(p.Pathway.ID), standardPath(p.Standard.ID), instrumentPath(p.Instrument.ID)}
	for _, id := range sortedKeys(p.Modules) {
		paths = append(paths, modulePath(id))
		paths = append(paths, sortedKeys(l.files[modulePath(id)].refs)...)
	}
	for _, at := range paths {
		if f, bad := l.report.firstError(at); bad {
			return fault.New(fault.Invalid, "", "%s", f)
		}
	}
	return p.Validate()
}

// bundler collects the blobs of one bundle.
type bundler struct {
	library *Library
	blobs   map[fact.Digest][]byte
	closed  []fact.Digest
}

func (b *bundler) put(data []byte) fact.Digest {
	d := fact.Sum(data)
	b.blobs[d] = data
	return d
}

func (b *bundler) file(at string) manifestFile {
	f := b.library.files[at]
	return manifestFile{Path: at, Digest: f.digest, Blob: b.put(f.data)}
}

func (b *bundler) module(at string) (manifestModule, error) {
	f := b.library.files[at]
	public, keys, err := b.library.split(at)
	if err != nil {
		return manifestModule{}, fault.New(fault.Invalid, "", "%v", err)
	}
	m := manifestModule{Path: at, Digest: f.digest, Blob: b.put(public), Keys: b.put(keys), Files: []manifestBlob{}}
	b.closed = append(b.closed, m.Keys)
	for _, ref := range sortedKeys(f.refs) {
		m.Files = append(m.Files, manifestBlob{Path: path.Clean(ref), Blob: b.put(f.refs[ref])})
	}
	return m, nil
}
