package app

import (
	"context"
	"maps"
	"slices"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// ApprovePathway is one steward's signature under a shipped pathway. The first
// puts the bundle in the store; the second, by somebody else, publishes it
// (R17). Bundle is the digest that the steward saw on the page.
type ApprovePathway struct {
	Pathway string
	Bundle  fact.Digest
}

func (c *ApprovePathway) needs() people.Action { return people.ApprovePathways }

func (c *ApprovePathway) decide(w *Work) ([]fact.Fact, error) {
	b, err := w.app.library.Bundle(c.Pathway)
	if err != nil {
		return nil, err
	}
	if b.Digest != c.Bundle {
		return nil, fault.New(fault.Conflict, "approve", "The pathway's files changed since you opened the page. Read it again; its digest is now %s.", b.Digest)
	}
	in, err := w.app.institute(w.Tx)
	if err != nil {
		return nil, err
	}
	if err := serves(in, b.Pinned); err != nil {
		return nil, err
	}
	if err := b.Pinned.Validate(); err != nil {
		return nil, err
	}
	if err := w.keepsFloors(b.Pinned); err != nil {
		return nil, err
	}
	signed, published, err := w.app.approvals(w.Tx, b.Digest)
	if err != nil {
		return nil, err
	}
	switch {
	case published:
		return nil, fault.New(fault.Conflict, "approve", "This version is published already.")
	case signed[w.actor.Person]:
		return nil, fault.New(fault.Refused, "approve", "You have signed this version; a second steward must sign too.")
	}
	facts, err := w.publishBlobs(b, len(signed) == 0)
	if err != nil {
		return nil, err
	}
	facts = append(facts, &fact.PathwayApproved{Bundle: b.Digest, By: w.actor.Person})
	if len(signed) == 1 {
		facts = append(facts, &fact.PathwayPublished{Bundle: b.Digest, Pathway: c.Pathway})
	}
	return facts, nil
}

// serves keeps a standard that accepts transcripts for summative meetings in
// demonstrations: it may be published only there, so that nothing needs to ask
// again when it counts.
func serves(in Institute, p courses.Pinned) error {
	if p.Standard.SummativeRequires == string(fact.Transcript) && !in.Demonstration {
		return fault.New(fault.Refused, "approve", "The standard %s accepts transcripts for summative meetings. Only a demonstration may use it; a real institute needs recordings.", p.Standard.ID)
	}
	return nil
}

// keepsFloors refuses a version that asks for less than any published one of
// the same pathway, and another pathway under a published one's name (R16).
func (w *Work) keepsFloors(p courses.Pinned) error {
	published, err := w.app.published(w.Tx)
	if err != nil {
		return err
	}
	for _, d := range published {
		old, err := w.app.bundle(w.Tx, d)
		if err != nil {
			return err
		}
		if err := p.Beside(old.Pinned); err != nil {
			return err
		}
	}
	return nil
}

// publishBlobs stores everything that the bundle pins.
func (w *Work) publishBlobs(b content.Bundle, first bool) ([]fact.Fact, error) {
	if !first {
		return nil, nil
	}
	digests := slices.Sorted(maps.Keys(b.Blobs))
	for _, d := range digests {
		if _, err := w.PutBlob(b.Blobs[d]); err != nil {
			return nil, err
		}
	}
	if _, err := w.PutBlob(b.Manifest); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.ContentPublished{
		Bundle: b.Digest, Pathway: b.Pinned.Pathway.ID, Version: b.Pinned.Pathway.Version,
		Blobs: digests, By: w.actor.Person,
	}}, nil
}

// approvals says who signed a bundle and whether it is published.
func (a *App) approvals(tx Tx, bundle fact.Digest) (signed map[fact.ID]bool, published bool, err error) {
	entries, err := a.memory.history(tx, fact.BundleSubject(bundle))
	signed = map[fact.ID]bool{}
	for _, e := range entries {
		switch f := e.Fact.(type) {
		case *fact.PathwayApproved:
			if f.Bundle == bundle {
				signed[f.By] = true
			}
		case *fact.PathwayPublished:
			published = published || f.Bundle == bundle
		}
	}
	return signed, published, err
}

// PathwayState is a shipped pathway for the stewards' page.
type PathwayState struct {
	Bundle    fact.Digest
	Pinned    courses.Pinned
	Signed    []string // names
	MaySign   bool
	Published bool
	Refused   string // why it can never be used here
}

// Pathways lists the shipped pathways with their signatures.
func (a *App) Pathways(ctx context.Context, actor Actor) (out []PathwayState, err error) {
	err = a.read(ctx, func(tx Tx) error {
		w := &Work{Tx: tx, app: a, ctx: ctx, actor: actor}
		if err := w.authorise(people.ApprovePathways); err != nil {
			return err
		}
		in, err := a.institute(tx)
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(a.library.Pathways)) {
			b, err := a.library.Bundle(id)
			if err != nil {
				return err
			}
			signed, published, err := a.approvals(tx, b.Digest)
			if err != nil {
				return err
			}
			s := PathwayState{Bundle: b.Digest, Pinned: b.Pinned, Published: published}
			for p := range signed {
				s.Signed = append(s.Signed, a.nameOf(tx, p))
			}
			if err := serves(in, b.Pinned); err != nil {
				s.Refused = fault.Sentence(err)
			}
			s.MaySign = !published && !signed[actor.Person] && s.Refused == ""
			out = append(out, s)
		}
		return nil
	})
	return out, err
}

// usable refuses a bundle that is not published, or whose pathway has a newer
// version: enrolments stay on the version that they were made with (R15), and
// new ones are never made on one that asks for less (R16).
func (w *Work) usable(bundle fact.Digest) error {
	published, err := w.app.published(w.Tx)
	if err != nil {
		return err
	}
	if !slices.Contains(published, bundle) {
		return fault.New(fault.Refused, "pathway", "This pathway is not usable yet: two different stewards must approve its digest first.")
	}
	asked, err := w.app.bundle(w.Tx, bundle)
	if err != nil {
		return err
	}
	for _, d := range published {
		if d == bundle {
			return nil
		}
		newer, err := w.app.bundle(w.Tx, d)
		if err != nil {
			return err
		}
		if newer.Pinned.Pathway.ID == asked.Pinned.Pathway.ID {
			return fault.New(fault.Refused, "pathway", "This pathway has a newer version, published since. Nobody begins on an older one: open a cohort on the newest.")
		}
	}
	return nil
}

// Published lists the bundles that trainees may be enrolled in, newest first.
func (a *App) published(tx Tx) ([]fact.Digest, error) {
	entries, err := a.memory.ofKind(tx, fact.PathwayPublishedKind)
	if err != nil {
		return nil, err
	}
	var out []fact.Digest
	for i := len(entries) - 1; i >= 0; i-- {
		out = append(out, entries[i].Fact.(*fact.PathwayPublished).Bundle)
	}
	return out, nil
}
