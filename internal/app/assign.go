package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Policy of assignment.
const (
	claimLife  = 7 * 24 * time.Hour   // then the system gives the meeting to somebody else
	ringWindow = 366 * 24 * time.Hour // who rated whom inside it must not form a ring
	ratingLoad = 2                    // hours that one rating takes, as raters are told
)

// overdue is why the system takes an assignment back.
const overdue = "overdue"

// Why a rater gives an assignment back.
type Why string

// The closed set of reasons.
const (
	ConflictOfInterest Why = "conflict-of-interest"
	NoTime             Why = "no-time"
)

// AssignRaters lets the system choose raters where a meeting waits for them.
// Nobody chooses a rater (R24): whoever runs it gets the same choice.
type AssignRaters struct {
	Meeting fact.ID

	Assigned int    // out
	Waiting  string // out: why the meeting still waits; empty where it does not
}

func (c *AssignRaters) needs() people.Action { return "" }

func (c *AssignRaters) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.app.meetingFile(w.Tx, c.Meeting)
	if err != nil {
		return nil, err
	}
	facts, waiting, err := w.assign(f, nil)
	c.Assigned, c.Waiting = len(facts), waiting
	return facts, err
}

// AssignAll is AssignRaters over every meeting that is not decided: what a job
// runs now and then, so that an overdue rating finds another rater.
type AssignAll struct {
	Assigned int // out
}

func (c *AssignAll) needs() people.Action { return "" }

func (c *AssignAll) decide(w *Work) ([]fact.Fact, error) {
	recorded, err := w.app.memory.ofKind(w.Tx, fact.MeetingRecordedKind)
	if err != nil {
		return nil, err
	}
	var facts []fact.Fact
	for _, e := range recorded {
		f, err := w.app.meetingFile(w.Tx, e.Fact.(*fact.MeetingRecorded).Meeting)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		more, _, err := w.assign(f, facts)
		if err != nil {
			return nil, err
		}
		facts = append(facts, more...)
	}
	c.Assigned = len(facts)
	return facts, nil
}

// SweepAssignments runs AssignAll where a look without the ledger's lock finds
// something to assign. A job calls it now and then.
func (a *App) SweepAssignments(ctx context.Context) (n int, err error) {
	err = a.read(ctx, func(tx Tx) error {
		facts, err := (&AssignAll{}).decide(&Work{Tx: tx, app: a, ctx: ctx})
		n = len(facts)
		return err
	})
	if err != nil || n == 0 {
		return 0, err
	}
	c := &AssignAll{}
	err = a.Apply(ctx, Actor{}, c)
	return c.Assigned, err
}

// assign gives the facts that bring a meeting to the raters it needs. f holds
// what this transaction adds to it, pending what it adds elsewhere. Where too
// few are free, waiting says why.
func (w *Work) assign(f meetingFile, pending []fact.Fact) (facts []fact.Fact, waiting string, err error) {
	need, err := w.ratersNeeded(f)
	if err != nil || need == 0 {
		return nil, "", err
	}
	late := f.late(w.Now())
	missing := need - f.live()
	if missing <= 0 && len(late) == 0 {
		return nil, "", nil
	}
	free, err := w.freeRaters(f, pending)
	if err != nil {
		return nil, "", err
	}
	if len(f.Assignments) == 0 && len(free) < missing {
		return nil, fmt.Sprintf("%d of the %d raters that this meeting needs are free: calibrated, independent of the trainee and of the others. It waits until there are enough.", len(free), missing), nil
	}
	for range missing {
		if len(free) == 0 {
			return facts, "A further rater is not free yet.", nil
		}
		facts, free = append(facts, f.give(free[0])), free[1:]
	}
	for _, a := range late {
		if len(free) == 0 {
			break
		}
		facts = append(facts, &fact.RaterDeclined{Rater: a.Rater, Meeting: f.Meeting, Enrolment: f.Path.Enrolment, Why: overdue}, f.give(free[0]))
		free = free[1:]
	}
	return facts, "", nil
}

