package conversation

// CandidateKind names what a candidate may be.
type CandidateKind string

// The closed set of kinds.
const (
	OpenQuestion   CandidateKind = "open-question"   // key element 3; informs network-meetings
	ClosedQuestion CandidateKind = "closed-question" // key element 3; informs network-meetings
	Reflection     CandidateKind = "reflection"      // key element 4; informs network-meetings
	Uptake         CandidateKind = "uptake"          // key elements 4 and 9; informs network-meetings
	PresentMoment  CandidateKind = "present-moment"  // key element 5; informs tolerance-of-uncertainty
	Jargon         CandidateKind = "jargon"          // key element 9; informs transparency
)

// Candidate is an utterance that a rule points at, for a person to hear and to
// keep or dismiss. Its number is no measure of the meeting.
type Candidate struct {
	Kind    CandidateKind `json:"kind"`
	Cue     int           `json:"cue"` // index in Transcript.Cues, from 0
	StartMS int64         `json:"start_ms"`
	Voice   string        `json:"voice"`
	Text    string        `json:"text"`
	Why     []string      `json:"why"` // ids of the rules that fired
}

// newWord is the id for taking up another voice's new word.
const newWord = "uptake.new-word"

// candidates lists them in the order of the conversation. Once somebody is
// known to be a practitioner, only what practitioners say is looked at; until
// then everybody's.
func (k *talk) candidates() []Candidate {
	out := []Candidate{}
	known := k.has(Practitioner)
	theirWords := map[string]bool{} // jargon that others than practitioners brought in
	for i := range k.cues {
		ours := !known || k.is(k.cueVoice[i], Practitioner)
		if ours {
			out = append(out, k.candidatesOf(i, theirWords)...)
			continue
		}
		for _, s := range k.said[i] {
			for _, w := range s.words {
				theirWords[w] = true
			}
		}
	}
	return out
}

// candidatesOf are the candidates of one cue, whoever says it.
func (k *talk) candidatesOf(i int, theirWords map[string]bool) (out []Candidate) {
	add := func(kind CandidateKind, why ...string) {
		c := &k.cues[i]
		out = append(out, Candidate{Kind: kind, Cue: i, StartMS: c.StartMS, Voice: c.Voice, Text: c.Text, Why: why})
	}
	label := &k.labels[i]
	switch label.Question {
	case Open:
		add(OpenQuestion, label.asks...)
	case Closed:
		add(ClosedQuestion, label.asks...)
	case None:
	}
	if label.Reflection {
		add(Reflection, label.reflects)
	}
	if k.takesUp[i] {
		add(Uptake, newWord)
	}
	if why := rulesFired(presentMoment, k.said[i], nil); len(why) > 0 {
		add(PresentMoment, why...)
	}
	if why := rulesFired(jargon, k.said[i], theirWords); len(why) > 0 {
		add(Jargon, why...)
	}
	return out
}

// rulesFired gives the rule of each sentence in which one fires. A sentence
// whose words others brought in first is passed over.
func rulesFired(set *ruleSet, said []sentence, known map[string]bool) (ids []string) {
	for j := range said {
		s := &said[j]
		if r := set.find(s); r >= 0 && !holdsAny(set.steps[r][0], s, known) {
			ids = appendOnce(ids, set.rules[r].id)
		}
	}
	return ids
}

// holdsAny says whether the sentence has a word of the step that is known.
func holdsAny(st step, s *sentence, known map[string]bool) bool {
	for _, w := range s.words {
		if known[w] && st.fits(w) {
			return true
		}
	}
	return false
}

// appendOnce appends an id that is not there yet.
func appendOnce(ids []string, id string) []string {
	for _, have := range ids {
		if have == id {
			return ids
		}
	}
	return append(ids, id)
}
