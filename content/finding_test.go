package content_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"polyphony/content"
)

// spoilt is one mistake in the sample and the finding that must come of it.
// Line 0 stands for the line on which the mistake was made.
type spoilt struct {
	name, file, old, text string
	at                    string // file of the finding, where it is another
	line                  int
	want                  string
	warning               bool
}

func (s spoilt) run(t *testing.T) {
	fsys := sample(t)
	line := s.line
	if line == 0 {
		line = 1 + strings.Count(string(fsys[s.file].Data[:strings.Index(string(fsys[s.file].Data), s.old)]), "\n")
	}
	edit(t, fsys, s.file, s.old, s.text)
	_, findings := content.Load(fsys)
	at := s.file
	if s.at != "" {
		at = s.at
	}
	for _, f := range findings {
		if f.File == at && f.Line == line && strings.Contains(f.Message, s.want) && f.Warning == s.warning {
			return
		}
	}
	t.Errorf("no finding %s:%d: %s among\n%v", at, line, s.want, findings)
}

func TestYAMLFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "unknown key", file: standardFile, old: "threshold: 3", text: "treshold: 3", want: `unknown key "treshold"`},
		{name: "unknown key inside", file: pathwayFile, old: "    title: The second", text: "    titel: The second", want: `unknown key "titel"`},
		{name: "key twice", file: standardFile, old: "version: 1", text: "id: other", want: "already defined"},
		{name: "wrong kind", file: standardFile, old: "contact_days: 2", text: "contact_days: two", want: "wrong kind"},
		{name: "no share", file: standardFile, old: "raters: {at_least: 2, calibrated_within_days: 366, played_share: 0.9", text: "raters: {at_least: 2, calibrated_within_days: 366, played_share: 1.9", want: "is no share"},
		{name: "not YAML", file: standardFile, old: "version: 1", text: "version: [", want: "did not find"},
		{name: "two documents", file: standardFile, old: "", text: "---\nid: more\n", line: 1, want: "second YAML document"},
		{name: "control byte", file: standardFile, old: "A small", text: "A\x00small", want: "does not belong in a text"},
		{name: "carriage return", file: standardFile, old: "small standard\n", text: "small standard\r\n", want: "does not belong in a text"},
		{name: "not UTF-8", file: standardFile, old: "A small", text: "A\xffsmall", want: "does not belong in a text"},
		{name: "id form", file: standardFile, old: "id: small", text: "id: Small", want: "lower-case ASCII"},
		{name: "id of another file", file: standardFile, old: "id: small", text: "id: large", want: "make them the same"},
		{name: "impossible standard", file: standardFile, old: "check: {pool_at_least: 2, serve: 1", text: "check: {pool_at_least: 2, serve: 3", want: "check.serve is more"},
		{name: "missing floor", file: standardFile, old: "contact_hours: 16", text: "contact_hours: 0", want: "contact_hours is missing"},
		{name: "transcripts", file: standardFile, old: "summative_requires: recording", text: "summative_requires: transcript", want: "demonstration-"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestPathwayFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "below its standard", file: pathwayFile, old: "contact: {days: 1, hours: 8}", text: "contact: {days: 1, hours: 7}", line: 4, want: "below its standard"},
		{name: "no standard", file: pathwayFile, old: "standard: small", text: "standard: tiny", want: `standard "tiny" does not exist`},
		{name: "no instrument", file: pathwayFile, old: "instrument: two-principles", text: "instrument: none", want: `instrument "none" does not exist`},
		{name: "no module", file: pathwayFile, old: "modules: [second-steps]", text: "modules: [third-steps]", want: `module "third-steps", which does not exist`},
		{name: "module twice", file: pathwayFile, old: "modules: [second-steps]", text: "modules: [first-steps, second-steps]", want: "twice on this pathway"},
		{name: "too early", file: pathwayFile, old: "modules: [first-steps]", text: "modules: [second-steps, first-steps]", want: "does not come before it"},
		{name: "small pool", file: standardFile, old: "pool_at_least: 2", text: "pool_at_least: 3", at: pathwayFile, line: 11, want: "pool of 2 check questions"},
		{name: "no reflection", file: pathwayFile, old: "reflections: [why]", text: "reflections: [how]", want: `"how" is in 0 of the modules`},
		{name: "no award", file: pathwayFile, old: "award: A short award", text: "award: ''", want: "award is missing"},
		{name: "no version", file: pathwayFile, old: "version: 1", text: "version: 0", want: "version is missing"},
		{name: "stage id", file: pathwayFile, old: "id: two", text: "id: Two", want: "stage id"},
		{name: "stage order", file: pathwayFile, old: "after: {stage: one", text: "after: {stage: three", line: 4, want: "not an earlier stage"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestInstrumentFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "no anchor", file: instrumentFile, old: "anchors: {1: no, 2: partly, 3: wholly}", text: "anchors: {1: no, 2: partly}", want: "no anchor for level 3"},
		{name: "anchor off the scale", file: instrumentFile, old: "anchors: {1: no,", text: "anchors: {4: more, 1: no,", want: "anchor for level 4"},
		{name: "taught nowhere", file: instrumentFile, old: "taught_in: [first-steps#what-changes-in-the-cafe", text: "taught_in: [first-steps#what-changes", want: `no section "what-changes"`},
		{name: "taught in no module", file: instrumentFile, old: ", second-steps]", text: ", third-steps]", want: `module "third-steps" does not exist`},
		{name: "status", file: instrumentFile, old: "status: specimen", text: "status: good", line: 9, want: "specimen or adopted"},
		{name: "principle id", file: instrumentFile, old: "- id: continuity", text: "- id: Continuity", want: "lower-case ASCII"},
		{name: "nothing about it", file: instrumentFile, old: "about: What two people try to do on a bench.", text: "about: ''", want: "has no about"},
		{name: "no definition", file: instrumentFile, old: "definition: The same people come again.", text: "definition: ' '", want: "principle continuity has no definition"},
		{name: "no word for one alone", file: instrumentFile, old: "when_alone: The same.", text: "when_alone: ''", want: "no when_alone"},
		{name: "no example", file: instrumentFile, old: "examples: {1: Hush., 2: Well., 3: Listen.}", text: "examples: {1: Hush., 3: Listen.}", want: "no example for level 2"},
		{name: "example off the scale", file: instrumentFile, old: "examples: {1: Bye.,", text: "examples: {9: So., 1: Bye.,", want: "example for level 9"},
		{name: "unknown evidence", file: instrumentFile, old: "evidence: [record]", text: "evidence: [hearsay]", want: `evidence "hearsay"`},
		{name: "no evidence", file: instrumentFile, old: "evidence: [record]", text: "evidence: []", want: "names no evidence"},
		{name: "half an observation", file: instrumentFile, old: "{id: named, text: Somebody is named.}", text: "{id: named, text: ''}", want: "sub-observation 1 needs"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestTranslationFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "other version", file: finnishFile, old: "version: 1", text: "version: 2", want: "translates version 2; the instrument has version 1"},
		{name: "other instrument", file: finnishFile, old: "instrument: two-principles", text: "instrument: three", want: `translates "three"`},
		{name: "other language", file: finnishFile, old: "language: fi", text: "language: sv", want: `language is "sv" here and "fi"`},
		{name: "not translated", file: finnishFile, old: "definition: Samat ihmiset tulevat uudelleen.", text: "definition: ''", want: "definition is not translated"},
		{name: "translated from nothing", file: finnishFile, old: "is_not: [Huutamista.]", text: "is_not: [Huutamista.]\n    look_for: [Kuva.]", line: 20, want: "look_for has 1 points; the instrument has 0"},
		{name: "another figure", file: finnishFile, old: "how_to_rate: [Aloita tasosta 2.]", text: "how_to_rate: [Aloita tasosta 3.]", want: "point 1 has the figures [3]; the instrument has [2]"},
		{name: "level missing", file: finnishFile, old: "3: kaikki", text: "", line: 29, want: "anchors, level 3 is not translated"},
		{name: "level invented", file: finnishFile, old: "anchors: {1: ei,", text: "anchors: {4: muu, 1: ei,", want: "anchors, level 4 has no text in the instrument"},
		{name: "principle renamed", file: finnishFile, old: "- id: continuity", text: "- id: jatkuvuus", want: `principle "jatkuvuus" stands where the instrument has "continuity"`},
		{name: "principle invented", file: finnishFile, old: "", text: "  - {id: more, title: Muu}\n", line: 39, want: `principle "more" is not in the instrument`},
		{name: "observation renamed", file: finnishFile, old: "{id: named,", text: "{id: nimetty,", want: `sub-observation "nimetty" stands where`},
		{name: "observation missing", file: finnishFile, old: "sub_observations: [{id: aloud, text: Se sanotaan ääneen.}]", text: "sub_observations: []", want: "sub_observations has 0 points"},
		{name: "nothing to translate", file: instrumentFile, old: "id: two-principles", text: "nonsense: 1\nid: two-principles", at: finnishFile, line: 1, want: "which is not beside it or cannot be read"},
		{name: "scale in a translation", file: finnishFile, old: "language: fi", text: "scale: {min: 1}\nlanguage: fi", want: `unknown key "scale"`},
	} {
		t.Run(s.name, s.run)
	}
}

func TestCrosswalkFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "no base", file: crosswalkFile, old: "base: two-principles", text: "base: none", want: `instrument "none" does not exist`},
		{name: "nothing beside", file: crosswalkFile, old: "beside: [one-other]", text: "beside: [another]", want: `instrument "another" does not exist`},
		{name: "row of another", file: crosswalkFile, old: "- principle: continuity", text: "- principle: kindness", want: `row 2 is of "kindness"`},
		{name: "row missing", file: crosswalkFile, old: "  - principle: continuity\n    says: Nothing stands beside it.\n    relations: []\n", text: "", line: 5, want: "principle continuity of two-principles has no row"},
		{name: "left out", file: crosswalkFile, old: "      - {instrument: one-other, principle: candour, kind: twin, says: Said is said.}", text: "      []", line: 5, want: "principle candour of one-other stands in no row"},
		{name: "unknown principle", file: crosswalkFile, old: "principle: candour", text: "principle: candor", want: "of no instrument that stands beside"},
		{name: "kind", file: crosswalkFile, old: "kind: twin", text: "kind: sister", want: "write twin or part"},
		{name: "says nothing", file: crosswalkFile, old: "says: Said is said.", text: "says: ''", want: "says nothing"},
		{name: "row says nothing", file: crosswalkFile, old: "says: Nothing stands beside it.", text: "says: ''", want: "row continuity has no says"},
		{name: "twice in a row", file: crosswalkFile, old: "kind: twin, says: Said is said.}", text: "kind: twin, says: Said is said.}\n      - {instrument: one-other, principle: candour, kind: part, says: Again.}", line: 10, want: "twice in this row"},
	} {
		t.Run(s.name, s.run)
	}
}

