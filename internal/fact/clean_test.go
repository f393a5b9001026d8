package fact

import (
	"maps"
	"reflect"
	"testing"
)

// closedTypes are string types whose values are ids, digests, dates or one of
// a closed set; none can hold what somebody typed.
var closedTypes = map[string]bool{
	"ID": true, "Digest": true, "Date": true, "Mode": true, "Moment": true, "Purpose": true, "Medium": true, "Said": true,
}

// bareStrings are the members that are plain strings, each with what keeps it
// from holding what somebody typed. A new one fails until it is argued here.
var bareStrings = map[string]string{
	"institute.founded zone":            "a zone name that the zone database knows",
	"cohort.opened zone":                "the institute's zone",
	"contact.attested zone":             "the institute's zone",
	"contact.confirmed zone":            "the institute's zone",
	"role.granted role":                 "a role of the closed set",
	"role.ended role":                   "a role of the closed set",
	"content.published pathway":         "an id in published content",
	"pathway.published pathway":         "an id in published content",
	"study.credited module":             "an id in published content",
	"study.credited section":            "an id in published content",
	"check.graded module":               "an id in published content",
	"reflection.submitted module":       "an id in published content",
	"reflection.submitted reflection":   "an id in published content",
	"contact.attested stage":            "an id in published content",
	"contact.confirmed stage":           "an id in published content",
	"cohort.opened blocks.stage":        "an id in published content",
	"rating.committed scores.principle": "an id in published content",
	"rating.committed plan":             "a segment plan of the closed set",
	"rater.declined why":                "a reason class",
	"evidence.reversed why":             "a reason class",
	"certificate.revoked why":           "a reason class",
	"note.added class":                  "a class of note",
	"certificate.issued number":         "a certificate number",
	"key.introduced key":                "a public key",
	"key.introduced use":                "a use of the closed set",
	"key.retired key":                   "a public key",
}

// TestR7_NoPayloadCanHoldFreeText walks over every member of every payload:
// strings are of a closed type or listed above, everything else is an integer.
func TestR7_NoPayloadCanHoldFreeText(t *testing.T) {
	used := map[string]bool{}
	for k, f := range known {
		if f.empty == nil {
			continue
		}
		walk(t, string(k)+" ", reflect.TypeOf(f.empty()).Elem(), used)
	}
	for name := range maps.Keys(bareStrings) {
		if !used[name] {
			t.Errorf("%q is listed and no payload has it", name)
		}
	}
}

func walk(t *testing.T, at string, typ reflect.Type, used map[string]bool) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name := f.Tag.Get("json")
		if name == "" || name == "-" {
			t.Errorf("%s%s has no member name", at, f.Name)
		}
		field(t, at+name, f.Type, used)
	}
}

func field(t *testing.T, name string, typ reflect.Type, used map[string]bool) {
	switch typ.Kind() {
	case reflect.Int64:
	case reflect.Slice:
		field(t, name, typ.Elem(), used)
	case reflect.Struct:
		walk(t, name+".", typ, used)
	case reflect.String:
		if closedTypes[typ.Name()] {
			return
		}
		if bareStrings[name] == "" || typ.Name() != "string" {
			t.Errorf("%s is a string that could hold free text", name)
		}
		used[name] = true
	default:
		t.Errorf("%s is a %s: payloads hold strings and integers only", name, typ.Kind())
	}
}
