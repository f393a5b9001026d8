package audit

import (
	"slices"
	"time"

	"polyphony/internal/fact"
)

// consents is what the participants of one meeting said so far.
type consents struct {
	given     map[fact.ID]map[fact.Moment]fact.Digest
	withdrawn bool
}

func newConsents() consents { return consents{given: map[fact.ID]map[fact.Moment]fact.Digest{}} }

// consent follows what opens and closes a meeting's file (R21).
func (w *walk) consent(f fact.Fact) string {
	switch f := f.(type) {
	case *fact.ConsentGiven:
		m := w.meetings[f.Meeting]
		if m == nil || m.consents.withdrawn {
			return "a consent was recorded for no meeting, or for one that is closed"
		}
		if !slices.Contains(m.declared.CoPractitioners, f.Witness) {
			return "a consent was recorded without a co-practitioner who was there"
		}
		return m.consents.add(f)
	case *fact.ConsentWithdrawn:
		if m := w.meetings[f.Meeting]; m != nil {
			m.consents.withdrawn = true
		}
	case *fact.RecordingViewed:
		m := w.meetings[f.Meeting]
		if m == nil || m.recorded == nil || m.consents.withdrawn {
			return "a recording was shown that does not exist, or after consent was withdrawn"
		}
		m.viewed[f.By] = true
	}
	return ""
}

func (c consents) add(f *fact.ConsentGiven) string {
	b, err := fact.Encode(f)
	if err != nil {
		return err.Error()
	}
	if c.given[f.Participant] == nil {
		c.given[f.Participant] = map[fact.Moment]fact.Digest{}
	}
	if _, twice := c.given[f.Participant][f.Moment]; twice {
		return "a consent was recorded twice"
	}
	c.given[f.Participant][f.Moment] = fact.Sum(b)
	return ""
}

// standAt says why a meeting could not be handed in: somebody's consent before
// or after it is missing or not the one that the entry names.
func (c consents) standAt(f *fact.MeetingRecorded) string {
	const say = "a meeting was handed in without the consents, before and after it, that it names"
	if c.withdrawn || len(c.given) == 0 || len(f.Consents) != 2*len(c.given) {
		return say
	}
	for _, given := range c.given {
		for _, moment := range []fact.Moment{fact.Before, fact.After} {
			if d, ok := given[moment]; !ok || !slices.Contains(f.Consents, d) {
				return say
			}
		}
	}
	return ""
}

// afterAWeek reports whether everybody has said yes for the third time.
func (c consents) afterAWeek() bool {
	for _, given := range c.given {
		if _, ok := given[fact.AfterAWeek]; !ok {
			return false
		}
	}
	return !c.withdrawn
}

// asked is one assignment: who was asked to rate whom.
type asked struct {
	rater, trainee fact.ID
	at             fact.Time
}

// ringWindow is how long an assignment counts for rings.
const ringWindow = 366 * 24 * time.Hour

// closesRing reports whether the trainee was asked inside the window to rate
// the rater, or somebody who was, and so on (R24).
func (w *walk) closesRing(now fact.Time, rater, trainee fact.ID) bool {
	seen, next := map[fact.ID]bool{trainee: true}, []fact.ID{trainee}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		for _, a := range w.asked {
			if a.rater != at || a.at.Add(ringWindow) <= now || seen[a.trainee] {
				continue
			}
			if a.trainee == rater {
				return true
			}
			seen[a.trainee] = true
			next = append(next, a.trainee)
		}
	}
	return false
}