func (f meetingFile) give(rater fact.ID) fact.Fact {
	return &fact.RaterAssigned{Rater: rater, Meeting: f.Meeting, Enrolment: f.Path.Enrolment}
}

// ratersNeeded is how many ratings a meeting needs now, 0 where it waits for
// something else or is decided.
func (w *Work) ratersNeeded(f meetingFile) (int, error) {
	if f.Purpose != fact.Summative || f.Recorded == nil || f.missing(fact.Before, fact.After, fact.AfterAWeek) != "" {
		return 0, nil
	}
	if closed, err := w.app.withdrawn(w.Tx, f); closed || err != nil {
		return 0, err
	}
	m, ok := f.decision(w.Now())
	if !ok || m.Decided {
		return 0, nil
	}
	need := int(f.Path.Pinned().Standard.Raters.AtLeast)
	if m.NeedsThird {
		need = max(need, 3)
	}
	return need, nil
}

// live counts the raters who have rated or have still to.
func (f meetingFile) live() int {
	n := 0
	for _, a := range f.Assignments {
		if !a.Gone || f.rated(a.Rater) {
			n++
		}
	}
	return n
}

// late lists the assignments that have outlived their seven days.
func (f meetingFile) late(now fact.Time) (out []assignment) {
	for _, a := range f.Assignments {
		if !a.Gone && !f.rated(a.Rater) && now > a.At.Add(claimLife) {
			out = append(out, a)
		}
	}
	return out
}

// freeRaters lists who may rate a meeting, least loaded first. Ties are broken
// by a digest that nobody can steer, since the meeting's id is random.
func (w *Work) freeRaters(f meetingFile, pending []fact.Fact) ([]fact.ID, error) {
	pool, err := w.app.calibrated(w.Tx, f.Path.Pinned(), w.Now())
	if err != nil {
		return nil, err
	}
	load, err := w.app.load(w.Tx, pending)
	if err != nil {
		return nil, err
	}
	rings, err := w.app.whoRatesWhom(w.Tx, w.Now(), pending)
	if err != nil {
		return nil, err
	}
	barred, err := w.app.barred(w.Tx, f)
	if err != nil {
		return nil, err
	}
	var out []fact.ID
	for _, r := range pool {
		if !barred[r] && !rings.reaches(f.Trainee, r) {
			out = append(out, r)
		}
	}
	tie := func(r fact.ID) fact.Digest { return fact.Sum([]byte(string(f.Meeting) + "/" + string(r))) }
	slices.SortFunc(out, func(a, b fact.ID) int {
		return cmp.Or(cmp.Compare(load[a], load[b]), cmp.Compare(tie(a), tie(b)))
	})
	return out, nil
}

// calibrated lists the raters whose calibration on the pinned instrument lies
// inside the standard's window and whose account is open.
func (a *App) calibrated(tx Tx, p courses.Pinned, now fact.Time) ([]fact.ID, error) {
	entries, err := a.memory.ofKind(tx, fact.RaterCalibratedKind)
	if err != nil {
		return nil, err
	}
	window := time.Duration(p.Standard.Raters.CalibratedWithinDays) * 24 * time.Hour
	var out []fact.ID
	for _, e := range entries {
		c := e.Fact.(*fact.RaterCalibrated)
		if c.Instrument != p.Instrument.Digest || e.At.Add(window) < now || slices.Contains(out, c.Rater) {
			continue
		}
		ok, err := a.holds(tx, c.Rater, people.Rater)
		if err != nil {
			return nil, err
		}
		acc, err := tx.Account(c.Rater)
		if err != nil && !isNotFound(err) {
			return nil, err
		}
		if ok && err == nil && acc.DisabledAt == 0 {
			out = append(out, c.Rater)
		}
	}
	return out, nil
}

// barred lists who may not be given a meeting: whoever is too close to the
// trainee, and whoever had it before.
func (a *App) barred(tx Tx, f meetingFile) (map[fact.ID]bool, error) {
	out, err := a.tooClose(tx, f)
	for _, had := range f.Assignments {
		out[had.Rater] = true
	}
	return out, err
}

