package web

import "github.com/gofiber/fiber/v2"

// logCheckpoint sends the newest signed head of the ledger, as C2SP
// tlog-tiles has it (https://c2sp.org/tlog-tiles).
func (s *Server) logCheckpoint(r *req) error {
	head, err := s.conf.Log.Checkpoint(r.ctx)
	if err != nil {
		return err
	}
	r.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return r.Send(head)
}

// logTile sends a tile of the tree, or a bundle of its leaves.
func (s *Server) logTile(r *req) error {
	tile, err := s.conf.Log.Tile(r.ctx, r.Params("*"))
	if err != nil {
		return err
	}
	r.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	return r.Send(tile)
}
