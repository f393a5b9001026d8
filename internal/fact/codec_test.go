package fact

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func sorted(ks []Kind) []Kind { return slices.Sorted(slices.Values(ks)) }

// TestR2_PayloadsComeBackAsTheyWere for random values of every readable kind.
func TestR2_PayloadsComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := drawFact(r)
		b, err := Encode(f)
		if err != nil {
			r.Fatal(err)
		}
		back, err := Decode(b)
		if err != nil {
			r.Fatalf("%s: %v", b, err)
		}
		if !reflect.DeepEqual(f, back) {
			r.Fatalf("%#v came back as %#v", f, back)
		}
		again, err := Encode(back)
		if err != nil || !bytes.Equal(b, again) {
			r.Fatalf("%s became %s, %v", b, again, err)
		}
		if !json.Valid(b) || bytes.ContainsAny(b, "\n\t") {
			r.Fatalf("%s is not JSON without white space", b)
		}
	})
}

// TestR2_OneChangedByteIsAnotherFactOrNone: no two payloads share a meaning.
func TestR2_OneChangedByteIsAnotherFactOrNone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := drawFact(r)
		b, err := Encode(f)
		if err != nil {
			r.Fatal(err)
		}
		c := bytes.Clone(b)
		i := rapid.IntRange(0, len(c)-1).Draw(r, "place")
		c[i] ^= byte(rapid.IntRange(1, 255).Draw(r, "flip"))
		if g, err := Decode(c); err == nil && reflect.DeepEqual(f, g) {
			r.Fatalf("%s and %s are the same fact", b, c)
		}
	})
}

func TestR20_ANilSliceIsAnEmptyList(t *testing.T) {
	b, err := Encode(&ContentPublished{})
	if err != nil || !strings.Contains(string(b), `"blobs":[]`) {
		t.Fatalf("%s, %v", b, err)
	}
	if _, err := Decode(b); err != nil {
		t.Fatal(err)
	}
}

const joined = `{"kind":"person.joined","person":"p","v":1}`

func TestR20_WhatIsNotCanonicalIsRefused(t *testing.T) {
	if _, err := Decode([]byte(joined)); err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct{ payload, says string }{
		"nothing":             {``, "EOF"},
		"null":                {`null`, "no object"},
		"a list":              {`[]`, "cannot unmarshal"},
		"unknown kind":        {`{"kind":"person.waived","person":"p","v":1}`, "closed list"},
		"no kind":             {`{"person":"p","v":1}`, "closed list"},
		"kind is no string":   {`{"kind":7,"person":"p","v":1}`, "closed list"},
		"unreadable kind":     {`{"kind":"journal.read","v":1}`, "cannot read"},
		"no version":          {`{"kind":"person.joined","person":"p"}`, "version"},
		"version 2":           {`{"kind":"person.joined","person":"p","v":2}`, "version"},
		"version as a string": {`{"kind":"person.joined","person":"p","v":"1"}`, "version"},
		"version 1.0":         {`{"kind":"person.joined","person":"p","v":1.0}`, "version"},
		"unknown member":      {`{"kind":"person.joined","name":"Ada","person":"p","v":1}`, "canonical"},
		"missing member":      {`{"kind":"person.joined","v":1}`, "canonical"},
		"other case":          {`{"Person":"p","kind":"person.joined","v":1}`, "canonical"},
		"other order":         {`{"person":"p","kind":"person.joined","v":1}`, "canonical"},
		"white space":         {`{"kind": "person.joined","person":"p","v":1}`, "canonical"},
		"leading space":       {` ` + joined, "canonical"},
		"line break after":    {joined + "\n", "canonical"},
		"bytes after":         {joined + `{}`, "after the object"},
		"rubbish after":       {joined + `x`, "after the object"},
		"member twice":        {`{"kind":"person.joined","person":"q","person":"p","v":1}`, "canonical"},
		"escaped for nothing": {`{"kind":"person.joined","person":"\u0070","v":1}`, "canonical"},
		"escaped slash":       {`{"kind":"person.joined","person":"\/","v":1}`, "canonical"},
		"half a surrogate":    {`{"kind":"person.joined","person":"\ud800","v":1}`, "canonical"},
		"not UTF-8":           {"{\"kind\":\"person.joined\",\"person\":\"\xff\",\"v\":1}", "canonical"},
		"null member":         {`{"kind":"person.joined","person":null,"v":1}`, "canonical"},
		"number for a string": {`{"kind":"person.joined","person":5,"v":1}`, "unmarshal"},
		"cut off":             {joined[:len(joined)-1], "unexpected EOF"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f, err := Decode([]byte(c.payload))
			if err == nil {
				t.Fatalf("%s was read as %#v", c.payload, f)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("says %q, not %q", err, c.says)
			}
		})
	}
}

