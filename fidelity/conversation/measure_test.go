package conversation

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The meeting in testdata/meeting.vtt, by hand:
//
//	Ida   0.0– 2.0  8 words   asks, open          turn 1
//	Sam   5.0– 7.0  4 words                       turn 2
//	Mum   6.5– 8.0  4 words ("--" is none)        turn 3
//	Ida   8.0–10.0  7 words   reflects            turn 4
//	Olli 10.0–12.0 10 words                       turn 5
//	Ida  12.5–13.5  2 words                       turn 6
//	Sam  19.0–20.0  3 words   asks, closed        turn 7
//	Sam  20.0–21.0  1 word                        turn 7
//
// Covered 2 + 3 + 4 + 1 + 2 = 12 s; silent 3 + 0.5 + 5.5 = 9 s; Sam and Mum
// overlap for 0.5 s. Spoken: Ida 5, Sam 4, Mum 1.5, Olli 2, together 12.5 s.
var meetingRoles = map[string]Role{"Ida": Practitioner, "Olli": Practitioner, "Sam": Person, "Mum": Network, "Nobody": Other}

func TestMeasureHandCounted(t *testing.T) {
	m := Measure(mustRead(t, "meeting.vtt"), meetingRoles)
	wantVoices := []Voice{
		{Name: "Ida", Role: Practitioner, Cues: 3, Words: 17, SpeakingMS: 5000, Turns: 3, WordShare: .435897, TimeShare: .4, Questions: QuestionCount{Open: 1}, FirstMS: 0, LongestUnheardMS: 7500},
		{Name: "Sam", Role: Person, Cues: 3, Words: 8, SpeakingMS: 4000, Turns: 2, WordShare: .205128, TimeShare: .32, Questions: QuestionCount{Closed: 1}, FirstMS: 5000, LongestUnheardMS: 12000},
		{Name: "Mum", Role: Network, Cues: 1, Words: 4, SpeakingMS: 1500, Turns: 1, WordShare: .102564, TimeShare: .12, FirstMS: 6500, LongestUnheardMS: 13000},
		{Name: "Olli", Role: Practitioner, Cues: 1, Words: 10, SpeakingMS: 2000, Turns: 1, WordShare: .25641, TimeShare: .16, FirstMS: 10000, LongestUnheardMS: 10000},
	}
	if !slices.Equal(m.Voices, wantVoices) {
		t.Errorf("voices:\n got %+v\nwant %+v", m.Voices, wantVoices)
	}
	wantTransitions := map[string]map[string]int{
		"Ida":  {"Sam": 2, "Mum": 0, "Olli": 1},
		"Sam":  {"Ida": 0, "Mum": 1, "Olli": 0},
		"Mum":  {"Ida": 1, "Sam": 0, "Olli": 0},
		"Olli": {"Ida": 1, "Sam": 0, "Mum": 0},
	}
	if !reflect.DeepEqual(m.Transitions, wantTransitions) {
		t.Errorf("transitions: got %v", m.Transitions)
	}
	wantGroups := map[Role]Group{
		Practitioner: {Words: 27, WordShare: .692308}, Person: {Words: 8, WordShare: .205128}, Network: {Words: 4, WordShare: .102564},
	}
	if !maps.Equal(m.Groups, wantGroups) {
		t.Errorf("groups: got %v", m.Groups)
	}
	if want := []Run{{StartMS: 8000, EndMS: 13500, Turns: 3, Words: 19}}; !slices.Equal(m.ReflectingTalk, want) {
		t.Errorf("reflecting talk: got %v", m.ReflectingTalk)
	}
	if m.FirstNonPractitionerMS == nil || *m.FirstNonPractitionerMS != 5000 {
		t.Errorf("first of the others: got %v", m.FirstNonPractitionerMS)
	}
	m.Voices, m.Transitions, m.Groups, m.ReflectingTalk, m.FirstNonPractitionerMS, m.Candidates, m.Dropped = nil, nil, nil, nil, nil, nil, nil
	want := Measures{
		Cues: 8, StartMS: 0, EndMS: 21000, Words: 39, Turns: 7, CoveredMS: 12000, SilenceMS: 9000,
		SilencesGE2000: 2, SilencesGE5000: 1, LongestSilenceMS: 5500, OverlapMS: 500, MaxSimultaneous: 2,
		// (−3·4 − 1·8 + 1·10 + 3·17) ⁄ (4·39) = 41 ⁄ 156; entropy 1.831398 ⁄ 2
		GiniWords: .262821, EntropyWords: .915699, FirstSpeaker: "Ida", PractitionerPairs: 2,
	}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("got %+v\nwant %+v", m, want)
	}
}

