// Package audit re-derives, from an exported ledger alone, everything that a
// certificate rests on. It asks each fact again what the one door asked when
// it let it in, so that a fact put in by another way is found; it trusts
// neither the standing nor the certificates that the export claims.
package audit

import (
	"fmt"

	"polyphony/content"
	"polyphony/internal/fact"
	"polyphony/internal/ledger"
	"polyphony/internal/people"
)

// Problem is the first fact that does not follow from those before it.
type Problem struct {
	Entry int64
	Say   string
}

func (p *Problem) Error() string { return fmt.Sprintf("entry %d: %s", p.Entry, p.Say) }

// Result is what an audit came to.
type Result struct {
	Mode         fact.Mode
	Entries      int64
	Enrolments   int
	Certificates int
	Revoked      int
	Complete     int // enrolments with nothing unmet at the last entry
	Closed       int // entries whose payload the export keeps closed
	Problem      *Problem
}

// walk is the state of the ledger before the next entry.
type walk struct {
	blob      func(fact.Digest) ([]byte, error)
	result    Result
	zone      string
	institute fact.ID

	roles      map[fact.ID]map[people.Role]bool
	joined     map[fact.ID]bool
	admins     int
	approved   map[fact.Digest]map[fact.ID]bool
	published  map[fact.Digest]content.OpenedBundle
	newest     map[string]fact.Digest // pathway → the version published last
	cohorts    map[fact.ID]*cohort
	blocks     map[fact.ID]bookedBlock
	enrolments map[fact.ID]*enrolment
	studied    map[fact.ID]fact.Time // person → end of the latest credited interval
	recordings map[fact.Digest][]recordingUse
	meetings   map[fact.ID]*meeting
	asked      []asked // who was asked to rate whom
	calibrated map[fact.ID][]calibration
	certs      map[fact.ID]*certificate
	numbers    map[string]bool
	last       fact.Time
}

// Check walks a ledger that the tree has been checked of, entry by entry, and
// stops at the first fact that does not follow.
func Check(f *ledger.File) Result {
	w := &walk{
		blob: func(d fact.Digest) ([]byte, error) {
			if b, ok := f.Blobs[d]; ok {
				return b, nil
			}
			return nil, fmt.Errorf("blob %s is not in the export", d)
		},
		roles: map[fact.ID]map[people.Role]bool{}, joined: map[fact.ID]bool{},
		approved: map[fact.Digest]map[fact.ID]bool{}, published: map[fact.Digest]content.OpenedBundle{},
		newest: map[string]fact.Digest{}, cohorts: map[fact.ID]*cohort{}, blocks: map[fact.ID]bookedBlock{},
		enrolments: map[fact.ID]*enrolment{}, studied: map[fact.ID]fact.Time{},
		recordings: map[fact.Digest][]recordingUse{}, meetings: map[fact.ID]*meeting{},
		calibrated: map[fact.ID][]calibration{}, certs: map[fact.ID]*certificate{},
		numbers: map[string]bool{},
	}
	for _, item := range f.Items {
		w.result.Entries++
		if item.Leaf.At < w.last {
			return w.stop(item.Leaf.Index, "its time lies before the entry before it")
		}
		w.last = item.Leaf.At
		e, open := item.Entry()
		if !open {
			w.result.Closed++
			continue
		}
		if say := w.follow(e); say != "" {
			return w.stop(e.Index, say)
		}
	}
	return w.finish()
}

func (w *walk) stop(entry int64, say string) Result {
	w.result.Problem = &Problem{entry, say}
	return w.result
}

// follow takes one fact; the sentence says why it does not follow.
func (w *walk) follow(e fact.Entry) string {
	if (e.Index == 0) != (e.Fact.Kind() == fact.InstituteFoundedKind) {
		return "a ledger begins with the founding of its institute, once"
	}
	switch f := e.Fact.(type) {
	case *fact.InstituteFounded:
		w.result.Mode, w.zone, w.institute = f.Mode, f.Zone, f.Institute
		return ""
	case *fact.PersonJoined, *fact.RoleGranted, *fact.RoleEnded:
		return w.person(f)
	case *fact.ContentPublished, *fact.PathwayApproved, *fact.PathwayPublished:
		return w.pathway(f)
	case *fact.CohortOpened:
		return w.cohort(e.At, f)
	case *fact.TraineeEnrolled:
		return w.enrol(e, f)
	case *fact.CertificateIssued:
		return w.issued(e, f)
	case *fact.CertificateArtefact:
		return w.artefact(e, f)
	case *fact.CertificateRevoked:
		return w.revoked(e, f)
	case *fact.CertificateSuperseded:
		return "this version knows no way to supersede a certificate"
	case *fact.RaterCalibrated:
		if !w.holds(f.Rater, people.Rater) {
			return "somebody was calibrated who is no rater"
		}
		w.calibrated[f.Rater] = append(w.calibrated[f.Rater], calibration{f.Instrument, e.At})
		return ""
	}
	if fact.ClassOf(e.Fact.Kind()) == fact.Evidence || w.enrolments[e.Fact.Subject()] != nil {
		return w.evidence(e)
	}
	return ""
}

func (w *walk) holds(person fact.ID, r people.Role) bool { return w.roles[person][r] }

// finish derives every standing once more at the last entry.
func (w *walk) finish() Result {
	w.result.Enrolments = len(w.enrolments)
	for _, en := range w.enrolments {
		if len(en.standing(w.last).Unmet()) == 0 {
			w.result.Complete++
		}
	}
	for id, c := range w.certs {
		if c.artefact == "" {
			return w.stop(c.entry, fmt.Sprintf("certificate %s has no artefact entry: the transaction that issued it is not whole", id))
		}
	}
	return w.result
}
