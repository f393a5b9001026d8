package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Pathway is the shipped pathway that the demonstration's first two cohorts
// walk: short, so that a history of many people is made in seconds. Whole is
// the one with the whole curriculum, on which the third has begun.
const (
	Pathway = "demonstration-assessed"
	Whole   = "demonstration-whole"
)

// History is how long the simulated history runs: eighteen months.
const History = 548 * 24 * time.Hour

// Zone is where the demonstration's contact days are held.
const Zone = "Europe/Helsinki"

// Plan says how large a demonstration is and when it ends.
type Plan struct {
	Trainees int // 12 to 200
	Seed     uint64
	Until    time.Time
}

// Cast is who can sign in afterwards, and what was issued.
type Cast struct {
	SignIn       []SignIn      `json:"sign_in"`
	Certificates []Certificate `json:"certificates"`
}

// SignIn is one person's way in.
type SignIn struct {
	Role       string `json:"role"`
	Name       string `json:"name"`
	Email      string `json:"email"`
	Password   string `json:"password"`
	TOTPSecret string `json:"totp_secret,omitempty"`
	Note       string `json:"note,omitempty"`
}

// Certificate is one certificate and what the register answers for it.
type Certificate struct {
	Number string `json:"number"`
	State  string `json:"state"`
}

// play is a history under way.
type play struct {
	ctx     context.Context
	app     *app.App
	clock   *Clock
	rng     *rand.Rand
	library *content.Library
	bundles map[string]fact.Digest // of the pathways
	until   time.Time
	keys    map[string]map[string]string // module → item → words of the right option

	queue   queue
	planned int

	administrators, registrars, stewards []*person
	facilitators, supervisors, raters    []*person
	trainees                             []*trainee
	cast                                 Cast
}

// Validate refuses a plan that cannot be played.
func (p Plan) Validate(now time.Time) error {
	switch {
	case p.Trainees < 12 || p.Trainees > 200:
		return fault.New(fault.Invalid, "demo", "--trainees is %d: choose 12 to 200, so that there is somebody at every stage", p.Trainees)
	case p.Until.After(now):
		return fault.New(fault.Invalid, "demo", "--until lies in the future: the history ends at the latest now, and the real clock goes on from there")
	}
	return nil
}

// Run plays a history in an institute that was founded with the clock at
// Until − History.
func Run(ctx context.Context, a *app.App, library *content.Library, clock *Clock, plan Plan) (Cast, error) {
	p := &play{
		ctx: ctx, app: a, clock: clock, library: library, until: plan.Until,
		rng: rand.New(rand.NewPCG(plan.Seed, plan.Seed^0x5bf03635)),
	}
	p.learnKeys()
	steps := []func() error{p.assemble, p.approve, p.calibrate, func() error { return p.plan(plan) }}
	for _, step := range steps {
		if err := step(); err != nil {
			return Cast{}, err
		}
	}
	if err := p.run(ctx, plan.Until); err != nil {
		return Cast{}, err
	}
	if err := p.report(); err != nil {
		return Cast{}, err
	}
	return p.cast, nil
}

// do applies a command for somebody.
func (p *play) do(who *person, c app.Command) error {
	return p.app.Apply(p.ctx, who.actor(), c)
}

// learnKeys reads which options are right from the content, as its authors can.
func (p *play) learnKeys() {
	p.keys = map[string]map[string]string{}
	for id, m := range p.library.Modules {
		p.keys[id] = map[string]string{}
		for _, it := range m.Items {
			p.keys[id][it.ID] = it.Options[it.Key].Text
		}
	}
}

// approve lets two stewards sign the pathways.
func (p *play) approve() error {
	p.bundles = map[string]fact.Digest{}
	for _, id := range []string{Pathway, Whole} {
		b, err := p.library.Bundle(id)
		if err != nil {
			return err
		}
		p.bundles[id] = b.Digest
		for _, s := range p.stewards {
			if err := p.do(s, &app.ApprovePathway{Pathway: id, Bundle: b.Digest}); err != nil {
				return err
			}
		}
	}
	return nil
}

// calibrate lets every rater rate the gold meetings, a day apart.
func (p *play) calibrate() error {
	for _, r := range p.raters {
		for range 12 {
			done, err := p.calibrateOnce(r)
			if err != nil {
				return err
			}
			if done {
				break
			}
			p.clock.to(p.clock.Now().Add(25 * time.Hour / 10))
		}
	}
	return nil
}

// calibratedAgain is when raters calibrate a second time: a calibration lasts
// 366 days, so the first, from the start of the history, has ended by then.
const calibratedAgain = 380 * 24 * time.Hour

// recalibrate lets one rater rate gold meetings until they are calibrated anew.
func (p *play) recalibrate(r *person) error {
	done, err := p.calibrateOnce(r)
	if done || err != nil {
		return err
	}
	p.at(p.clock.Now().Add(150*time.Minute), "calibrating again", func() error { return p.recalibrate(r) })
	return nil
}

func (p *play) calibrateOnce(r *person) (done bool, err error) {
	tasks, err := p.app.CalibrationTasks(p.ctx, r.actor())
	if err != nil || len(tasks) == 0 || tasks[0].Valid {
		return true, err
	}
	t := tasks[0]
	if t.Next == nil {
		p.clock.to(t.From.Time())
		return false, nil
	}
	meeting := p.titled(t.Title)
	c := &app.Calibrate{Bundle: t.Bundle, Meeting: meeting.ID}
	for _, g := range meeting.Gold {
		c.Scores = append(c.Scores, app.GoldScore{Principle: g.Principle, Said: g.Level.Said, Level: g.Level.Level})
	}
	return false, p.do(r, c)
}

// titled finds a fictional meeting by its title.
func (p *play) titled(title string) *content.Meeting {
	for _, m := range p.library.Meetings {
		if m.Title == title {
			return m
		}
	}
	return &content.Meeting{}
}

// report lists who can sign in and what was issued.
func (p *play) report() error {
	register, err := p.app.Register(p.ctx, p.registrars[0].actor())
	if err != nil {
		return err
	}
	for _, e := range register {
		for _, c := range e.Certificates {
			p.cast.Certificates = append(p.cast.Certificates, Certificate{c.Number, string(c.State)})
		}
	}
	for _, t := range p.trainees {
		p.cast.SignIn = append(p.cast.SignIn, t.signIn(people.Trainee, t.note))
	}
	return nil
}
