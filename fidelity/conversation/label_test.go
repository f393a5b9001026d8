package conversation

import (
	"encoding/json"
	"slices"
	"testing"
)

var questionCases = []struct {
	text string
	want Question
	why  string // the id of the first rule; "" for none
}{
	// With punctuation.
	{"What would help you tonight?", Open, "en.wh"},
	{"So, um, wh-what was that like for you?", Open, "en.wh"},
	{"How’s your mother?", Open, "en.wh"},
	{"Could you tell us more about the summer?", Open, "en.invite-tell"},
	{"Can you think of another way?", Open, "en.invite-think-of"},
	{"Tell me about your brother.", Open, "en.tell-me"},
	{"Anything else on your mind?", Open, "en.anything-else"},
	{"Are there any worries here?", Open, "en.is-there-any"},
	{"Where do you think this began?", Open, "en.where-view"},
	{"I wonder what your brother would say.", Open, "en.wonder-wh"},
	{"I was wondering if Tuesday suits you.", Closed, "en.wonder-if"},
	{"Did you sleep?", Closed, "en.aux"},
	{"Do you know why she left?", Closed, "en.aux"},
	{"That helps, doesn't it?", Closed, "en.aux"},
	{"How many of you live there?", Closed, "en.quantity"},
	{"How much do you think it matters?", Open, "en.quantity-opinion"},
	{"On a scale of one to ten, how sure are you?", Closed, "en.scale"},
	{"What time was it?", Closed, "en.what-fact"},
	{"And what's your sister's name?", Closed, "en.what-name"},
	{"Who came with you?", Closed, "en.fact"},
	{"You slept well?", Closed, "question-mark"},
	{"Right?", None, ""},
	{"She asked, “Why me?” and left.", None, ""},
	{"It is late. What do you need? Is it water?", Open, "en.wh"},
	{"Is it water? Or is it what you hoped for?", Closed, "en.aux"},
	{"How confident are you that you could--", Open, "en.how-confident"},
	{"Have you told her or", Closed, "en.aux"},
	{"Well, have you told her, or--", Closed, "en.aux-broken"},
	{"What would he say about--", Open, "en.wh-broken"},
	{"I know what you mean.", None, ""},
	{"We talked about why it happened.", None, ""},
	{"[laughs] Okay.", None, ""},
	{"[never closed what", None, ""},
	{"", None, ""},
	// Without punctuation.
	{"okay so what do you want to do", Open, "en.wh"},
	{"how's that for you", Open, "en.wh"},
	{"what about your sister", Open, "en.wh-short"},
	{"tell me more", Open, "en.tell-me"},
	{"how many were there", Closed, "en.quantity"},
	{"is it is it far", Closed, "en.aux"},
	{"um are the children coming home", Closed, "en.aux"},
	{"does anna like it there", Closed, "en.aux-noun"},
	{"which ones", Closed, "en.wh-echo"},
	{"where is he", Closed, "en.fact"},
	{"it was late wasn't it", Closed, "en.tag"},
	{"i mean did nobody ask him", Closed, "en.aux-noun"},
	{"really", Closed, "en.surprise"},
	{"i know what you mean", None, ""},
	{"which is good", None, ""},
	{"that is what we did", None, ""},
}

func TestLabelQuestions(t *testing.T) {
	for _, c := range questionCases {
		got := LabelUtterance(c.text, "")
		why := ""
		if len(got.asks) > 0 {
			why = got.asks[0]
		}
		if got.Question != c.want || why != c.why {
			t.Errorf("%q: got %s by %q, want %s by %q", c.text, got.Question, got.asks, c.want, c.why)
		}
	}
}

