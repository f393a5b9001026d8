package courses

import (
	"slices"

	"polyphony/internal/fact"
)

// Without is where an enrolment would stand at now if an entry were reversed.
func Without(p Pinned, entries []fact.Entry, now fact.Time, entry int64) Standing {
	next := int64(0)
	if n := len(entries); n > 0 {
		next = entries[n-1].Index + 1
	}
	reversal := fact.Entry{Index: next, At: now, Fact: &fact.EvidenceReversed{Entry: entry}}
	return StandingOf(p, append(slices.Clone(entries), reversal), now)
}

// Restored is where an enrolment would stand at now if an entry had never been
// reversed.
func Restored(p Pinned, entries []fact.Entry, now fact.Time, entry int64) Standing {
	kept := slices.DeleteFunc(slices.Clone(entries), func(e fact.Entry) bool {
		f, ok := e.Fact.(*fact.EvidenceReversed)
		return ok && f.Entry == entry
	})
	return StandingOf(p, kept, now)
}

// Falls lists the requirements that are met in s and not in other, in the order
// of the path.
func (s Standing) Falls(other Standing) []Requirement {
	unmet := map[string]bool{}
	for _, r := range other.Unmet() {
		unmet[r.ID] = true
	}
	var out []Requirement
	for _, r := range s.Requirements {
		if r.Met && unmet[r.ID] {
			out = append(out, r)
		}
	}
	return out
}
