package audit

import (
	"slices"
	"time"

	"polyphony/content"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// person follows joining and roles: a grant is signed by two administrators,
// neither of them its subject; only the founding, and the first
// administrator's invitation of the second, have one signature.
func (w *walk) person(f fact.Fact) string {
	switch f := f.(type) {
	case *fact.PersonJoined:
		if w.joined[f.Person] {
			return "a person joined twice"
		}
		w.joined[f.Person] = true
		w.roles[f.Person] = map[people.Role]bool{}
	case *fact.RoleGranted:
		return w.granted(f)
	case *fact.RoleEnded:
		if !w.holds(f.By, people.Administrator) || f.By == f.Person {
			return "a role was ended by somebody who may not"
		}
		delete(w.roles[f.Person], people.Role(f.Role))
		if f.Role == string(people.Administrator) {
			w.roles[f.Person][formerly] = true
		}
	}
	return ""
}

func (w *walk) granted(f *fact.RoleGranted) string {
	role, err := people.ParseRole(f.Role)
	if err != nil || !w.joined[f.Person] {
		return "a role was granted that does not exist, or to nobody"
	}
	var held []people.Role
	for r := range w.roles[f.Person] {
		held = append(held, r)
	}
	if err := people.Conflict(held, role); err != nil {
		return err.Error()
	}
	first := w.admins == 0 && role == people.Administrator && f.By == w.institute && f.Second == w.institute
	second := w.admins == 1 && role == people.Administrator && f.By == f.Second && w.holds(f.By, people.Administrator)
	both := f.By != f.Second && f.By != f.Person && f.Second != f.Person &&
		w.wasAdministrator(f.By) && w.wasAdministrator(f.Second)
	if !first && !second && !both {
		return "a role was granted without two administrators' signatures"
	}
	if role == people.Administrator {
		w.admins++
	}
	w.roles[f.Person][role] = true
	return ""
}

// wasAdministrator: an invitation is signed when it is made and takes effect
// when it is accepted; its signers may have handed over in between.
func (w *walk) wasAdministrator(person fact.ID) bool {
	return w.holds(person, people.Administrator) || w.holds(person, formerly)
}

// formerly marks somebody who held the administrator's role once.
const formerly people.Role = "formerly administrator"

// pathway follows a bundle to its two signatures (R17).
func (w *walk) pathway(f fact.Fact) string {
	switch f := f.(type) {
	case *fact.ContentPublished:
		if !w.holds(f.By, people.Steward) {
			return "content was published by somebody who is no steward"
		}
	case *fact.PathwayApproved:
		if !w.holds(f.By, people.Steward) {
			return "a pathway was approved by somebody who is no steward"
		}
		if w.approved[f.Bundle] == nil {
			w.approved[f.Bundle] = map[fact.ID]bool{}
		}
		w.approved[f.Bundle][f.By] = true
	case *fact.PathwayPublished:
		return w.publish(f)
	}
	return ""
}

func (w *walk) publish(f *fact.PathwayPublished) string {
	if len(w.approved[f.Bundle]) < 2 {
		return "a pathway was published without two stewards' approval"
	}
	manifest, err := w.blob(f.Bundle)
	if err != nil {
		return err.Error()
	}
	opened, err := content.OpenBundleWithoutKeys(manifest, w.blob)
	if err != nil {
		return err.Error()
	}
	if err := opened.Pinned.Validate(); err != nil {
		return err.Error()
	}
	if opened.Pinned.Standard.SummativeRequires == string(fact.Transcript) && w.result.Mode != fact.Demonstration {
		return "a real institute published a standard that accepts transcripts for summative meetings"
	}
	for _, old := range w.published {
		if err := opened.Pinned.Beside(old.Pinned); err != nil {
			return fault.Sentence(err)
		}
	}
	w.published[f.Bundle] = opened
	w.newest[opened.Pinned.Pathway.ID] = f.Bundle
	return ""
}

// superseded reports whether a newer version of a published pathway is out.
func (w *walk) superseded(bundle fact.Digest) bool {
	return w.newest[w.published[bundle].Pinned.Pathway.ID] != bundle
}

// cohort is a group with the zone of its dates.
type cohort struct {
	bundle fact.Digest
	zone   string
}

// bookedBlock is a block with its cohort.
type bookedBlock struct {
	fact.Block
	cohort fact.ID
	zone   string
}

// cohort follows bookings: before their days begin, with enough facilitators,
// nobody in two places on one day.
func (w *walk) cohort(at fact.Time, f *fact.CohortOpened) string {
	opened, ok := w.published[f.Bundle]
	if !ok || !w.holds(f.By, people.Registrar) {
		return "a cohort was opened on a pathway that is not published, or by somebody who is no registrar"
	}
	zone, err := time.LoadLocation(f.Zone)
	if err != nil || f.Zone != w.zone {
		return "a cohort's zone is not the institute's"
	}
	known := w.cohorts[f.Cohort]
	if known != nil && known.bundle != f.Bundle {
		return "a cohort changed its pathway"
	}
	if known == nil && w.superseded(f.Bundle) {
		return "a cohort was opened on a version of its pathway that a newer one had replaced"
	}
	w.cohorts[f.Cohort] = &cohort{f.Bundle, f.Zone}
	for _, b := range f.Blocks {
		if _, twice := w.blocks[b.Block]; twice {
			return "a block was booked twice"
		}
		if int64(len(b.Facilitators)) < opened.Pinned.Standard.TrainersPerContactDay {
			return "a block was booked with fewer facilitators than the standard asks for"
		}
		for _, d := range b.Days {
			if d < fact.DateIn(at, zone) {
				return "a contact day was booked after it had passed"
			}
			if w.bookedElsewhere(b, d) {
				return "a facilitator was booked in two places on one day"
			}
		}
		w.blocks[b.Block] = bookedBlock{b, f.Cohort, f.Zone}
	}
	return ""
}

func (w *walk) bookedElsewhere(b fact.Block, d fact.Date) bool {
	for _, other := range w.blocks {
		if !slices.Contains(other.Days, d) {
			continue
		}
		for _, id := range b.Facilitators {
			if slices.Contains(other.Facilitators, id) {
				return true
			}
		}
	}
	return false
}
