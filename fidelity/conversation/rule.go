package conversation

import "strings"

// rule is one line of a rule table: what it finds, and a pattern over words.
//
// A pattern is a row of words separated by spaces:
//
//	a|b     either word
//	@aux    any word of the class
//	*ko     any word that ends so (four letters at least)
//	x?      x may be missing
//	_       any one word
//	...     up to six words, whatever they are
//	^       here a clause begins (first, or last, as in "okay but ^what")
//	$       here the sentence ends
type rule struct {
	id      string
	kind    Question
	weight  float64 // of a reflection rule: how sure it is, 0 to 1
	pattern string
}

// gapWords is what "..." may skip.
const gapWords = 6

type step struct {
	words    map[string]bool
	suffixes []string
	optional bool
	any      bool
	gap      bool
	head     bool
	end      bool
}

// ruleSet is a compiled table; rules are tried in the order of the table.
type ruleSet struct {
	rules []rule
	steps [][]step
	first map[string][]int // rules that can begin with a word
	loose []int            // rules that can begin with words not listed
}

// compile prepares a table. Optional words, gaps and "_" may not come first, so
// that a rule is found by the word it begins with.
func compile(classes map[string]string, rules []rule) *ruleSet {
	set := &ruleSet{rules: rules, first: map[string][]int{}}
	for i, r := range rules {
		var steps []step
		for field := range strings.FieldsSeq(r.pattern) {
			steps = append(steps, compileStep(classes, field))
		}
		set.steps = append(set.steps, steps)
		lead := steps[0]
		if lead.head {
			lead = steps[1]
		}
		for word := range lead.words {
			set.first[word] = append(set.first[word], i)
		}
		if len(lead.suffixes) > 0 {
			set.loose = append(set.loose, i)
		}
	}
	return set
}

func compileStep(classes map[string]string, field string) step {
	switch field {
	case "^":
		return step{head: true}
	case "$":
		return step{end: true}
	case "_":
		return step{any: true}
	case "...":
		return step{gap: true}
	}
	s := step{words: map[string]bool{}}
	field, s.optional = strings.CutSuffix(field, "?")
	for word := range strings.SplitSeq(field, "|") {
		if class, ok := strings.CutPrefix(word, "@"); ok {
			for w := range strings.FieldsSeq(classes[class]) {
				s.words[w] = true
			}
			continue
		}
		if suffix, ok := strings.CutPrefix(word, "*"); ok {
			s.suffixes = append(s.suffixes, suffix)
			continue
		}
		s.words[word] = true
	}
	return s
}

// find gives the first rule of the table that fits anywhere in the sentence, -1
// if none does.
func (set *ruleSet) find(s *sentence) int {
	found := -1
	for i, word := range s.words {
		found = set.tryAt(set.first[word], s, i, found)
		found = set.tryAt(set.loose, s, i, found)
	}
	return found
}

// tryAt tries rules, listed in the order of the table, at word i: it betters
// found or leaves it.
func (set *ruleSet) tryAt(rules []int, s *sentence, i, found int) int {
	for _, r := range rules {
		if found >= 0 && r >= found {
			break
		}
		if match(set.steps[r], s, i) {
			return r
		}
	}
	return found
}

// match says whether the steps fit the words from i on.
func match(steps []step, s *sentence, i int) bool {
	for n, st := range steps {
		switch {
		case st.head:
			if i >= len(s.words) || !s.heads[i] {
				return false
			}
		case st.end:
			if i != len(s.words) {
				return false
			}
		case st.gap:
			for skip := 0; skip <= gapWords && i+skip <= len(s.words); skip++ {
				if match(steps[n+1:], s, i+skip) {
					return true
				}
			}
			return false
		case i < len(s.words) && st.fits(s.words[i]):
			if st.optional && match(steps[n+1:], s, i) {
				return true
			}
			i++
		case !st.optional:
			return false
		}
	}
	return true
}

func (st *step) fits(word string) bool {
	if st.any || st.words[word] {
		return true
	}
	for _, suffix := range st.suffixes {
		if len(word) >= 4 && strings.HasSuffix(word, suffix) {
			return true
		}
	}
	return false
}
