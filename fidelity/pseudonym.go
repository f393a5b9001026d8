package fidelity

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// These patterns find what is plainly not a pseudonym. They cannot find every
// name; the page says what must not be written.
var (
	looksEmail    = regexp.MustCompile(`[^\s@]+@[^\s@]+\.[^\s@]+`)
	looksNumber   = regexp.MustCompile(`(\d[ -]?){9,}`)
	looksBirth    = regexp.MustCompile(`\b\d{1,2}[./-]\d{1,2}[./-](19|20)\d{2}\b|\b(19|20)\d{2}-\d{2}-\d{2}\b|(?i:\bborn (on|in) (the )?\d|\bd\.?o\.?b\b)`)
	looksFullName = regexp.MustCompile(`\b\p{Lu}\p{Ll}+[ -]\p{Lu}\p{Ll}+\b`)
	looksTitle    = regexp.MustCompile(`^(Dr|Mr|Mrs|Ms|Mx|Prof)\.? `)
)

// CheckWords refuses text that holds an e-mail address, a long number or a date
// of birth: participants appear by role and initials or pseudonym only.
func CheckWords(field, text string) error {
	switch {
	case utf8.RuneCountInString(text) > 2*maxLine:
		return say(field, "this is longer than %d characters; say it shorter", 2*maxLine)
	case !utf8.ValidString(text):
		return say(field, "this is not readable text")
	case looksEmail.MatchString(text):
		return say(field, "“%s” looks like an e-mail address; write a role with initials or a pseudonym instead", looksEmail.FindString(text))
	case looksBirth.MatchString(text):
		return say(field, "“%s” looks like a date of birth; leave it out", looksBirth.FindString(text))
	case looksNumber.MatchString(text):
		return say(field, "“%s” looks like the number of a person; leave it out", strings.TrimSpace(looksNumber.FindString(text)))
	}
	return nil
}

// CheckLabel is CheckWords for what a participant or voice is called: 1 to 40
// characters that do not look like a first name with a surname.
func CheckLabel(field, label string) error {
	label = strings.TrimSpace(label)
	if label == "" || utf8.RuneCountInString(label) > 40 {
		return say(field, "call everybody by initials or one pseudonym, with 1 to 40 characters")
	}
	bare := looksTitle.ReplaceAllString(label, "")
	if looksFullName.MatchString(bare) {
		return say(field, "“%s” looks like a full name; write initials or one pseudonym", label)
	}
	return CheckWords(field, label)
}
