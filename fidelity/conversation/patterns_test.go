package conversation

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The meeting of measure_test.go: Ida asks and Sam answers after three seconds
// of silence; nobody is asked before the silence of 5.5 s that Sam ends by
// asking. Sam's turn 7 is the last, so nobody answers it.
func TestStudyHandCounted(t *testing.T) {
	p := Study(mustRead(t, "meeting.vtt"), meetingRoles)
	wantPauses := []Pause{
		{StartMS: 2000, EndMS: 5000, Before: "Ida", AfterQuestion: true, EndedBy: "Sam", Cue: 1},
		{StartMS: 13500, EndMS: 19000, Before: "Ida", EndedBy: "Sam", Cue: 6},
	}
	if !slices.Equal(p.Pauses, wantPauses) {
		t.Errorf("pauses: got %+v", p.Pauses)
	}
	if p.Answers["Ida"]["Sam"] != 1 || p.Answers["Sam"]["Ida"] != 0 {
		t.Errorf("answers: got %v", p.Answers)
	}
	exchange := map[string]string{}
	for _, v := range p.Voices {
		exchange[v.Name] = fmt.Sprintf("%d begun, %d answered, %.6f", v.Initiatives, v.Responses, v.TurnShare)
	}
	wantExchange := map[string]string{
		"Ida": "1 begun, 0 answered, 0.428571", "Sam": "1 begun, 1 answered, 0.285714",
		"Mum": "0 begun, 0 answered, 0.142857", "Olli": "0 begun, 0 answered, 0.142857",
	}
	if !reflect.DeepEqual(exchange, wantExchange) {
		t.Errorf("exchange: got %v", exchange)
	}
	got := p.Groups[Practitioner]
	got.Exchange = Exchange{}
	want := GroupPattern{
		Voices: 2, Words: 27, WordShare: .692308, SpeakingMS: 7000, TimeShare: .56,
		Turns: 4, TurnShare: .571429, Questions: 1,
	}
	if got != want {
		t.Errorf("practitioners: got %+v, want %+v", got, want)
	}
	// transfers: 3000, −500, 0, 0, 500, 5500; sorted −500 0 0 500 3000 5500
	wantFlow := Flow{
		MedianTransferMS: 250, TransfersGE1000: 2, TransfersGE3000: 2, TransfersNegative: 1, LongestTurnWords: 10,
		// turns 1 1 2 3: (−3 −1 +2 +9) ⁄ (4·7) = .25; only after Ida is the next open: 3⁄6 · H(2⁄3)
		GiniTurns: .25, EntropyTurnsBits: 1.842371, EntropyTurns: .921185, TransitionEntropyBits: .459148,
	}
	if p.Flow != wantFlow {
		t.Errorf("flow: got %+v, want %+v", p.Flow, wantFlow)
	}
	if len(p.Unheard) != 0 {
		t.Errorf("unheard: got %v", p.Unheard)
	}
	wantRibbon := Ribbon{StartMS: 0, SlotMS: 30000, Slots: 1, SpeakingMS: [][]int64{{5000}, {4000}, {1500}, {2000}}}
	if !reflect.DeepEqual(p.Ribbon, wantRibbon) {
		t.Errorf("ribbon: got %+v", p.Ribbon)
	}
}

// said writes cues of ten seconds each, one a line "Voice: words".
func said(t *testing.T, lines ...string) Transcript {
	t.Helper()
	var b strings.Builder
	b.WriteString("WEBVTT\n\n")
	for i, line := range lines {
		fmt.Fprintf(&b, "%d:00.000 --> %d:10.000\n%s\n\n", i, i, line)
	}
	return mustParse(t, b.String())
}

