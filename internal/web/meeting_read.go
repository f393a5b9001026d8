package web

import (
	"fmt"
	"math"

	"polyphony/courses"
	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// talkShow is the transcript for its trainee or their supervisor of record.
func (s *Server) talkShow(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	t, err := s.app.OpenTalk(r.ctx, r.me.Actor, m.ID)
	if err != nil {
		return err
	}
	return s.page(r, "meeting-read", "Transcript", data{
		"Meeting": m, "Crumbs": meetingCrumbs(m, "Transcript"), "Talk": talkOf(t, s), "Viewed": viewedLines(m.Viewed),
	})
}

func viewedLines(list []app.Viewed) (out []row) {
	for _, v := range list {
		out = append(out, row{Key: v.Who, Value: courses.Instant(v.At)})
	}
	return out
}

// cueLine is one cue as it is shown.
type cueLine struct {
	N                       int
	When, Voice, Role, Text string
	Trainee                 bool
	Href                    string // of the cue in its transcript; empty on that page itself
}

// measureLine is one voice's row of the measures.
type measureLine struct {
	Name, Role          string
	Words, Share, Time  string
	Turns, Open, Closed int
	First, Unheard      string
	Spans               []laneSpan
	Y                   int
	Short               string // the name as far as there is room
	Class               string
}

// laneSpan is a stretch of speech on the lane, in units of the drawing.
type laneSpan struct{ X, W string }

// talkView is a meeting that was handed in, in words.
type talkView struct {
	Meeting      string
	TraineeVoice string
	Cues         []cueLine
	Lanes        []measureLine
	Height       int
	Bottom       int // of the lanes, where the axis of time stands
	Ticks        []ribbonTick
	Minutes      string
	Silence      string
	Reflecting   []string
	Records      []app.Record
	Facts        []row
	Decisions    []decisionLine
	Notes        []countNote
}

type decisionLine struct{ What, Where, Reason string }

var shortRole = map[conversation.Role]string{
	conversation.Practitioner: "practitioner", conversation.Person: "person at the centre of concern",
	conversation.Network: "family, friend or whoever matters", conversation.Other: "somebody else",
}

// laneRow is how high a lane is; across, lanes lie like those of the ribbon.
const laneRow = 32

func talkOf(t app.Talk, s *Server) talkView {
	m := t.Measures
	v := talkView{
		Meeting: string(t.Meeting), TraineeVoice: t.TraineeVoice, Records: t.Records,
		Minutes: clock(m.EndMS - m.StartMS), Height: laneRow*len(m.Voices) + 24, Bottom: laneRow * len(m.Voices), Ticks: ticks(m),
		Silence: fmt.Sprintf("%d silences of two seconds or more, the longest %s", m.SilencesGE2000, seconds(m.LongestSilenceMS)),
	}
	for _, c := range t.Cues {
		v.Cues = append(v.Cues, cueLine{c.N, clock(c.StartMS), c.Voice, shortRole[c.Role], c.Text, c.Voice == t.TraineeVoice, ""})
	}
	for i, one := range m.Voices {
		v.Lanes = append(v.Lanes, lane(t, one, i))
	}
	for _, run := range m.ReflectingTalk {
		v.Reflecting = append(v.Reflecting, fmt.Sprintf("%s to %s: %d turns, %d words", clock(run.StartMS), clock(run.EndMS), run.Turns, run.Words))
	}
	notes := countNotes()
	for _, n := range conversation.Notes() {
		switch n.ID {
		case "word_share", "time_share", "questions", "reflecting_talk", "longest_unheard_ms":
			v.Notes = append(v.Notes, notes[n.ID])
		}
	}
	v.addFacts(t, s)
	return v
}

func lane(t app.Talk, one conversation.Voice, i int) measureLine {
	m := t.Measures
	whole := float64(max(1, m.EndMS-m.StartMS))
	out := measureLine{
		Name: one.Name, Short: shortened(one.Name), Role: shortRole[one.Role], Words: fmt.Sprint(one.Words), Share: percent(one.WordShare), Time: percent(one.TimeShare),
		Turns: one.Turns, Open: one.Questions.Open, Closed: one.Questions.Closed,
		First: clock(one.FirstMS), Unheard: clock(one.LongestUnheardMS), Y: i * laneRow, Class: voiceClass(one.Role),
	}
	for _, c := range t.Cues {
		if c.Voice == one.Name {
			out.Spans = append(out.Spans, laneSpan{
				fmt.Sprintf("%.1f", ribbonLeft+ribbonWidth*float64(c.StartMS-m.StartMS)/whole), fmt.Sprintf("%.1f", math.Max(1, ribbonWidth*float64(c.EndMS-c.StartMS)/whole)),
			})
		}
	}
	return out
}

func (v *talkView) addFacts(t app.Talk, s *Server) {
	f := t.Facts
	add := func(key, value string) {
		if value != "" {
			v.Facts = append(v.Facts, row{Key: key, Value: value})
		}
	}
	when := func(at fact.Time) string {
		if at == 0 {
			return ""
		}
		return at.Time().In(s.zone()).Format("2 January 2006 at 15:04 MST")
	}
	add("The voice that is rated", t.TraineeVoice)
	add("Crisis contact", when(f.Contact))
	add("Held", when(f.Held))
	add("Place", f.Place)
	add("Agenda set by", f.AgendaSetBy)
	add("Ended by", f.EndedBy)
	for _, i := range f.Invited {
		came := "did not come"
		if i.Came {
			came = "came"
		}
		add("Invited by "+i.By, i.Who+": "+came)
	}
	for _, d := range f.Decisions {
		where := "in the meeting"
		if d.Elsewhere {
			where = "elsewhere"
		}
		v.Decisions = append(v.Decisions, decisionLine{d.What, where, d.Reason})
	}
}

// clock writes a place in a recording as minutes and seconds.
func clock(ms int64) string {
	s := ms / 1000
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}

func seconds(ms int64) string { return fmt.Sprintf("%.1f s", float64(ms)/1000) }

func percent(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }
