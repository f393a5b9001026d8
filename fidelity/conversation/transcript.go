package conversation

// Limits of a transcript. They bound memory and the size of the transition
// table, and lie far above any meeting that people could sit through.
const (
	MaxBytes  = 20 << 20 // 20 MB of text
	MaxCues   = 200_000  // cues with words, after cues of several voices are split
	MaxVoices = 64       // distinct names
)

// Transcript is what Parse read: the cues in the order of the conversation
// (start, end, place in the file), the voices in the order in which they are
// first heard, and what had to be left out.
type Transcript struct {
	Cues    []Cue
	Voices  []string
	Dropped []Dropped
}

// Cue is one stretch of speech by one voice.
type Cue struct {
	// Voice is the name in the file, decoded, with spaces collapsed; "" when
	// the file names nobody. Speech that nobody is named for is measured
	// together as one voice without a name, since its speakers cannot be told
	// apart.
	Voice string
	// StartMS and EndMS are milliseconds from the start of the recording;
	// EndMS is never before StartMS.
	StartMS, EndMS int64
	// Text is decoded, without tags, with white space collapsed to single
	// spaces; never empty.
	Text string
	// Line is the line of the cue's times in the file, counted from 1.
	Line int
	// Shared says that one cue of the file held several voices: they were
	// split, and each part carries the times of the whole.
	Shared bool
}

// Dropped is a part of the file that could not become a cue: its line, counted
// from 1, and a sentence that says why.
type Dropped struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
}
