// Package content holds the curriculum as files: standards, pathways, modules,
// instruments and fictional network meetings, embedded in the binary. It reads
// them strictly, says with file and line what should be mended, renders the
// modules once, and packs what an enrolment is pinned to into a bundle that
// can be opened again from stored bytes alone.
package content

import (
	"embed"
	"io/fs"
	"sync"

	"polyphony/courses"
	"polyphony/fidelity"
)

//go:embed standards pathways modules instruments meetings all:outlines crosswalk.yaml
var embedded embed.FS

// Embedded is the curriculum that this binary ships.
func Embedded() fs.FS { return embedded }

// Library is everything that could be read from one tree of content, by id.
// Standards have their defaults filled in.
type Library struct {
	Standards   map[string]courses.Standard
	Pathways    map[string]courses.Pathway
	Instruments map[string]fidelity.Instrument
	// Translations are the texts of the instruments in other languages, by the
	// instrument's id, in order of language. No bundle holds them.
	Translations map[string][]fidelity.Translation
	// Crosswalk sets the instruments beside one another; nil where the tree has none.
	Crosswalk *fidelity.Crosswalk
	Modules   map[string]*Module
	Meetings  map[string]*Meeting
	Outlines  map[string]Outline // of modules still to be written

	tree       fs.FS
	files      map[string]file       // by path
	docs       map[string]doc        // by path; of a module: its front matter
	links      map[string][]crossRef // by module
	prose      map[string][]paragraph
	translated map[string][]crossRef // by path of the translation
	report     *report

	mu     sync.Mutex
	parted map[string]halves // by path of a module, once bundled
}

// Load reads a tree of content and says what should be mended, by file and
// line. What could not be read at all is left out of the Library; nothing that
// has an error can be bundled.
func Load(fsys fs.FS) (*Library, []Finding) {
	l := &Library{
		tree:         fsys,
		Standards:    map[string]courses.Standard{},
		Pathways:     map[string]courses.Pathway{},
		Instruments:  map[string]fidelity.Instrument{},
		Translations: map[string][]fidelity.Translation{},
		Modules:      map[string]*Module{},
		Meetings:     map[string]*Meeting{},
		Outlines:     map[string]Outline{},
		files:        map[string]file{},
		docs:         map[string]doc{},
		links:        map[string][]crossRef{},
		prose:        map[string][]paragraph{},
		translated:   map[string][]crossRef{},
		report:       &report{},
		parted:       map[string]halves{},
	}
	l.loadStandards(fsys)
	l.loadInstruments(fsys)
	l.loadPathways(fsys)
	l.loadModules(fsys)
	l.loadMeetings(fsys)
	l.loadOutlines(fsys)
	if len(l.files) == 0 && len(l.report.findings) == 0 {
		l.report.errorf("standards", 1, "no content here: a tree of content has the folders standards, pathways, modules, instruments and meetings")
	}
	l.lint()
	l.docs, l.prose, l.links, l.translated = nil, nil, nil, nil // only the findings needed them
	return l, l.report.sorted()
}

func standardPath(id string) string   { return "standards/" + id + ".yaml" }
func pathwayPath(id string) string    { return "pathways/" + id + ".yaml" }
func instrumentPath(id string) string { return "instruments/" + id + ".yaml" }
func modulePath(id string) string     { return "modules/" + id + "/module.md" }
func meetingPath(id string) string    { return "meetings/" + id + "/meeting.yaml" }
