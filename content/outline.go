package content

import "strings"

// Outline is a module that is still to be written: enough for a trainer to see
// what it will hold, and nothing that a pathway could ask for.
type Outline struct {
	ID         string           `yaml:"id"`
	Title      string           `yaml:"title"`
	Pathway    string           `yaml:"pathway"` // id of the pathway that will want it; it need not exist yet
	Principles []string         `yaml:"principles"`
	Objectives []string         `yaml:"objectives"`
	Sections   []PlannedSection `yaml:"sections"`
	ToRead     []string         `yaml:"to_read"` // works to open before a word is written
}

// PlannedSection is a section of an outline.
type PlannedSection struct {
	Title string `yaml:"title"`
	Holds string `yaml:"holds"` // in a sentence or two
}

func outlinePath(id string) string { return "outlines/" + id + ".yaml" }

// lintOutline reports what an outline lacks, and one whose module is written.
func (l *Library) lintOutline(id string) {
	at, o := outlinePath(id), l.Outlines[id]
	d := l.docs[at]
	if _, written := l.Modules[id]; written {
		l.report.errorf(at, d.line("id"), "module %s is written (%s): remove its outline", id, modulePath(id))
	}
	if strings.TrimSpace(o.Title) == "" {
		l.report.errorf(at, d.line("title"), "title is missing")
	}
	l.report.checkID(at, d.line("pathway"), "pathway", o.Pathway)
	for i, name := range o.Principles {
		if !l.isPrinciple(name) {
			l.report.errorf(at, d.line("principles", i), "%q is a principle of no instrument", name)
		}
	}
	if len(o.Objectives) == 0 {
		l.report.errorf(at, d.line("objectives"), "an outline has one objective at least")
	}
	for i, text := range o.Objectives {
		if strings.TrimSpace(text) == "" {
			l.report.errorf(at, d.line("objectives", i), "an objective without text")
		}
	}
	if len(o.Sections) == 0 {
		l.report.errorf(at, d.line("sections"), "an outline has one planned section at least")
	}
	for i, s := range o.Sections {
		if strings.TrimSpace(s.Title) == "" || strings.TrimSpace(s.Holds) == "" {
			l.report.errorf(at, d.line("sections", i), "a planned section has a title, and says in holds what it will hold")
		}
	}
	if len(o.ToRead) == 0 {
		l.report.warnf(at, d.line("to_read"), "to_read is empty: name what has to be read before this is written")
	}
}

// missing says why there is no module with this id.
func (l *Library) missing(id string) string {
	if _, ok := l.Outlines[id]; ok {
		return "of which there is only an outline (" + outlinePath(id) + ")"
	}
	return "which does not exist"
}
