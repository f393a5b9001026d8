package conversation

import "slices"

// Note is what has to stand beside a figure: how it is made, where it comes
// from, what it cannot say, and which principles it may inform.
type Note struct {
	ID      string   `json:"id"` // the key in the JSON of Measures or Patterns
	Formula string   `json:"formula"`
	Source  string   `json:"source"`
	Caveat  string   `json:"caveat"`
	Informs []string `json:"informs"` // ids of principles of the seven
}

const (
	transparency = "transparency"
	meetings     = "network-meetings"
	uncertainty  = "tolerance-of-uncertainty"
	network      = "social-network"
)

const (
	seikkula2002 = "Seikkula 2002; Seikkula, Laitila & Rober 2012: in meetings with a good outcome clients hold more of the dominance"
	linell1988   = "after Linell, Gustavsson & Juvonen 1988, initiative and response, much simplified"
	miti         = "after the MITI code, Moyers, Manuel & Ernst 2014"
)

// Notes gives the notes in the order in which pages show the figures. None of
// the figures is a score, and no sum of them is one.
func Notes() []Note { return slices.Clone(notes) }

var notes = []Note{
	{
		ID: "word_share", Informs: []string{meetings}, Source: seikkula2002,
		Formula: "words of a voice ⁄ words of all voices; a word is a token with a letter or a digit",
		Caveat:  "equal shares are not the aim; a recogniser loses short words of listening first",
	},
	{
		ID: "time_share", Informs: []string{meetings}, Source: seikkula2002,
		Formula: "length of the union of a voice's cues ⁄ the sum of these lengths",
		Caveat:  "cue times of an export are wider than the speech in them",
	},
	{
		ID: "transitions", Informs: []string{meetings}, Source: "turn-taking; Sacks, Schegloff & Jefferson 1974",
		Formula: "turns of one voice directly followed by a turn of another",
		Caveat:  "to follow is not yet to answer",
	},
	{
		ID: "gini_words", Informs: []string{meetings}, Source: "Gini 1912",
		Formula: "Σ(2i−n−1)x_i ⁄ (n Σx), words ascending; 0 is equal shares",
		Caveat:  "says nothing about who has the larger share",
	},
	{
		ID: "entropy_words_normalised", Informs: []string{meetings}, Source: "Shannon 1948",
		Formula: "entropy of the word shares in bits ⁄ log2(voices); 1 is equal shares",
		Caveat:  "as for the Gini coefficient; moves little with a single silent voice",
	},
	{
		ID: "longest_unheard_ms", Informs: []string{network, meetings}, Source: "key elements 2 and 6 of dialogic practice",
		Formula: "longest time between first start and last end without a cue of the voice; from ten minutes on it is listed",
		Caveat:  "silence may be chosen; it asks who noticed",
	},
	{
		ID: "questions", Informs: []string{meetings}, Source: miti,
		Formula: "cues that rules take for an open or a closed question; every hit names its rule",
		Caveat:  "rules know words, not what was meant; without punctuation more than half of the questions are missed",
	},
	{
		ID: "reflection", Informs: []string{meetings}, Source: miti,
		Formula: "utterances that rules take for giving back what the other said; shown as candidates only",
		Caveat:  "misleads as a count: on role-played sessions the number of reflections ran against the quality that experts saw",
	},
	{
		ID: "reflecting_talk", Informs: []string{transparency}, Source: "Andersen 1987, the reflecting team; key element 10",
		Formula: "runs of two or more turns of practitioners with nobody else between",
		Caveat:  "holds greetings and planning too; whether the network listens can only be heard",
	},
	{
		ID: "initiatives", Informs: []string{meetings}, Source: linell1988 + "; " + seikkula2002,
		Formula: "turns that ask, open the meeting or end a silence of two seconds that no question came before; responses are turns right after one that asks",
		Caveat:  "an invitation without the form of a question is missed; a missed question hides its answer too",
	},
	{
		ID: "words_taken_up", Informs: []string{meetings}, Source: "semantic dominance; " + seikkula2002,
		Formula: "content words first said by one voice that another says within ten turns",
		Caveat:  "misleads as a count: on role-played sessions raw uptake of words ran against the quality that experts saw",
	},
	{
		ID: "median_transfer_ms", Informs: []string{meetings, uncertainty}, Source: "turn-taking; Sacks, Schegloff & Jefferson 1974",
		Formula: "start of a turn minus the latest end within the turn before; the median over all changes of voice",
		Caveat:  "follows the times of the export, which recognisers round; a second more or less means nothing",
	},
	{
		ID: "pauses", Informs: []string{uncertainty, meetings}, Source: "key element 12 of dialogic practice",
		Formula: "silences of two seconds or more, whether a question came before, and who ended them",
		Caveat:  "a gap in the export looks the same; noise, tears and gestures are no words",
	},
	{
		ID: "present-moment", Informs: []string{uncertainty}, Source: "key element 5 of dialogic practice",
		Formula: "phrases of a list, such as \"as you say that\"",
		Caveat:  "most uses of \"right now\" are about something else: dismiss them",
	},
	{
		ID: "jargon", Informs: []string{transparency}, Source: "key element 9 of dialogic practice",
		Formula: "words of diagnosis and treatment on a list, said by practitioners before anybody else said them",
		Caveat:  "openness asks that diagnosis and medicine be spoken of; the question is whose words they are",
	},
}
