package web

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/fidelity"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// posted reads the values posted under a name.
type posted func(name string) []string

func (p posted) one(name string) string {
	if v := p(name); len(v) > 0 {
		return strings.TrimSpace(v[0])
	}
	return ""
}

// scoresOf reads the form. What is no cue number is reported at its principle.
func scoresOf(in fidelity.Instrument, p posted) (out []app.ScoreInput, errs []fieldError) {
	for _, pr := range in.Principles {
		s := app.ScoreInput{
			Principle: pr.ID, Record: p(pr.ID + "-record"), Seen: p(pr.ID + "-seen"),
			Observation: p.one(pr.ID + "-observation"), Reason: p.one(pr.ID + "-reason"),
		}
		answer := p.one(pr.ID)
		if level, err := strconv.ParseInt(answer, 10, 64); err == nil {
			s.Said, s.Level = fact.SaidLevel, level
		} else {
			s.Said = fact.Said(answer)
		}
		cues, bad := readCues(p.one(pr.ID + "-cues"))
		if bad != "" {
			errs = append(errs, fieldError{pr.ID, pr.Title + ": “" + bad + "” is no cue number; write them as 12, 15-17."})
		}
		s.Cues = cues
		if answer == "" {
			errs = append(errs, fieldError{pr.ID, pr.Title + ": not scored yet; choose a level, or say that it does not apply or could not be observed."})
		}
		out = append(out, s)
	}
	return out, errs
}

var cueForm = regexp.MustCompile(`^(\d{1,6})(?:[-–](\d{1,6}))?$`)

// cueSpan bounds what a range such as 12-15 may name.
const cueSpan = 500

// readCues reads "12, 15-17"; bad is the first part that is none of it.
func readCues(text string) (out []int, bad string) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; \t\n\r", r) }) {
		m := cueForm.FindStringSubmatch(part)
		if m == nil {
			return out, part
		}
		from, _ := strconv.Atoi(m[1]) // six digits at most
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		if to < from || to-from > cueSpan {
			return out, part
		}
		for n := from; n <= to; n++ {
			out = append(out, n)
		}
	}
	return out, ""
}

// ratingCommit hands a rating in, for good.
func (s *Server) ratingCommit(r *req) error {
	id := fact.ID(r.Params("id"))
	w, err := s.app.OpenForRating(r.ctx, r.me.Actor, id)
	if err != nil {
		return err
	}
	scores, errs := scoresOf(w.Instrument, r.many)
	for _, c := range w.Contradictions(scores) {
		errs = append(errs, fieldError{c.Principle + "-reason", plain(c.Sentence)})
	}
	if len(errs) > 0 {
		return s.refusedRating(r, fiber.StatusUnprocessableEntity, w, scores, errs)
	}
	err = s.app.Apply(r.ctx, r.me.Actor, &app.CommitRating{Meeting: id, Scores: scores})
	if mendable(err) {
		return s.refusedRating(r, status(err), w, scores, []fieldError{{principleOf(w.Instrument, err), worded(err)}})
	}
	if err != nil {
		return err
	}
	return s.see(r, "/queue", "Your rating is in, and it is final. Thank you.")
}

// refusedRating shows the form again with all that was typed, and keeps it.
func (s *Server) refusedRating(r *req, code int, w app.Workspace, scores []app.ScoreInput, errs []fieldError) error {
	if err := s.app.Apply(r.ctx, r.me.Actor, &app.SaveRatingDraft{Meeting: w.Meeting, Scores: scores}); err != nil {
		return err
	}
	return s.ratingPage(r, code, w, scores, errs)
}

// principleOf finds the principle that a refusal names at its beginning; empty
// where it is about the whole.
func principleOf(in fidelity.Instrument, err error) string {
	for _, p := range in.Principles {
		if strings.HasPrefix(fault.Sentence(err), p.Title+":") {
			return p.ID
		}
	}
	return ""
}

// ratingDraft keeps what is typed while it is typed.
func (s *Server) ratingDraft(r *req) error {
	var body map[string]any
	if err := json.Unmarshal(r.Body(), &body); err != nil {
		return fault.New(fault.Invalid, "draft", "a draft is an object of fields")
	}
	q, err := s.app.OpenForRating(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	scores, _ := scoresOf(q.Instrument, func(name string) []string { return texts(body[name]) })
	if err := s.app.Apply(r.ctx, r.me.Actor, &app.SaveRatingDraft{Meeting: q.Meeting, Scores: scores}); err != nil {
		return err
	}
	return r.SendStatus(fiber.StatusNoContent)
}

// texts reads one text or a list of them.
func texts(v any) (out []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, one := range v {
			out = append(out, texts(one)...)
		}
	}
	return out
}
