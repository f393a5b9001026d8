package courses

import (
	"reflect"
	"strings"
	"testing"

	"polyphony/internal/fault"
)

// TestR16_ANewVersionNeverAsksForLess weakens one thing at a time.
func TestR16_ANewVersionNeverAsksForLess(t *testing.T) {
	old := func() Pinned {
		p := samplePinned()
		p.Standard.JournalHours, p.Standard.Supervision = 60, Supervision{QualifyingMonths: 12, MinutesAMonth: 90}
		p.Standard.SummativeRequires = "recording"
		return p
	}
	if err := old().AtLeastAsDemanding(old()); err != nil {
		t.Fatalf("the same again: %v", err)
	}
	exercise := old()
	exercise.Modules["a"].Sections[1].Minutes, exercise.Modules["a"].Sections[1].Away = 22, 20
	if err := exercise.AtLeastAsDemanding(old()); err != nil {
		t.Errorf("an exercise with minutes of its own: %v", err)
	}
	weaker := map[string]func(*Pinned){
		"transcripts":        func(p *Pinned) { p.Standard.SummativeRequires = "transcript" },
		"a stage gone":       func(p *Pinned) { p.Pathway.Stages = p.Pathway.Stages[:1] },
		"a contact day less": func(p *Pinned) { p.Pathway.Stages[1].Contact.Days-- },
		"a stage sooner":     func(p *Pinned) { p.Pathway.Stages[1].After.DaysAtLeast-- },
		"a stage after none": func(p *Pinned) { p.Pathway.Stages[1].After.Stage = "" },
		"a reflection gone":  func(p *Pinned) { p.Pathway.Stages[0].Reflections = nil },
		"a module gone":      func(p *Pinned) { p.Pathway.Stages[0].Modules = nil },
		"a longer scale":     func(p *Pinned) { p.Instrument.Scale.Max += 4 },
		"no lowest level":    func(p *Pinned) { p.Instrument.Scale.Min++ },
		"a principle gone":   func(p *Pinned) { p.Instrument.Principles[0].CountsForPerson = false },
		"a shorter section":  func(p *Pinned) { p.Modules["a"].Sections[1].Minutes-- },
		"longer untouched":   func(p *Pinned) { p.Modules["a"].Sections[1].Minutes, p.Modules["a"].Sections[1].Away = 21, 20 },
		"shorter writing":    func(p *Pinned) { p.Modules["a"].Reflections[0].WordsAtLeast-- },
		"no prerequisite": func(p *Pinned) {
			m := p.Modules["b"]
			m.Requires = nil
			p.Modules["b"] = m
		},
	}
	for name, weaken := range weaker {
		p := old()
		weaken(&p)
		if err := p.AtLeastAsDemanding(old()); !fault.Is(err, fault.Refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestR16_EveryFloorOfAStandardIsCompared moves each number of a standard up
// and down: exactly one of the two is weaker, but for what is no floor.
func TestR16_EveryFloorOfAStandardIsCompared(t *testing.T) {
	free := map[string]bool{"Version": true, "BeatSeconds": true}
	tried := 0
	var each func(path []int, typ reflect.Type)
	each = func(path []int, typ reflect.Type) {
		for i := range typ.NumField() {
			f, at := typ.Field(i), append(append([]int(nil), path...), i)
			switch f.Type.Kind() {
			case reflect.Struct:
				each(at, f.Type)
			case reflect.Int64:
				if free[f.Name] {
					continue
				}
				tried++
				moved := func(by int64) error {
					p := samplePinned()
					v := reflect.ValueOf(&p.Standard).Elem().FieldByIndex(at)
					v.SetInt(v.Int() + by)
					return p.AtLeastAsDemanding(samplePinned())
				}
				if up, down := moved(1), moved(-1); up == nil && down == nil {
					t.Errorf("%s may move either way and nothing is weaker", f.Name)
				}
			}
		}
	}
	each(nil, reflect.TypeOf(Standard{}))
	if tried < 25 {
		t.Errorf("only %d numbers were tried", tried)
	}
	p := samplePinned()
	p.Standard.ContactDays--
	if err := p.AtLeastAsDemanding(samplePinned()); !strings.Contains(fault.Sentence(err), "contact days") {
		t.Errorf("the sentence names nothing: %v", err)
	}
}
