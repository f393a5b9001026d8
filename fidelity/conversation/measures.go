package conversation

// Measures is the JSON of "transcript measure --json". All times are integer
// milliseconds, shares are rounded to six decimals, slices are never null.
//
// Words: white-space tokens of the decoded text that hold a letter or a digit.
// Turns: maximal runs of consecutive cues by one voice, in the order start,
// end, place in the file. Caveat for all of it: times are those of the export,
// and an automatic transcript loses short answers ("mm") first, which are a
// listener's share of the talk.
type Measures struct {
	Cues    int       `json:"cues"`
	Dropped []Dropped `json:"dropped"`
	// StartMS and EndMS bound the talk: first start, last end.
	StartMS int64   `json:"start_ms"`
	EndMS   int64   `json:"end_ms"`
	Words   int     `json:"words"`
	Turns   int     `json:"turns"`
	Voices  []Voice `json:"voices"`
	// Transitions[a][b] counts turns of a directly followed by one of b; every
	// pair of different voices is there, also with 0. It shows who follows
	// whom, which is not yet who answers whom. Informs network-meetings.
	Transitions map[string]map[string]int `json:"transitions"`
	// CoveredMS is the time that any cue covers, SilenceMS the rest between
	// StartMS and EndMS. Silence can be room for thought or a gap in the
	// export. Informs tolerance-of-uncertainty.
	CoveredMS        int64 `json:"covered_ms"`
	SilenceMS        int64 `json:"silence_ms"`
	SilencesGE2000   int   `json:"silences_ge_2000ms"`
	SilencesGE5000   int   `json:"silences_ge_5000ms"`
	LongestSilenceMS int64 `json:"longest_silence_ms"`
	// OverlapMS is the time covered by two voices or more, MaxSimultaneous the
	// most voices at one moment.
	OverlapMS       int64 `json:"overlap_ms"`
	MaxSimultaneous int   `json:"max_simultaneous"`
	// GiniWords is Σ(2i−n−1)x_i ⁄ (n Σx), x ascending: 0 when all voices have
	// equally many words, towards 1 when one has them all. Equal shares are not
	// the aim of a meeting. Informs network-meetings.
	GiniWords float64 `json:"gini_words"`
	// EntropyWords is the entropy of the word shares in bits over log2(voices):
	// 1 for equal shares, 0 for one voice alone.
	EntropyWords float64 `json:"entropy_words_normalised"`
	FirstSpeaker string  `json:"first_speaker"`
	// Groups is empty until a voice has a role; then practitioner, person and
	// network are there, other only if it speaks.
	Groups map[Role]Group `json:"groups"`
	// PractitionerPairs counts turns of a practitioner directly followed by a
	// turn of another one.
	PractitionerPairs int `json:"practitioner_to_practitioner_transitions"`
	// ReflectingTalk lists the runs of at least two turns in which
	// practitioners follow one another and nobody else speaks. It holds all
	// talk among practitioners, greetings and planning too; whether they
	// reflect in front of a listening network only a listener can tell.
	// Informs transparency (Andersen 1987 on the reflecting team).
	ReflectingTalk []Run `json:"reflecting_talk"`
	// FirstNonPractitionerMS is the start of the first turn of anybody who is
	// not a practitioner; null when no voice was given as practitioner, or when
	// nobody else speaks.
	FirstNonPractitionerMS *int64      `json:"first_non_practitioner_turn_ms"`
	Candidates             []Candidate `json:"candidates"`
}

// Voice is what one voice said.
type Voice struct {
	Name string `json:"name"` // "" for speech that the file names nobody for
	Role Role   `json:"role"` // "" when no role was given
	Cues int    `json:"cues"`
	// Words and Turns as in Measures; SpeakingMS is the length of the union of
	// the voice's cues. Shares are of the sum over all voices.
	Words      int           `json:"words"`
	SpeakingMS int64         `json:"speaking_ms"`
	Turns      int           `json:"turns"`
	WordShare  float64       `json:"word_share"`
	TimeShare  float64       `json:"time_share"`
	Questions  QuestionCount `json:"questions"`
	FirstMS    int64         `json:"first_ms"`
	// LongestUnheardMS is the longest stretch between Measures.StartMS and
	// EndMS that no cue of the voice covers, the time before its first and
	// after its last cue included. A person may well choose to be silent; it
	// asks who noticed. Informs network-meetings.
	LongestUnheardMS int64 `json:"longest_unheard_ms"`
}

// QuestionCount counts cues by LabelUtterance. A question that runs over
// several cues can count in each.
type QuestionCount struct {
	Open   int `json:"open"`
	Closed int `json:"closed"`
}

// Group sums the voices of one role.
type Group struct {
	Words     int     `json:"words"`
	WordShare float64 `json:"word_share"`
}

// Run is a stretch of talk.
type Run struct {
	StartMS int64 `json:"start_ms"`
	EndMS   int64 `json:"end_ms"` // the latest end within it
	Turns   int   `json:"turns"`
	Words   int   `json:"words"`
}
