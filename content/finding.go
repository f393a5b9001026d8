package content

import (
	"fmt"
	"regexp"
	"sort"
)

// Finding is one thing in the content that should be mended. A warning may
// stand; anything else keeps the file, and every pathway that uses it, from
// being published.
type Finding struct {
	File    string // slash-separated, from the root of the content
	Line    int    // from 1
	Message string
	Warning bool
}

// String is the finding as `file:line: message`.
func (f Finding) String() string {
	kind := ""
	if f.Warning {
		kind = "warning: "
	}
	return fmt.Sprintf("%s:%d: %s%s", f.File, f.Line, kind, f.Message)
}

// HasErrors reports whether a finding among fs is more than a warning.
func HasErrors(fs []Finding) bool {
	for _, f := range fs {
		if !f.Warning {
			return true
		}
	}
	return false
}

// report collects findings while content is read.
type report struct{ findings []Finding }

func (r *report) add(f Finding) {
	if f.Line < 1 {
		f.Line = 1
	}
	r.findings = append(r.findings, f)
}

func (r *report) errorf(file string, line int, format string, args ...any) {
	r.add(Finding{File: file, Line: line, Message: fmt.Sprintf(format, args...)})
}

func (r *report) warnf(file string, line int, format string, args ...any) {
	r.add(Finding{File: file, Line: line, Message: fmt.Sprintf(format, args...), Warning: true})
}

// sorted gives the findings by file and line, in the order in which they were
// found on one line.
func (r *report) sorted() []Finding {
	sort.SliceStable(r.findings, func(i, j int) bool {
		a, b := r.findings[i], r.findings[j]
		if a.File != b.File {
			return a.File < b.File
		}
		return a.Line < b.Line
	})
	return r.findings
}

// firstError gives the first finding about file that is no warning.
func (r *report) firstError(file string) (Finding, bool) {
	for _, f := range r.findings {
		if f.File == file && !f.Warning {
			return f, true
		}
	}
	return Finding{}, false
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// checkID reports an id that is not lower-case ASCII with hyphens.
func (r *report) checkID(file string, line int, what, id string) {
	if !idForm.MatchString(id) {
		r.errorf(file, line, "%s id %q: write lower-case ASCII letters and digits, joined by single hyphens", what, id)
	}
}
