package fidelity_test

import (
	"strings"
	"testing"

	"polyphony/fidelity"
)

func whole() (fidelity.Instrument, fidelity.Translation) {
	in := fidelity.Instrument{
		ID: "one", Version: 3, Title: "One", Status: "specimen", Language: "en-GB",
		Scale: fidelity.Scale{Min: 1, Max: 2, Start: 1}, About: "It is.", HowToRate: []string{"Start at 1."},
		Principles: []fidelity.Principle{{
			ID: "p", Title: "P", Evidence: []string{"roster"}, CountsForPerson: true, Conduct: "c", Service: "s",
			Definition: "d", Asks: "a", SubObservations: []fidelity.SubObservation{{ID: "o", Text: "t"}},
			Anchors: map[int64]string{1: "no", 2: "As at 1."}, Examples: map[int64]string{1: "x", 2: "y"},
			ListenFor: []string{"l"}, IsNot: []string{"n"}, RatingMistakes: []string{"m"}, WhenAlone: "w",
		}},
	}
	tr := fidelity.Translation{
		Instrument: "one", Version: 3, Language: "fi", Review: "needed", Title: "Yksi", About: "On.", HowToRate: []string{"Aloita tasosta 1."},
		Principles: []fidelity.PrincipleText{{
			ID: "p", Title: "P fi", Conduct: "c fi", Service: "s fi", Definition: "d fi", Asks: "a fi",
			SubObservations: []fidelity.SubObservation{{ID: "o", Text: "t fi"}},
			Anchors:         map[int64]string{1: "ei", 2: "Kuten tasolla 1."}, Examples: map[int64]string{1: "x fi", 2: "y fi"},
			ListenFor: []string{"l fi"}, IsNot: []string{"n fi"}, RatingMistakes: []string{"m fi"}, WhenAlone: "w fi",
		}},
	}
	return in, tr
}

func said(gaps []fidelity.Gap) string {
	var all []string
	for _, g := range gaps {
		all = append(all, g.Say)
	}
	return strings.Join(all, "\n")
}

func TestGaps(t *testing.T) {
	in, tr := whole()
	if g := append(in.Gaps(), tr.Gaps(in)...); len(g) > 0 {
		t.Fatal(said(g))
	}
	tr.Principles = nil
	if got := said(tr.Gaps(in)); got != "principle p is missing" {
		t.Error(got)
	}
	in.Principles[0].SubObservations = nil
	in.Scale.Max = 1_000_000
	got := said(in.Gaps())
	if !strings.Contains(got, "has no sub_observations") || strings.Count(got, "anchor for level") > 100 {
		t.Error(got)
	}
}

// A text that a translation lacks is shown as the instrument has it; one that
// belongs to no level or point is not shown at all.
func TestInKeepsWhatIsNotTranslated(t *testing.T) {
	in, tr := whole()
	tr.Title, tr.HowToRate = " ", nil
	p := &tr.Principles[0]
	p.Definition, p.ListenFor, p.Anchors = "", []string{"l fi", "more"}, map[int64]string{2: "", 9: "nine"}
	p.SubObservations = []fidelity.SubObservation{{ID: "other", Text: "t"}}
	got := in.In(tr)
	q := got.Principles[0]
	if got.Title != "One" || got.HowToRate[0] != "Start at 1." || q.Definition != "d" || q.ListenFor[0] != "l" ||
		len(q.Anchors) != 2 || q.Anchors[2] != "As at 1." || q.SubObservations[0].Text != "t" || q.Conduct != "c fi" {
		t.Errorf("%+v", got)
	}
}
