// Package people holds what is true of accounts whatever stores them: roles
// and which of them exclude each other, who may do what, passwords, one-time
// codes and tokens.
package people

import (
	"polyphony/internal/fault"
)

// Role is what somebody is trusted with.
type Role string

// The closed set of roles.
const (
	Trainee       Role = "trainee"
	Supervisor    Role = "supervisor"
	Facilitator   Role = "facilitator"
	Rater         Role = "rater"
	Registrar     Role = "registrar"
	Steward       Role = "steward"
	Administrator Role = "administrator"
	Author        Role = "author"
	Commissioner  Role = "commissioner"
)

// Roles lists every role in the order pages show them.
func Roles() []Role {
	return []Role{Trainee, Supervisor, Facilitator, Rater, Registrar, Steward, Administrator, Author, Commissioner}
}

// ParseRole reads a role; anything else is Invalid.
func ParseRole(s string) (Role, error) {
	for _, r := range Roles() {
		if string(r) == s {
			return r, nil
		}
	}
	return "", fault.New(fault.Invalid, "role", "%q is not a role", s)
}

// Staff reports whether a role sees other people's work, so that it needs a
// second factor at sign-in.
func (r Role) Staff() bool { return r != Trainee && r != Commissioner }

// excludes lists the pairs that one person may not hold together (R34): who
// administers accounts neither rates nor approves pathways, and nobody in
// training runs the register that would certify them.
var excludes = [][2]Role{
	{Administrator, Rater},
	{Administrator, Steward},
	{Trainee, Administrator},
	{Trainee, Registrar},
	{Trainee, Steward},
}

// Conflict says why r may not join the roles held; nil where it may.
func Conflict(held []Role, r Role) error {
	for _, h := range held {
		for _, pair := range excludes {
			if (pair[0] == h && pair[1] == r) || (pair[1] == h && pair[0] == r) {
				return fault.New(fault.Refused, "role", "one person may not be %s and %s; end the %s role first or choose another person", h, r, h)
			}
		}
	}
	return nil
}