func TestUptakeOfNewWords(t *testing.T) {
	tr := said(t,
		"Sam: The orchard was quiet.", // brings orchard, quiet
		"Ida: An orchard?",            // takes up orchard
		"Mum: The orchard, quiet.",    // takes up quiet; orchard is settled
		"Ida: Quiet, then.",           // settled
		"Ida: A lantern.",             // brings lantern
	)
	p := Study(tr, map[string]Role{"Ida": Practitioner, "Sam": Person, "Mum": Network})
	sam := p.Voices[0]
	if sam.Name != "Sam" || sam.NewWords != 2 || sam.WordsTakenUp != 2 {
		t.Errorf("Sam: got %+v", sam)
	}
	if p.TakenUp["Ida"]["Sam"] != 1 || p.TakenUp["Mum"]["Sam"] != 1 || p.TakenUp["Sam"]["Ida"] != 0 {
		t.Errorf("taken up: got %v", p.TakenUp)
	}
	if p.Groups[Person].WordsTakenUp != 2 || p.Groups[Practitioner].NewWords != 1 {
		t.Errorf("groups: got %+v", p.Groups)
	}
}

func TestUptakeForgetsAfterTenTurns(t *testing.T) {
	lines := []string{"Sam: The orchard."}
	for i := range uptakeTurns {
		lines = append(lines, []string{"Ida: Hm.", "Sam: Hm."}[i%2])
	}
	soon := append(slices.Clone(lines[:uptakeTurns]), "Mum: The orchard.")
	late := append(slices.Clone(lines), "Mum: The orchard.")
	if got := Study(said(t, soon...), nil).Voices[0].WordsTakenUp; got != 1 {
		t.Errorf("ten turns later: got %d", got)
	}
	if got := Study(said(t, late...), nil).Voices[0].WordsTakenUp; got != 0 {
		t.Errorf("eleven turns later: got %d", got)
	}
}

func TestUnheardAndRibbonOfALongMeeting(t *testing.T) {
	lines := []string{"Sam: Here."}
	for range 89 {
		lines = append(lines, "Ida: Well.")
	}
	p := Study(said(t, lines...), nil)
	// Sam is heard for ten seconds; the meeting ends at 89:10.
	if want := []Stretch{{Voice: "Sam", StartMS: 10_000, EndMS: 5_350_000}}; !slices.Equal(p.Unheard, want) {
		t.Errorf("got %v", p.Unheard)
	}
	r := p.Ribbon
	if r.Slots > ribbonSlots || r.SlotMS < ribbonSlotMS || int64(r.Slots)*r.SlotMS < 5_350_000 {
		t.Errorf("ribbon: %d slots of %d ms", r.Slots, r.SlotMS)
	}
	sum := int64(0)
	for _, ms := range r.SpeakingMS[1] {
		sum += ms
	}
	if sum != 890_000 {
		t.Errorf("Ida in the ribbon: %d ms", sum)
	}
}

func TestInitiativeEndsASilenceNobodyAskedBefore(t *testing.T) {
	p := Study(said(t, "Ida: Good evening.", "Sam: It rained.", "Ida: Did it?", "Sam: It did."), nil)
	// Ida opens and asks; Sam ends one silence and answers after the other.
	if ida, sam := p.Voices[0], p.Voices[1]; ida.Initiatives != 2 || sam.Initiatives != 1 || sam.Responses != 1 || ida.Responses != 0 {
		t.Errorf("got %+v", p.Voices)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		in   []int64
		want float64
	}{{nil, 0}, {[]int64{4}, 4}, {[]int64{9, 1}, 5}, {[]int64{3, -2, 8}, 3}, {[]int64{1, 2, 4, 9}, 3}} {
		if got := median(c.in); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: got %v, want %v", c.in, got, c.want)
		}
	}
}

func TestNotesStandBesideEveryFigure(t *testing.T) {
	principles := []string{"immediate-response", "social-network", "network-meetings", "transparency", "flexibility", "continuity", "tolerance-of-uncertainty"}
	seen := map[string]bool{}
	for _, n := range Notes() {
		if n.ID == "" || n.Formula == "" || n.Source == "" || n.Caveat == "" || len(n.Informs) == 0 || seen[n.ID] {
			t.Errorf("note %+v", n)
		}
		seen[n.ID] = true
		for _, id := range n.Informs {
			if !slices.Contains(principles, id) {
				t.Errorf("%s informs %q, which is no principle", n.ID, id)
			}
		}
	}
	for _, id := range []string{"reflection", "words_taken_up"} {
		for _, n := range Notes() {
			if n.ID == id && !strings.Contains(n.Caveat, "misleads") {
				t.Errorf("%s does not say that its count misleads", id)
			}
		}
	}
}
