package demo

import (
	"bytes"
	"fmt"
	"time"

	"polyphony/content"
	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// held is a network meeting under way in the history.
type held struct {
	id      fact.ID
	trainee *trainee
	co      *person
	source  *content.Meeting
	network string
	there   []app.ParticipantView
	asked   map[*person]bool // raters who have this meeting on their list
	heard   int              // how many of them have written so far
}

// declare opens a summative meeting half an hour before it is held; everything
// else of it follows. One that waits is never rated.
func (p *play) declare(t *trainee, meeting string, waits bool) error {
	m := p.library.Meetings[meeting]
	t.meetings++
	h := &held{trainee: t, source: m, network: fmt.Sprintf("N%d", t.meetings), asked: map[*person]bool{}, co: p.supervisors[(t.place+t.meetings)%len(p.supervisors)]}
	c := &app.DeclareMeeting{Enrolment: t.enrolment, Purpose: fact.Summative, CoPractitioners: []fact.ID{h.co.id}}
	for _, v := range m.Voices {
		c.Participants = append(c.Participants, app.Here{Label: v.Name, Role: m.Roles[v.Name]})
	}
	if err := p.do(t.person, c); err != nil {
		return err
	}
	h.id = c.Meeting
	now := p.clock.Now()
	p.at(now.Add(20*time.Minute), "asking consent before", func() error { return p.consent(h, fact.Before) })
	p.at(now.Add(2*time.Hour), "asking consent after", func() error { return p.consent(h, fact.After) })
	p.at(now.Add(5*time.Hour), "handing in a transcript", func() error { return p.upload(h, now.Add(earlier)) })
	p.at(now.Add(8*24*time.Hour), "asking consent again", func() error { return p.consent(h, fact.AfterAWeek) })
	if !waits {
		p.at(now.Add(9*24*time.Hour), "rating", func() error { return p.rateAll(h) })
	}
	return nil
}

func (p *play) consent(h *held, moment fact.Moment) error {
	if h.there == nil {
		view, err := p.app.Meeting(p.ctx, h.trainee.actor(), h.id)
		if err != nil {
			return err
		}
		h.there = view.Participants
	}
	for _, w := range h.there {
		c := &app.GiveConsent{
			Meeting: h.id, Participant: w.ID, Moment: moment, Witness: h.co.id, Capacity: app.OwnConsent,
		}
		if err := p.do(h.trainee.person, c); err != nil {
			return err
		}
	}
	return nil
}

// upload hands in a copy of the fictional transcript that says whose it is, so
// that no two meetings share their bytes.
func (p *play) upload(h *held, when time.Time) error {
	mark := fmt.Sprintf("WEBVTT\n\nNOTE\nDemonstration: %s as held in meeting %s.\n", h.source.Title, h.id)
	file := bytes.Replace(h.source.Transcript, []byte("WEBVTT\n"), []byte(mark), 1)
	voices := map[string]conversation.Role{}
	for v, r := range h.source.Roles {
		voices[v] = r
	}
	facts := app.FictionalFacts(h.source, fact.At(when))
	facts.Network = h.network // a meeting that is played again is another network's
	return p.do(h.trainee.person, &app.UploadTranscript{Meeting: h.id, File: file, Voices: voices, Facts: facts})
}

// rateAll lets every assigned rater read and rate; a third comes when the two
// differ, and then rates too.
func (p *play) rateAll(h *held) error {
	for _, r := range p.raters {
		q, err := p.app.RaterQueue(p.ctx, r.actor())
		if err != nil {
			return err
		}
		for _, item := range q.Items {
			if item.Meeting == h.id && !h.asked[r] {
				h.asked[r] = true
				p.at(p.clock.Now().Add(time.Duration(1+p.rng.IntN(5))*time.Hour), "opening a meeting", func() error { return p.rate(h, r) })
			}
		}
	}
	return nil
}

func (p *play) rate(h *held, r *person) error {
	open, err := p.app.OpenForRating(p.ctx, r.actor(), h.id)
	if err != nil {
		return err
	}
	p.at(p.clock.Now().Add(70*time.Minute), "committing a rating", func() error {
		scores := p.scores(h)
		for _, c := range open.Contradictions(scores) {
			for i := range scores {
				if scores[i].Principle == c.Principle {
					scores[i].Reason = "The computed fact is the service's; this level is for what the practitioner did in the room."
				}
			}
		}
		if err := p.do(r, &app.CommitRating{Meeting: h.id, Scores: scores}); err != nil {
			return err
		}
		p.at(p.clock.Now().Add(24*time.Hour), "looking for a third", func() error { return p.rateAll(h) })
		return nil
	})
	return nil
}

// scores are the gold ratings as one rater would give them: sometimes a level
// higher or lower, never across the threshold, and in words and with cues that no
// other rater of the meeting has.
func (p *play) scores(h *held) []app.ScoreInput {
	way := h.heard + h.trainee.place
	h.heard++
	var out []app.ScoreInput
	for i, g := range h.source.Gold {
		s := app.ScoreInput{Principle: g.Principle, Said: g.Level.Said, Level: g.Level.Level}
		if near := s.Level + int64(p.rng.IntN(3)) - 1; s.Said == fact.SaidLevel && near >= 1 && near <= 5 && (near >= 3) == (s.Level >= 3) {
			s.Level = near
		}
		in, _ := p.instrument().Principle(g.Principle)
		s.Observation, s.Cues = saw(h.source, g, in.Anchors[s.Level], (way+i)%ways)
		if s.Said == fact.SaidLevel && len(s.Cues) == 0 {
			s.Cues = []int{1}
		}
		out = append(out, s)
	}
	return out
}

// instrument is the one that the pathway rates with.
func (p *play) instrument() fidelity.Instrument {
	return p.library.Instruments[p.library.Pathways[Pathway].Instrument]
}