// tooClose lists who may never rate a meeting: the trainee, every supervisor of
// record of theirs and the co-practitioners.
func (a *App) tooClose(tx Tx, f meetingFile) (map[fact.ID]bool, error) {
	out := map[fact.ID]bool{f.Trainee: true}
	for _, id := range f.CoPractitioners {
		out[id] = true
	}
	entries, err := a.memory.ofKind(tx, fact.TraineeEnrolledKind)
	for _, e := range entries {
		if x := e.Fact.(*fact.TraineeEnrolled); x.Person == f.Trainee {
			out[x.Supervisor] = true
		}
	}
	return out, err
}

// stillIndependent refuses a rater who came too close to the trainee after the
// meeting was given to them, such as a new supervisor of record (R24).
func (w *Work) stillIndependent(f meetingFile) error {
	close, err := w.app.tooClose(w.Tx, f)
	if err == nil && close[w.actor.Person] {
		return fault.New(fault.Refused, "rating", "You are too close to this trainee by now, as their supervisor or a colleague in the meeting, to rate them. Give the meeting back for a conflict of interest.")
	}
	return err
}

// place is one rater on one meeting.
type place struct{ rater, meeting fact.ID }

// load counts the ratings that each rater has still to give.
func (a *App) load(tx Tx, pending []fact.Fact) (map[fact.ID]int, error) {
	open := map[place]bool{}
	for _, kind := range []fact.Kind{fact.RaterAssignedKind, fact.RaterDeclinedKind, fact.RatingCommittedKind} {
		entries, err := a.memory.ofKind(tx, kind)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			countPlace(open, e.Fact)
		}
	}
	for _, f := range pending {
		countPlace(open, f)
	}
	closed, err := a.memory.ofKind(tx, fact.ConsentWithdrawnKind)
	if err != nil {
		return nil, err
	}
	shut := map[fact.ID]bool{}
	for _, e := range closed {
		shut[e.Fact.(*fact.ConsentWithdrawn).Meeting] = true
	}
	out := map[fact.ID]int{}
	for p := range open {
		if !shut[p.meeting] {
			out[p.rater]++
		}
	}
	return out, nil
}

// countPlace opens and closes places. A rater has a meeting once at most, so
// the order of kinds does not matter.
func countPlace(open map[place]bool, f fact.Fact) {
	switch f := f.(type) {
	case *fact.RaterAssigned:
		open[place{f.Rater, f.Meeting}] = true
	case *fact.RaterDeclined:
		delete(open, place{f.Rater, f.Meeting})
	case *fact.RatingCommitted:
		delete(open, place{f.Rater, f.Meeting})
	}
}

// DeclineAssignment gives a meeting back, for a conflict of interest or for
// want of time; the system chooses somebody else.
type DeclineAssignment struct {
	Meeting fact.ID
	Why     Why
}

func (c *DeclineAssignment) needs() people.Action { return people.RateMeetings }

func (c *DeclineAssignment) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.dutyFile(c.Meeting)
	if err != nil {
		return nil, err
	}
	if c.Why != ConflictOfInterest && c.Why != NoTime {
		return nil, fault.New(fault.Invalid, "why", "say why: a conflict of interest, or no time")
	}
	facts := []fact.Fact{&fact.RaterDeclined{
		Rater: w.actor.Person, Meeting: c.Meeting, Enrolment: f.Path.Enrolment, Why: string(c.Why),
	}}
	more, _, err := w.assign(f.with(w.Now(), facts...), facts)
	return append(facts, more...), err
}

// dutyFile loads a meeting that the actor has still to rate.
func (w *Work) dutyFile(id fact.ID) (meetingFile, error) {
	f, err := w.app.meetingFile(w.Tx, id)
	if err != nil {
		return f, err
	}
	if _, ok := f.duty(w.actor.Person); !ok {
		return f, notThere()
	}
	return f, nil
}