// TestMeasuresJSON holds the JSON to the published shape, key by key.
func TestMeasuresJSON(t *testing.T) {
	raw, err := json.Marshal(Measure(mustRead(t, "meeting.vtt"), meetingRoles))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	first := func(key string) any { return m[key].([]any)[0] }
	for what, c := range map[string]struct {
		value any
		keys  string
	}{
		"measures": {m, `candidates covered_ms cues dropped end_ms entropy_words_normalised first_non_practitioner_turn_ms first_speaker
			gini_words groups longest_silence_ms max_simultaneous overlap_ms practitioner_to_practitioner_transitions reflecting_talk
			silence_ms silences_ge_2000ms silences_ge_5000ms start_ms transitions turns voices words`},
		"voice":     {first("voices"), "cues first_ms longest_unheard_ms name questions role speaking_ms time_share turns word_share words"},
		"questions": {first("voices").(map[string]any)["questions"], "closed open"},
		"group":     {m["groups"].(map[string]any)["person"], "word_share words"},
		"run":       {first("reflecting_talk"), "end_ms start_ms turns words"},
		"candidate": {first("candidates"), "cue kind start_ms text voice why"},
	} {
		got := slices.Sorted(maps.Keys(c.value.(map[string]any)))
		if !slices.Equal(got, strings.Fields(c.keys)) {
			t.Errorf("%s: got %q", what, got)
		}
	}
}

func TestMeasuresJSONHoldsNoNullLists(t *testing.T) {
	raw, err := json.Marshal(Measure(Transcript{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(string(raw), "null"); got != 1 || !strings.Contains(string(raw), `"first_non_practitioner_turn_ms":null`) {
		t.Errorf("got %s", raw)
	}
	raw, err = json.Marshal(Study(Transcript{}, nil))
	if err != nil || strings.Contains(string(raw), "null") {
		t.Errorf("patterns: got %s, %v", raw, err)
	}
}

func TestMeasureWithoutRoles(t *testing.T) {
	m := Measure(mustRead(t, "meeting.vtt"), nil)
	if len(m.Groups) != 0 || m.FirstNonPractitionerMS != nil || len(m.ReflectingTalk) != 0 || m.PractitionerPairs != 0 {
		t.Errorf("got %+v", m)
	}
	if m.Voices[0].Role != "" {
		t.Errorf("a role was guessed: %q", m.Voices[0].Role)
	}
}

func TestMeasureOneVoice(t *testing.T) {
	m := Measure(mustParse(t, "WEBVTT\n\n0:1.0 --> 0:2.0\nIda: Hm\n\n0:1.5 --> 0:3.0\nIda: yes\n"), map[string]Role{"Ida": Practitioner})
	if m.GiniWords != 0 || m.EntropyWords != 0 || m.Turns != 1 || m.OverlapMS != 0 || m.MaxSimultaneous != 1 || m.CoveredMS != 2000 {
		t.Errorf("got %+v", m)
	}
	if m.FirstNonPractitionerMS != nil || len(m.Transitions["Ida"]) != 0 {
		t.Errorf("got %+v", m)
	}
}

func TestMeasureSpeechWithoutNames(t *testing.T) {
	m := Measure(mustParse(t, "WEBVTT\n\n0:1.0 --> 0:2.0\n…\n\n0:2.0 --> 0:2.0\n–\n"), map[string]Role{"Ida": Practitioner})
	if len(m.Voices) != 1 || m.Voices[0].Name != "" || m.Words != 0 || m.Voices[0].WordShare != 0 || m.Voices[0].TimeShare != 1 {
		t.Errorf("got %+v", m)
	}
}

func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                       0,
		"well -- no":             2,
		"p.m. 9:15 it's re-do":   4,
		"… ! ♪ &":                0,
		"åäö 你好 ٣":               3,
		"\tspaces\u00a0between ": 2,
	} {
		if got := countWords(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestOverlapOfThree(t *testing.T) {
	// a 0–10, b 5–10 and 10–12, c 6–7: two at 5–10, three at 6–7; b touches itself.
	ms, most := overlap([][]span{{{0, 10}}, {{5, 12}}, {{6, 7}}, {{3, 3}}})
	if ms != 5 || most != 3 {
		t.Errorf("got %d ms, %d at once", ms, most)
	}
	ms, most = overlap([][]span{{{0, 10}}, {{10, 20}}})
	if ms != 0 || most != 1 {
		t.Errorf("touching: got %d ms, %d at once", ms, most)
	}
}
