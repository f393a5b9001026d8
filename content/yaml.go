package content

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// doc is a parsed YAML text that still knows its lines. A text that is part of
// a larger file starts after shift lines of it.
type doc struct {
	file  string
	shift int
	root  *yaml.Node
}

// decode reads exactly one YAML document strictly into v: an unknown key, a
// key used twice and a value of the wrong kind are findings. It reports
// whether the text could be read.
func decode(r *report, file string, shift int, text []byte, v any) (doc, bool) {
	d := doc{file: file, shift: shift, root: &yaml.Node{}}
	if err := yaml.Unmarshal(text, d.root); err != nil {
		d.complain(r, err)
		return d, false
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	switch err := dec.Decode(v); {
	case errors.Is(err, io.EOF):
		r.errorf(file, shift+1, "nothing is written here")
		return d, false
	case err != nil:
		d.complain(r, err)
		return d, false
	}
	if err := dec.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		r.errorf(file, shift+1, "a second YAML document: keep one in each file")
		return d, false
	}
	return d, true
}

// complain reports an error of the YAML reader, or each of several, with its line.
func (d doc) complain(r *report, err error) {
	var several *yaml.TypeError
	if !errors.As(err, &several) {
		d.complainOnce(r, strings.TrimPrefix(err.Error(), "yaml: "))
		return
	}
	for _, e := range several.Errors {
		d.complainOnce(r, e)
	}
}

var (
	lineForm      = regexp.MustCompile(`^line (\d+): `)
	parserForm    = regexp.MustCompile(`^did not find expected (node content|',' or|key|'-' indicator|<)`)
	unknownForm   = regexp.MustCompile(`^field (.+) not found in type .*$`)
	wrongKindForm = regexp.MustCompile(`(?s)^cannot unmarshal !!(\w+) ?(.*) into .*?(\w+)$`)
)

func (d doc) complainOnce(r *report, say string) {
	line := 0
	if m := lineForm.FindStringSubmatch(say); m != nil {
		line, _ = strconv.Atoi(m[1])
		say = say[len(m[0]):]
		if parserForm.MatchString(say) {
			line++ // the YAML parser, unlike its scanner, counts these from 0
		}
	} else {
		line = d.lineOfQuoted(say)
	}
	if m := unknownForm.FindStringSubmatch(say); m != nil {
		say = "unknown key " + strconv.Quote(m[1])
	} else if m := wrongKindForm.FindStringSubmatch(say); m != nil {
		say = "this is of the wrong kind (" + m[1] + " " + m[2] + " where " + m[3] + " is expected)"
	}
	r.errorf(d.file, d.shift+line, "%s", say)
}

// lineOfQuoted finds the scalar that a sentence begins by quoting; values that
// read themselves complain so, without a line.
func (d doc) lineOfQuoted(say string) int {
	found := 0
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if found == 0 && n.Kind == yaml.ScalarNode && strings.HasPrefix(say, strconv.Quote(n.Value)) {
			found = n.Line
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(d.root)
	return found
}

// line gives the line in the file of the value at path, whose parts are keys
// (string) and positions in lists (int), or of the deepest part that is there.
func (d doc) line(path ...any) int {
	if d.root == nil || len(d.root.Content) == 0 {
		return d.shift + 1
	}
	n, line := d.root.Content[0], d.root.Content[0].Line
	for _, p := range path {
		next, at := child(n, p)
		if next == nil {
			break
		}
		n, line = next, at
	}
	return d.shift + line
}

func child(n *yaml.Node, part any) (*yaml.Node, int) {
	switch p := part.(type) {
	case string:
		if n.Kind != yaml.MappingNode {
			return nil, 0
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == p {
				return n.Content[i+1], n.Content[i].Line
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && p < len(n.Content) {
			return n.Content[p], n.Content[p].Line
		}
	}
	return nil, 0
}
