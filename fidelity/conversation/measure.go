package conversation

// Measure counts a transcript. Roles are by voice name; a voice without one
// takes part in everything but Groups and the practitioners' measures. Names in
// roles that do not speak are ignored.
func Measure(t Transcript, roles map[string]Role) Measures {
	k := prepare(t, roles)
	m := Measures{
		Cues:    len(t.Cues),
		Dropped: append([]Dropped{}, t.Dropped...),
		StartMS: k.whole.start,
		EndMS:   k.whole.end,
		Turns:   len(k.turns),
		Voices:  k.voiceMeasures(),
	}
	words := make([]int, len(m.Voices))
	for i, v := range m.Voices {
		words[i] = v.Words
		m.Words += v.Words
	}
	m.GiniWords, m.EntropyWords = round6(gini(words)), round6(entropyNormalised(words))
	if len(k.turns) > 0 {
		m.FirstSpeaker = k.voices[k.turns[0].voice]
	}
	m.Transitions = named(k, k.follows())
	k.silences(&m)
	m.OverlapMS, m.MaxSimultaneous = overlap(k.spokenBy)
	m.Groups = groups(m.Voices, m.Words)
	k.practitioners(&m)
	m.Candidates = k.candidates()
	return m
}

func (k *talk) voiceMeasures() []Voice {
	out := make([]Voice, len(k.voices))
	for i, name := range k.voices {
		out[i] = Voice{
			Name: name, Role: k.roles[i],
			SpeakingMS:       length(k.spokenBy[i]),
			FirstMS:          k.spokenBy[i][0].start,
			LongestUnheardMS: longest(gaps(k.spokenBy[i], k.whole)),
		}
	}
	for i, v := range k.cueVoice {
		out[v].Cues++
		out[v].Words += k.cueWords[i]
		switch k.labels[i].Question {
		case Open:
			out[v].Questions.Open++
		case Closed:
			out[v].Questions.Closed++
		case None:
		}
	}
	for _, t := range k.turns {
		out[t.voice].Turns++
	}
	var words, spoken int64
	for i := range out {
		words += int64(out[i].Words)
		spoken += out[i].SpeakingMS
	}
	for i := range out {
		out[i].WordShare = share(int64(out[i].Words), words)
		out[i].TimeShare = share(out[i].SpeakingMS, spoken)
	}
	return out
}

func (k *talk) silences(m *Measures) {
	quiet := gaps(k.covered, k.whole)
	m.CoveredMS, m.SilenceMS = length(k.covered), length(quiet)
	m.LongestSilenceMS = longest(quiet)
	for _, s := range quiet {
		if s.end-s.start >= 2000 {
			m.SilencesGE2000++
		}
		if s.end-s.start >= 5000 {
			m.SilencesGE5000++
		}
	}
}

// groups sums the voices of each role. Once any role is known, practitioners,
// the person and the network are all there, so that "nobody" reads as 0.
func groups(voices []Voice, words int) map[Role]Group {
	out := map[Role]Group{}
	for _, v := range voices {
		if v.Role == "" {
			continue
		}
		if len(out) == 0 {
			out[Practitioner], out[Person], out[Network] = Group{}, Group{}, Group{}
		}
		g := out[v.Role]
		g.Words += v.Words
		g.WordShare = share(int64(g.Words), int64(words))
		out[v.Role] = g
	}
	return out
}

// practitioners counts what practitioners say to one another.
func (k *talk) practitioners(m *Measures) {
	m.ReflectingTalk = []Run{}
	run := []turn{}
	flush := func() {
		if len(run) >= 2 {
			m.PractitionerPairs += len(run) - 1
			m.ReflectingTalk = append(m.ReflectingTalk, joinTurns(run))
		}
		run = run[:0]
	}
	for _, t := range k.turns {
		if k.is(t.voice, Practitioner) {
			run = append(run, t)
			continue
		}
		flush()
		if m.FirstNonPractitionerMS == nil && k.has(Practitioner) {
			start := t.start
			m.FirstNonPractitionerMS = &start
		}
	}
	flush()
}

func joinTurns(turns []turn) Run {
	r := Run{StartMS: turns[0].start, EndMS: turns[0].end, Turns: len(turns)}
	for _, t := range turns {
		r.EndMS = max(r.EndMS, t.end)
		r.Words += t.words
	}
	return r
}
