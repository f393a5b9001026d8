package content

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"sort"
	"unicode/utf8"

	"polyphony/internal/fact"
)

// maxFileBytes bounds one file of the content. Policy: a long module has some
// 60 kB, so anything above half a megabyte is not a text.
const maxFileBytes = 512 << 10

// file is one file of the content with the files that it refers to.
type file struct {
	path   string
	data   []byte
	refs   map[string][]byte // full path → bytes
	digest fact.Digest
}

// FileDigest is the digest of a file of the content: over its path from the
// root of the content, its bytes, and path and bytes of each file it refers
// to, in the order of their paths.
func FileDigest(path string, data []byte, refs map[string][]byte) fact.Digest {
	type part struct {
		Path  string      `json:"path"`
		Bytes fact.Digest `json:"bytes"`
	}
	all := struct {
		Format string `json:"format"`
		part
		Refs []part `json:"refs"`
	}{Format: "polyphony/file/1", part: part{path, fact.Sum(data)}, Refs: []part{}}
	for _, p := range sortedKeys(refs) {
		all.Refs = append(all.Refs, part{p, fact.Sum(refs[p])})
	}
	return fact.Sum(mustJSON(all))
}

// mustJSON encodes one of this package's own structs of strings, integers and
// lists, which cannot fail; a failure would be a mistake in this package and
// must never become an empty text with a digest of its own.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("content: own struct cannot be encoded: %v", err))
	}
	return b
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// readFile gives the bytes of a file that may be of the content at all.
func readFile(fsys fs.FS, path string) ([]byte, error) {
	info, err := fs.Stat(fsys, path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a plain file", path)
	case info.Size() > maxFileBytes:
		return nil, fmt.Errorf("%s has %d bytes; at most %d are read", path, info.Size(), maxFileBytes)
	}
	return fs.ReadFile(fsys, path)
}

// readText reads a text of the content: UTF-8 with LF line ends, so that one
// text has one digest on every machine.
func readText(r *report, fsys fs.FS, path string) ([]byte, bool) {
	data, err := readFile(fsys, path)
	if err != nil {
		r.errorf(path, 1, "cannot be read: %v", err)
		return nil, false
	}
	if at := badByte(data); at >= 0 {
		r.errorf(path, 1+bytes.Count(data[:at], []byte("\n")),
			"a byte that does not belong in a text: write UTF-8 without byte order mark, with LF line ends")
		return nil, false
	}
	return data, true
}

func badByte(data []byte) int {
	for at := 0; at < len(data); {
		c, n := utf8.DecodeRune(data[at:])
		if (c == utf8.RuneError && n <= 1) || c == '\uFEFF' || (c < ' ' && c != '\n' && c != '\t') {
			return at
		}
		at += n
	}
	return -1
}
