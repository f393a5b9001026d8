package app

import (
	"encoding/json"
	"slices"

	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// draftDismissed keeps which candidates of a meeting a person has dismissed. It
// is theirs alone: nobody else is shown it, and nothing is decided by it.
const draftDismissed = "dismissed"

// Dismissed is a candidate that somebody heard and found to be none. Cue is
// numbered from 1.
type Dismissed struct {
	Kind conversation.CandidateKind `json:"kind"`
	Cue  int                        `json:"cue"`
}

// Dismiss remembers that the actor takes a candidate for none, or with Back
// that it is one after all. It is for those who may read the meeting.
type Dismiss struct {
	Meeting fact.ID
	Dismissed
	Back bool
}

func (c *Dismiss) needs() people.Action { return "" }

func (c *Dismiss) decide(w *Work) ([]fact.Fact, error) {
	f, at, err := w.maySee(c.Meeting, theTrainee|theSupervisor|theRater)
	if err != nil {
		return nil, err
	}
	if at == theRater { // the stricter gate of a rater
		if _, _, err := w.maySee(c.Meeting, theRater); err != nil {
			return nil, err
		}
	}
	// What is refused below tells something of the transcript, so it is told to
	// nobody who has not been written down as having seen it (R21).
	if !slices.ContainsFunc(f.Views, func(v viewing) bool { return v.By == w.actor.Person }) {
		return nil, fault.New(fault.Refused, "cue", "Open the page of what was counted in this meeting first.")
	}
	t, err := w.app.talk(w.Tx, f)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(t.Measures.Candidates, func(x conversation.Candidate) bool {
		return x.Kind == c.Kind && x.Cue+1 == c.Cue
	}) {
		return nil, fault.New(fault.Invalid, "cue", "There is no such candidate in this meeting. Open the page again.")
	}
	list, err := readDismissed(w.Tx, w.actor.Person, c.Meeting)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(d Dismissed) bool { return d == c.Dismissed })
	if !c.Back {
		list = append(list, c.Dismissed)
	}
	body, err := json.Marshal(list)
	if err != nil {
		return nil, fault.Wrap("app.Dismiss", err)
	}
	return nil, w.PutDraft(Draft{
		Person: w.actor.Person, Kind: draftDismissed, Ref: string(c.Meeting), Body: string(body), SavedAt: w.Now(),
	})
}

func readDismissed(tx Tx, person, meeting fact.ID) (list []Dismissed, err error) {
	d, err := tx.Draft(person, draftDismissed, string(meeting))
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return list, fault.Wrap("app.readDismissed", json.Unmarshal([]byte(d.Body), &list))
}
