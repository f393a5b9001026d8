package audit

import (
	"polyphony/content"
	"polyphony/courses"
	"polyphony/internal/fact"
)

// Reader is the ledger that an export is about to be made of.
type Reader interface {
	OfKind(kind fact.Kind, after int64) ([]fact.Entry, error)
	History(subject fact.ID, after int64) ([]fact.Entry, error)
	Blob(d fact.Digest) ([]byte, error)
	Now() fact.Time
}

// Rules say what an export for everybody leaves closed: who was asked to rate a
// meeting that is not decided yet, who looked at it and what they found (R26),
// and the keys of knowledge checks (R13).
type Rules struct {
	Open     func(fact.Entry) bool
	Withhold func(fact.Digest) bool
}

// PublicRules reads which meetings are decided, so that nobody learns from an
// export that a rating exists, or that a third was asked for, before its meeting
// is decided.
func PublicRules(r Reader) (Rules, error) {
	decided := map[fact.ID]bool{}
	keys := map[fact.Digest]bool{}
	bundles := map[fact.Digest]courses.Pinned{}
	published, err := r.OfKind(fact.ContentPublishedKind, -1)
	if err != nil {
		return Rules{}, err
	}
	for _, e := range published {
		f := e.Fact.(*fact.ContentPublished)
		manifest, err := r.Blob(f.Bundle)
		if err != nil {
			return Rules{}, err
		}
		closed, err := content.KeyBlobs(manifest)
		if err != nil {
			return Rules{}, err
		}
		for _, d := range closed {
			keys[d] = true
		}
		opened, err := content.OpenBundleWithoutKeys(manifest, r.Blob)
		if err != nil {
			return Rules{}, err
		}
		bundles[f.Bundle] = opened.Pinned
	}
	enrolled, err := r.OfKind(fact.TraineeEnrolledKind, -1)
	if err != nil {
		return Rules{}, err
	}
	for _, e := range enrolled {
		f := e.Fact.(*fact.TraineeEnrolled)
		history, err := r.History(f.Enrolment, -1)
		if err != nil {
			return Rules{}, err
		}
		for _, m := range courses.Meetings(bundles[f.Bundle], history, r.Now()) {
			decided[m.Meeting] = m.Decided
		}
	}
	return Rules{
		Open: func(e fact.Entry) bool {
			meeting, blind := aboutRating(e.Fact)
			return !blind || decided[meeting]
		},
		Withhold: func(d fact.Digest) bool { return keys[d] },
	}, nil
}

// aboutRating names the meeting of a fact that tells something of its ratings.
func aboutRating(f fact.Fact) (meeting fact.ID, ok bool) {
	switch f := f.(type) {
	case *fact.RatingCommitted:
		return f.Meeting, true
	case *fact.RaterAssigned:
		return f.Meeting, true
	case *fact.RaterDeclined:
		return f.Meeting, true
	case *fact.RecordingViewed:
		return f.Meeting, true
	default:
		return "", false
	}
}
