package fidelity

import (
	"strings"
	"testing"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

func whole() []fact.Score {
	return []fact.Score{said("transparency", 4), said("uncertainty", na), said("immediate", no)}
}

func TestR25_AWholeRatingIsAccepted(t *testing.T) {
	for _, level := range []int64{1, 2, 3, 4, 5} {
		s := whole()
		s[0] = said("transparency", level)
		if err := CheckScores(sample(), s); err != nil {
			t.Errorf("level %d: %v", level, err)
		}
	}
}

func TestR25_ARatingThatIsNotWholeIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func([]fact.Score) []fact.Score
		says  string
	}{
		"a principle missing":       {func(s []fact.Score) []fact.Score { return s[:2] }, "Immediate response: not scored yet"},
		"nothing at all":            {func([]fact.Score) []fact.Score { return nil }, "Transparency: not scored yet"},
		"a principle twice":         {func(s []fact.Score) []fact.Score { return append(s, s[0]) }, "Transparency: scored twice"},
		"an unknown principle":      {func(s []fact.Score) []fact.Score { return append(s, said("warmth", 5)) }, `"warmth" is not a principle of sample`},
		"level 0":                   {func(s []fact.Score) []fact.Score { s[0].Level = 0; return s }, "level 0 is not on the scale from 1 to 5"},
		"level 6":                   {func(s []fact.Score) []fact.Score { s[0].Level = 6; return s }, "level 6 is not on the scale"},
		"no evidence":               {func(s []fact.Score) []fact.Score { s[0].Evidence = nil; return s }, "Transparency: a score needs evidence"},
		"empty evidence":            {func(s []fact.Score) []fact.Score { s[0].Evidence = []fact.Digest{"cue", ""}; return s }, "a score needs evidence"},
		"no observation":            {func(s []fact.Score) []fact.Score { s[0].Note = ""; return s }, "write at least one observation"},
		"no observation for no":     {func(s []fact.Score) []fact.Score { s[2].Note = ""; return s }, "Immediate response: write at least one observation"},
		"a level that does not fit": {func(s []fact.Score) []fact.Score { s[1].Level = 5; return s }, `a level and "not-applicable" were both given`},
		"another with a level":      {func(s []fact.Score) []fact.Score { s[2].Level = 1; return s }, `a level and "not-observable" were both given`},
		"no answer":                 {func(s []fact.Score) []fact.Score { s[1].Said = "perhaps"; return s }, `"perhaps" is not an answer`},
	} {
		t.Run(name, func(t *testing.T) {
			err := CheckScores(sample(), c.spoil(whole()))
			if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), c.says) {
				t.Errorf("%v does not say %q", err, c.says)
			}
		})
	}
}

func TestInstruments(t *testing.T) {
	in := sample()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	if in.Adopted() {
		t.Error("a specimen is said to be adopted")
	}
	in.Status = "adopted"
	if !in.Adopted() || in.Validate() != nil {
		t.Error("an adopted instrument is not")
	}
	if got := in.Counted(); len(got) != 2 || got[0].ID != "transparency" || got[1].ID != "uncertainty" {
		t.Errorf("%v count for the person", got)
	}
	if p, ok := in.Principle("immediate"); !ok || p.Title != "Immediate response" {
		t.Errorf("%v, %v", p, ok)
	}
	if _, ok := in.Principle("warmth"); ok {
		t.Error("a principle that does not exist was found")
	}
}

func TestR16_AnInstrumentThatCannotBeUsedIsRefused(t *testing.T) {
	for says, spoil := range map[string]func(*Instrument){
		"id and version are needed":      func(in *Instrument) { in.ID = "" },
		"id and version":                 func(in *Instrument) { in.Version = 0 },
		`status is "draft"`:              func(in *Instrument) { in.Status = "draft" },
		"scale 0 to 5":                   func(in *Instrument) { in.Scale.Min = 0 },
		"scale 1 to 1":                   func(in *Instrument) { in.Scale.Max = 1 },
		"with start 0":                   func(in *Instrument) { in.Scale.Start = 0 },
		"with start 6":                   func(in *Instrument) { in.Scale.Start = 6 },
		"no principle counts":            func(in *Instrument) { in.Principles = in.Principles[2:] },
		`"transparency" is empty or`:     func(in *Instrument) { in.Principles[1].ID = "transparency" },
		`"" is empty or used twice`:      func(in *Instrument) { in.Principles[1].ID = "" },
		"immediate has no anchor for le": func(in *Instrument) { in.Principles[2].Anchors = map[int64]string{1: "a"} },
	} {
		in := sample()
		spoil(&in)
		if err := in.Validate(); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
	}
}
