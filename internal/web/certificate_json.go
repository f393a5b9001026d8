package web

import (
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/certificates"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// certificateAnswer is the JSON of /v/{number}. Record is the frozen text as
// the ledger was given it: its times are microseconds since 1970 UTC. AsOf is
// the instant of the ledger's state that the answer was made from; it holds for
// as long as the ledger has LogSize entries.
type certificateAnswer struct {
	Number       string              `json:"number"`
	State        string              `json:"state"`
	Award        string              `json:"award"`
	Institute    string              `json:"institute"`
	Name         string              `json:"name"`
	Issued       string              `json:"issued"`
	ValidUntil   string              `json:"valid_until"`
	Revoked      *revokedAnswer      `json:"revoked,omitempty"`
	SupersededBy string              `json:"superseded_by,omitempty"`
	Questions    []answer            `json:"questions"`
	Record       certificates.Record `json:"record"`
	PDF          fact.Digest         `json:"pdf_sha256"`
	LedgerEntry  int64               `json:"ledger_entry"`
	LogSize      int64               `json:"log_size"`
	AsOf         string              `json:"as_of"`
}

type revokedAnswer struct {
	On  string `json:"on"`
	Why string `json:"why"`
}

// unknownJSON is the answer to every number that is not in the register.
type unknownJSON struct {
	State  string `json:"state"`
	Answer string `json:"answer"`
}

func (s *Server) certificateJSON(r *req) error {
	body, ok, err := s.app.VerifyEncoded(r.ctx, typedNumber(r), encodeAnswer)
	if err != nil {
		return err
	}
	if !ok {
		return s.certificateUnknown(r)
	}
	r.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return r.Send(body)
}

func encodeAnswer(a app.Answer) ([]byte, error) {
	out := certificateAnswer{
		Number: a.Record.Number, State: string(a.State), Award: a.Record.Award, Institute: a.Record.Institute, Name: a.Record.Name,
		Issued: rfc3339(a.IssuedAt), ValidUntil: rfc3339(a.Record.ValidUntil), SupersededBy: a.Successor,
		Questions: fourAnswers(a), Record: a.Record, PDF: a.PDF,
		LedgerEntry: a.Entry, LogSize: a.LedgerSize, AsOf: rfc3339(a.AsOf),
	}
	if a.State == certificates.Revoked {
		out.Revoked = &revokedAnswer{rfc3339(a.RevokedAt), a.Why}
	}
	b, err := json.Marshal(out)
	return b, fault.Wrap("web.encodeAnswer", err)
}

func rfc3339(t fact.Time) string { return t.Time().Format(time.RFC3339) }
