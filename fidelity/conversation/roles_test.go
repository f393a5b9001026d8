package conversation

import (
	"maps"
	"strings"
	"testing"

	"polyphony/internal/fault"
)

func TestParseRole(t *testing.T) {
	for in, want := range map[string]Role{
		"practitioner": Practitioner, " Person ": Person, "NETWORK": Network, "other": Other,
	} {
		if got, err := ParseRole(in); err != nil || got != want {
			t.Errorf("ParseRole(%q): got %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "therapist", "persons"} {
		if got, err := ParseRole(in); !fault.Is(err, fault.Invalid) || got != "" {
			t.Errorf("ParseRole(%q): got %q, %v", in, got, err)
		}
	}
	if len(Roles()) != 4 {
		t.Errorf("roles: %v", Roles())
	}
}

func TestParseRoles(t *testing.T) {
	in := "\ufeffVoice, role\r\nIda,practitioner\r\n\"Falk, Bea\", Person\r\n Mum  Lee ,network\r\nIda,practitioner\r\n"
	got, err := ParseRoles(strings.NewReader(in))
	want := map[string]Role{"Ida": Practitioner, "Falk, Bea": Person, "Mum Lee": Network}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestParseRolesRefuses(t *testing.T) {
	cases := map[string]struct{ in, say string }{
		"nothing":      {"", "no voice has a role"},
		"header alone": {"voice,role\n", "no voice has a role"},
		"no header":    {"Ida,practitioner\n", "header is missing: line 1"},
		"one column":   {"voice,role\nIda\n", "two columns: line 2"},
		"unquoted":     {"voice,role\nFalk, Bea,person\n", "two columns: line 2"},
		"unknown role": {"voice,role\n\nIda,nurse\n", `"nurse" is not a role: line 3`},
		"two roles":    {"voice,role\nIda,person\nIda,network\n", `"Ida" has two roles: line 3`},
		"open quotes":  {"voice,role\n\"Ida,person\n", "quotes do not match: line 2"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := ParseRoles(strings.NewReader(c.in))
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), c.say) || got != nil {
				t.Errorf("got %v, %v; want %q", got, err, c.say)
			}
		})
	}
}
