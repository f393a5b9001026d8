package conversation

// turn is a maximal run of consecutive cues by one voice: cues[from:to].
type turn struct {
	voice      int // index in Transcript.Voices
	from, to   int
	start, end int64 // first start and latest end
	words      int
}

// talk is a transcript prepared for counting. Every measure starts from it.
type talk struct {
	cues     []Cue
	voices   []string
	roles    []Role // by voice
	cueVoice []int
	cueWords []int
	turns    []turn
	whole    span
	spokenBy [][]span // union of cues, by voice
	covered  []span   // union of all cues

	said   [][]sentence // by cue
	labels []Label      // by cue

	takesUp  []bool       // by cue: it takes up another voice's new word
	newWords [][]WordAt   // by voice: content words it brings into the meeting
	takenBy  [][][]WordAt // [by][of]: those of them that another voice takes up
}

// prepare indexes the cues, counts their words and joins them to turns.
func prepare(t Transcript, roles map[string]Role) *talk {
	k := &talk{cues: t.Cues, voices: t.Voices}
	index := make(map[string]int, len(t.Voices))
	for i, name := range t.Voices {
		index[name] = i
		k.roles = append(k.roles, roles[name])
	}
	k.cueVoice = make([]int, len(t.Cues))
	k.cueWords = make([]int, len(t.Cues))
	spans := make([][]span, len(t.Voices))
	all := make([]span, len(t.Cues))
	for i := range t.Cues {
		c := &t.Cues[i]
		v := index[c.Voice]
		s := span{c.StartMS, c.EndMS}
		k.cueVoice[i], k.cueWords[i] = v, countWords(c.Text)
		spans[v], all[i] = append(spans[v], s), s
		k.addToTurns(i, v, s)
	}
	k.covered = union(all)
	for _, s := range spans {
		k.spokenBy = append(k.spokenBy, union(s))
	}
	if n := len(k.covered); n > 0 {
		k.whole = span{k.covered[0].start, k.covered[n-1].end}
	}
	k.label()
	k.uptake()
	return k
}

// addToTurns lets cue i go on with the last turn or begin a new one.
func (k *talk) addToTurns(i, voice int, s span) {
	n := len(k.turns)
	if n == 0 || k.turns[n-1].voice != voice {
		k.turns = append(k.turns, turn{voice: voice, from: i, start: s.start, end: s.end})
		n++
	}
	last := &k.turns[n-1]
	last.to = i + 1
	last.end = max(last.end, s.end)
	last.words += k.cueWords[i]
}

// is says whether a voice was given this role.
func (k *talk) is(voice int, r Role) bool { return k.roles[voice] == r }

// has says whether any voice was given this role.
func (k *talk) has(r Role) bool {
	for _, have := range k.roles {
		if have == r {
			return true
		}
	}
	return false
}
