package web

import (
	"strings"

	"polyphony/internal/fault"
)

// integrityShow is the ledger's signed head with what it means, and how a
// stranger checks it again.
func (s *Server) integrityShow(r *req) error {
	head, err := s.conf.Log.Checkpoint(r.ctx)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	in, _ := s.app.KnownInstitute()
	kind := "A real institute"
	if in.Demonstration {
		kind = "A DEMONSTRATION, marked so in its first entry for ever"
	}
	rows := []row{{Key: "Institute", Value: in.Name}, {Key: "Kind", Value: kind}}
	if lines := strings.Split(string(head), "\n"); len(lines) > 2 {
		rows = append(rows, row{Key: "Entries", Value: lines[1]})
	}
	return s.page(r, "integrity", "Integrity", data{
		"Entries": len(head) > 0,
		"Rows":    rows, "Head": strings.Split(strings.TrimSpace(string(head)), "\n"), "Keys": s.conf.Log.VerifierKeys(), "Hold": s.app.Hold(), "Assurance": s.app.Assurance(),
	})
}
