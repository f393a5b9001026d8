package content

import (
	"strings"

	"polyphony/courses"
	"polyphony/internal/fault"
)

// lintPathway reports what keeps a pathway from being walked, and whether it
// is below its standard (R16).
func (l *Library) lintPathway(id string) {
	at, p := pathwayPath(id), l.Pathways[id]
	d, before := l.docs[at], len(l.report.findings)
	texts := map[string]string{"award": p.Award, "claims": p.Claims, "does_not_claim": p.DoesNotClaim}
	for _, key := range sortedKeys(texts) {
		if strings.TrimSpace(texts[key]) == "" {
			l.report.errorf(at, d.line(key), "%s is missing: the certificate prints it", key)
		}
	}
	if p.Version < 1 {
		l.report.errorf(at, d.line("version"), "version is missing: write a whole number from 1")
	}
	s, ok := l.Standards[p.Standard]
	if !ok {
		l.report.errorf(at, d.line("standard"), "standard %q does not exist", p.Standard)
	}
	if _, ok := l.Instruments[p.Instrument]; !ok {
		l.report.errorf(at, d.line("instrument"), "instrument %q does not exist", p.Instrument)
	}
	earlier := map[string]bool{}
	for i, stage := range p.Stages {
		l.report.checkID(at, d.line("stages", i, "id"), "stage", stage.ID)
		l.lintStage(at, i, stage, s, earlier)
	}
	if len(l.report.findings) > before {
		return
	}
	pinned, err := l.pinned(id)
	if err == nil {
		err = pinned.Validate()
	}
	if err != nil {
		l.report.errorf(at, d.line("standard"), "%s", fault.Sentence(err))
	}
}

// lintStage reports modules of one stage that are missing, twice on the path,
// too early, or with too small a pool, and reflections that are not clear.
func (l *Library) lintStage(at string, i int, stage courses.Stage, s courses.Standard, earlier map[string]bool) {
	d := l.docs[at]
	written := map[string]int{}
	for j, id := range stage.Modules {
		line := d.line("stages", i, "modules", j)
		m, ok := l.Modules[id]
		if !ok {
			l.report.errorf(at, line, "stage %s names module %q, %s", stage.ID, id, l.missing(id))
			continue
		}
		if earlier[id] {
			l.report.errorf(at, line, "module %s is twice on this pathway", id)
		}
		for _, need := range m.Requires {
			if !earlier[need] {
				l.report.errorf(at, line, "module %s requires %q, which does not come before it on this pathway", id, need)
			}
		}
		earlier[id] = true
		if int64(len(m.Items)) < s.Check.PoolAtLeast {
			l.report.errorf(at, line, "module %s has a pool of %d check questions and the standard asks for %d", id, len(m.Items), s.Check.PoolAtLeast)
		}
		for _, w := range m.Reflections {
			written[w.ID]++
		}
	}
	for j, id := range stage.Reflections {
		if n := written[id]; n != 1 {
			l.report.errorf(at, d.line("stages", i, "reflections", j),
				"reflection %q is in %d of the modules of stage %s; it must be in exactly one", id, n, stage.ID)
		}
	}
}

// pinned puts together what a pathway pins, without the digest of a bundle.
func (l *Library) pinned(id string) (courses.Pinned, error) {
	p, ok := l.Pathways[id]
	if !ok {
		return courses.Pinned{}, fault.New(fault.NotFound, "content", "pathway %q does not exist", id)
	}
	s, okS := l.Standards[p.Standard]
	in, okI := l.Instruments[p.Instrument]
	if !okS || !okI {
		return courses.Pinned{}, fault.New(fault.Invalid, "pathway "+id, "its standard %q or its instrument %q does not exist", p.Standard, p.Instrument)
	}
	out := courses.Pinned{Standard: s, Pathway: p, Instrument: in, Modules: map[string]courses.Module{}}
	for _, stage := range p.Stages {
		for _, m := range stage.Modules {
			found, ok := l.Modules[m]
			if !ok {
				return courses.Pinned{}, fault.New(fault.Invalid, "pathway "+id, "stage %s names module %q, %s", stage.ID, m, l.missing(m))
			}
			out.Modules[m] = found.Module
		}
	}
	return out, nil
}
