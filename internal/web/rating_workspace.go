package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// principlePart is one principle of the form.
type principlePart struct {
	fidelity.Principle
	Legend, Error string
	Given         string // the answer so far, for the contents list
	Service       string
	Levels        []levelChoice
	Others        []levelChoice
	Evidence      Field
	Record        Field
	Seen          Field
	Observation   Field
	Reason        Field
	ListenText    []string
}

// levelChoice is one answer on the scale, or one of the two beside it.
type levelChoice struct {
	ID, Name, Value, Level, Text string
	Checked                      bool
}

// ratingShow is the transcript with the instrument beside it.
func (s *Server) ratingShow(r *req) error {
	w, err := s.app.OpenForRating(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	return s.ratingPage(r, fiber.StatusOK, w, w.Draft, nil)
}

func (s *Server) ratingPage(r *req, code int, w app.Workspace, typed []app.ScoreInput, errs []fieldError) error {
	parts := make([]principlePart, 0, len(w.Instrument.Principles))
	targets := make([]Option, 0, len(parts))
	for _, p := range w.Instrument.Principles {
		part := scoring(p, w.Instrument.Scale, typedFor(typed, p.ID), errs)
		for _, rec := range w.Records {
			if rec.Key == p.ServiceFact {
				part.Service = rec.Sentence
			}
		}
		parts = append(parts, part)
		targets = append(targets, Option{Value: part.Evidence.ID, Text: p.Title})
	}
	saved := ""
	if w.SavedAt != 0 {
		saved = "Draft saved " + courses.Instant(w.SavedAt)
	}
	wait := ""
	if w.ReadFor > 0 {
		wait = fmt.Sprintf("You can commit once the transcript (%d words) has been open for %s more: a rater must have had time to read all of it.", w.Words, plural(int(w.ReadFor.Minutes())+1, "minute", "minutes"))
	}
	return s.render(r, code, "rating", "Rate a meeting", data{
		"Errors": errs, "Work": w, "Talk": talkOf(w.Talk, s), "Parts": parts, "Targets": targets, "Saved": saved, "Wait": wait,
		"Due": courses.Day(w.DueAt), "Crumbs": []crumb{{"Rating queue", "/queue"}, {"Rate a meeting", ""}},
		"Instrument": fmt.Sprintf("%s, version %d", w.Instrument.Title, w.Instrument.Version), "Specimen": !w.Instrument.Adopted(),
		"Threshold": w.Threshold, "Start": w.Instrument.Scale.Start,
	})
}

func typedFor(typed []app.ScoreInput, principle string) app.ScoreInput {
	for _, s := range typed {
		if s.Principle == principle {
			return s
		}
	}
	return app.ScoreInput{Principle: principle}
}

// scoring builds the part of the form for one principle.
func scoring(p fidelity.Principle, scale fidelity.Scale, s app.ScoreInput, errs []fieldError) principlePart {
	part := principlePart{Principle: p, Legend: "Your answer on " + p.Title}
	for _, e := range errs {
		if e.Field == p.ID && part.Error == "" {
			part.Error = e.Text
		}
	}
	for level := scale.Min; level <= scale.Max; level++ {
		id := p.ID
		if level > scale.Min {
			id = fmt.Sprintf("%s-%d", p.ID, level)
		}
		part.Levels = append(part.Levels, levelChoice{
			id, p.ID, strconv.FormatInt(level, 10), strconv.FormatInt(level, 10), p.Anchors[level], s.Said == fact.SaidLevel && s.Level == level,
		})
	}
	part.Others = []levelChoice{
		{p.ID + "-na", p.ID, string(fact.SaidNotApplicable), "–", "Not applicable: nothing in this meeting called for it. It is not a pass, and not a failure.", s.Said == fact.SaidNotApplicable},
		{p.ID + "-no", p.ID, string(fact.SaidNotObservable), "?", "Not observable: it should have been there and could not be seen. It is not a pass: where no other rater gives a level, the principle is decided as not met in this meeting.", s.Said == fact.SaidNotObservable},
	}
	part.Evidence = Field{ID: p.ID + "-cues", Name: p.ID + "-cues", Label: "Evidence: numbers of cues", Hint: "Such as 12, 15-17.", Value: cueWords(s.Cues), Autocomplete: "off", Width: "w-20"}
	if p.ServiceFact != "" && p.ServiceFact != "none" {
		part.Record = Field{ID: p.ID + "-record", Name: p.ID + "-record", Options: []Option{{
			Value: p.ServiceFact, Text: "The fact of the record is evidence too", Checked: slices.Contains(s.Record, p.ServiceFact),
		}}}
	}
	var seen []Option
	for _, sub := range p.SubObservations {
		seen = append(seen, Option{Value: sub.ID, Text: sub.Text})
	}
	part.Seen = Field{ID: p.ID + "-seen", Name: p.ID + "-seen", Label: "What could be seen", Options: chosen(seen, s.Seen...)}
	part.Observation = Field{ID: p.ID + "-observation", Name: p.ID + "-observation", Label: "Your observation", Hint: "What you saw and heard, in words that the trainee can work with.", Value: s.Observation, Required: true, Rows: 4}
	part.Reason = mark(errs, Field{ID: p.ID + "-reason", Name: p.ID + "-reason", Label: "Where your answer goes against the record: why", Hint: "Needed then, and else left empty.", Value: s.Reason, Depends: true, Rows: 2})
	part.Given = givenWords(s)
	return part
}

// givenWords words an answer in the contents list.
func givenWords(s app.ScoreInput) string {
	switch {
	case s.Said == fact.SaidLevel && s.Level != 0:
		return fmt.Sprintf("level %d", s.Level)
	case s.Said == fact.SaidNotApplicable:
		return "not applicable"
	case s.Said == fact.SaidNotObservable:
		return "not observable"
	default:
		return "not scored yet"
	}
}

// cueWords writes cue numbers as they are typed.
func cueWords(cues []int) string {
	words := make([]string, 0, len(cues))
	for _, c := range cues {
		words = append(words, strconv.Itoa(c))
	}
	return strings.Join(words, ", ")
}
