package app

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"math/rand/v2"
	"slices"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// rereadAtLeast is how long the sections that the last series named must be
// read again, together and after it, before a further series where the allowed
// attempts are spent. Their floors are full by then, so that this time is
// measured by the same beats and credits nothing; only whole sessions opened
// after the attempt count.
const rereadAtLeast = 5 * time.Minute

// ServeCheck opens a series of a module's knowledge check: items drawn from
// the pool for this person. A series that is open already is served again.
type ServeCheck struct {
	Enrolment fact.ID
	Module    string

	Series fact.ID // out
}

func (c *ServeCheck) needs() people.Action { return people.FollowOwnPath }

func (c *ServeCheck) decide(w *Work) ([]fact.Fact, error) {
	e, err := w.ownEnrolment(c.Enrolment)
	if err != nil {
		return nil, err
	}
	m, ok := e.Pinned().Modules[c.Module]
	if !ok {
		return nil, notThere()
	}
	all, err := w.SeriesOf(c.Enrolment, c.Module)
	if err != nil {
		return nil, err
	}
	if n := len(all); n > 0 && all[n-1].ClosedAt == 0 {
		c.Series = all[n-1].ID
		return nil, nil
	}
	if err := w.mayTry(e, c.Module, all); err != nil {
		return nil, err
	}
	return nil, c.draw(w, e, m, all)
}

// mayTry refuses a new series with what stands in the way.
func (w *Work) mayTry(e enrolment, module string, all []Series) error {
	p := e.Pinned()
	if e.progress(w.Now()).Tries(module).Passed {
		return fault.New(fault.Conflict, "check", "You have passed the check of “%s” already.", p.Modules[module].Title)
	}
	seconds, err := w.reread(e, module, all)
	if err != nil {
		return err
	}
	why := courses.MayTry(p, e.History, w.Now(), module, func(fact.Time) bool { return seconds >= rereadAtLeast })
	if len(why) > 0 {
		return fault.New(fault.Refused, "check", "The check of “%s” is not open now: %s.", p.Modules[module].Title, p.Because(why))
	}
	return nil
}

// draw serves items at random, those that the person has not seen first.
func (c *ServeCheck) draw(w *Work, e enrolment, m courses.Module, all []Series) error {
	seen := map[string]bool{}
	for _, s := range all {
		served, err := s.served()
		if err != nil {
			return err
		}
		for _, it := range served {
			seen[it.Item] = true
		}
	}
	n := int(e.Pinned().Standard.Check.Serve)
	served := courses.Draw(m.Items, n, seen, rand.New(drawn{w.app.conf.Random}))
	if len(served) != n {
		return fault.New(fault.Internal, "app.ServeCheck", "the pool of %s has %d items; the standard serves %d", m.ID, len(served), n)
	}
	items, err := json.Marshal(served)
	if err != nil {
		return fault.Wrap("app.ServeCheck", err)
	}
	if c.Series, err = w.newID(); err != nil {
		return err
	}
	return w.InsertSeries(Series{
		ID: c.Series, Enrolment: c.Enrolment, Module: c.Module, Digest: m.Digest, Attempt: int64(len(all)) + 1,
		Items: string(items), Answers: "{}", Total: int64(n), ServedAt: w.Now(),
	})
}

// drawn gives numbers from the institute's source of randomness, which is the
// operating system's but in a demonstration, so that nobody can guess what will
// be drawn.
type drawn struct{ source io.Reader }

// Uint64 reads eight bytes. A source that fails gives zeros, and so the first
// items of the pool: a worse draw, but never an easier check.
func (d drawn) Uint64() uint64 {
	var b [8]byte
	_, _ = io.ReadFull(d.source, b[:])
	return binary.LittleEndian.Uint64(b[:])
}

func (s Series) served() (out []courses.Served, err error) {
	return out, fault.Wrap("app.Series", json.Unmarshal([]byte(s.Items), &out))
}

func (s Series) answers() (out map[string]int, err error) {
	return out, fault.Wrap("app.Series", json.Unmarshal([]byte(s.Answers), &out))
}

// AnswerCheck hands a series in: it is graded and closed, once (R12). A second
// hand-in changes nothing; the first answers stand. Answers gives, by item,
// the place of the chosen option in the order shown, from 0.
type AnswerCheck struct {
	Series  fact.ID
	Answers map[string]int
}

