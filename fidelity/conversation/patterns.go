package conversation

// Bounds used by Patterns, in milliseconds. Policy: they choose what is listed,
// nothing is judged by them.
const (
	PauseMS   = 2_000   // a silence from here on is listed
	UnheardMS = 600_000 // a voice not heard for so long is listed
)

// Patterns is how the voices relate: who begins and who answers, whose words
// are taken up, who ends a silence, who is not heard. What each figure is made
// of, where it comes from and what it cannot say stands in Notes.
type Patterns struct {
	Voices []VoicePattern `json:"voices"` // in the order of Measures.Voices
	// Groups holds the roles that were given to a voice of this transcript.
	Groups map[Role]GroupPattern `json:"groups"`
	// Answers[a][b] counts turns of a that ask and that b answers next.
	Answers map[string]map[string]int `json:"answers"`
	// TakenUp[a][b] counts words of b that a takes up.
	TakenUp map[string]map[string]int `json:"taken_up"`
	Pauses  []Pause                   `json:"pauses"`
	Unheard []Stretch                 `json:"unheard"`
	Flow    Flow                      `json:"flow"`
	Ribbon  Ribbon                    `json:"ribbon"`
	// Where has the cues that the figures were counted from.
	Where Where `json:"-"`
}

// Exchange counts what a voice or a group begins, answers and brings in.
type Exchange struct {
	// Initiatives are turns that ask a question, open the meeting or end a
	// silence of PauseMS that no question came before; Responses are turns right after another voice's turn
	// that asks. A turn can be both.
	Initiatives int `json:"initiatives"`
	Responses   int `json:"responses"`
	// NewWords are content words first said in the meeting by this voice;
	// WordsTakenUp those of them that another voice says within ten turns.
	NewWords     int `json:"new_words"`
	WordsTakenUp int `json:"words_taken_up"`
}

// VoicePattern is one voice's part.
type VoicePattern struct {
	Name      string  `json:"name"`
	TurnShare float64 `json:"turn_share"`
	Exchange
}

// GroupPattern is the part of all voices of one role.
type GroupPattern struct {
	Voices     int     `json:"voices"`
	Words      int     `json:"words"`
	WordShare  float64 `json:"word_share"`
	SpeakingMS int64   `json:"speaking_ms"`
	TimeShare  float64 `json:"time_share"`
	Turns      int     `json:"turns"`
	TurnShare  float64 `json:"turn_share"`
	Questions  int     `json:"questions"`
	Exchange
}

// Pause is a silence of PauseMS or more.
type Pause struct {
	StartMS       int64  `json:"start_ms"`
	EndMS         int64  `json:"end_ms"`
	Before        string `json:"before"` // who spoke last
	AfterQuestion bool   `json:"after_question"`
	EndedBy       string `json:"ended_by"`
	Cue           int    `json:"cue"` // the cue that ends it: index in Transcript.Cues
}

// Stretch is a time of UnheardMS or more in which a voice is not heard.
type Stretch struct {
	Voice   string `json:"voice"`
	StartMS int64  `json:"start_ms"`
	EndMS   int64  `json:"end_ms"`
}

// Study finds the patterns of a transcript. Roles as for Measure.
func Study(t Transcript, roles map[string]Role) Patterns {
	k := prepare(t, roles)
	p := Patterns{Pauses: k.pauses(), Unheard: k.unheard(), Flow: k.flow(), Ribbon: k.ribbon()}
	p.Where = k.where(p.Pauses)
	exchanges := p.Where.exchanges()
	p.Answers, p.TakenUp = named(k, p.Where.Answers), named(k, p.Where.TakenUp)
	turns := k.turnCounts()
	p.Voices = make([]VoicePattern, len(k.voices))
	for i, name := range k.voices {
		p.Voices[i] = VoicePattern{Name: name, TurnShare: share(int64(turns[i]), int64(len(k.turns))), Exchange: exchanges[i]}
	}
	p.Groups = k.groupPatterns(exchanges, turns)
	return p
}

func (k *talk) turnCounts() []int {
	n := make([]int, len(k.voices))
	for _, t := range k.turns {
		n[t.voice]++
	}
	return n
}

// asks says whether a turn holds a question.
func (k *talk) asks(t turn) bool {
	for i := t.from; i < t.to; i++ {
		if k.labels[i].Question != None {
			return true
		}
	}
	return false
}

// pauses lists the silences, who spoke before them and who ends them.
func (k *talk) pauses() []Pause {
	out := []Pause{}
	last := 0 // the cue that ends latest so far
	for i := range k.cues {
		c, before := &k.cues[i], &k.cues[last]
		if c.StartMS-before.EndMS >= PauseMS {
			out = append(out, Pause{
				StartMS: before.EndMS, EndMS: c.StartMS, Before: before.Voice, EndedBy: c.Voice, Cue: i,
				AfterQuestion: k.labels[last].Question != None,
			})
		}
		if c.EndMS >= before.EndMS {
			last = i
		}
	}
	return out
}

func (k *talk) unheard() []Stretch {
	out := []Stretch{}
	for i, name := range k.voices {
		for _, s := range gaps(k.spokenBy[i], k.whole) {
			if s.end-s.start >= UnheardMS {
				out = append(out, Stretch{Voice: name, StartMS: s.start, EndMS: s.end})
			}
		}
	}
	return out
}

// named counts lists between voices and names their rows and columns; every
// pair of different voices is there.
func named[T any](k *talk, between [][][]T) map[string]map[string]int {
	out := make(map[string]map[string]int, len(k.voices))
	for a, from := range k.voices {
		out[from] = make(map[string]int, len(k.voices))
		for b, to := range k.voices {
			if a != b {
				out[from][to] = len(between[a][b])
			}
		}
	}
	return out
}

func (k *talk) groupPatterns(exchanges []Exchange, turns []int) map[Role]GroupPattern {
	out := map[Role]GroupPattern{}
	words, spoken := 0, int64(0)
	for i, v := range k.voiceMeasures() {
		words += v.Words
		spoken += v.SpeakingMS
		if v.Role == "" {
			continue
		}
		g := out[v.Role]
		g.Voices++
		g.Words += v.Words
		g.SpeakingMS += v.SpeakingMS
		g.Turns += turns[i]
		g.Questions += v.Questions.Open + v.Questions.Closed
		g.Initiatives += exchanges[i].Initiatives
		g.Responses += exchanges[i].Responses
		g.NewWords += exchanges[i].NewWords
		g.WordsTakenUp += exchanges[i].WordsTakenUp
		out[v.Role] = g
	}
	for role, g := range out {
		g.WordShare = share(int64(g.Words), int64(words))
		g.TimeShare = share(g.SpeakingMS, spoken)
		g.TurnShare = share(int64(g.Turns), int64(len(k.turns)))
		out[role] = g
	}
	return out
}
