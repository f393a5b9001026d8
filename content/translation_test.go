package content_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"polyphony/content"
	"polyphony/fidelity"
)

// An instrument in another language is the same instrument: same ids, scale,
// evidence and digest, other texts.
func TestInstrumentInAnotherLanguage(t *testing.T) {
	l := loadSample(t)
	in := l.Instruments["two-principles"]
	tr, ok := l.Translation("two-principles", "fi")
	if !ok {
		t.Fatal("no translation was loaded")
	}
	fi := in.In(tr)
	if fi.Title != "Kaksi periaatetta" || fi.Language != "fi" || fi.HowToRate[0] != "Aloita tasosta 2." {
		t.Errorf("%+v", fi)
	}
	want := fidelity.Principle{
		ID: "continuity", Title: "Jatkuvuus", Evidence: []string{"record"},
		Conduct: "Kuka nimetään.", Service: "Kuka on vapaana.", Definition: "Samat ihmiset tulevat uudelleen.",
		Asks: "Kuka tulee uudelleen?", SubObservations: []fidelity.SubObservation{{ID: "named", Text: "Joku nimetään."}},
		Anchors:   map[int64]string{1: "ei kukaan", 2: "joku", 3: "kaikki"},
		Examples:  map[int64]string{1: "Hei.", 2: "Tulen ehkä.", 3: "Tulemme 4. päivänä."},
		ListenFor: []string{"Nimet."}, LookFor: []string{"Työvuorolista."}, IsNot: []string{"Lupaus."},
		RatingMistakes: []string{"Loman moittiminen."}, WhenAlone: "Samoin.",
	}
	if diff := cmp.Diff(want, fi.Principles[1]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(loadSample(t).Instruments["two-principles"], in); diff != "" {
		t.Errorf("translating changed the instrument itself: %s", diff)
	}
	if fi.Digest != in.Digest || fi.Scale != in.Scale {
		t.Error("a translation has a digest or a scale of its own")
	}
	if _, ok := l.Translation("two-principles", "sv"); ok {
		t.Error("a translation that does not exist was found")
	}
}

// What enrolments are pinned to holds no translation: mending one changes
// neither a bundle nor an instrument's digest (R15).
func TestR15_TranslationIsInNoBundle(t *testing.T) {
	before := bundleSample(t)
	fsys := sample(t)
	edit(t, fsys, finnishFile, "Samoin.", "Aivan samoin.")
	edit(t, fsys, crosswalkFile, "Both want it said.", "Both want it said aloud.")
	l, findings := content.Load(fsys)
	if content.HasErrors(findings) {
		t.Fatal(findings)
	}
	after, err := l.Bundle("short")
	if err != nil {
		t.Fatal(err)
	}
	if after.Digest != before.Digest || after.Pinned.Instrument.Digest != before.Pinned.Instrument.Digest {
		t.Error("a translation or the crosswalk is part of what is pinned")
	}
}

func TestCrosswalkIsLoaded(t *testing.T) {
	l := loadSample(t)
	row := l.Crosswalk.Rows[0]
	if got := row.In("one-other"); len(got) != 1 || got[0].Kind != fidelity.Twin {
		t.Errorf("%+v", got)
	}
	if got := row.In("none"); got != nil {
		t.Errorf("%+v", got)
	}
	fsys := sample(t)
	delete(fsys, crosswalkFile)
	if l, f := content.Load(fsys); l.Crosswalk != nil || content.HasErrors(f) {
		t.Errorf("a tree without a crosswalk: %v", f)
	}
}
