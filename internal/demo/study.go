package demo

import (
	"slices"
	"strings"
	"time"

	"polyphony/content"
	"polyphony/internal/app"
)

// beatEvery is how often a simulated page says that it is still open; it stays
// inside the gap that the standard allows.
const beatEvery = 50 * time.Second

// restDays lie between the last section of a module and the first of the next:
// time for the check, twice if need be, and for writing.
const restDays = 3

// planStudy lets a trainee study the modules of their pathway one after
// another, in its order, as long as the history lasts. One who is slow stops in
// the middle of the fourth.
func (p *play) planStudy(t *trainee, s script, start time.Time) {
	stages := p.library.Pathways[intakes[t.cohort].pathway].Stages
	n := 0
	for _, stage := range stages {
		for _, id := range stage.Modules {
			sections := len(p.library.Modules[id].Module.Sections)
			n++
			slow := s.slowSection && n == 4
			if slow {
				sections /= 2
			}
			p.at(start, "studying a module", func() error { return p.studyModule(t, id, sections) })
			if slow {
				return
			}
			start = start.AddDate(0, 0, sections+restDays+t.place%2)
		}
	}
}

// studyModule reads the first sections of a module, a section an evening, then
// takes its check and writes its reflection when all were read.
func (p *play) studyModule(t *trainee, module string, sections int) error {
	m := p.library.Modules[module]
	for i := range min(sections, len(m.Module.Sections)) {
		evening := p.clock.Now().AddDate(0, 0, i)
		p.at(evening, "studying", func() error { return p.readSection(t, m, i) })
	}
	if sections < len(m.Module.Sections) {
		return nil
	}
	after := p.clock.Now().AddDate(0, 0, sections).Add(15 * time.Minute)
	p.at(after, "taking a check", func() error { return p.takeCheck(t, module, t.place%3 == 2) })
	for _, r := range m.Reflections {
		p.at(after.Add(40*time.Minute), "writing a reflection", func() error { return p.reflect(t, module, r.ID, int(r.WordsAtLeast)) })
	}
	return nil
}

func (p *play) readSection(t *trainee, m *content.Module, i int) error {
	open := &app.OpenStudy{Enrolment: t.enrolment, Module: m.ID, Section: m.Module.Sections[i].ID}
	if err := p.do(t.person, open); err != nil {
		return err
	}
	return p.beat(t, open, open.Answer.Nonce)
}

// beat plans the next beat of an open page, until the section's floor is met.
func (p *play) beat(t *trainee, page *app.OpenStudy, nonce string) error {
	p.at(p.clock.Now().Add(beatEvery), "reading on", func() error {
		b := app.Beat{Session: page.Session, View: page.View, Section: page.Section, Nonce: nonce, Visible: true, Active: true}
		if err := p.do(t.person, &b); err != nil {
			return err
		}
		if b.Answer.State == app.StudyCredited {
			return p.beat(t, page, b.Answer.Nonce)
		}
		b.Nonce = b.Answer.Nonce
		return p.do(t.person, &app.Leave{Beat: b})
	})
	return nil
}

// takeCheck answers a series; a shaky trainee fails the first and waits a day.
func (p *play) takeCheck(t *trainee, module string, shaky bool) error {
	serve := &app.ServeCheck{Enrolment: t.enrolment, Module: module}
	if err := p.do(t.person, serve); err != nil {
		return err
	}
	view, err := p.app.Check(p.ctx, t.actor(), module)
	if err != nil {
		return err
	}
	answers := map[string]int{}
	for i, q := range view.Open.Questions {
		answers[q.ID] = slices.Index(q.Options, p.keys[module][q.ID])
		if shaky && i < 3 {
			answers[q.ID] = (answers[q.ID] + 1) % len(q.Options)
		}
	}
	p.at(p.clock.Now().Add(9*time.Minute), "answering a check", func() error {
		return p.do(t.person, &app.AnswerCheck{Series: serve.Series, Answers: answers})
	})
	if shaky {
		p.at(p.clock.Now().Add(26*time.Hour), "taking the check again", func() error { return p.takeCheck(t, module, false) })
	}
	return nil
}

// reflect hands in a reflection; the supervisor reads it some days later.
func (p *play) reflect(t *trainee, module, id string, words int) error {
	c := &app.SubmitReflection{Enrolment: t.enrolment, Module: module, Reflection: id, Text: reflection(t.place, words)}
	if err := p.do(t.person, c); err != nil {
		return err
	}
	if t.plan().unread && module == "reflecting-talk" {
		return nil
	}
	p.at(p.clock.Now().Add(time.Duration(50+7*t.place)*time.Hour), "reading a reflection", func() error {
		return p.do(t.supervisor, &app.ReadReflection{
			Submission: c.Submission,
			Reply:      "Thank you. I stayed with your sentence about the silence. Bring it to our next supervision: what did your own body know in that moment before you spoke?",
		})
	})
	return nil
}

// thoughts are pieces of invented reflections; a trainee's is made of some of
// them, in an order of their own.
var thoughts = []string{
	"I came to this because of a corridor. For years the important sentences about a person were said on the way to the room and never in it, and I had stopped noticing that I was one of the people who said them.",
	"In the meeting this week I asked what everybody hoped would be different, and then I counted to seven under my breath. It was the longest I have ever waited. The grandmother, who had not said anything, spoke about the allotment, and the whole conversation turned.",
	"What I find hard is the moment when a colleague disagrees with me in front of the family. My first wish is to smooth it over. I am learning to say aloud that we see it differently, and to wonder about that together, so that nobody has to guess.",
	"I notice that I hurry when I am frightened. When the son said that he had not slept for four nights I heard myself reach for a plan. My co-practitioner asked what the nights were like, and I was grateful, because the plan was for me and the question was for him.",
	"My own family did not speak about illness. Doors were closed gently. I think that I learned there to listen for what was not being said, and also to be afraid of it; both come with me into the room, and I would rather know it than not.",
	"When I was talked about and not with, at school, what stayed was not what they decided but that I could see through the glass that they were deciding. I do not want anybody to look at me through glass.",
	"Next time I will ask at the beginning who is missing, and what they would say if they were sitting with us. In the meeting where she came alone the empty chair became her brother, and he turned out to have a view that surprised all of us.",
}

func reflection(n, words int) string {
	text, count := "", 0
	for i := 0; count < words+20; i++ {
		part := thoughts[(n*3+i*(1+n%2))%len(thoughts)]
		if i >= len(thoughts) {
			part = thoughts[i%len(thoughts)]
		}
		text += part + "\n\n"
		count += len(strings.Fields(part))
	}
	return text
}
