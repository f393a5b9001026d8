package fault

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

const unsaid = "Something went wrong on our side. Nothing was changed; please try again."

var kinds = []Kind{Internal, Invalid, NotFound, Refused, Conflict, Unsigned, Hold}

func TestAKindIsKeptThroughEveryWrapping(t *testing.T) {
	for _, k := range kinds {
		err := New(k, "inner", "say %d", 7)
		for range 3 {
			err = fmt.Errorf("and: %w", Wrap("outer", err))
		}
		if KindOf(err) != k || !Is(err, k) {
			t.Errorf("kind %d became %d", k, KindOf(err))
		}
		for _, other := range kinds {
			if other != k && Is(err, other) {
				t.Errorf("kind %d is also %d", k, other)
			}
		}
	}
}

func TestNoErrorIsNoError(t *testing.T) {
	if Wrap("op", nil) != nil {
		t.Error("nothing was wrapped into something")
	}
	for _, k := range kinds {
		if Is(nil, k) {
			t.Errorf("no error has kind %d", k)
		}
	}
}

func TestAForeignErrorIsInternalAndKeepsItsCause(t *testing.T) {
	err := Wrap("store.Read", io.ErrUnexpectedEOF)
	if KindOf(err) != Internal || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v lost its cause or kind", err)
	}
	if err.Error() != "store.Read: unexpected EOF" {
		t.Errorf("%q", err)
	}
}

func TestWhatAnErrorSays(t *testing.T) {
	cause := errors.New("cause")
	for _, c := range []struct {
		err  error
		want string
	}{
		{New(Invalid, "op", "write %s", "less"), "op: write less"},
		{New(Invalid, "", "write less"), "write less"},
		{&Error{Op: "op", Say: "say", Err: cause}, "op: say: cause"},
		{&Error{Err: cause}, "cause"},
		{&Error{Op: "op"}, "op: "},
		{Wrap("a", Wrap("b", cause)), "a: b: cause"},
	} {
		if c.err.Error() != c.want {
			t.Errorf("%q, want %q", c.err, c.want)
		}
	}
}

// TestR33_InternalDetailNeverReachesAPerson: not even where a sentence stands
// below an internal error.
func TestR33_InternalDetailNeverReachesAPerson(t *testing.T) {
	secret := errors.New("table people, row 7")
	for _, err := range []error{
		nil, secret, Wrap("store", secret), New(Internal, "store", "row 7"),
		&Error{Op: "x", Kind: Internal, Err: New(Refused, "y", "row 7")},
		&Error{Op: "x", Kind: Refused, Err: secret}, // a kind without any sentence
	} {
		if got := Sentence(err); got != unsaid {
			t.Errorf("%v says %q", err, got)
		}
	}
}

func TestTheInnermostSentenceIsShown(t *testing.T) {
	err := fmt.Errorf("web: %w", &Error{Op: "app", Kind: Refused, Say: "outer", Err: Wrap("store", New(Refused, "courses", "inner"))})
	if got := Sentence(err); got != "inner" {
		t.Errorf("%q", got)
	}
	if got := Sentence(New(Invalid, "x", "mend it")); got != "mend it" {
		t.Errorf("%q", got)
	}
	if got := Sentence(&Error{Kind: Refused, Say: "outer", Err: New(Internal, "store", "row 7")}); got != "outer" {
		t.Errorf("%q", got)
	}
	if got := Sentence(&Error{Kind: Conflict, Say: "reload the page", Err: errors.New("row 7")}); got != "reload the page" {
		t.Errorf("%q", got)
	}
}
