package web

import "github.com/gofiber/fiber/v2"

// homeShow sends people who are signed in to the first page of their roles,
// or to where anyone can check a certificate; everybody else reads what this is.
func (s *Server) homeShow(r *req) error {
	if r.me.Person != "" {
		if nav := navigation(r); len(nav) > 0 {
			return r.Redirect(nav[0].Href, fiber.StatusSeeOther)
		}
		return r.Redirect("/verify", fiber.StatusSeeOther)
	}
	pathways, err := s.app.PublicPathways(r.ctx)
	if err != nil {
		return err
	}
	return s.page(r, "home", "Training that cannot be cut short", data{
		"Pathways":   pathways,
		"NoPathways": empty{Text: "No pathway has been published yet. Two stewards must approve one first."},
	})
}
