package conversation

import (
	"reflect"
	"testing"
)

// TestWhereHandCounted has the meeting of measure_test.go again, cue by cue.
func TestWhereHandCounted(t *testing.T) {
	tr := mustRead(t, "meeting.vtt")
	m, w := Measure(tr, meetingRoles), Study(tr, meetingRoles).Where
	index := map[string]int{}
	for i, v := range m.Voices {
		index[v.Name] = i
	}
	ida, sam := index["Ida"], index["Sam"]
	if got := w.Initiatives; !reflect.DeepEqual(got[ida], []int{0}) || !reflect.DeepEqual(got[sam], []int{6}) {
		t.Errorf("initiatives at %v", got)
	}
	if got := w.Responses[sam]; !reflect.DeepEqual(got, []int{1}) || !reflect.DeepEqual(got, w.Answers[ida][sam]) {
		t.Errorf("Sam responds at %v", got)
	}
	for _, asked := range [][]int{w.Open[ida], w.Closed[sam]} {
		if len(asked) > 1 {
			t.Errorf("questions at %v", asked)
		}
	}
}

// TestEveryCountIsTheLengthOfItsList: what the page shows as a number can be
// opened cue by cue, and each cue is there and is that voice's.
func TestEveryCountIsTheLengthOfItsList(t *testing.T) {
	for _, file := range []string{"meeting.vtt"} {
		tr := mustRead(t, file)
		m, p := Measure(tr, meetingRoles), Study(tr, meetingRoles)
		own := func(v int, cues []int) {
			t.Helper()
			for _, c := range cues {
				if c < 0 || c >= len(tr.Cues) || tr.Cues[c].Voice != m.Voices[v].Name {
					t.Errorf("%s: cue %d is not one of %s", file, c, m.Voices[v].Name)
				}
			}
		}
		for v, voice := range m.Voices {
			if len(p.Where.Open[v]) != voice.Questions.Open || len(p.Where.Closed[v]) != voice.Questions.Closed {
				t.Errorf("%s asks %+v, listed %v and %v", voice.Name, voice.Questions, p.Where.Open[v], p.Where.Closed[v])
			}
			x := p.Voices[v].Exchange
			if len(p.Where.Initiatives[v]) != x.Initiatives || len(p.Where.Responses[v]) != x.Responses || len(p.Where.NewWords[v]) != x.NewWords {
				t.Errorf("%s: %+v is not what is listed", voice.Name, x)
			}
			for _, cues := range [][]int{p.Where.Open[v], p.Where.Closed[v], p.Where.Initiatives[v], p.Where.Responses[v]} {
				own(v, cues)
			}
			for a, other := range m.Voices {
				if a != v && len(p.Where.Follows[a][v]) != m.Transitions[other.Name][voice.Name] {
					t.Errorf("%s after %s: %v", voice.Name, other.Name, p.Where.Follows[a][v])
				}
				own(v, p.Where.Follows[a][v])
				own(v, p.Where.Answers[a][v])
			}
		}
	}
}
