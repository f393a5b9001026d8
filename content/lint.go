package content

import (
	"slices"
	"strings"

	"polyphony/courses"
	"polyphony/internal/fault"
)

// lint reports what can only be seen with everything at hand.
func (l *Library) lint() {
	for _, id := range sortedKeys(l.Standards) {
		l.lintStandard(l.Standards[id])
	}
	for _, id := range sortedKeys(l.Instruments) {
		l.lintInstrument(id)
	}
	for _, id := range sortedKeys(l.Translations) {
		l.lintTranslations(id)
	}
	l.lintCrosswalk()
	for _, id := range sortedKeys(l.Modules) {
		l.lintModuleRefs(id)
	}
	for _, at := range sortedKeys(l.translated) {
		l.lintLinks(at, l.translated[at])
	}
	l.lintShared()
	for _, id := range sortedKeys(l.Outlines) {
		l.lintOutline(id)
	}
	awards := map[string]string{}
	for _, id := range sortedKeys(l.Pathways) {
		p := l.Pathways[id]
		if other := awards[p.Award]; other != "" {
			l.report.errorf(pathwayPath(id), l.docs[pathwayPath(id)].line("award"),
				"award %q is that of %s: another pathway is another award with another name", p.Award, other)
		}
		awards[p.Award] = id
		l.lintPathway(id)
	}
}

// lintStandard reports what a standard cannot be, on the line of the key that
// the sentence begins with.
func (l *Library) lintStandard(s courses.Standard) {
	at := standardPath(s.ID)
	d, ok := l.docs[at]
	if !ok {
		return // its id is not that of its file, which is already reported
	}
	if err := s.Validate(); err != nil {
		say := fault.Sentence(err)
		key, _, _ := strings.Cut(say, " ")
		var keys []any
		for _, k := range strings.Split(key, ".") {
			keys = append(keys, k)
		}
		l.report.errorf(at, d.line(keys...), "%s", say)
	}
	if s.SummativeRequires == "transcript" && !strings.HasPrefix(s.ID, "demonstration-") {
		l.report.errorf(at, d.line("summative_requires"),
			"only a standard whose id starts with demonstration- may accept transcripts: anyone can type one")
	}
}

// lintModuleRefs reports principles, prerequisites and links that lead nowhere.
func (l *Library) lintModuleRefs(id string) {
	at, m := modulePath(id), l.Modules[id]
	d := l.docs[at]
	for i, name := range m.Principles {
		if !l.isPrinciple(name) {
			l.report.errorf(at, d.line("principles", i), "%q is a principle of no instrument", name)
		}
	}
	for i, need := range m.Requires {
		if _, ok := l.Modules[need]; !ok {
			l.report.errorf(at, d.line("requires", i), "requires module %q, %s", need, l.missing(need))
		}
	}
	if chain := l.cycle(id); chain != nil {
		l.report.errorf(at, d.line("requires"), "requires itself by way of %s: nobody could begin", strings.Join(chain, " → "))
	}
	l.lintLinks(at, l.links[id])
}

func (l *Library) lintLinks(at string, links []crossRef) {
	for _, ref := range links {
		if err := l.checkRef(ref.module, ref.section); err != nil {
			l.report.errorf(at, ref.line, "link leads nowhere: %v", err)
		}
	}
}

func (l *Library) isPrinciple(name string) bool {
	for _, in := range l.Instruments {
		if _, ok := in.Principle(name); ok {
			return true
		}
	}
	return false
}

// cycle gives the way from a module through what it requires back to itself.
func (l *Library) cycle(id string) []string {
	seen := map[string]bool{}
	var walk func(at string, way []string) []string
	walk = func(at string, way []string) []string {
		way = append(slices.Clone(way), at)
		m, ok := l.Modules[at]
		if !ok || seen[at] {
			return nil
		}
		seen[at] = true
		for _, need := range m.Requires {
			if need == id {
				return append(way, id)
			}
			if found := walk(need, way); found != nil {
				return found
			}
		}
		return nil
	}
	return walk(id, nil)
}
