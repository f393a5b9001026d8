package conversation

// uptakeTurns is how many turns later a new word still counts as taken up.
const uptakeTurns = 10

// wordUse remembers who brought a word into the meeting.
type wordUse struct {
	voice, turn int
	taken       bool
}

// uptake finds the content words that one voice brings into the meeting and
// another voice says within the next turns. It sets takesUp for the cues that do
// so, and lists new words by the voice that brought them, and who took up whose.
func (k *talk) uptake() {
	k.takesUp = make([]bool, len(k.cues))
	k.newWords, k.takenBy = lists[WordAt](len(k.voices)), tables[WordAt](len(k.voices))
	first := map[string]*wordUse{}
	for at, t := range k.turns {
		for i := t.from; i < t.to; i++ {
			for _, s := range k.said[i] {
				for _, w := range s.words {
					k.useWord(first, w, at, i)
				}
			}
		}
	}
}

// useWord notes one word said in cue i of turn at.
func (k *talk) useWord(first map[string]*wordUse, word string, at, i int) {
	if !isContent(word) {
		return
	}
	voice := k.cueVoice[i]
	use := first[word]
	switch {
	case use == nil:
		first[word] = &wordUse{voice: voice, turn: at}
		k.newWords[voice] = append(k.newWords[voice], WordAt{word, i})
	case use.voice != voice && !use.taken:
		use.taken = true // the first voice that says it, soon or late, settles it
		if at-use.turn <= uptakeTurns {
			k.takenBy[voice][use.voice] = append(k.takenBy[voice][use.voice], WordAt{word, i})
			k.takesUp[i] = true
		}
	}
}
