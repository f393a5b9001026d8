package testkit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Find returns the elements of a page that a selector picks, in the order of
// the page. The selectors are the everyday part of CSS: element names, #id,
// .class, [attribute], [attribute=value] (the value may be quoted), joined, and
// a space for "somewhere inside": form#sign-in input[name=email].
func Find(body, selector string) ([]*html.Node, error) {
	steps, err := parseSelector(selector)
	if err != nil {
		return nil, err
	}
	document, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	var found []*html.Node
	for n := range document.Descendants() {
		if matches(n, steps) {
			found = append(found, n)
		}
	}
	return found, nil
}

// MustFind returns the first element that the selector picks, or fails the
// test and shows the page.
func MustFind(t testing.TB, body, selector string) *html.Node {
	t.Helper()
	found, err := Find(body, selector)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatalf("the page has no %s:\n%s", selector, body)
	}
	return found[0]
}

// MustNotFind fails the test if the selector picks anything.
func MustNotFind(t testing.TB, body, selector string) {
	t.Helper()
	found, err := Find(body, selector)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range found {
		t.Errorf("the page has %s, which it must not: %q", selector, Text(n))
	}
}

// Text is what a reader sees of an element: its text with single spaces, and
// a space wherever a new block begins or ends, so that cells stay apart.
func Text(n *html.Node) string {
	var b strings.Builder
	writeText(&b, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// inline are the elements that can stand in the middle of a word.
var inline = strings.Fields("a abbr b cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var")

func writeText(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		return
	}
	gap := ""
	if !slices.Contains(inline, n.Data) {
		gap = " "
	}
	b.WriteString(gap)
	for c := range n.ChildNodes() {
		writeText(b, c)
	}
	b.WriteString(gap)
}

// Attribute is the value of an attribute, "" where there is none.
func Attribute(n *html.Node, name string) string {
	value, _ := attribute(n, name)
	return value
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// matches says whether n is picked: it fits the last step, and its ancestors
// fit the steps before, in order.
func matches(n *html.Node, steps []step) bool {
	last := len(steps) - 1
	if n.Type != html.ElementNode || !steps[last].fits(n) {
		return false
	}
	rest := steps[:last]
	for a := n.Parent; a != nil && len(rest) > 0; a = a.Parent {
		if a.Type == html.ElementNode && rest[len(rest)-1].fits(a) {
			rest = rest[:len(rest)-1]
		}
	}
	return len(rest) == 0
}

// A step is one word of a selector: conditions on one element.
type step struct {
	element    string // "" is any
	classes    []string
	attributes []condition
}

type condition struct {
	name, value string
	anyValue    bool
}

func (s step) fits(n *html.Node) bool {
	if s.element != "" && s.element != n.Data {
		return false
	}
	classes := strings.Fields(Attribute(n, "class"))
	for _, c := range s.classes {
		if !slices.Contains(classes, c) {
			return false
		}
	}
	for _, c := range s.attributes {
		value, has := attribute(n, c.name)
		if !has || (!c.anyValue && value != c.value) {
			return false
		}
	}
	return true
}

func errSelector(selector string) error {
	return fmt.Errorf("selector %q: only names, #id, .class, [attribute], [attribute=value] and spaces are known", selector)
}