func TestMeetingFindings(t *testing.T) {
	for _, s := range []spoilt{
		{name: "unknown principle", file: meetingFile, old: "- principle: continuity", text: "- principle: kindness", want: "principle of no instrument"},
		{name: "principle twice", file: meetingFile, old: "- principle: continuity", text: "- principle: transparency", want: "rated twice"},
		{name: "cue out of range", file: meetingFile, old: "cues: [1, 2]", text: "cues: [1, 3]", want: "cites cue 3"},
		{name: "level without cue", file: meetingFile, old: "- principle: transparency\n    level: 3\n    reason: It is said aloud.\n    cues: [1, 2]", text: "- principle: transparency\n    level: 3\n    reason: It is said aloud.", want: "cites no cue"},
		{name: "level off the scale", file: meetingFile, old: "- principle: transparency\n    level: 3", text: "- principle: transparency\n    level: 4", want: "not on the scale"},
		{name: "no level", file: meetingFile, old: "level: 3", text: "level: three", want: "is no level"},
		{name: "no reason", file: meetingFile, old: "- principle: transparency\n    level: 3\n    reason: It is said aloud.", text: "- principle: transparency\n    level: 3", want: "no reason"},
		{name: "hours", file: meetingFile, old: "crisis_contact_hours_before: none", text: "crisis_contact_hours_before: -1", want: "no number of hours"},
		{name: "fact missing", file: meetingFile, old: "ended_by: Aino", text: "ended_by: ''", want: "ended_by is missing"},
		{name: "role", file: meetingFile, old: "- {name: Aino, role: person", text: "- {name: Aino, role: patient", want: `voice "Aino"`},
		{name: "voice twice", file: meetingFile, old: "- {name: Aino, role: person, note: \"\"}", text: "- {name: Bo, role: person}", want: "written twice"},
		{name: "silent voice", file: meetingFile, old: "trainee_voice", text: "  - {name: Carl, role: network}\ntrainee_voice", want: "is not heard"},
		{name: "unknown voice", file: transcriptFile, old: "00:03.000 -->", text: "00:02.500 --> 00:02.600\n<v Dora>Yes.\n\n00:03.000 -->", want: `voice "Dora" is not among`},
		{name: "impossible cue", file: transcriptFile, old: "00:03.000 --> 00:04.000", text: "00:03.000 --> 00:01.000", want: ""},
		{name: "no transcript", file: transcriptFile, old: "WEBVTT", text: "Dear all", line: 1, want: ""},
		{name: "trainee is nobody", file: meetingFile, old: "trainee_voice: Bo", text: "trainee_voice: Aino", want: "not the name of a practitioner"},
		{name: "unknown key", file: meetingFile, old: "mode: outdoors", text: "moode: outdoors", want: `unknown key "moode"`},
	} {
		t.Run(s.name, s.run)
	}
}

func TestLinesAreNamedAsFileAndLine(t *testing.T) {
	fsys := sample(t)
	edit(t, fsys, firstFile, "restudy: how-to-begin", "restdy: how-to-begin")
	_, findings := content.Load(fsys)
	form := regexp.MustCompile(`^[a-z0-9./-]+:[1-9][0-9]*: .+`)
	for _, f := range findings {
		if !form.MatchString(f.String()) {
			t.Errorf("%q is not file:line: message", f)
		}
	}
	want := firstFile + ":" + strconv.Itoa(1+strings.Count(strings.SplitAfter(string(sample(t)[firstFile].Data), "    key: true\n")[0], "\n")) + `: unknown key "restdy"`
	if !slices.ContainsFunc(findings, func(f content.Finding) bool { return f.String() == want }) {
		t.Errorf("got %v, want among them %s", findings, want)
	}
}

// A folder of an author on disk works like the embedded one.
func TestLoadFromDisk(t *testing.T) {
	if f := added(t, os.DirFS("testdata/sample")); len(f) > 0 {
		t.Error(f)
	}
	_, f := content.Load(os.DirFS(fmt.Sprintf("%s/none", t.TempDir())))
	if !content.HasErrors(f) {
		t.Error("a folder that does not exist was accepted")
	}
}
