package conversation

// label cuts every cue into sentences and judges it against the turn before,
// which is of another voice.
func (k *talk) label() {
	k.said = make([][]sentence, len(k.cues))
	k.labels = make([]Label, len(k.cues))
	before := map[string]bool{}
	for _, t := range k.turns {
		turn := map[string]bool{}
		for i := t.from; i < t.to; i++ {
			said, plain := sentences(k.cues[i].Text)
			k.said[i], k.labels[i] = said, judge(said, plain, before)
			addContent(turn, said)
		}
		before = turn
	}
}
