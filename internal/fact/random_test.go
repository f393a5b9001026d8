package fact

import (
	"fmt"
	"reflect"
	"strings"

	"pgregory.net/rapid"
)

// fill sets every string of a payload to its own member name, so that members
// can be told apart.
func fill(f Fact) {
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String {
			v.Field(i).SetString(v.Type().Field(i).Tag.Get("json"))
		}
	}
}

// draw fills v with random values of every sort a payload has; awkward strings
// and the largest integers among them.
func draw(r *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.OneOf(
			rapid.StringMatching(`[a-z2-7]{26}`),
			rapid.SampledFrom([]string{"", "\"\\/", "\x00\x1f\b\f\n\r\t", "<&>\u2028\u2029", "é€𝄞", "\u007f"}),
			rapid.StringOf(rapid.Rune()).Filter(validText),
		).Draw(r, "string"))
	case reflect.Int64:
		v.SetInt(rapid.OneOf(
			rapid.Int64Range(-(1<<53-1), 1<<53-1),
			rapid.SampledFrom([]int64{0, -1, 1<<53 - 1, -(1<<53 - 1)}),
		).Draw(r, "integer"))
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(r, "length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			draw(r, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			draw(r, v.Field(i))
		}
	default:
		panic(fmt.Sprintf("a payload holds a %s", v.Kind()))
	}
}

func validText(s string) bool { return strings.ToValidUTF8(s, "") == s }

func drawFact(r *rapid.T) Fact {
	var kinds []Kind
	for k := range closedList {
		if Readable(k) {
			kinds = append(kinds, k)
		}
	}
	f := known[rapid.SampledFrom(sorted(kinds)).Draw(r, "kind")].empty()
	draw(r, reflect.ValueOf(f).Elem())
	return f
}
