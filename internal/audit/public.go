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

// Rules say what an export for everybody leaves closed: ratings of meetings
// that are not decided yet (R26), and the keys of knowledge checks (R13).
type Rules struct {
	Open     func(fact.Entry) bool
	Withhold func(fact.Digest) bool
}

// PublicRules reads which meetings are decided, so that nobody learns from an
// export that a rating exists before its meeting is decided.
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
			f, rating := e.Fact.(*fact.RatingCommitted)
			return !rating || decided[f.Meeting]
		},
		Withhold: func(d fact.Digest) bool { return keys[d] },
	}, nil
}
