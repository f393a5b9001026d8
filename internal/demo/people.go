package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// person is somebody in the history.
type person struct {
	id       fact.ID
	name     string
	email    string
	password string
	secret   string
}

func (w *person) actor() app.Actor { return app.Actor{Person: w.id, SecondFactor: w.secret != ""} }

func (w *person) signIn(role people.Role, note string) SignIn {
	return SignIn{string(role), w.name, w.email, w.password, w.secret, note}
}

// Invented names from several places where Open Dialogue is practised.
var (
	firstNames = []string{"Aino", "Bo", "Carmen", "Dilek", "Eero", "Fatima", "Gwen", "Hana", "Ilmari", "Joanna", "Kofi", "Leena", "Marek", "Nour", "Olav", "Petra", "Quentin", "Riitta", "Sunniva", "Tomasz", "Ulla", "Viktor", "Wanjiru", "Yuki", "Zoë"}
	lastNames  = []string{"Laine", "Ek", "Ortega", "Yılmaz", "Koski", "Haddad", "Price", "Dvořáková", "Niemi", "Nowak", "Mensah", "Virtanen", "Wójcik", "Sabry", "Berg", "Horvat", "Lefèvre", "Salo", "Dahl", "Zieliński", "Mäki", "Petrov", "Kamau", "Tanaka", "O'Neill"}
	words      = []string{"amber", "birch", "candle", "delta", "ember", "fjord", "garden", "harbour", "island", "juniper", "kettle", "lantern", "meadow", "nutmeg", "orchard", "pebble", "quiet", "river", "saffron", "thicket", "umbrella", "violet", "willow", "yarrow"}
)

func (p *play) invent(i int) *person {
	first, last := firstNames[i%len(firstNames)], lastNames[(i*7+i/len(firstNames)*3)%len(lastNames)]
	w := &person{name: first + " " + last}
	w.email = fmt.Sprintf("%s.%d@demo.example", strings.ToLower(plain(first)), i+1)
	for n := range 4 {
		if n > 0 {
			w.password += "-"
		}
		w.password += words[p.rng.IntN(len(words))]
	}
	return w
}

// plain keeps the ASCII letters of a name for an address.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'ë':
			return 'e'
		case r < 128:
			return r
		}
		return -1
	}, s)
}

// join accepts a one-time link and sets up the second step.
func (p *play) join(w *person, token string) error {
	c := &app.Join{Token: token, Name: w.name, Email: w.email}
	if err := p.app.Join(p.ctx, c, w.password); err != nil {
		return err
	}
	w.id = c.Person
	if !c.Staff {
		return nil
	}
	session, err := p.app.SignIn(p.ctx, w.email, w.password, "")
	if err != nil {
		return err
	}
	offer := &app.OfferTOTP{}
	if err := p.app.Apply(p.ctx, app.Actor{Person: w.id}, offer); err != nil {
		return err
	}
	code, err := totp.GenerateCode(offer.Secret, p.clock.Now())
	if err != nil {
		return err
	}
	hash := people.TokenHash(session)
	if err := p.app.Apply(p.ctx, app.Actor{Person: w.id}, &app.ConfirmTOTP{Code: code, Session: hash}); err != nil {
		return err
	}
	w.secret = offer.Secret
	return p.app.Apply(p.ctx, w.actor(), &app.EndSession{Hash: hash})
}

// invite lets one administrator ask and the other sign.
func (p *play) invite(w *person, roles ...people.Role) error {
	ask := &app.Invite{Name: w.name, Email: w.email, Roles: roles}
	if err := p.do(p.administrators[0], ask); err != nil {
		return err
	}
	token := ask.Token
	if token == "" {
		waiting, err := p.app.Waiting(p.ctx, p.administrators[1].actor())
		if err != nil {
			return err
		}
		sign := &app.Decide{ID: waiting[len(waiting)-1].ID}
		if err := p.do(p.administrators[1], sign); err != nil {
			return err
		}
		token = sign.Token
	}
	p.clock.to(p.clock.Now().Add(11 * time.Minute))
	return p.join(w, token)
}

// assemble brings everybody but the trainees together in the first days.
func (p *play) assemble() error {
	n := 0
	link := &app.SetupLink{}
	if err := p.app.Apply(p.ctx, app.Actor{}, link); err != nil {
		return err
	}
	founder := p.invent(n)
	if err := p.join(founder, link.Token); err != nil {
		return err
	}
	p.administrators = append(p.administrators, founder)
	groups := []struct {
		role  people.Role
		count int
		into  *[]*person
	}{
		{people.Administrator, 1, &p.administrators},
		{people.Steward, 2, &p.stewards},
		{people.Registrar, 2, &p.registrars},
		{people.Facilitator, 6, &p.facilitators},
		{people.Supervisor, 4, &p.supervisors},
		{people.Rater, 6, &p.raters},
	}
	for _, g := range groups {
		for range g.count {
			n++
			w := p.invent(n)
			if err := p.invite(w, g.role); err != nil {
				return err
			}
			*g.into = append(*g.into, w)
		}
		for _, w := range *g.into {
			p.cast.SignIn = append(p.cast.SignIn, w.signIn(g.role, ""))
		}
	}
	return nil
}
