package conversation

// Where says at which cues everything that Measures and Patterns count was
// said: each figure is the length of a list here. Cues are indexes in
// Transcript.Cues; voices are indexes in Measures.Voices.
type Where struct {
	// Open and Closed are the cues of a voice's questions.
	Open, Closed [][]int
	// Initiatives and Responses are the first cues of a voice's turns that are
	// such.
	Initiatives, Responses [][]int
	// Follows[a][b] are the first cues of turns of b right after one of a;
	// Answers[a][b] those right after one of a that asks.
	Follows, Answers [][][]int
	// NewWords are the content words that a voice brings into the meeting;
	// TakenUp[a][b] those of b that a takes up, where a says them.
	NewWords [][]WordAt
	TakenUp  [][][]WordAt
}

// WordAt is a word with the cue in which it is said.
type WordAt struct {
	Word string
	Cue  int
}

// lists makes an empty list for each voice.
func lists[T any](voices int) [][]T { return make([][]T, voices) }

// tables makes an empty list for each pair of voices.
func tables[T any](voices int) [][][]T {
	out := make([][][]T, voices)
	for i := range out {
		out[i] = make([][]T, voices)
	}
	return out
}

// where lists who begins, who answers and who asks. The words are already
// listed.
func (k *talk) where(pauses []Pause) Where {
	n := len(k.voices)
	w := Where{
		Open: lists[int](n), Closed: lists[int](n), Initiatives: lists[int](n), Responses: lists[int](n),
		Follows: k.follows(), Answers: tables[int](n), NewWords: k.newWords, TakenUp: k.takenBy,
	}
	for i, label := range k.labels {
		switch v := k.cueVoice[i]; label.Question {
		case Open:
			w.Open[v] = append(w.Open[v], i)
		case Closed:
			w.Closed[v] = append(w.Closed[v], i)
		case None:
		}
	}
	endsPause := map[int]bool{}
	for _, p := range pauses {
		endsPause[p.Cue] = !p.AfterQuestion // who ends that one answers
	}
	asked := false
	for i, t := range k.turns {
		asks := k.asks(t)
		if asks || i == 0 || endsPause[t.from] {
			w.Initiatives[t.voice] = append(w.Initiatives[t.voice], t.from)
		}
		if asked {
			w.Responses[t.voice] = append(w.Responses[t.voice], t.from)
			asker := k.turns[i-1].voice
			w.Answers[asker][t.voice] = append(w.Answers[asker][t.voice], t.from)
		}
		asked = asks
	}
	return w
}

// follows lists the turns by who speaks them and who spoke before.
func (k *talk) follows() [][][]int {
	out := tables[int](len(k.voices))
	for i := 1; i < len(k.turns); i++ {
		a, t := k.turns[i-1].voice, k.turns[i]
		out[a][t.voice] = append(out[a][t.voice], t.from)
	}
	return out
}

// exchanges counts what the lists hold, by voice.
func (w Where) exchanges() []Exchange {
	out := make([]Exchange, len(w.Initiatives))
	for v := range out {
		out[v] = Exchange{Initiatives: len(w.Initiatives[v]), Responses: len(w.Responses[v]), NewWords: len(w.NewWords[v])}
		for taker := range w.TakenUp {
			out[v].WordsTakenUp += len(w.TakenUp[taker][v])
		}
	}
	return out
}