func TestR20_OnlyExactIntegersAreNumbers(t *testing.T) {
	const form = `{"by":"b","enrolment":"e","entry":N,"kind":"evidence.reversed","second":"s","v":1,"why":"w"}`
	read := func(n string) error {
		_, err := Decode([]byte(strings.Replace(form, "N", n, 1)))
		return err
	}
	for _, n := range []string{"0", "7", "-7", "9007199254740991", "-9007199254740991"} {
		if err := read(n); err != nil {
			t.Errorf("%s: %v", n, err)
		}
	}
	for _, n := range []string{
		"1.5", "1.0", "1e3", "-0", "01", "+1", "9007199254740992", "-9007199254740992",
		"99999999999999999999999", "null", `"1"`, "true", "[]", "{}",
	} {
		if read(n) == nil {
			t.Errorf("%s was read as a number", n)
		}
	}
	if _, err := Encode(&EvidenceReversed{Entry: 1 << 53}); err == nil {
		t.Error("an integer that JSON does not carry exactly was written")
	}
}

func TestR20_ListsAreReadStrictly(t *testing.T) {
	const form = `{"blocks":B,"bundle":"b","by":"x","cohort":"c","kind":"cohort.opened","v":1,"zone":"UTC"}`
	const block = `{"block":"k","days":["2026-01-05"],"facilitators":["f"],"stage":"one"}`
	for blocks, ok := range map[string]bool{
		`[]`: true, `[` + block + `]`: true, `[` + block + `,` + block + `]`: true,
		`null`: false, `{}`: false, `[null]`: false, `[` + block + `,]`: false, `[ ` + block + `]`: false,
		`[{"block":"k"}]`: false, `[true]`: false, `[[]]`: false,
	} {
		if _, err := Decode([]byte(strings.Replace(form, "B", blocks, 1))); (err == nil) != ok {
			t.Errorf("blocks %s: %v", blocks, err)
		}
	}
}

// odd is a fact that nobody could write: one for each way of failing.
type odd struct {
	Kind_ Kind `json:"-"`
	Any   any  `json:"any"`
}

func (o *odd) Kind() Kind  { return "odd" }
func (o *odd) Subject() ID { return "" }

func TestR7_OnlyStringsAndIntegersAreWritten(t *testing.T) {
	for name, v := range map[string]any{
		"a float": 1.5, "a truth": true, "a function": func() {}, "a float in a list": []any{1.5},
		"a truth within": map[string]any{"deep": map[string]any{"er": false}}, "too big": uint64(1) << 60,
	} {
		if b, err := Encode(&odd{Any: v}); err == nil {
			t.Errorf("%s was written: %s", name, b)
		} else if !strings.Contains(err.Error(), "fact.Encode odd") {
			t.Errorf("%s: %v does not say where", name, err)
		}
	}
	if _, err := Encode((*PersonJoined)(nil)); err == nil {
		t.Error("no fact at all was written")
	}
}

// TestRFC8785_Vectors are the escapes, the order and the integers of RFC 8785,
// sections 3.2.2 and 3.2.3, as far as payloads hold such values.
func TestRFC8785_Vectors(t *testing.T) {
	cases := []struct{ in, want string }{
		{`{"b":1,"a":2}`, `{"a":2,"b":1}`},
		{`{"":0,"A":1,"a":2,"_":3,"1":4,"\n":5}`, `{"":0,"\n":5,"1":4,"A":1,"_":3,"a":2}`},
		{
			`{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}`,
			`{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}`,
		},
		{`{"s":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}`, `{"s":"€$\u000f\nA'B\"\\\\\"/"}`},
		{`{"s":"\u0000\u0001\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u001f"}`, `{"s":"\u0000\u0001\u0007\b\t\n\u000b\f\r\u000e\u001f"}`},
		{`{"s":"\u007f\u0080\u2028\u2029\ufeff\ud834\udd1e"}`, "{\"s\":\"\u007f\u0080\u2028\u2029\ufeff𝄞\"}"},
		{`{"s":"<script>&amp;\/</script>"}`, `{"s":"<script>&amp;/</script>"}`},
		{` { "n" : [ 0 , -1 , 9007199254740991 ] , "o" : { "z" : [ ] , "y" : { } } } `, `{"n":[0,-1,9007199254740991],"o":{"y":{},"z":[]}}`},
	}
	for _, c := range cases {
		m, err := object([]byte(c.in))
		if err != nil {
			t.Fatalf("%s: %v", c.in, err)
		}
		got, err := canonical(nil, m)
		if err != nil || string(got) != c.want {
			t.Errorf("%s became\n%s, want\n%s (%v)", c.in, got, c.want, err)
		}
	}
	for _, bad := range []map[string]any{{"\xff": "x"}, {"x": "\xff"}, {"x": []any{"\xff"}}} {
		if got, err := canonical(nil, bad); err == nil {
			t.Errorf("%q is not UTF-8 and was written as %q", bad, got)
		}
	}
}

// FuzzDecode: whatever is read is written back as the very same bytes.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(joined))
	f.Add([]byte(`{"kind":"person.joined","person":"\u0000","v":1}`))
	f.Add([]byte(`null`))
	for k := range closedList {
		if Readable(k) {
			v := known[k].empty()
			fill(v)
			b, err := Encode(v)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		v, err := Decode(payload)
		if err != nil {
			return
		}
		again, err := Encode(v)
		if err != nil || !bytes.Equal(again, payload) {
			t.Fatalf("%q was read and written as %q, %v", payload, again, err)
		}
	})
}
