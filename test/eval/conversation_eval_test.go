//go:build eval

// Package eval measures the product on data that is no part of it. It expects
// the evaluation data beside the project, in ../shared/data.
package eval

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"polyphony/fidelity/conversation"
)

// dataDir is the evaluation data, seen from this package.
const dataDir = "../../../shared/data"

// evalFile opens a file of the evaluation data, or says what is missing.
func evalFile(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(dataDir, name))
	if err != nil {
		t.Fatalf("the evaluation data is not there: put it in ../shared/data beside the project: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func evalJSON(t *testing.T, name string, into any) {
	t.Helper()
	if err := json.NewDecoder(evalFile(t, name)).Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func evalTranscript(t *testing.T, name string) conversation.Transcript {
	t.Helper()
	tr, err := conversation.Parse(evalFile(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return tr
}

// truth is the part of a truth file that the definitions cover.
type truth struct {
	StartMS    int64    `json:"start_ms"`
	EndMS      int64    `json:"end_ms"`
	Cues       int      `json:"cues"`
	Speakers   []string `json:"speakers"`
	Words      int      `json:"words"`
	PerSpeaker map[string]struct {
		Cues       int     `json:"cues"`
		Words      int     `json:"words"`
		SpeakingMS int64   `json:"speaking_ms"`
		WordShare  float64 `json:"word_share"`
		TimeShare  float64 `json:"time_share"`
	} `json:"per_speaker"`
	GiniWords    float64 `json:"gini_words"`
	EntropyWords float64 `json:"entropy_words_normalised"`
	AllCues      struct {
		Turns          int                       `json:"turns"`
		TurnsBySpeaker map[string]int            `json:"turns_by_speaker"`
		Transitions    map[string]map[string]int `json:"transitions"`
		conversation.Flow
	} `json:"all_cues"`
	CoveredMS        int64                        `json:"covered_ms"`
	SilenceMS        int64                        `json:"silence_ms"`
	SilencesGE2000   int                          `json:"silences_ge_2000ms"`
	SilencesGE5000   int                          `json:"silences_ge_5000ms"`
	LongestSilenceMS int64                        `json:"longest_silence_ms"`
	OverlapMS        int64                        `json:"overlap_ms"`
	MaxSimultaneous  int                          `json:"max_simultaneous"`
	FirstSpeaker     string                       `json:"first_speaker"`
	Roles            map[string]conversation.Role `json:"synthetic_roles"`
	Groups           map[conversation.Role]struct {
		Words      int     `json:"words"`
		WordShare  float64 `json:"word_share"`
		SpeakingMS int64   `json:"speaking_ms"`
		Turns      int     `json:"turns"`
	} `json:"groups"`
	PractitionerPairs int `json:"practitioner_to_practitioner_transitions"`
	Runs              []struct {
		StartMS int64 `json:"start_ms"`
		Turns   int   `json:"turns"`
		Words   int   `json:"words"`
	} `json:"practitioner_only_runs"`
	FirstOther int64 `json:"first_non_practitioner_turn_ms"`
}

// compare counts comparisons and reports each that differs.
type compare struct {
	t *testing.T
	n int
}

func (c *compare) same(what string, got, want any) {
	c.t.Helper()
	c.n++
	if g, ok := got.(float64); ok {
		if math.Abs(g-want.(float64)) <= 1e-6 {
			return
		}
	} else if got == want {
		return
	}
	c.t.Errorf("%s: got %v, want %v", what, got, want)
}

func TestMeetingsAgainstTruth(t *testing.T) {
	meetings := map[string][]string{
		"Bed012": {"vtt", "asr.vtt"}, "Bmr012": {"vtt", "asr.vtt"}, "Bmr013": {"vtt", "asr.vtt"},
		"Bmr021": {"vtt", "asr.vtt"}, "Bmr030": {"vtt", "asr.vtt"},
		"Bmr001": {"vtt", "asr.vtt", "inline.vtt", "teams.vtt", "zoom.vtt", "srt"},
	}
	total := 0
	for meeting, variants := range meetings {
		var want truth
		evalJSON(t, "meetings/"+meeting+".truth.json", &want)
		for _, variant := range variants {
			t.Run(meeting+"."+variant, func(t *testing.T) {
				tr := evalTranscript(t, "meetings/"+meeting+"."+variant)
				c := &compare{t: t}
				got := conversation.Measure(tr, want.Roles)
				c.times(got, want)
				c.turns(got, want)
				c.flow(conversation.Study(tr, want.Roles), want, !strings.HasPrefix(variant, "asr"))
				if !strings.HasPrefix(variant, "asr") { // their words are cut differently
					c.words(got, want)
				}
				total += c.n
			})
		}
	}
	t.Logf("%d values compared", total)
}

func (c *compare) times(got conversation.Measures, want truth) {
	c.same("dropped", len(got.Dropped), 0)
	c.same("cues", got.Cues, want.Cues)
	c.same("start", got.StartMS, want.StartMS)
	c.same("end", got.EndMS, want.EndMS)
	c.same("covered", got.CoveredMS, want.CoveredMS)
	c.same("silence", got.SilenceMS, want.SilenceMS)
	c.same("silences of 2 s", got.SilencesGE2000, want.SilencesGE2000)
	c.same("silences of 5 s", got.SilencesGE5000, want.SilencesGE5000)
	c.same("longest silence", got.LongestSilenceMS, want.LongestSilenceMS)
	c.same("overlap", got.OverlapMS, want.OverlapMS)
	c.same("most at once", got.MaxSimultaneous, want.MaxSimultaneous)
	c.same("first speaker", got.FirstSpeaker, want.FirstSpeaker)
	c.same("voices", len(got.Voices), len(want.Speakers))
	for i, v := range got.Voices {
		w := want.PerSpeaker[v.Name]
		c.same("order of voices", v.Name, want.Speakers[i])
		c.same(v.Name+" cues", v.Cues, w.Cues)
		c.same(v.Name+" speaking", v.SpeakingMS, w.SpeakingMS)
		c.same(v.Name+" time share", v.TimeShare, w.TimeShare)
		c.same(v.Name+" turns", v.Turns, want.AllCues.TurnsBySpeaker[v.Name])
		c.same(v.Name+" role", v.Role, want.Roles[v.Name])
	}
}

func (c *compare) turns(got conversation.Measures, want truth) {
	c.same("turns", got.Turns, want.AllCues.Turns)
	c.same("voices in transitions", len(got.Transitions), len(want.AllCues.Transitions))
	for a, row := range want.AllCues.Transitions {
		c.same(a+" row", len(got.Transitions[a]), len(row))
		for b, n := range row {
			c.same(a+" then "+b, got.Transitions[a][b], n)
		}
	}
	c.same("practitioner pairs", got.PractitionerPairs, want.PractitionerPairs)
	c.same("first other", *got.FirstNonPractitionerMS, want.FirstOther)
	c.same("runs", len(got.ReflectingTalk), len(want.Runs))
	for i, r := range got.ReflectingTalk {
		c.same("run start", r.StartMS, want.Runs[i].StartMS)
		c.same("run turns", r.Turns, want.Runs[i].Turns)
	}
}

func (c *compare) flow(got conversation.Patterns, want truth, words bool) {
	c.same("median transfer", got.Flow.MedianTransferMS, want.AllCues.MedianTransferMS)
	c.same("transfers of 1 s", got.Flow.TransfersGE1000, want.AllCues.TransfersGE1000)
	c.same("transfers of 3 s", got.Flow.TransfersGE3000, want.AllCues.TransfersGE3000)
	c.same("negative transfers", got.Flow.TransfersNegative, want.AllCues.TransfersNegative)
	c.same("gini of turns", got.Flow.GiniTurns, want.AllCues.GiniTurns)
	c.same("entropy of turns", got.Flow.EntropyTurnsBits, want.AllCues.EntropyTurnsBits)
	c.same("entropy of turns, normalised", got.Flow.EntropyTurns, want.AllCues.EntropyTurns)
	c.same("entropy of transitions", got.Flow.TransitionEntropyBits, want.AllCues.TransitionEntropyBits)
	if words {
		c.same("longest turn", got.Flow.LongestTurnWords, want.AllCues.LongestTurnWords)
	}
	for role, g := range want.Groups {
		c.same(string(role)+" turns", got.Groups[role].Turns, g.Turns)
		c.same(string(role)+" speaking", got.Groups[role].SpeakingMS, g.SpeakingMS)
	}
}

func (c *compare) words(got conversation.Measures, want truth) {
	c.same("words", got.Words, want.Words)
	c.same("gini", got.GiniWords, want.GiniWords)
	c.same("entropy", got.EntropyWords, want.EntropyWords)
	for _, v := range got.Voices {
		c.same(v.Name+" words", v.Words, want.PerSpeaker[v.Name].Words)
		c.same(v.Name+" word share", v.WordShare, want.PerSpeaker[v.Name].WordShare)
	}
	c.same("groups", len(got.Groups), len(want.Groups))
	for role, g := range want.Groups {
		c.same(string(role)+" words", got.Groups[role].Words, g.Words)
		c.same(string(role)+" word share", got.Groups[role].WordShare, g.WordShare)
	}
	for i, r := range got.ReflectingTalk {
		c.same("run words", r.Words, want.Runs[i].Words)
	}
}

func TestEdgeCases(t *testing.T) {
	var cases []struct {
		Name     string `json:"name"`
		Input    string `json:"input"`
		Expected []struct {
			StartMS int64   `json:"start_ms"`
			EndMS   int64   `json:"end_ms"`
			Speaker *string `json:"speaker"`
			Text    string  `json:"text"`
		} `json:"expected"`
	}
	evalJSON(t, "meetings/edge_cases.json", &cases)
	for _, e := range cases {
		t.Run(e.Name, func(t *testing.T) {
			tr, err := conversation.Parse(strings.NewReader(e.Input))
			if err != nil {
				t.Fatal(err)
			}
			if len(tr.Cues) != len(e.Expected) {
				t.Fatalf("got %d cues, want %d: %+v", len(tr.Cues), len(e.Expected), tr.Cues)
			}
			for i, want := range e.Expected {
				got, voice := tr.Cues[i], ""
				if want.Speaker != nil {
					voice = *want.Speaker
				}
				if got.StartMS != want.StartMS || got.EndMS != want.EndMS || got.Voice != voice || got.Text != want.Text {
					t.Errorf("cue %d: got %+v, want %+v by %q", i, got, want, voice)
				}
			}
		})
	}
}

// spoken is one labelled utterance.
type spoken struct {
	Text       string                `json:"text"`
	Prev       string                `json:"prev_client"`
	Question   conversation.Question `json:"question"`
	Reflection string                `json:"reflection"`
}

func labelled(t *testing.T) (out []spoken) {
	t.Helper()
	in := json.NewDecoder(evalFile(t, "annomi/therapist_dev.jsonl"))
	for in.More() {
		var s spoken
		if err := in.Decode(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// hits counts for one class: both, said by the rules, said by the experts.
type hits struct{ both, rules, experts int }

func (h *hits) add(rules, experts bool) {
	if rules {
		h.rules++
	}
	if experts {
		h.experts++
	}
	if rules && experts {
		h.both++
	}
}

func (h *hits) f1() float64 { return 2 * float64(h.both) / float64(h.rules+h.experts) }

// atLeast fails when a figure is below what is asked for.
func atLeast(t *testing.T, what string, got, want float64) {
	t.Helper()
	t.Logf("%s: %.4f (at least %.2f)", what, got, want)
	if got < want {
		t.Errorf("%s: %.4f is below %.2f", what, got, want)
	}
}

func TestQuestionsAgainstExperts(t *testing.T) {
	kinds := []conversation.Question{conversation.Open, conversation.Closed, conversation.None}
	by := map[conversation.Question]*hits{}
	for _, kind := range kinds {
		by[kind] = &hits{}
	}
	exists := &hits{}
	for _, s := range labelled(t) {
		got := conversation.LabelUtterance(s.Text, s.Prev).Question
		for _, kind := range kinds {
			by[kind].add(got == kind, s.Question == kind)
		}
		exists.add(got != conversation.None, s.Question != conversation.None)
	}
	macro := 0.0
	for _, kind := range kinds {
		t.Logf("%s: F1 %.4f", kind, by[kind].f1())
		macro += by[kind].f1() / float64(len(kinds))
	}
	atLeast(t, "macro-F1 of open, closed, none", macro, .78)
	atLeast(t, "F1 of any question", exists.f1(), .88)
}

func TestReflectionsAgainstExperts(t *testing.T) {
	type candidate struct {
		confidence float64
		right      bool
	}
	var all []candidate
	found := &hits{}
	for _, s := range labelled(t) {
		l := conversation.LabelUtterance(s.Text, s.Prev)
		found.add(l.Reflection, s.Reflection != "none")
		if l.Reflection {
			all = append(all, candidate{l.Confidence, s.Reflection != "none"})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].confidence > all[j].confidence })
	right := 0
	for _, c := range all[:100] {
		if c.right {
			right++
		}
	}
	t.Logf("reflections found: F1 %.4f of %d", found.f1(), found.experts)
	atLeast(t, "precision of the first hundred reflections", float64(right)/100, .85)
}

// TestUnpunctuatedQuestions takes the question marks of the punctuated files as
// the truth for the same cues without punctuation.
func TestUnpunctuatedQuestions(t *testing.T) {
	found := &hits{}
	for _, meeting := range []string{"Bed012", "Bmr001", "Bmr012", "Bmr013", "Bmr021", "Bmr030"} {
		written := evalTranscript(t, "meetings/"+meeting+".vtt")
		plain := evalTranscript(t, "meetings/"+meeting+".asr.vtt")
		for i := range written.Cues {
			got := conversation.LabelUtterance(plain.Cues[i].Text, "").Question
			found.add(got != conversation.None, strings.Contains(written.Cues[i].Text, "?"))
		}
	}
	atLeast(t, "F1 of questions without punctuation", found.f1(), .50)
}
