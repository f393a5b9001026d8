package courses

import (
	"time"

	"polyphony/internal/fact"
)

// checkFold is a module's knowledge check so far.
type checkFold struct {
	passed   bool
	best     int64
	attempts int64
	last     fact.Time
	entry    int64
	series   map[fact.ID]bool
}

// check is a module's check so far; nothing for one that was never tried.
func (s *studyFold) check(module string) checkFold {
	if c := s.checks[module]; c != nil {
		return *c
	}
	return checkFold{}
}

func (s *studyFold) checkToCount(module string) *checkFold {
	if s.checks[module] == nil {
		s.checks[module] = &checkFold{series: map[fact.ID]bool{}}
	}
	return s.checks[module]
}

// graded counts an attempt once. It counts only for the pinned module, after
// every section of it has been read, with as many different items of its pool
// as the standard serves, and not before the attempt before has cooled down.
func (s *studyFold) graded(e fact.Entry, f *fact.CheckGraded) {
	m, ok := s.p.Modules[f.Module]
	c := s.checkToCount(f.Module)
	if !ok || f.Digest != m.Digest || !s.open(m) || !s.read(m) || c.series[f.Series] {
		return
	}
	if f.Of != s.p.Standard.Check.Serve || f.Right < 0 || f.Right > f.Of || int64(len(f.Items)) != f.Of || !m.asks(f.Items) {
		return
	}
	if c.attempts > 0 && !c.passed && e.At < c.next(s.p.Standard.Check) {
		return
	}
	c.series[f.Series] = true
	c.attempts++
	c.last = e.At
	c.best = max(c.best, f.Right)
	if !c.passed && f.Right >= s.p.Standard.Check.PassShare.Of(f.Of) {
		c.passed, c.entry = true, e.Index
	}
}

// asks reports whether items are of the module's pool, none twice.
func (m Module) asks(items []fact.Digest) bool {
	left := map[fact.Digest]bool{}
	for _, it := range m.Items {
		left[it.Digest] = true
	}
	for _, d := range items {
		if !left[d] {
			return false
		}
		left[d] = false
	}
	return true
}

// check asks for one passed series.
func check(p Pinned, h *history, stage, module string, now fact.Time) Requirement {
	m := p.Modules[module]
	c := h.study.check(module)
	r := Requirement{
		ID: stage + "/" + module + "/check", Kind: CheckPassed, Stage: stage, Module: module, Title: m.Title,
		Unit: "questions", Have: c.best, Need: p.Standard.Check.PassShare.Of(p.Standard.Check.Serve),
	}
	if c.passed {
		r.Entries = []int64{c.entry}
		return r.settle()
	}
	r.Reasons = append(r.Reasons, h.study.missing(m)...)
	if !h.study.read(m) {
		r.Reasons = append(r.Reasons, Reason{Why: NeedsFirst, Ref: module})
	}
	if next := c.next(p.Standard.Check); c.attempts > 0 && next > now {
		r.Reasons = append(r.Reasons, Reason{Why: CoolingDown, At: next})
		r.Earliest = next
	}
	return r.settle()
}

func (c checkFold) next(rule Check) fact.Time {
	return c.last.Add(time.Duration(rule.CoolDownHours) * time.Hour)
}

// MayTry says whether a new series may be served at now: nil, or what stands
// in the way. After the allowed attempts each further one needs the named
// section read again since the last attempt; reread reports that.
func MayTry(p Pinned, entries []fact.Entry, now fact.Time, module string, reread func(since fact.Time) bool) []Reason {
	h := gather(p, entries, now)
	m, ok := p.Modules[module]
	if !h.enrolled || !ok {
		return []Reason{{Why: EnrolmentUnclear}}
	}
	c := h.study.check(module)
	why := h.study.missing(m)
	if !h.study.read(m) {
		why = append(why, Reason{Why: NeedsFirst, Ref: module})
	}
	if c.attempts == 0 || c.passed {
		return why
	}
	if next := c.next(p.Standard.Check); next > now {
		why = append(why, Reason{Why: CoolingDown, At: next})
	}
	if c.attempts >= p.Standard.Check.Attempts && !reread(c.last) {
		why = append(why, Reason{Why: AttemptsSpent, N: c.attempts, Ref: module})
	}
	return why
}
