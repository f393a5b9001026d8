package web

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/certificates"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// waitingAct is one act that waits for a second person, in words.
type waitingAct struct {
	app.Waiting
	Title   string
	Rows    []row
	MayDrop bool
	Warning string // what cannot be undone
}

// waitingShow lists the acts that wait for a second signature.
func (s *Server) waitingShow(r *req) error {
	return s.waitingPage(r, fiber.StatusOK, nil)
}

func (s *Server) waitingPage(r *req, code int, failed error) error {
	list, err := s.app.Waiting(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	out := make([]waitingAct, 0, len(list))
	for _, w := range list {
		title, rows, err := s.wordWaiting(r, w)
		if err != nil {
			return err
		}
		warning := ""
		switch w.Action {
		case "revoke":
			warning = "A revocation is never taken back. Everybody who looks the certificate up reads that it was revoked, when, and this reason."
		case "reverse":
			warning = "A reversal is never taken back: what the entry proved has to be proved anew."
		}
		out = append(out, waitingAct{w, title, rows, w.Subject != r.me.Person, warning})
	}
	return s.render(r, code, "waiting", "Second signatures", data{
		"Acts": out, "Errors": findings(failed, "waiting"),
		"None": empty{Text: "Nothing waits. Invitations, further roles, revocations and reversals come here until a second person has signed them."},
	})
}

// waitingPayload is every field that an act of any kind carries.
type waitingPayload struct {
	Name        string   `json:"name"`
	Email       string   `json:"email"`
	Roles       []string `json:"roles"`
	Certificate fact.ID  `json:"certificate"`
	Enrolment   fact.ID  `json:"enrolment"`
	Entry       int64    `json:"entry"`
	Why         string   `json:"why"`
}

// wordWaiting says what an act would do and to whom.
func (s *Server) wordWaiting(r *req, w app.Waiting) (title string, rows []row, err error) {
	var p waitingPayload
	var role string
	if json.Unmarshal([]byte(w.Payload), &role) != nil {
		if err := json.Unmarshal([]byte(w.Payload), &p); err != nil {
			return "", nil, fmt.Errorf("web.wordWaiting: %w", err)
		}
	}
	switch w.Action {
	case "invite":
		return "Invite " + p.Name, []row{{Key: "E-mail address", Value: p.Email}, {Key: "Roles", Value: strings.Join(p.Roles, ", ")}}, nil
	case "grant":
		return "Give " + w.SubjectName + " a further role", []row{{Key: "Role", Value: role}}, nil
	case "revoke":
		rows, err := s.wordRevocation(r, p)
		return "Revoke a certificate of " + w.SubjectName, rows, err
	default:
		rows, err := s.wordReversal(r, p)
		return "Take an entry of " + w.SubjectName + " out of what counts", rows, err
	}
}

func (s *Server) wordRevocation(r *req, p waitingPayload) ([]row, error) {
	all, err := s.app.Register(r.ctx, r.me.Actor)
	if err != nil {
		return nil, err
	}
	rows := []row{{Key: "Reason", Value: certificates.RevocationSentence(p.Why)}}
	for _, e := range all {
		for _, c := range e.Certificates {
			if c.ID == p.Certificate {
				rows = append(rows,
					row{Key: "Certificate", Value: c.Number, Href: "/register/" + string(e.ID), Action: "See the enrolment"},
					row{Key: "Holder", Value: e.Name},
					row{Key: "Award", Value: e.Award},
					row{Key: "Issued", Value: s.clock.Instant(c.At)},
				)
			}
		}
	}
	return rows, nil
}

func (s *Server) wordReversal(r *req, p waitingPayload) ([]row, error) {
	e, err := s.app.Enrolment(r.ctx, r.me.Actor, p.Enrolment)
	if err != nil {
		return nil, err
	}
	rows := []row{{Key: "Reason", Value: reversalWords[p.Why]}}
	for _, v := range e.Evidence {
		if v.Index == p.Entry {
			rows = append(rows, row{
				Key: "Entry", Value: fmt.Sprintf("%d: %s", v.Index, wordEntry(v)),
				Href: "/register/" + string(p.Enrolment), Action: "See the enrolment",
			})
		}
	}
	_, said, err := s.falls(r, p.Enrolment, strconv.FormatInt(p.Entry, 10))
	if err != nil || said == "" {
		return rows, err
	}
	return append(rows, row{Key: "What it changes", Value: said}), nil
}

// waitingDecide signs an act or drops it.
func (s *Server) waitingDecide(r *req) error {
	c := &app.Decide{ID: fact.ID(r.Params("id")), Drop: r.field("act") == "drop"}
	err := s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		return s.waitingPage(r, status(err), err)
	}
	if err != nil {
		return err
	}
	switch {
	case c.Token != "":
		return s.showLink(r, "whom the invitation is for", c.Token)
	case c.Drop:
		return s.see(r, "/waiting", "The act is dropped. Nothing was changed by it.")
	default:
		return s.see(r, "/waiting", "Signed and carried out.")
	}
}
