package web

import (
	"polyphony/courses"
)

// pathwayPublic is what an award demands, for anybody. With a digest it is the
// version of that digest, as certificates name it; else the newest.
func (s *Server) pathwayPublic(r *req) error {
	all, err := s.app.PublicPathways(r.ctx)
	if err != nil {
		return err
	}
	id, digest := r.Params("id"), r.Query("digest")
	for _, p := range all { // newest first
		if p.Pathway.ID == id && (digest == "" || digest == string(p.Bundle)) {
			return s.page(r, "pathway-public", p.Pathway.Award, awardData(p))
		}
	}
	return errNothing
}

// awardData is what the part "award" shows of a pathway.
func awardData(p courses.Pinned) data {
	return data{"Pinned": p, "Demands": demandsOf(p), "Stages": stagesOf(p)}
}
