package web

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/content"
	"polyphony/fidelity"
	"polyphony/internal/handbook"
)

func (s *Server) instrumentRoutes() {
	s.http.Get("/instruments", s.open(s.instrumentsShow))
	s.http.Get("/instruments/:id", s.open(s.instrumentShow))
	s.http.Get("/instruments/:id/handbook.pdf", s.open(s.instrumentHandbook))
	s.http.Get("/crosswalk", s.open(s.crosswalkShow))
}

func instrumentPath(id string) string { return "/instruments/" + id }

// inLanguage is an address with the language of the texts, which the
// instrument's own language needs no word for.
func inLanguage(path, language, own string) string {
	if language == own {
		return path
	}
	return path + "?lang=" + language
}

// instrumentsShow lists what meetings are, or can be, rated against.
func (s *Server) instrumentsShow(r *req) error {
	return s.page(r, "instruments", "How meetings are rated", data{
		"Instruments": s.app.Instruments(), "None": empty{Text: "No instrument came with this version."},
	})
}

// language is one in which a text can be read.
type language struct {
	Tag, Name, Href string
	Current         bool
}

// ownNames are the names of languages in themselves.
func ownName(tag string) string {
	switch tag {
	case "fi":
		return "Suomeksi"
	case "en-GB":
		return "In English"
	default:
		return tag
	}
}

// levelRow is one level of the scale with what it means.
type levelRow struct {
	Level           int64
	Anchor, Example string
	Start           bool
}

// principleView is one principle as it is read.
type principleView struct {
	fidelity.Principle
	Number   int
	Evidence string
	Counting string
	Levels   []levelRow
	Lessons  []content.Lesson
}

// instrumentShow is one instrument with everything that a rater works by.
func (s *Server) instrumentShow(r *req) error {
	in, err := s.app.Instrument(r.Params("id"), r.Query("lang"))
	if err != nil {
		return err
	}
	own, err := s.app.Instrument(in.ID, "")
	if err != nil {
		return err
	}
	w := handbook.WordsIn(in.Language)
	path := instrumentPath(in.ID)
	var languages []language
	for _, tag := range in.Languages {
		languages = append(languages, language{tag, ownName(tag), inLanguage(path, tag, in.Original), tag == in.Language})
	}
	state := w.Specimen
	if in.Adopted() {
		state = w.Adopted
	}
	return s.page(r, "instrument", own.Title, data{
		"Marked": handbook.Capital(state),
		"In":     in, "W": w, "Languages": languages, "About": strings.Split(strings.TrimSpace(in.About), "\n"),
		"Facts": []row{
			{Key: w.Version, Value: fmt.Sprintf("%s, %d", in.ID, in.Version)},
			{Key: w.Status, Value: state},
			{Key: w.Scale, Value: fmt.Sprintf("%d–%d, %s: %d", in.Scale.Min, in.Scale.Max, w.StartsHere, in.Scale.Start)},
			{Key: w.Digest, Value: string(in.Digest)},
		},
		"Principles": principlesOf(in, w),
		"Handbook":   inLanguage(path+"/handbook.pdf", in.Language, in.Original),
		"Crumbs":     []crumb{{"How meetings are rated", "/instruments"}, {own.Title, ""}},
	})
}

func principlesOf(in content.InstrumentReading, w handbook.Words) (out []principleView) {
	for i, p := range in.Principles {
		v := principleView{Principle: p, Number: i + 1, Counting: w.CountsNot, Lessons: in.Lessons[p.ID]}
		if p.CountsForPerson {
			v.Counting = w.Counts
		}
		var evidence []string
		for _, e := range p.Evidence {
			evidence = append(evidence, w.EvidenceWord(e))
		}
		v.Evidence = strings.Join(evidence, ", ")
		for _, level := range slices.Sorted(maps.Keys(p.Anchors)) {
			v.Levels = append(v.Levels, levelRow{level, p.Anchors[level], p.Examples[level], level == in.Scale.Start})
		}
		out = append(out, v)
	}
	return out
}

// handbooks keeps what was drawn: it changes only with the binary, and drawing
// one takes as long as some hundred pages.
type handbooks struct{ drawn sync.Map }

func (s *Server) instrumentHandbook(r *req) error {
	in, err := s.app.Instrument(r.Params("id"), r.Query("lang"))
	if err != nil {
		return err
	}
	key := in.ID + " " + in.Language
	pdf, ok := s.handbooks.drawn.Load(key)
	if !ok {
		drawn, err := s.app.Handbook(in.ID, in.Language, time.Now())
		if err != nil {
			return err
		}
		pdf, _ = s.handbooks.drawn.LoadOrStore(key, drawn)
	}
	r.Set(fiber.HeaderContentType, "application/pdf")
	r.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`inline; filename="handbook-%s-%s.pdf"`, in.ID, in.Language))
	return r.Send(pdf.([]byte))
}
