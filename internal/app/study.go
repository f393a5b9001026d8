package app

import (
	"encoding/json"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

const (
	// studyChunk is how much credit is kept in the session's row before it goes
	// into the ledger while the page stays open.
	studyChunk = 10 * time.Minute
	// studyLife is how long a session waits for its next beat. A page that was
	// hidden for less goes on where it was; after that its nonce has expired.
	studyLife = 30 * time.Minute
	// second in the unit of Study.Accrued.
	second = int64(time.Second / time.Microsecond)
)

// Why a study session ended.
const (
	closedLeft      = "left"
	closedElsewhere = "elsewhere"
	closedAsleep    = "asleep"
)

// StudyState is what a page may say about its clock.
type StudyState string

// Closed is final for a page; done means that the section's floor is met.
const (
	StudyCredited StudyState = "credited"
	StudyPaused   StudyState = "paused"
	StudyClosed   StudyState = "closed"
	StudyDone     StudyState = "done"
)

// StudyAnswer is what the server says to a page that studies. SectionCredited
// is what the ledger has for the section and what waits to go there, in
// seconds; CreditedSeconds is what the last beat added.
type StudyAnswer struct {
	Nonce           string     `json:"nonce,omitempty"`
	CreditedSeconds int64      `json:"credited_seconds"`
	SectionCredited int64      `json:"section_credited"`
	SectionMinutes  int64      `json:"section_minutes"`
	State           StudyState `json:"state"`
	Why             string     `json:"why"`
}

// OpenStudy starts the clock of one section for one page. A person studies on
// one page at a time (R8): an earlier session of theirs, in whatever tab,
// device or replica, is closed first, with what it had accrued.
type OpenStudy struct {
	Enrolment fact.ID
	Module    string
	Section   string

	Session     fact.ID // out
	View        fact.ID
	BeatSeconds int64
	Answer      StudyAnswer
}

func (c *OpenStudy) needs() people.Action { return people.FollowOwnPath }

func (c *OpenStudy) decide(w *Work) ([]fact.Fact, error) {
	e, err := w.ownEnrolment(c.Enrolment)
	if err != nil {
		return nil, err
	}
	p := e.Pinned()
	m, sec, ok := p.Section(c.Module, c.Section)
	if !ok {
		return nil, notThere()
	}
	if why := e.progress(w.Now()).Open(c.Module); len(why) > 0 {
		return nil, notOpen(p, c.Module, why)
	}
	facts, err := w.takeOver()
	if err != nil {
		return nil, err
	}
	s, err := newStudy(w, e, m.Digest, c.Module, c.Section)
	if err != nil {
		return nil, err
	}
	c.Session, c.View, c.BeatSeconds = s.ID, s.View, p.Standard.Study.BeatSeconds
	e.History = append(e.History[:len(e.History):len(e.History)], asEntries(facts, w.Now())...)
	room := e.progress(w.Now()).Room(c.Module, c.Section)
	c.Answer = answerOf(p, sec, room, courses.Beat{Visible: true})
	c.Answer.Nonce = s.Nonce
	return facts, w.InsertStudy(s)
}

// notOpen is the refusal of a module whose prerequisites are not finished.
func notOpen(p courses.Pinned, module string, why []courses.Reason) error {
	return fault.New(fault.Refused, "study", "“%s” is not open yet: %s.", p.Modules[module].Title, p.Because(why))
}

// newStudy is a session whose clock starts now. The page counts as in view
// from here on: its first beat says whether it was hidden in between.
func newStudy(w *Work, e enrolment, digest fact.Digest, module, section string) (s Study, err error) {
	from, err := w.studiedUntil()
	if err != nil {
		return s, err
	}
	s = Study{
		Person: w.actor.Person, Enrolment: e.Enrolment, Module: module, Section: section, Digest: digest,
		OpenedAt: from, BeatAt: from, ActiveAt: from, CreditFrom: from, Running: true,
	}
	if s.ID, err = w.newID(); err != nil {
		return s, err
	}
	if s.View, err = w.newID(); err != nil {
		return s, err
	}
	s.Nonce, err = people.NewToken()
	w.app.beats.since(s.ID, w.app.conf.Clock.Now(), 0)
	return s, err
}

// studiedUntil is now, or the end of the actor's latest credit where the clock
// of this replica lies behind the one that gave it: no time counts twice (R8).
func (w *Work) studiedUntil() (fact.Time, error) {
	until := w.Now()
	all, err := w.app.enrolmentsOf(w.Tx, w.actor.Person)
	for _, e := range all {
		for _, h := range e.History {
			if f, ok := h.Fact.(*fact.StudyCredited); ok {
				until = max(until, f.To)
			}
		}
	}
	return until, err
}

// takeOver closes the actor's live session, if there is one.
func (w *Work) takeOver() ([]fact.Fact, error) {
	s, err := w.LiveStudy(w.actor.Person)
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return w.closeStudy(s, closedElsewhere)
}

// closeStudy ends a session for good and gives the fact of what it accrued.
// before are facts of it that the same transaction is about to append.
func (w *Work) closeStudy(s Study, why string, before ...fact.Fact) ([]fact.Fact, error) {
	room, _, err := w.roomFor(s)
	if err != nil {
		return nil, err
	}
	facts := settle(&s, room.After(secondsOf(before)), w.Now())
	s.ClosedAt, s.ClosedWhy, s.Running, s.Nonce = w.Now(), why, false, ""
	w.app.beats.forget(s.ID)
	return append(before, facts...), w.UpdateStudy(s)
}

// roomFor is the room that the ledger leaves to a session's section, without
// what the session has accrued.
func (w *Work) roomFor(s Study) (courses.Room, enrolment, error) {
	e, err := w.app.enrolment(w.Tx, s.Enrolment)
	if err != nil {
		return courses.Room{}, e, err
	}
	if m, _, ok := e.Pinned().Section(s.Module, s.Section); !ok || m.Digest != s.Digest {
		return courses.Room{}, e, fault.New(fault.Internal, "app.roomFor", "session %s is for other bytes than the pinned ones", s.ID)
	}
	return e.progress(w.Now()).Room(s.Module, s.Section), e, nil
}

// settle turns the whole seconds that a session accrued into a fact and leaves
// the rest of a second. The fact's interval ends that rest before the last
// beat, where the next one begins: so intervals of one person never overlap,
// and each holds the seconds that it says (R8). Nothing is settled by a clock
// that lies behind the one that measured it (R5).
func settle(s *Study, room courses.Room, now fact.Time) []fact.Fact {
	n := min(s.Accrued/second, room.Left())
	if n <= 0 || now < s.BeatAt {
		return nil
	}
	s.Accrued -= n * second
	f := &fact.StudyCredited{
		Enrolment: s.Enrolment, Person: s.Person, Module: s.Module, Section: s.Section, Digest: s.Digest,
		From: s.CreditFrom, To: s.BeatAt - fact.Time(s.Accrued), Seconds: n,
	}
	s.CreditFrom = f.To
	return []fact.Fact{f}
}

// asEntries lets facts that are about to be appended be counted already.
func asEntries(facts []fact.Fact, now fact.Time) []fact.Entry {
	var out []fact.Entry
	for _, f := range facts {
		out = append(out, fact.Entry{Index: 1 << 62, At: now, Fact: f})
	}
	return out
}

// answerOf words the state of a page's clock. b is the beat that is answered.
func answerOf(p courses.Pinned, sec courses.Section, room courses.Room, b courses.Beat) StudyAnswer {
	a := StudyAnswer{State: StudyCredited, SectionCredited: room.Have, SectionMinutes: room.Need / 60}
	switch why := room.Why(); {
	case room.Full():
		a.State = StudyDone
	case len(why) > 0:
		a.State, a.Why = StudyPaused, "Paused: "+p.Because(why)
	case !b.Visible:
		a.State, a.Why = StudyPaused, "Paused: page hidden"
	case p.Standard.Study.Asleep(sec, b):
		a.State, a.Why = StudyPaused, "Paused: nothing was touched for a while. Press “I am still reading”, move or scroll, and it goes on."
	}
	return a
}

// lastAnswer is what Study.Last holds.
type lastAnswer struct {
	Nonce  string      `json:"nonce"`
	Answer StudyAnswer `json:"answer"`
}

// again gives the answer to the nonce spent last once more, without credit: a
// page whose connection broke asks a second time.
func (s Study) again(nonce string) (StudyAnswer, bool) {
	var last lastAnswer
	if s.Last == "" || json.Unmarshal([]byte(s.Last), &last) != nil || last.Nonce == "" || last.Nonce != nonce {
		return StudyAnswer{}, false
	}
	last.Answer.CreditedSeconds = 0
	return last.Answer, true
}
