package app

import (
	"cmp"

	"polyphony/courses"
	"polyphony/internal/fact"
)

// EvidenceView is an evidence entry that a reversal could name. It shows kinds
// and days, never what was written.
type EvidenceView struct {
	Index    int64
	At       fact.Time
	Kind     fact.Kind
	Ref      string    // what it is about, in words
	Date     fact.Date // of a contact day; empty for everything else
	Reversed bool
}

// evidenceOf lists what was entered for an enrolment, with the titles that its
// pinned pathway gives.
func evidenceOf(e enrolment) []EvidenceView {
	p := e.Pinned()
	reversed, handed := map[int64]bool{}, map[fact.ID]string{}
	var out []EvidenceView
	for _, h := range e.History {
		v := EvidenceView{Index: h.Index, At: h.At, Kind: h.Fact.Kind()}
		switch f := h.Fact.(type) {
		case *fact.EvidenceReversed:
			reversed[f.Entry] = true
			continue
		case *fact.StudyCredited:
			v.Ref = "“" + sectionTitle(p, f.Module, f.Section) + "” in " + moduleTitle(p, f.Module) + ", " + courses.Span(f.Seconds)
		case *fact.CheckGraded:
			v.Ref = moduleTitle(p, f.Module)
		case *fact.ReflectionSubmitted:
			v.Ref = moduleTitle(p, f.Module)
			handed[f.Submission] = v.Ref
		case *fact.ReflectionRead:
			v.Ref = handed[f.Submission]
		case *fact.ContactAttested:
			v.Date = f.Date
		case *fact.ContactConfirmed:
			v.Date = f.Date
		default:
			continue
		}
		out = append(out, v)
	}
	for i := range out {
		out[i].Reversed = reversed[out[i].Index]
	}
	return out
}

func moduleTitle(p courses.Pinned, id string) string {
	return "“" + cmp.Or(p.Modules[id].Title, id) + "”"
}

func sectionTitle(p courses.Pinned, module, section string) string {
	for _, s := range p.Modules[module].Sections {
		if s.ID == section {
			return s.Title
		}
	}
	return section
}
