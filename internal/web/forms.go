package web

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"polyphony/internal/fault"
)

// mendable reports whether the person can put an error right on the form that
// they sent; everything else goes to the page for problems.
func mendable(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Refused) || fault.Is(err, fault.Conflict)
}

// worded is an error's sentence as it stands on a page.
func worded(err error) string {
	s := plain(fault.Sentence(err))
	r, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[n:]
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

// findings are an error's sentences for the summary: the error at the field it
// is about, and then everything that it says is missing.
func findings(err error, fields ...string) []fieldError {
	if err == nil {
		return nil
	}
	at := fieldOf(err, fields...)
	out := []fieldError{{at, worded(err)}}
	for _, m := range missing(err) {
		out = append(out, fieldError{at, m})
	}
	return out
}

// mark puts the summary's sentence into the field it is about.
func mark(errs []fieldError, f Field) Field {
	for _, e := range errs {
		if e.Field == f.ID && f.Error == "" {
			f.Error = e.Text
		}
	}
	return f
}

// chosen marks the options whose values were chosen.
func chosen(options []Option, values ...string) []Option {
	for i := range options {
		for _, v := range values {
			options[i].Checked = options[i].Checked || options[i].Value == v
		}
	}
	return options
}

// choose puts an empty first option before a list.
func choose(options []Option) []Option {
	return append([]Option{{Text: "Choose"}}, options...)
}

// wholeNumber reads a whole number that somebody typed; ok is false for anything
// else.
func wholeNumber(s string) (n int64, ok bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return n, err == nil
}

// plural words a count of things.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
