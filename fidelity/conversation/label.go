package conversation

// Question says what kind of question an utterance asks.
type Question string

// The closed set of question kinds: an open question invites a story or a view,
// a closed one asks for yes, no, a choice or a fact.
const (
	Open   Question = "open"
	Closed Question = "closed"
	None   Question = "none"
)

// Label is what the rules find in one utterance.
type Label struct {
	Question   Question `json:"question"`
	Reflection bool     `json:"reflection"`
	// Why are the ids of the rules that fired, those of questions first; never nil.
	Why []string `json:"why"`
	// Confidence orders reflections, 0 to 1: the weight of the rule, less for
	// what speaks against it. It is no probability.
	Confidence float64 `json:"-"`

	asks     []string // the ids for the question
	reflects string   // the id for the reflection
}

// language is the seam between the machinery and the words of one language.
type language struct {
	asked    *ruleSet // sentences that end with a question mark
	told     *ruleSet // sentences that do not, in a text with punctuation
	broken   *ruleSet // of those, further rules for one that breaks off
	plain    *ruleSet // texts without any punctuation
	reflects *ruleSet
	counter  *ruleSet // what speaks against a reflection
}

// languages are tried in this order; the first whose rule fits decides.
var languages = []*language{&english, &finnish, &swedish}

// declarative is the id for a question mark behind words that no rule knows:
// most often a statement offered for a yes or a no.
const declarative = "question-mark"

// LabelUtterance judges one utterance by the words it is made of; prev is what
// the voice before said and may be empty. With several questions the utterance
// is open if one of them is.
//
// Source: the rules follow the distinctions of the Motivational Interviewing
// Treatment Integrity code (Moyers, Manuel & Ernst 2014) between open and closed
// questions and reflections. Caveat: they know words, not what was meant; tone,
// irony and a question without the words of one escape them.
func LabelUtterance(text, prev string) Label {
	said, plain := sentences(text)
	return judge(said, plain, contentOf(prev))
}

// judge is LabelUtterance for sentences already cut, with the content words of
// what was said before.
func judge(said []sentence, plain bool, before map[string]bool) Label {
	l := Label{Question: None, Why: []string{}}
	for i := range said {
		kind, why := judgeQuestion(&said[i], plain)
		if kind == None {
			continue
		}
		l.asks = appendOnce(l.asks, why)
		if l.Question != Open {
			l.Question = kind
		}
	}
	l.Why = append(l.Why, l.asks...)
	l.judgeReflection(said, before)
	if l.Reflection {
		l.Why = append(l.Why, l.reflects)
	}
	return l
}

// judgeQuestion gives the kind of one sentence and the rule that says so.
func judgeQuestion(s *sentence, plain bool) (Question, string) {
	if s.quote {
		return None, "" // somebody else's question
	}
	for _, lang := range languages {
		sets := [2]*ruleSet{lang.told}
		switch {
		case s.asked:
			sets[0] = lang.asked
		case plain:
			sets[0] = lang.plain
		case !s.ended:
			sets[1] = lang.broken
		}
		for _, set := range sets {
			if set == nil {
				continue
			}
			if i := set.find(s); i >= 0 {
				return set.rules[i].kind, set.rules[i].id
			}
		}
	}
	if s.asked {
		return Closed, declarative
	}
	return None, ""
}
