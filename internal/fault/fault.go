// Package fault gives every error of Polyphony an operation and a kind, so
// that the edge of the program can decide what to answer (and what to keep to
// itself) without reading sentences.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of "no" an error is. It decides the HTTP status and the
// exit code; it never carries detail.
type Kind int

// The closed set of kinds. Anything that is not one of the first six is
// Internal: it is logged and the person sees only that something went wrong.
const (
	Internal Kind = iota // a broken promise of ours: never shown in detail
	Invalid              // the input is wrong and the sentence says how to mend it
	NotFound             // unknown, or not for this person: both look the same (R33)
	Refused              // understood, but a rule says no; the sentence says what is missing
	Conflict             // somebody else was first, or the page is out of date
	Unsigned             // nobody is signed in, or the sign-in was wrong
	Hold                 // integrity hold: the store is read-only (R4)
)

// Error is an error with the operation that failed, its kind and a sentence
// written for the person who caused it: what, where and how to mend it.
type Error struct {
	Op   string
	Kind Kind
	Say  string
	Err  error
}

func (e *Error) Error() string {
	s := e.Say
	if s == "" && e.Err != nil {
		s = e.Err.Error()
	} else if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	if e.Op == "" {
		return s
	}
	return e.Op + ": " + s
}

// Unwrap gives the cause, if there is one.
func (e *Error) Unwrap() error { return e.Err }

// New makes an error whose sentence is for the person who caused it.
func New(kind Kind, op, format string, args ...any) error {
	return &Error{Op: op, Kind: kind, Say: fmt.Sprintf(format, args...)}
}

// Wrap adds an operation to err and keeps its kind; nil stays nil.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Op: op, Kind: KindOf(err), Err: err}
}

// KindOf is the kind of the outermost Error in err's chain, Internal for an
// error that has none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err has the given kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Sentence is what may be shown to the person: the innermost sentence of a
// known kind, or a fixed one for Internal errors.
func Sentence(err error) string {
	kind, say := KindOf(err), ""
	for e := (*Error)(nil); errors.As(err, &e); err = e.Err {
		if e.Say != "" && e.Kind != Internal {
			say = e.Say
		}
	}
	if say == "" || kind == Internal {
		return "Something went wrong on our side. Nothing was changed; please try again."
	}
	return say
}
