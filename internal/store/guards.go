package store

import (
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strings"

	"polyphony/internal/fault"
)

// guardedTables hold what only grows.
var guardedTables = []string{"leaf", "node", "head", "blob"}

// guard is a statement of the schema that keeps the ledger append-only, as
// the migrations ship it.
type guard struct {
	what string // TABLE, TRIGGER or FUNCTION
	name string
	text string
}

var (
	guardStart = regexp.MustCompile(`^CREATE (TABLE|TRIGGER|FUNCTION) (\w+)`)
	spaces     = regexp.MustCompile(`\s+`)
)

// shippedGuards reads the guards from the migrations, a later text replacing
// an earlier one, so that there is no second copy to fall out of step.
func shippedGuards(dialect string) (map[string]guard, error) {
	guards := map[string]guard{}
	names, err := fs.Glob(migrations, "migrations/"+dialect+"/*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	for _, name := range names {
		b, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for _, statement := range statements(string(b)) {
			m := guardStart.FindStringSubmatch(statement)
			if m != nil && isGuard(m[1], m[2]) {
				guards[key(m[1], m[2])] = guard{what: m[1], name: m[2], text: statement}
			}
		}
	}
	return guards, nil
}

// key tells a function from the trigger that bears its name.
func key(what, name string) string {
	if what == "FUNCTION" {
		return name + "()"
	}
	return name
}

func isGuard(what, name string) bool {
	if what != "TABLE" {
		return true
	}
	for _, t := range guardedTables {
		if t == name {
			return true
		}
	}
	return false
}

// statements cuts a migration as goose does: between its markers stands one
// statement, elsewhere each ends with a line.
func statements(file string) []string {
	var out []string
	for _, part := range strings.Split(uncomment(file), marker) {
		if body, ok := strings.CutPrefix(part, "Begin\n"); ok {
			out = append(out, strings.TrimSpace(body))
			continue
		}
		for _, s := range strings.Split(strings.TrimPrefix(part, "End\n"), ";\n") {
			out = append(out, strings.TrimSpace(s))
		}
	}
	return out
}

const marker = "-- +goose Statement"

// uncomment drops the lines that are comments only.
func uncomment(s string) string {
	var keep []string
	for _, line := range strings.Split(s, "\n") {
		if !strings.HasPrefix(line, "--") || strings.HasPrefix(line, marker) {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "\n")
}

// plain is a statement with its white space evened out and without its end.
func plain(statement string) string {
	return strings.TrimSuffix(strings.TrimSpace(spaces.ReplaceAllString(statement, " ")), ";")
}

func guardGone(g guard, how string) error {
	return fault.New(fault.Refused, "store.Guards",
		"the guard %s of the ledger %s, so entries could have been changed; nothing is started on it. Find out who did that, then restore "+
			"the database from a backup, or put the guard back by running this on the database and start again, which checks every entry: %s",
		g.name, how, g.text)
}

func guardStranger(what, name string) error {
	return fault.New(fault.Refused, "store.Guards",
		"%s stands on the ledger's tables and is not Polyphony's; nothing is started on it. Find out who made it, remove it and start again",
		fmt.Sprintf("the %s %s", what, name))
}
