package conversation

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"polyphony/internal/fault"
)

// Role is what a voice is in the meeting. The zero value means that nobody has
// said; it is never guessed from the talk.
type Role string

// The closed set of roles.
const (
	Practitioner Role = "practitioner" // a member of the team, peer support workers included
	Person       Role = "person"       // the person at the centre of concern
	Network      Role = "network"      // family, friends, whoever matters
	Other        Role = "other"        // interpreters, observers, voices nobody can place
)

// Roles lists the roles in the order in which pages show them.
func Roles() []Role { return []Role{Practitioner, Person, Network, Other} }

// ParseRole reads one of the four words; case and surrounding space are free.
// Anything else is fault.Invalid.
func ParseRole(s string) (Role, error) {
	r := Role(strings.ToLower(strings.TrimSpace(s)))
	for _, known := range Roles() {
		if r == known {
			return r, nil
		}
	}
	return "", fault.New(fault.Invalid, opRoles, "%q is not a role: write practitioner, person, network or other", s)
}

const opRoles = "read roles"

// ParseRoles reads a CSV file with the header "voice,role" and a line for each
// voice. A voice named twice with different roles, an unknown role and a
// missing column are fault.Invalid with the line.
func ParseRoles(r io.Reader) (map[string]Role, error) {
	in := csv.NewReader(withoutMark(io.LimitReader(r, MaxBytes)))
	in.FieldsPerRecord = -1
	in.TrimLeadingSpace = true
	roles := map[string]Role{}
	for first := true; ; first = false {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(err)
		}
		line, _ := in.FieldPos(0)
		if len(row) != 2 {
			return nil, fault.New(fault.Invalid, opRoles, "a line needs two columns: line %d: write voice,role and put a name with a comma in quotes", line)
		}
		if first {
			if !isRolesHeader(row) {
				return nil, fault.New(fault.Invalid, opRoles, "the header is missing: line %d: begin the file with voice,role", line)
			}
			continue
		}
		if err := addRole(roles, row, line); err != nil {
			return nil, err
		}
	}
	if len(roles) == 0 {
		return nil, fault.New(fault.Invalid, opRoles, "no voice has a role: line 1: write voice,role and below it a line for each voice")
	}
	return roles, nil
}

// withoutMark skips the byte order mark that spreadsheets put before a CSV.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\uFEFF" {
		_, _ = b.Discard(3) // cannot fail: the three bytes were just seen
	}
	return b
}

func isRolesHeader(row []string) bool {
	voice := strings.TrimSpace(row[0])
	return strings.EqualFold(voice, "voice") && strings.EqualFold(strings.TrimSpace(row[1]), "role")
}

func addRole(roles map[string]Role, row []string, line int) error {
	role, err := ParseRole(row[1])
	if err != nil {
		return fault.New(fault.Invalid, opRoles, "%q is not a role: line %d: write practitioner, person, network or other", row[1], line)
	}
	voice := collapse(row[0])
	if had, ok := roles[voice]; ok && had != role {
		return fault.New(fault.Invalid, opRoles, "%q has two roles: line %d: keep one", voice, line)
	}
	roles[voice] = role
	return nil
}

func csvError(err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return fault.New(fault.Invalid, opRoles, "the quotes do not match: line %d: put a name with quotes or commas in double quotes", bad.Line)
	}
	return fault.Wrap(opRoles, err)
}