func TestLabelFinnishAndSwedish(t *testing.T) {
	cases := []struct {
		text       string
		want       Question
		reflection bool
		why        []string
	}{
		{"Mitä sinulle kuuluu?", Open, false, []string{"fi.wh"}},
		{"No, millaista kotona on?", Open, false, []string{"fi.wh"}},
		{"Voisitko kertoa lisää?", Open, false, []string{"fi.tell-me"}},
		{"Oletko nukkunut?", Closed, false, []string{"fi.clitic"}},
		{"Kuka tuli mukaan?", Closed, false, []string{"fi.fact"}},
		{"Kuinka monta teitä on?", Closed, false, []string{"fi.quantity"}},
		{"Kerro siitä.", Open, false, []string{"fi.tell-me"}},
		{"Mietin mitä veljesi sanoisi.", Open, false, []string{"fi.wonder"}},
		{"mitä sinä ajattelet", Open, false, []string{"fi.wh"}},
		{"onko se kaukana", Closed, false, []string{"fi.clitic"}},
		{"Kuulostaa siltä, ettet ole nukkunut.", None, true, []string{"fi.sounds-like"}},
		{"Kuulostaa siltä, että minusta pitäisi.", None, true, []string{"fi.sounds-like"}},
		{"Se oli eilen.", None, false, []string{}},
		{"Hur har du det hemma?", Open, false, []string{"sv.wh"}},
		{"Kan du berätta mer?", Open, false, []string{"sv.tell-me"}},
		{"Något mer?", Open, false, []string{"sv.anything-else"}},
		{"Har du sovit?", Closed, false, []string{"sv.verb-first"}},
		{"Vem kom med dig?", Closed, false, []string{"sv.fact"}},
		{"Hur många är ni?", Closed, false, []string{"sv.quantity"}},
		{"Berätta om sommaren.", Open, false, []string{"sv.tell-me"}},
		{"Jag undrar om det passar.", Closed, false, []string{"sv.wonder-if"}},
		{"men vad tror du", Open, false, []string{"sv.wh"}},
		{"är det långt", Closed, false, []string{"sv.verb-first"}},
		{"Det låter som en lång natt.", None, true, []string{"sv.sounds-like"}},
		{"Det var i går.", None, false, []string{}},
	}
	for _, c := range cases {
		got := LabelUtterance(c.text, "")
		if got.Question != c.want || got.Reflection != c.reflection || !slices.Equal(got.Why, c.why) {
			t.Errorf("%q: got %s, %v by %q; want %s, %v by %q", c.text, got.Question, got.Reflection, got.Why, c.want, c.reflection, c.why)
		}
	}
}

func TestLabelReflections(t *testing.T) {
	cases := []struct {
		text, prev string
		want       bool
		why        string
	}{
		{"It sounds like the nights are long.", "", true, "en.sounds-like"},
		{"So you're saying nobody asked.", "", true, "en.you-are-saying"},
		{"What I hear you say is no.", "", true, "en.hear-you"},
		{"On the one hand home, on the other the ward.", "", true, "en.one-hand"},
		{"A part of you stays.", "", true, "en.part-of-you"},
		{"You feel left alone.", "", true, "en.you-feel"},
		{"You've noticed it before.", "", true, "en.you-are-feeling"},
		{"This matters, it is important to you.", "", true, "en.important-to-you"},
		{"So you want him there.", "", true, "en.you-want"},
		{"And you're the eldest.", "", true, "en.you"},
		{"That's really tough.", "", true, "en.its-hard"},
		{"A garden with apples.", "We had apples in the garden.", true, "echo"},
		{"A garden.", "We had apples in the garden.", false, ""},
		{"You should rest, I think.", "", false, ""},
		{"You're welcome.", "", false, ""},
		{"The bus leaves at four.", "", false, ""},
	}
	for _, c := range cases {
		got := LabelUtterance(c.text, c.prev)
		if got.Reflection != c.want || c.want && !slices.Contains(got.Why, c.why) {
			t.Errorf("%q: got %v by %q (%.2f), want %v by %q", c.text, got.Reflection, got.Why, got.Confidence, c.want, c.why)
		}
	}
}

// What speaks against a reflection lowers its place among the candidates.
func TestLabelConfidenceOrders(t *testing.T) {
	const sure = "It sounds like the nights are long."
	long := sure
	for range 10 {
		long += " We walked on and on."
	}
	best := LabelUtterance(sure, "").Confidence
	for name, text := range map[string]string{
		"asked":          "It sounds like the nights are long. Is it so?",
		"own view":       "I think it sounds like the nights are long.",
		"in long speech": long,
	} {
		if got := LabelUtterance(text, "").Confidence; got >= best || got <= 0 {
			t.Errorf("%s: got %.3f, want it below %.3f", name, got, best)
		}
	}
}

func TestLabelJSON(t *testing.T) {
	for text, want := range map[string]string{
		"It sounds like a long night. What helped?": `{"question":"open","reflection":true,"why":["en.wh","en.sounds-like"]}`,
		"Four o'clock.": `{"question":"none","reflection":false,"why":[]}`,
	} {
		raw, err := json.Marshal(LabelUtterance(text, ""))
		if err != nil || string(raw) != want {
			t.Errorf("got %s, %v; want %s", raw, err, want)
		}
	}
}

