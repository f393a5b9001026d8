package content

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// wordsAMinute is the reading speed that declared minutes are held against.
// Policy, on the slow side of adults' reading of plain prose.
const wordsAMinute = 200

var (
	units = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	teens = []string{"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	tens  = []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)

const minutesPattern = `([0-9]{1,3}|[a-z]+(?:-[a-z]+)?)[ \n]minutes?\b`

var (
	minutesForm = regexp.MustCompile(`(?i)\b` + minutesPattern)
	allowForm   = regexp.MustCompile(`(?i)\b(?:take|allow)[ \n](?:another[ \n])?` + minutesPattern)
)

// number reads digits or an English number from one to ninety-nine.
func number(s string) (int64, bool) {
	s = strings.ToLower(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	for i, w := range teens {
		if s == w {
			return int64(10 + i), true
		}
	}
	ten, unit, compound := strings.Cut(s, "-")
	var n int64
	for i, w := range tens {
		if ten == w {
			n = int64(20 + 10*i)
		}
	}
	if n > 0 && !compound {
		return n, true
	}
	if n == 0 {
		unit = s
	}
	for i, w := range units {
		if unit == w {
			return n + int64(i+1), true
		}
	}
	return 0, false
}

// stated gives the first time that form finds in s, or nothing.
func stated(form *regexp.Regexp, s string) int64 {
	for _, m := range form.FindAllStringSubmatch(s, -1) {
		if n, ok := number(m[1]); ok {
			return n
		}
	}
	return 0
}

// statedMinutes gives the minutes that one block asks for beside its reading:
// in a heading or the title of a callout ("(15 minutes)"), in the bold words
// that open a paragraph ("With a partner, ten minutes."), or as "take" or
// "allow" so many minutes.
func statedMinutes(n ast.Node, src []byte) int64 {
	switch n := n.(type) {
	case *ast.Heading:
		return stated(minutesForm, textOf(n, src))
	case *calloutNode:
		return stated(minutesForm, n.title)
	case *ast.Paragraph:
		if bold, ok := n.FirstChild().(*ast.Emphasis); ok && bold.Level == 2 {
			if m := stated(minutesForm, textOf(bold, src)); m > 0 {
				return m
			}
		}
		return stated(allowForm, textOf(n, src))
	}
	return 0
}

// words counts the white-space tokens of s that hold a letter or a digit.
func words(s string) int64 {
	var n int64
	for _, t := range strings.Fields(s) {
		if hasLetter.MatchString(t) {
			n++
		}
	}
	return n
}

var hasLetter = regexp.MustCompile(`[\p{L}\p{N}]`)
