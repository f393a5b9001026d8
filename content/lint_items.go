package content

import (
	"unicode/utf8"

	"polyphony/courses"
)

// lintItems holds check items against objectives, sections and one another.
func (p *parsed) lintItems(r *report) {
	covered, ids, asked := map[string]int{}, map[string]bool{}, map[string]bool{}
	for i, it := range p.module.Items {
		d := p.checks[i]
		covered[it.Objective]++
		if !p.hasObjective(it.Objective) {
			r.errorf(p.path, d.line("objective"), "check %s: objective %q is not in the head of the file", it.ID, it.Objective)
		}
		if !p.hasSection(it.Restudy) {
			r.errorf(p.path, d.line("restudy"), "check %s: restudy %q is the address of no section here", it.ID, it.Restudy)
		}
		if ids[it.ID] {
			r.errorf(p.path, d.line("id"), "check id %q is used twice", it.ID)
		}
		if asked[string(it.Digest)] {
			r.errorf(p.path, d.line("stem"), "check %s asks what an earlier one asks", it.ID)
		}
		ids[it.ID], asked[string(it.Digest)] = true, true
	}
	if len(p.module.Items) == 0 {
		return // a pathway that uses the module says how many it needs
	}
	for i, o := range p.module.Objectives {
		line := p.front.line("objectives", i)
		switch n := covered[o.ID]; {
		case n == 0:
			r.errorf(p.path, line, "objective %s is asked about in no check", o.ID)
		case n < itemsAnObjective:
			r.warnf(p.path, line, "objective %s is asked about in %d check: write %d at least, so that a second try asks something else", o.ID, n, itemsAnObjective)
		}
	}
	p.lintKeys(r)
}

const (
	// itemsAnObjective is the least number of items on one objective. Policy: a
	// pool that has one cannot ask it anew.
	itemsAnObjective = 2
	// patternFrom is the size from which a pool's keys can show a pattern.
	patternFrom = 4
)

// lintKeys warns of pools whose keys can be told without reading the question:
// more than half are the longest of their options, or two thirds stand in one
// place. The second is for whoever reads the file; a series shuffles options.
func (p *parsed) lintKeys(r *report) {
	n := len(p.module.Items)
	if n < patternFrom {
		return
	}
	longest, places := 0, map[int]int{}
	for _, it := range p.module.Items {
		if it.Key < 0 {
			return // already reported, or read without keys
		}
		places[it.Key]++
		if keyIsLongest(it) {
			longest++
		}
	}
	line := p.checks[0].line("options")
	if 2*longest > n {
		r.warnf(p.path, line, "the key is the longest option in %d of %d checks: lengthen others or shorten keys", longest, n)
	}
	for place := range 8 {
		if 3*places[place] >= 2*n {
			r.warnf(p.path, line, "the key is option %d in %d of %d checks: move some to other places", place+1, places[place], n)
		}
	}
}

// keyIsLongest reports whether the key of an item is longer than every other
// option.
func keyIsLongest(it courses.Item) bool {
	for i, o := range it.Options {
		if i != it.Key && utf8.RuneCountInString(o.Text) >= utf8.RuneCountInString(it.Options[it.Key].Text) {
			return false
		}
	}
	return true
}
