package fact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"unicode/utf8"
)

const version = "1"

// Encode gives the canonical payload of f: JSON in the form of RFC 8785 with
// strings and integers only, `kind` and `v` among its members.
func Encode(f Fact) ([]byte, error) {
	raw, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("fact.Encode %s: %w", f.Kind(), err)
	}
	members, err := object(raw)
	if err != nil {
		return nil, fmt.Errorf("fact.Encode %s: %w", f.Kind(), err)
	}
	members["kind"] = string(f.Kind())
	members["v"] = json.Number(version)
	out, err := canonical(nil, members)
	if err != nil {
		return nil, fmt.Errorf("fact.Encode %s: %w", f.Kind(), err)
	}
	return out, nil
}

// Decode reads a payload strictly: the kind must be in the closed list and
// readable, no member unknown or missing, and the bytes canonical.
func Decode(payload []byte) (Fact, error) {
	members, err := object(payload)
	if err != nil {
		return nil, fmt.Errorf("fact.Decode: %w", err)
	}
	kind, _ := members["kind"].(string)
	f, ok := known[Kind(kind)]
	switch {
	case !ok:
		return nil, fmt.Errorf("fact.Decode: %q is not in the closed list of facts", kind)
	case f.empty == nil:
		return nil, fmt.Errorf("fact.Decode: this version cannot read %q", kind)
	case members["v"] != json.Number(version):
		return nil, fmt.Errorf("fact.Decode: version %v of %q is unknown", members["v"], kind)
	}
	out := f.empty()
	if err := json.Unmarshal(payload, out); err != nil {
		return nil, fmt.Errorf("fact.Decode %s: %w", kind, err)
	}
	again, err := Encode(out)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, payload) {
		return nil, fmt.Errorf("fact.Decode %s: the payload is not in its canonical form", kind)
	}
	return out, nil
}

func object(raw []byte) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	if m == nil {
		return nil, fmt.Errorf("no object")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("bytes after the object")
	}
	return m, nil
}

// canonical writes v as RFC 8785 asks: sorted members, no white space,
// shortest strings. Member names are ASCII here, so byte order is theirs.
func canonical(out []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil: // a nil slice: null never stands in a payload
		return append(out, "[]"...), nil
	case string:
		return quote(out, v)
	case json.Number:
		n, err := v.Int64()
		if err != nil || n > 1<<53-1 || n < -(1<<53-1) {
			return nil, fmt.Errorf("%s is not an integer that JSON carries exactly", v)
		}
		return fmt.Appendf(out, "%d", n), nil
	case []any:
		return list(out, v)
	case map[string]any:
		return record(out, v)
	default:
		return nil, fmt.Errorf("a payload holds strings and integers only, not %T", v)
	}
}

func list(out []byte, v []any) ([]byte, error) {
	out = append(out, '[')
	for i, e := range v {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = canonical(out, e); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

func record(out []byte, m map[string]any) ([]byte, error) {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	out = append(out, '{')
	for i, n := range names {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = quote(out, n); err != nil {
			return nil, err
		}
		out = append(out, ':')
		if out, err = canonical(out, m[n]); err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
	}
	return append(out, '}'), nil
}

func quote(out []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, fmt.Errorf("%q is not UTF-8", s)
	}
	out = append(out, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r == '\b':
			out = append(out, `\b`...)
		case r == '\t':
			out = append(out, `\t`...)
		case r == '\n':
			out = append(out, `\n`...)
		case r == '\f':
			out = append(out, `\f`...)
		case r == '\r':
			out = append(out, `\r`...)
		case r < 0x20:
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return append(out, '"'), nil
}
