package web

import (
	"html/template"
	"net/url"
	"regexp"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
)

// functions are what templates may call. t words a sentence in the reader's
// language; English sentences are their own keys.
var functions = template.FuncMap{
	"t":       translate,
	"day":     courses.Day,
	"instant": courses.Instant,
	"utc":     courses.Instant,
	"date":    dateInWords,
	"plain":   plain,
	"span":    courses.Span,
	"field":   func(f Field) Field { return f },
	"tag":     func(text, kind string) tag { return tag{text, kind} },
	"words":   func(p, w any) spoken { return spoken{p, w} },
}

// translate words an English sentence in the reader's language; English
// sentences are their own keys.
func translate(english string) string { return english }

// spoken is something to show with the words around it.
type spoken struct{ P, W any }

type tag struct{ Text, Kind string }

// bareDate is a calendar date as programs write it.
var bareDate = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// plain writes out the dates of a sentence that was made of entries.
func plain(sentence string) string {
	return bareDate.ReplaceAllStringFunc(sentence, func(d string) string { return dateInWords(fact.Date(d)) })
}

// dateInWords writes a calendar date out.
func dateInWords(d fact.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("Monday 2 January 2006")
}

func queryEscape(s string) string { return url.QueryEscape(s) }

// Field is one control of a form, in the shape of docs/style.md.
type Field struct {
	ID, Name, Label, Hint, Value, Error, Type, Autocomplete, Inputmode string
	Required                                                           bool
	Depends                                                            bool // needed in some cases, as its hint says
	Options                                                            []Option
	Rows                                                               int
	Width                                                              string
}

// Option is one choice of a Field.
type Option struct {
	Value, Text, Hint string
	Checked           bool
}

// row is one line of a summary list.
type row struct{ Key, Value, Href, Action string }

// crumb is one step of the breadcrumbs; the last has no Href.
type crumb struct{ Text, Href string }

// empty is the sentence of a list with nothing in it, and what to do first.
type empty struct{ Text, Href, Action string }