func TestSentences(t *testing.T) {
	said, plain := sentences("Well-- wh-who is is there? “No.” It’s a co-op. so")
	var words [][]string
	for _, s := range said {
		words = append(words, s.words)
	}
	want := [][]string{{"well", "who", "is", "there"}, {"no"}, {"it's", "a", "co-op"}, {"so"}}
	if plain || len(words) != len(want) {
		t.Fatalf("got %q, plain %v", words, plain)
	}
	for i := range want {
		if !slices.Equal(words[i], want[i]) {
			t.Errorf("sentence %d: got %q, want %q", i, words[i], want[i])
		}
	}
	if !said[0].asked || !said[1].quote || !said[2].ended || said[3].ended {
		t.Errorf("ends: %+v", said)
	}
	if _, plain := sentences("no marks here"); !plain {
		t.Error("text without punctuation was not taken for plain")
	}
}

// Every rule has an id in its language, and a pattern that can begin somewhere.
func TestRuleTablesAreWellFormed(t *testing.T) {
	sets := map[string]*ruleSet{"present": presentMoment, "jargon": jargon}
	for _, lang := range languages {
		for _, set := range []*ruleSet{lang.asked, lang.told, lang.broken, lang.plain, lang.reflects, lang.counter} {
			if set == nil {
				t.Fatal("a language lacks a table")
			}
			sets[set.rules[0].id+set.rules[len(set.rules)-1].id] = set
		}
	}
	for name, set := range sets {
		for i, r := range set.rules {
			if len(r.id) < 4 || r.id[2] != '.' {
				t.Errorf("%s: id %q", name, r.id)
			}
			lead := set.steps[i][0]
			if lead.head {
				lead = set.steps[i][1]
			}
			if lead.optional || lead.gap || lead.any || len(lead.words)+len(lead.suffixes) == 0 {
				t.Errorf("%s: %s cannot be found by its first word: %q", name, r.id, r.pattern)
			}
			for _, st := range set.steps[i] {
				if len(st.words) == 0 && len(st.suffixes) == 0 && !st.any && !st.gap && !st.head && !st.end {
					t.Errorf("%s: %s has an empty step, perhaps an unknown class: %q", name, r.id, r.pattern)
				}
			}
		}
	}
}

func TestRulePatterns(t *testing.T) {
	classes := map[string]string{"c": "red green"}
	cases := []struct {
		pattern, text string
		want          bool
	}{
		{"a b", "x a b", true},
		{"a b", "a x b", false},
		{"a|b c", "b c", true},
		{"a b? c", "a c", true},
		{"a b? c", "a b c", true},
		{"a b? b", "a b", true},
		{"a _ c", "a x c", true},
		{"a _ c", "a c", false},
		{"a ... c", "a c", true},
		{"a ... c", "a 1 2 3 4 5 6 c", true},
		{"a ... c", "a 1 2 3 4 5 6 7 c", false},
		{"^ a", "x a", false},
		{"^ a", "well a", true},
		{"^ a ^ b", "a so b", false},
		{"a $", "x a", true},
		{"a $", "a x", false},
		{"a ^", "a", false},
		{"@c apple", "green apple", true},
		{"*ko", "onko", true},
		{"*ko", "ko", false},
		{"a b", "a", false},
	}
	for _, c := range cases {
		said, _ := sentences(c.text)
		got := compile(classes, []rule{{id: "x", pattern: c.pattern}}).find(&said[0]) == 0
		if got != c.want {
			t.Errorf("%q on %q: got %v", c.pattern, c.text, got)
		}
	}
}

func TestRuleOrderDecides(t *testing.T) {
	set := compile(nil, []rule{{id: "late", pattern: "b"}, {id: "early", pattern: "a"}})
	said, _ := sentences("a b")
	if got := set.find(&said[0]); got != 0 {
		t.Errorf("got rule %d, want the first of the table", got)
	}
}

// Whatever a label or a candidate gives as its reason can be looked up.
func TestRulesNameEveryReason(t *testing.T) {
	known := map[string]bool{}
	for _, r := range Rules() {
		if r.ID == "" || r.Finds == "" || r.Pattern == "" {
			t.Errorf("incomplete: %+v", r)
		}
		known[r.ID] = true
	}
	m := Measure(mustRead(t, "meeting.vtt"), nil)
	for _, c := range m.Candidates {
		for _, id := range c.Why {
			if !known[id] {
				t.Errorf("%q is no rule of Rules", id)
			}
		}
	}
	for _, id := range []string{"question-mark", "echo", "uptake.new-word", "fi.wh", "sv.wh", "en.diagnosis", "en.right-now"} {
		if !known[id] {
			t.Errorf("%q is missing", id)
		}
	}
}
