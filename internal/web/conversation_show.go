package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// conversationShow is what was counted in a meeting, for whoever may read it.
func (s *Server) conversationShow(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	t, err := s.app.OpenTalk(r.ctx, r.me.Actor, m.ID)
	if err != nil {
		return err
	}
	crumbs := meetingCrumbs(m, "What was counted")
	return s.conversationPage(r, "What was counted", t, "/meetings/"+string(m.ID), "/meetings/"+string(m.ID)+"/read", crumbs)
}

// conversationRate is the same page for a rater, behind the rater's gate.
func (s *Server) conversationRate(r *req) error {
	w, err := s.app.OpenForRating(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	transcript := "/queue/" + string(w.Meeting)
	crumbs := []crumb{{"Rating queue", "/queue"}, {"Rate a meeting", transcript}, {"What was counted", ""}}
	return s.conversationPage(r, "What was counted in a meeting that you rate", w.Talk, transcript, transcript, crumbs)
}

func (s *Server) conversationPage(r *req, title string, t app.Talk, meeting, transcript string, crumbs []crumb) error {
	v := countedIn(t, transcript)
	v.Address = meeting + "/conversation"
	return s.page(r, "conversation", title, data{"Crumbs": crumbs, "Counted": v})
}

// conversationDismiss remembers that a candidate is none, or that it is one
// after all, for the one who says so alone.
func (s *Server) conversationDismiss(r *req) error {
	cue, ok := wholeNumber(r.field("cue"))
	if !ok {
		return errNothing
	}
	c := &app.Dismiss{Meeting: fact.ID(r.Params("id")), Back: r.field("act") == "back"}
	c.Dismissed = app.Dismissed{Kind: conversation.CandidateKind(r.field("kind")), Cue: int(cue)}
	if err := s.app.Apply(r.ctx, r.me.Actor, c); err != nil {
		return err
	}
	return r.Redirect(r.Path()+"#"+url.PathEscape(string(c.Kind)), fiber.StatusSeeOther)
}

// counted is a meeting as it is counted: every figure with the cues that it was
// made of, and none of them a score.
type counted struct {
	Transcript string // its page, to which cue links lead
	Address    string // its own
	Cues       map[string]cueLists
	Overview   []row
	Ribbon     ribbonChart
	Voices     []countedVoice
	Groups     []countedGroup
	Follows    matrix
	Answers    matrix
	TakenUp    matrix
	Pauses     []pauseLine
	Ended      []row // who ended how many silences
	Unheard    []stretchLine
	Reflecting []stretchLine
	Found      map[string]foundList
	Notes      map[string]countNote
}

// countNote is what has to stand beside a figure.
type countNote struct {
	conversation.Note
	Title string
	May   string // the principles it may inform, in words
}

// noteTitles word the ids of the notes.
var noteTitles = map[string]string{
	"word_share": "Share of words", "time_share": "Share of time", "transitions": "Who follows whom",
	"gini_words": "Inequality of words (Gini)", "entropy_words_normalised": "Evenness of words (entropy)",
	"longest_unheard_ms": "Voices unheard", "questions": "Questions", "reflection": "Reflections",
	"reflecting_talk": "Practitioners talking with one another", "initiatives": "Initiatives and responses",
	"words_taken_up": "Words taken up", "median_transfer_ms": "Time between turns", "pauses": "Silences",
	"present-moment": "Present moment", "jargon": "Diagnostic vocabulary",
}

func countNotes() map[string]countNote {
	out := map[string]countNote{}
	for _, n := range conversation.Notes() {
		informs := make([]string, 0, len(n.Informs))
		for _, p := range n.Informs {
			informs = append(informs, strings.ReplaceAll(p, "-", " "))
		}
		out[n.ID] = countNote{n, noteTitles[n.ID], strings.Join(informs, "; ")}
	}
	return out
}

// countedVoice is what one voice has in each figure.
type countedVoice struct {
	Name, Role                       string
	Words, Turns, Open, Closed       int
	WordShare, TimeShare, TurnShare  string
	First, Unheard                   string
	Begins, Replies, NewWords, Taken int
}

// countedGroup sums the voices of one role.
type countedGroup struct {
	Role                             string
	Voices, Words, Turns, Questions  int
	WordShare, TimeShare, TurnShare  string
	Begins, Replies, NewWords, Taken int
}

func countedIn(t app.Talk, transcript string) counted {
	read, roles := readTalk(t)
	p := conversation.Study(read, roles)
	m := t.Measures
	v := counted{
		Transcript: transcript, Ribbon: ribbonOf(m, p), Found: foundIn(m.Candidates, t.Dismissed), Cues: cuesOf(m, p.Where, transcript), Notes: countNotes(),
		Follows: matrixOf(m, "follows", m.Transitions), Answers: matrixOf(m, "answers", p.Answers), TakenUp: matrixOf(m, "taken-up", p.TakenUp),
	}
	v.Overview = overview(m, p)
	for i, one := range m.Voices {
		x := p.Voices[i]
		v.Voices = append(v.Voices, countedVoice{
			Name: voiceName(one.Name), Role: shortRole[one.Role], Words: one.Words, Turns: one.Turns, Open: one.Questions.Open, Closed: one.Questions.Closed,
			WordShare: percent(one.WordShare), TimeShare: percent(one.TimeShare), TurnShare: percent(x.TurnShare),
			First: clock(one.FirstMS), Unheard: clock(one.LongestUnheardMS),
			Begins: x.Initiatives, Replies: x.Responses, NewWords: x.NewWords, Taken: x.WordsTakenUp,
		})
	}
	for _, role := range conversation.Roles() {
		if g, ok := p.Groups[role]; ok {
			v.Groups = append(v.Groups, countedGroup{
				Role: roleWords[role], Voices: g.Voices, Words: g.Words, Turns: g.Turns, Questions: g.Questions,
				WordShare: percent(g.WordShare), TimeShare: percent(g.TimeShare), TurnShare: percent(g.TurnShare),
				Begins: g.Initiatives, Replies: g.Responses, NewWords: g.NewWords, Taken: g.WordsTakenUp,
			})
		}
	}
	v.addSilences(p, read)
	v.addStretches(m, p, read)
	return v
}

// readTalk gives a talk in the form that it was measured in.
func readTalk(t app.Talk) (conversation.Transcript, map[string]conversation.Role) {
	var out conversation.Transcript
	roles := map[string]conversation.Role{}
	for _, c := range t.Cues {
		out.Cues = append(out.Cues, conversation.Cue{Voice: c.Voice, StartMS: c.StartMS, EndMS: c.EndMS, Text: c.Text})
		if !slices.Contains(out.Voices, c.Voice) {
			out.Voices = append(out.Voices, c.Voice)
		}
		if c.Role != "" {
			roles[c.Voice] = c.Role
		}
	}
	return out, roles
}

// voiceName is a voice as pages show it.
func voiceName(name string) string {
	if name == "" {
		return "Nobody named"
	}
	return name
}