func (c *AnswerCheck) needs() people.Action { return people.FollowOwnPath }

func (c *AnswerCheck) decide(w *Work) ([]fact.Fact, error) {
	s, err := w.Series(c.Series)
	if err != nil {
		return nil, hidden(err)
	}
	e, err := w.ownEnrolment(s.Enrolment)
	if err != nil {
		return nil, err
	}
	if s.ClosedAt != 0 {
		return nil, nil
	}
	m := e.Pinned().Modules[s.Module]
	if m.Digest != s.Digest {
		return nil, fault.New(fault.Internal, "app.AnswerCheck", "series %s is from other bytes than the pinned ones", s.ID)
	}
	served, err := s.served()
	if err != nil {
		return nil, err
	}
	if err := c.complete(served); err != nil {
		return nil, err
	}
	if s.Right, err = courses.Grade(m.Items, served, c.Answers); err != nil {
		return nil, fault.Wrap("app.AnswerCheck", err)
	}
	answers, err := json.Marshal(c.Answers)
	if err != nil {
		return nil, fault.Wrap("app.AnswerCheck", err)
	}
	s.Answers, s.ClosedAt = string(answers), w.Now()
	f := &fact.CheckGraded{
		Enrolment: s.Enrolment, Module: s.Module, Digest: s.Digest, Series: s.ID, Attempt: s.Attempt,
		Items: digests(m.Items, served), Right: s.Right, Of: s.Total,
	}
	return []fact.Fact{f}, w.UpdateSeries(s)
}

// complete refuses a series with gaps: an empty answer by mistake would cost
// an attempt.
func (c *AnswerCheck) complete(served []courses.Served) error {
	missing := 0
	for _, s := range served {
		if at, ok := c.Answers[s.Item]; !ok || at < 0 || at >= len(s.Order) {
			missing++
		}
	}
	switch {
	case missing == 1:
		return fault.New(fault.Invalid, "answers", "One question has no answer yet. Nothing was handed in.")
	case missing > 1:
		return fault.New(fault.Invalid, "answers", "%d questions have no answer yet. Nothing was handed in.", missing)
	case len(c.Answers) != len(served):
		return fault.New(fault.Invalid, "answers", "These are not the questions of this series. Open the check again.")
	}
	return nil
}

func digests(pool []courses.Item, served []courses.Served) []fact.Digest {
	out := make([]fact.Digest, 0, len(served))
	for _, s := range served {
		out = append(out, pool[itemAt(pool, s.Item)].Digest)
	}
	return out
}

func itemAt(pool []courses.Item, id string) int {
	return slices.IndexFunc(pool, func(it courses.Item) bool { return it.ID == id })
}

// named lists the sections that a closed series sends its reader back to: those
// of the items answered wrongly, in the order of the module.
func (s Series) named(m courses.Module) ([]courses.Section, error) {
	served, err := s.served()
	if err != nil {
		return nil, err
	}
	answers, err := s.answers()
	if err != nil {
		return nil, err
	}
	wrong := map[string]bool{}
	for _, it := range served {
		i := itemAt(m.Items, it.Item)
		if at, ok := answers[it.Item]; i >= 0 && ok && it.Order[at] != m.Items[i].Key {
			wrong[m.Items[i].Restudy] = true
		}
	}
	var out []courses.Section
	for _, sec := range m.Sections {
		if wrong[sec.ID] {
			out = append(out, sec)
		}
	}
	return out, nil
}

// reread is how long the sections named by the latest closed series were read
// again since then, by the server's beats.
func (w *Work) reread(e enrolment, module string, all []Series) (time.Duration, error) {
	if len(all) == 0 {
		return 0, nil
	}
	last := all[len(all)-1]
	named, err := last.named(e.Pinned().Modules[module])
	if err != nil {
		return 0, err
	}
	studies, err := w.StudiesOf(e.Enrolment, module)
	if err != nil {
		return 0, err
	}
	var total time.Duration
	for _, s := range studies {
		if s.OpenedAt >= last.ClosedAt && slices.ContainsFunc(named, func(sec courses.Section) bool { return sec.ID == s.Section }) {
			total += time.Duration(s.Reread) * time.Microsecond
		}
	}
	return total, nil
}
