package testkit

import (
	"regexp"
	"strings"
)

// part is one condition of a step: a name, #id, .class or [attribute…].
var part = regexp.MustCompile(`^(?:([a-z][a-z0-9]*|\*)|#([\w-]+)|\.([\w-]+)|\[([\w:-]+)(?:=("[^"]*"|'[^']*'|[^\]"'\s]+))?\])`)

// parseSelector reads a selector from left to right; an empty step, a sign it
// does not know or a name in the middle is an error, never "nothing found".
func parseSelector(selector string) ([]step, error) {
	var steps []step
	rest := strings.TrimSpace(selector)
	for rest != "" {
		s, length := parseStep(rest)
		if length == 0 {
			return nil, errSelector(selector)
		}
		after := strings.TrimLeft(rest[length:], " ")
		if after != "" && len(after) == len(rest)-length {
			return nil, errSelector(selector)
		}
		steps, rest = append(steps, s), after
	}
	if len(steps) == 0 {
		return nil, errSelector(selector)
	}
	return steps, nil
}

// parseStep reads one step and returns how many bytes it took.
func parseStep(text string) (s step, length int) {
	for {
		m := part.FindStringSubmatch(text[length:])
		switch {
		case m == nil || (m[1] != "" && length > 0):
			return s, length
		case m[1] != "" && m[1] != "*":
			s.element = m[1]
		case m[2] != "":
			s.attributes = append(s.attributes, condition{name: "id", value: m[2]})
		case m[3] != "":
			s.classes = append(s.classes, m[3])
		case m[4] != "":
			s.attributes = append(s.attributes, condition{name: m[4], value: unquote(m[5]), anyValue: m[5] == ""})
		}
		length += len(m[0])
	}
}

func unquote(value string) string {
	if len(value) > 1 && (value[0] == '"' || value[0] == '\'') {
		return value[1 : len(value)-1]
	}
	return value
}
