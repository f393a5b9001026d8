package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"polyphony/courses"
)

// publicCheck is a check item as anybody may read it: neither the key nor the
// feedback, which would tell the key as well (R13).
type publicCheck struct {
	ID        string         `json:"id"`
	Objective string         `json:"objective"`
	Stem      string         `json:"stem"`
	Options   []publicOption `json:"options"`
	Restudy   string         `json:"restudy"`
}

type publicOption struct {
	Text string `json:"text"`
}

// keyFile is the blob of a module's keys: the checks of module.md as they were
// written, in order. Their feedback is free text that nobody outside knows, so
// the keys cannot be found by trying until the blob's public digest fits.
type keyFile struct {
	Format string   `json:"format"`
	Path   string   `json:"path"`
	Checks []string `json:"checks"`
}

const keyFormat = "polyphony/keys/1"

// withoutKeys splits a module.md in what is public and its keys. Public checks
// are one line of JSON, which is YAML too.
func withoutKeys(path string, src []byte) (public, keys []byte, err error) {
	p, ok := parseModule(&report{}, path, src, true)
	if !ok || len(p.checks) != len(p.spans) {
		return nil, nil, fmt.Errorf("%s cannot be read", path)
	}
	k := keyFile{Format: keyFormat, Path: path, Checks: []string{}}
	for _, s := range p.spans {
		k.Checks = append(k.Checks, string(src[s.from:s.to]))
	}
	public, keys = p.public(), mustJSON(k)
	back, err := withKeys(path, public, keys)
	if err != nil || !bytes.Equal(back, src) {
		return nil, nil, fmt.Errorf("%s: its checks cannot be parted from the text", path)
	}
	if !asksTheSame(path, public, p.module.Items) {
		return nil, nil, fmt.Errorf("%s: a check holds a character that cannot be printed", path)
	}
	return public, keys, nil
}

// public is the text of a module, read with its keys, as anybody may see it.
func (p *parsed) public() []byte {
	var out bytes.Buffer
	at := 0
	for i, it := range p.module.Items {
		c := publicCheck{ID: it.ID, Objective: it.Objective, Stem: it.Stem, Restudy: it.Restudy, Options: []publicOption{}}
		for _, o := range it.Options {
			c.Options = append(c.Options, publicOption{o.Text})
		}
		out.Write(p.src[at:p.spans[i].from])
		out.Write(mustJSON(c))
		out.WriteByte('\n')
		at = p.spans[i].to
	}
	out.Write(p.src[at:])
	return out.Bytes()
}

// asksTheSame reports whether what is public of a module has these items.
func asksTheSame(path string, public []byte, items []courses.Item) bool {
	p, ok := parseModule(&report{}, path, public, false)
	return ok && slices.EqualFunc(p.module.Items, items, func(a, b courses.Item) bool {
		return a.ID == b.ID && a.Objective == b.Objective && a.Restudy == b.Restudy && a.Digest == b.Digest
	})
}

// withKeys puts together what withoutKeys split, byte for byte.
func withKeys(path string, public, keys []byte) ([]byte, error) {
	var k keyFile
	if err := strictJSON(keys, &k); err != nil {
		return nil, fmt.Errorf("keys of %s: %w", path, err)
	}
	p, ok := parseModule(&report{}, path, public, false)
	if !ok || k.Format != keyFormat || k.Path != path || len(k.Checks) != len(p.spans) {
		return nil, fmt.Errorf("keys of %s do not belong to it", path)
	}
	var out bytes.Buffer
	at := 0
	for i, s := range p.spans {
		out.Write(public[at:s.from])
		out.WriteString(k.Checks[i])
		at = s.to
	}
	out.Write(public[at:])
	return out.Bytes(), nil
}

// strictJSON reads v from exactly the bytes that encoding it gives again, so
// that one value has one digest.
func strictJSON(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if again, err := json.Marshal(v); err != nil || !bytes.Equal(again, data) {
		return errors.New("not in its canonical form")
	}
	return nil
}
