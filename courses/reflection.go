package courses

import (
	"polyphony/internal/fact"
)

// reflections asks for each of a stage's reflections: handed in once its module
// was open (R11), long enough, and read by the supervisor of record.
func reflections(p Pinned, h *history, stage Stage) []Requirement {
	var out []Requirement
	for _, id := range stage.Reflections {
		r := Requirement{
			ID: stage.ID + "/reflection/" + id, Kind: ReflectionSeen, Stage: stage.ID, Ref: id, Title: id,
			Unit: "reflections", Need: 1,
		}
		asked, module := findReflection(p, stage, id)
		r.Module = module
		r.Reasons = []Reason{{Why: NotSubmitted}}
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

func findReflection(p Pinned, stage Stage, id string) (Reflection, string) {
	for _, m := range stage.Modules {
		for _, r := range p.Modules[m].Reflections {
			if r.ID == id {
				return r, m
			}
		}
	}
	return Reflection{}, ""
}
