package conversation

// Rule is one rule as a page can show it: what a "why" in a label or a candidate
// stands for. Several rules can share an id.
type Rule struct {
	ID    string `json:"id"`
	Finds string `json:"finds"` // open, closed, none, or a CandidateKind
	// Pattern is a row of words: a|b either, x? perhaps, _ any one word, ... up
	// to six, ^ where a clause begins, $ where the sentence ends, @name a class
	// of words, *end any word with that end.
	Pattern string `json:"pattern"`
}

// Rules lists every rule that can be named as a reason. Those that only speak
// against a reflection are not among them.
func Rules() []Rule {
	var out []Rule
	for _, lang := range languages {
		for _, set := range []*ruleSet{lang.asked, lang.told, lang.broken, lang.plain} {
			for _, r := range set.rules {
				out = appendRule(out, Rule{r.id, string(r.kind), r.pattern})
			}
		}
		for _, r := range lang.reflects.rules {
			out = appendRule(out, Rule{r.id, string(Reflection), r.pattern})
		}
	}
	for _, r := range presentMoment.rules {
		out = appendRule(out, Rule{r.id, string(PresentMoment), r.pattern})
	}
	for _, r := range jargon.rules {
		out = appendRule(out, Rule{r.id, string(Jargon), r.pattern})
	}
	return append(out,
		Rule{declarative, string(Closed), "a question mark behind words that no rule knows"},
		Rule{echo, string(Reflection), "two or more content words of the turn before come again, and nothing is asked"},
		Rule{newWord, string(Uptake), "a content word that another voice brought in within the last ten turns is said for the first time by this one"},
	)
}

// appendRule leaves out what is listed already: a language may use a table twice.
func appendRule(rules []Rule, r Rule) []Rule {
	for _, have := range rules {
		if have == r {
			return rules
		}
	}
	return append(rules, r)
}
