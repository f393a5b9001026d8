package courses

import (
	"regexp"
	"slices"
	"strings"

	"polyphony/internal/fact"
)

// Name is what a reflection is called: its title or, where it has none, the
// words of its id.
func (r Reflection) Name() string {
	if r.Title != "" || r.ID == "" {
		return r.Title
	}
	words := loneI.ReplaceAllString(strings.ReplaceAll(r.ID, "-", " "), "I")
	return strings.ToUpper(words[:1]) + words[1:]
}

var loneI = regexp.MustCompile(`\bi\b`)

// reflections asks for each of a stage's reflections: handed in once its module
// was open (R11), long enough, and read by the supervisor of record.
func reflections(p Pinned, h *history, stage Stage) []Requirement {
	var out []Requirement
	for _, id := range stage.Reflections {
		r := Requirement{
			ID: stage.ID + "/reflection/" + id, Kind: ReflectionSeen, Stage: stage.ID, Ref: id,
			Unit: "reflections", Need: 1,
		}
		asked, module := findReflection(p, stage, id)
		r.Module, r.Title = module, asked.Name()
		r.Reasons = []Reason{h.notSubmitted(module, id)}
		for _, e := range h.submitted {
			f := e.Fact.(*fact.ReflectionSubmitted)
			if f.Module != module || f.Reflection != id || f.Words < asked.WordsAtLeast {
				continue
			}
			if read, ok := h.read[f.Submission]; ok && read > e.Index {
				r.Have, r.Reasons, r.Entries = 1, nil, []int64{e.Index, read}
				break
			}
			r.Reasons = []Reason{{Why: NotReadYet}}
		}
		out = append(out, r.settle())
	}
	return out
}

// notSubmitted says why nothing handed in counts: there is nothing, or what
// there is came before its module was open, as it does when something that the
// module builds on was taken out later. Ref is then what to finish first.
func (h *history) notSubmitted(module, reflection string) Reason {
	why := Reason{Why: NotSubmitted}
	for _, e := range h.early {
		if f := e.Fact.(*fact.ReflectionSubmitted); f.Module == module && f.Reflection == reflection {
			why = Reason{Why: HandedInEarly, At: e.At}
			if first := h.study.missing(h.study.p.Modules[module]); len(first) > 0 {
				why.Ref = first[0].Ref
			}
		}
	}
	return why
}

// Counts reports whether a submission was handed in while its module was open,
// with what stands now.
func (g Progress) Counts(submission fact.ID) bool {
	return slices.ContainsFunc(g.h.submitted, func(e fact.Entry) bool {
		return e.Fact.(*fact.ReflectionSubmitted).Submission == submission
	})
}

func findReflection(p Pinned, stage Stage, id string) (Reflection, string) {
	for _, m := range stage.Modules {
		for _, r := range p.Modules[m].Reflections {
			if r.ID == id {
				return r, m
			}
		}
	}
	return Reflection{ID: id}, ""
}
