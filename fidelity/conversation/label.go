package conversation

import "strings"

// Question says what kind of question an utterance asks.
type Question string

// The closed set of question kinds.
const (
	Open   Question = "open"
	Closed Question = "closed"
	None   Question = "none"
)

// Label is what the rules find in one utterance, and the ids of those that fired.
type Label struct {
	Question   Question `json:"question"`
	Reflection bool     `json:"reflection"`
	Why        []string `json:"why"`
}

// LabelUtterance judges text, said after prev (the words of the voice before).
func LabelUtterance(text, prev string) Label {
	if strings.HasSuffix(text, "?") {
		return Label{Question: Closed, Why: []string{"question-mark"}}
	}
	return Label{Question: None, Why: []string{}}
}

// label labels every cue.
func (k *talk) label() {
	k.labels = make([]Label, len(k.cues))
	for i := range k.cues {
		k.labels[i] = LabelUtterance(k.cues[i].Text, "")
	}
}
