package content

import (
	"bytes"
	"fmt"
	"path"

	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// OpenedBundle is a bundle read back from stored bytes.
type OpenedBundle struct {
	Pinned  courses.Pinned
	Modules map[string]*Module // by id, as they are shown on this path
}

// OpenBundle rebuilds what was pinned, and the modules as they are shown, from
// a manifest and the blobs it names, and from nothing else. Every digest is
// verified: a blob that is missing or changed is an error, and so is a
// manifest that is not canonical (R15, R20). It does not ask again whether the
// pathway meets its standard; that was asked when it was published, and whoever
// audits a bundle of others calls Pinned.Validate.
func OpenBundle(manifest []byte, blob func(fact.Digest) ([]byte, error)) (OpenedBundle, error) {
	return openBundle(manifest, blob, true)
}

// OpenBundleWithoutKeys is OpenBundle for those to whom the keys are closed.
// The result is the same except that every item's Key is -1 and its options'
// Feedback is empty. The digest of a module, which is over its keys as well, is
// taken from the manifest, under whose digest it stands.
func OpenBundleWithoutKeys(manifest []byte, blob func(fact.Digest) ([]byte, error)) (OpenedBundle, error) {
	return openBundle(manifest, blob, false)
}

func openBundle(data []byte, blob func(fact.Digest) ([]byte, error), keys bool) (OpenedBundle, error) {
	o := &opener{blob: blob, keys: keys, out: OpenedBundle{Modules: map[string]*Module{}}}
	if err := o.open(data); err != nil {
		return OpenedBundle{}, fault.Wrap("bundle "+string(fact.Sum(data)), err)
	}
	return o.out, nil
}

type opener struct {
	blob func(fact.Digest) ([]byte, error)
	keys bool
	out  OpenedBundle
}

func (o *opener) open(data []byte) error {
	var m manifest
	if err := strictJSON(data, &m); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	if m.Format != bundleFormat {
		return fmt.Errorf("manifest: format %q is unknown to this version", m.Format)
	}
	p := courses.Pinned{Bundle: fact.Sum(data), Modules: map[string]courses.Module{}}
	if err := o.text(m.Standard, &p.Standard); err != nil {
		return err
	}
	p.Standard = p.Standard.WithDefaults()
	if err := o.text(m.Pathway, &p.Pathway); err != nil {
		return err
	}
	var in fidelity.Instrument
	if err := o.text(m.Instrument, &in); err != nil {
		return err
	}
	in.Digest = m.Instrument.Digest
	p.Instrument = in
	for _, f := range m.Modules {
		if err := o.module(f, p.Modules); err != nil {
			return err
		}
	}
	for id, mod := range o.out.Modules {
		o.out.Modules[id] = mod.Within(o.out.Modules)
	}
	o.out.Pinned = p
	return o.whole(m)
}

// whole refuses a manifest whose files are not those that its pathway names.
func (o *opener) whole(m manifest) error {
	p := o.out.Pinned
	named := 0
	for _, s := range p.Pathway.Stages {
		for _, id := range s.Modules {
			if _, ok := p.Modules[id]; !ok || named >= len(m.Modules) || m.Modules[named].Path != modulePath(id) {
				return fmt.Errorf("manifest: module %q of the pathway is not in its place", id)
			}
			named++
		}
	}
	if named != len(m.Modules) ||
		m.Pathway.Path != pathwayPath(p.Pathway.ID) ||
		m.Standard.Path != standardPath(p.Pathway.Standard) || p.Standard.ID != p.Pathway.Standard ||
		m.Instrument.Path != instrumentPath(p.Pathway.Instrument) || p.Instrument.ID != p.Pathway.Instrument {
		return fmt.Errorf("manifest: its files are not those that its pathway names")
	}
	return nil
}

// get gives the bytes of a blob after checking that they are those of its digest.
func (o *opener) get(at string, d fact.Digest) ([]byte, error) {
	data, err := o.blob(d)
	if err != nil {
		return nil, fmt.Errorf("%s: blob %s: %w", at, d, err)
	}
	if fact.Sum(data) != d {
		return nil, fmt.Errorf("%s: blob %s holds other bytes than it should", at, d)
	}
	return data, nil
}

func (o *opener) text(f manifestFile, v any) error {
	data, err := o.get(f.Path, f.Blob)
	if err != nil {
		return err
	}
	if FileDigest(f.Path, data, nil) != f.Digest {
		return fmt.Errorf("%s: its digest is not the one in the manifest", f.Path)
	}
	r := &report{}
	if _, ok := decode(r, f.Path, 0, data, v); !ok {
		return unreadable(r)
	}
	return nil
}

func (o *opener) module(f manifestModule, into map[string]courses.Module) error {
	src, err := o.get(f.Path, f.Blob)
	if err != nil {
		return err
	}
	refs := map[string][]byte{}
	for _, ref := range f.Files {
		if refs[ref.Path], err = o.get(ref.Path, ref.Blob); err != nil {
			return err
		}
		if path.Dir(ref.Path) != path.Dir(f.Path) {
			return fmt.Errorf("%s: %s is not beside it", f.Path, ref.Path)
		}
	}
	whole := src
	if o.keys {
		if whole, err = o.makeWhole(f, src, refs); err != nil {
			return err
		}
	}
	r := &report{}
	p, ok := parseModule(r, f.Path, whole, o.keys)
	if !ok || len(p.checks) != len(p.spans) {
		return unreadable(r)
	}
	if o.keys && !bytes.Equal(p.public(), src) {
		return fmt.Errorf("%s: what is public of it asks something else than the whole", f.Path)
	}
	if f.Path != modulePath(p.module.ID) {
		return fmt.Errorf("%s: holds module %q", f.Path, p.module.ID)
	}
	m := p.finish(r, f.Digest, refs)
	into[m.ID], o.out.Modules[m.ID] = m.Module, m
	return nil
}

// makeWhole puts the keys back into a module and verifies its digest.
func (o *opener) makeWhole(f manifestModule, public []byte, refs map[string][]byte) ([]byte, error) {
	keys, err := o.get(f.Path, f.Keys)
	if err != nil {
		return nil, err
	}
	src, err := withKeys(f.Path, public, keys)
	if err != nil {
		return nil, err
	}
	if FileDigest(f.Path, src, refs) != f.Digest {
		return nil, fmt.Errorf("%s: its digest is not the one in the manifest", f.Path)
	}
	return src, nil
}

// unreadable makes an error of the first finding about verified bytes.
func unreadable(r *report) error {
	if len(r.findings) == 0 {
		return fmt.Errorf("a file cannot be read")
	}
	return fmt.Errorf("%s", r.findings[0])
}
