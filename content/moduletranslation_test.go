package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
)

const finnishModule = "modules/first-steps/module.fi.md"

// inFinnish is the sample's first module in another language.
func inFinnish(t testing.TB) fstest.MapFS {
	t.Helper()
	fsys := sample(t)
	s := string(fsys[firstFile].Data)
	for _, word := range [][2]string{
		{"language: en-GB", "language: fi\nreview: needed"},
		{"title: First steps", "title: Ensiaskeleet"},
		{"# First steps", "# Ensiaskeleet"},
		{"## What changes in the café", "## Mikä kahvilassa muuttuu {#what-changes-in-the-cafe}"},
		{"## How to begin", "## Miten aloittaa {#how-to-begin}"},
		{"Nothing.", "Ei mitään."},
		{"A word before we begin.", "Sananen ennen kuin aloitamme."},
	} {
		if !strings.Contains(s, word[0]) {
			t.Fatalf("the sample lacks %q", word[0])
		}
		s = strings.Replace(s, word[0], word[1], 1)
	}
	fsys[finnishModule] = &fstest.MapFile{Data: []byte(s)}
	return fsys
}

func TestModuleTranslation(t *testing.T) {
	fsys := inFinnish(t)
	if f := added(t, fsys); len(f) > 0 {
		t.Fatal(f)
	}
	l, _ := content.Load(fsys)
	original := l.Modules["first-steps"]
	m := original.Translations["fi"]
	if m == nil || m.Title != "Ensiaskeleet" || m.Sections[0].Title != "Mikä kahvilassa muuttuu" || m.Sections[0].ID != original.Sections[0].ID || !m.NeedsReview() {
		t.Fatalf("%+v", m)
	}
	if !strings.Contains(string(m.Intro), "Sananen") || strings.Contains(string(m.Sections[0].HTML), "{#") {
		t.Errorf("%s%s", m.Intro, m.Sections[0].HTML)
	}
	before, after := bundleSample(t), content.Bundle{}
	after, err := l.Bundle("short")
	if err != nil || before.Digest != after.Digest {
		t.Errorf("a translation changes the bundle: %v", err)
	}
	for _, b := range after.Blobs {
		if strings.Contains(string(b), "Ensiaskeleet") {
			t.Error("a translation is in the bundle")
		}
	}
	opened, err := content.OpenBundleWithoutKeys(after.Manifest, from(after.Blobs))
	if err != nil || !m.Fits(opened.Modules["first-steps"]) || m.Fits(opened.Modules["second-steps"]) {
		t.Errorf("the translation fits its original and no other: %v", err)
	}
}

func TestModuleTranslationFindings(t *testing.T) {
	for _, s := range []struct {
		name, old, text string
		line            int
		want            string
		warning         bool
	}{
		{"id", "id: first-steps", "id: last-steps", 2, "id is not that of the original, first-steps", false},
		{"minutes", "minutes: 11", "minutes: 12", 10, "minutes is not that of the original", false},
		{"principles", "principles: [transparency]", "principles: []", 4, "principles is not", false},
		{"requires", "requires: []", "requires: [second-steps]", 11, "requires is not", false},
		{"sources", "doi: 10.1111/example", "doi: 10.1111/other", 14, "list of ids of sources", false},
		{"objectives", "- id: o2\n    text", "- id: o3\n    text", 5, "list of ids of objectives is not that of the original, [o1 o2]", false},
		{"language", "language: fi", "language: sv", 12, `language is "sv" and the file's name says "fi"`, false},
		{"review", "review: needed", "review: ''", 2, "review is missing", false},
		{"no section id", " {#how-to-begin}", "", 50, "end the line with the id", false},
		{"other section id", "{#how-to-begin}", "{#how-to-end}", 50, "is {#how-to-end} here and {#how-to-begin} in the original (modules/first-steps/module.md:49)", false},
		{"section minutes", "Duration: 10", "Duration: 9", 50, "9 minutes here and 10 in the original", false},
		{"check id", "id: q1", "id: q9", 41, "check 1 is q9 here and q1", false},
		{"check objective", "objective: o1", "objective: o2", 42, "asks about objective o2 here and o1", false},
		{"check restudy", "restudy: what-changes-in-the-cafe", "restudy: how-to-begin", 47, "leads to section how-to-begin here", false},
		{"check option", "  - text: The practitioners.\n    feedback: They have just had it.\n", "", 67, "has 1 options here and 2", false},
		{"key", "    feedback: They have just had it.\n  - text: The network.\n    feedback: Yes, those who listened.\n    key: true", "    feedback: x\n    key: true\n  - text: Y\n    feedback: z", 67, "the key is option 1 here and option 2", false},
		{"reflection id", "id: why", "id: when", 77, "reflection 1 is when here and why", false},
		{"reflection words", "words_at_least: 50", "words_at_least: 40", 79, "asks for 40 words here and 50", false},
		{"vignettes", "> [!VIGNETTE] The Laine family\n", "> Laine\n>\n", 3, "vignettes: 0 here, 1 in the original", true},
		{"dead link", "(second-steps#only-one)", "(second-steps#only-two)", 27, `no section "only-two"`, false},
	} {
		t.Run(s.name, func(t *testing.T) {
			fsys := inFinnish(t)
			edit(t, fsys, finnishModule, s.old, s.text)
			_, findings := content.Load(fsys)
			for _, f := range findings {
				if f.File == finnishModule && f.Line == s.line && strings.Contains(f.Message, s.want) && f.Warning == s.warning {
					return
				}
			}
			t.Errorf("no finding :%d: %s among\n%v", s.line, s.want, added(t, fsys))
		})
	}
}

// What the original has and the translation lacks is named by where it stands there.
func TestModuleTranslationLacks(t *testing.T) {
	fsys := inFinnish(t)
	s := string(fsys[finnishModule].Data)
	fsys[finnishModule] = &fstest.MapFile{Data: []byte(s[:strings.Index(s, "## Miten")] + "[^1]: Andersen 1987\n")}
	var all []string
	for _, f := range added(t, fsys) {
		all = append(all, f.String())
	}
	for _, want := range []string{
		"section how-to-begin of the original (modules/first-steps/module.md:49) is not here",
		"check q2 of the original (modules/first-steps/module.md:61) is not here",
		"reflection why of the original (modules/first-steps/module.md:76) is not here",
	} {
		if !strings.Contains(strings.Join(all, "\n"), finnishModule+":2: "+want) {
			t.Errorf("no %s among\n%s", want, strings.Join(all, "\n"))
		}
	}
	if l, _ := content.Load(fsys); len(l.Modules["first-steps"].Translations) > 0 {
		t.Error("a translation that does not fit is offered")
	}
}

func TestReviewBelongsToTranslations(t *testing.T) {
	spoilt{file: firstFile, old: "language: en-GB", text: "language: en-GB\nreview: needed", line: 13, want: "review is for translations"}.run(t)
}
