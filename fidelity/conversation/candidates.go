package conversation

// Candidate is an utterance that a rule points at, for a person to look at and
// to dismiss.
type Candidate struct {
	Kind    string   `json:"kind"`
	Cue     int      `json:"cue"` // index in Transcript.Cues, from 0
	StartMS int64    `json:"start_ms"`
	Voice   string   `json:"voice"`
	Text    string   `json:"text"`
	Why     []string `json:"why"`
}

func (k *talk) candidates() []Candidate { return []Candidate{} }
