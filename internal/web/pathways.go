package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// stewardPathway is one shipped pathway on the stewards' page.
type stewardPathway struct {
	app.PathwayState
	Award data
	State tag
	Read  Field
}

// pathwaysShow is the plain page on which a steward reads and signs.
func (s *Server) pathwaysShow(r *req) error {
	return s.pathwaysPage(r, fiber.StatusOK, nil)
}

func (s *Server) pathwaysPage(r *req, code int, errs []fieldError) error {
	states, err := s.app.Pathways(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	var out []stewardPathway
	for _, p := range states {
		slices.Sort(p.Signed)
		out = append(out, stewardPathway{p, awardData(p.Pinned), pathwayTag(p), Field{
			ID: "read-" + p.Pinned.Pathway.ID, Name: "read", Options: []Option{{Value: "yes", Text: "I have read every requirement of this text"}},
		}})
	}
	return s.render(r, code, "pathways", "Pathways", data{
		"Pathways": out, "Errors": errs,
		"None": empty{Text: "No pathway came with this version. Its content folder has none."},
	})
}

func pathwayTag(p app.PathwayState) tag {
	switch {
	case p.Published:
		return tag{"Published", "good"}
	case p.Refused != "":
		return tag{"Cannot be used here", "bad"}
	case len(p.Signed) > 0:
		return tag{"Waits for a second steward", "wait"}
	default:
		return tag{"Not signed", ""}
	}
}

// pathwayApprove signs the digest that stood on the page.
func (s *Server) pathwayApprove(r *req) error {
	if id := r.field("pathway"); r.field("read") != "yes" {
		return s.pathwaysPage(r, fiber.StatusUnprocessableEntity, []fieldError{{"read-" + id, "Open the text, read every requirement, and tick that you have."}})
	}
	err := s.app.Apply(r.ctx, r.me.Actor, &app.ApprovePathway{
		Pathway: r.field("pathway"), Bundle: fact.Digest(r.field("bundle")),
	})
	if mendable(err) {
		return s.pathwaysPage(r, status(err), findings(err, "pathways"))
	}
	if err != nil {
		return err
	}
	return s.see(r, "/pathways", "Your signature is in the ledger. A pathway is usable once two different stewards have signed the same digest.")
}
