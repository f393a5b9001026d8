package web

import (
	"strconv"
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
		size, _ := wholeNumber(lines[1])
		rows = append(rows,
			row{Key: "Name of the ledger", Value: lines[0]},
			row{Key: "Entries", Value: strconv.FormatInt(size, 10)},
			row{Key: "Root hash", Value: lines[2]},
		)
	}
	return s.page(r, "integrity", "Integrity", data{
		"Rows": rows, "Head": string(head), "Hold": s.app.Hold(), "Assurance": s.app.Assurance(),
	})
}
