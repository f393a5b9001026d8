package app

import (
	"context"
	"strings"
	"time"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// A session ends after a day without a request, and after a fortnight in any
// case. Seen times are written at most every five minutes.
const (
	sessionIdle  = 24 * time.Hour
	sessionLife  = 14 * 24 * time.Hour
	sessionTouch = 5 * time.Minute
)

func wrongSignIn() error {
	return fault.New(fault.Unsigned, "sign-in", "The e-mail address, password or six-digit code is not right. Codes change every 30 seconds and work once.")
}

// SignIn opens a session and gives its token. Unknown address, wrong password
// and wrong code are answered alike. code is needed where an authenticator is
// set up.
func (a *App) SignIn(ctx context.Context, email, password, code string) (token string, err error) {
	var acc Account
	err = a.read(ctx, func(tx Tx) error {
		acc, err = tx.AccountByEmail(strings.ToLower(strings.TrimSpace(email)))
		return err
	})
	if err != nil && !isNotFound(err) {
		return "", err
	}
	if !a.hasher.Verify(acc.PasswordHash, password) || acc.Person == "" || acc.DisabledAt != 0 {
		return "", wrongSignIn()
	}
	c := &openSession{person: acc.Person, code: code}
	if err := a.Apply(ctx, Actor{}, c); err != nil {
		return "", err
	}
	return c.token, nil
}

type openSession struct {
	person fact.ID
	code   string
	token  string
}

func (c *openSession) needs() people.Action { return "" }

func (c *openSession) decide(w *Work) ([]fact.Fact, error) {
	acc, err := w.Account(c.person)
	if err != nil {
		return nil, err
	}
	if acc.TOTPOn {
		step, ok := people.CheckTOTP(acc.TOTPSecret, c.code, w.Now().Time(), acc.TOTPLast)
		if !ok {
			return nil, wrongSignIn()
		}
		acc.TOTPLast = step
		if err := w.UpdateAccount(acc); err != nil {
			return nil, err
		}
	}
	c.token, err = people.NewToken()
	if err != nil {
		return nil, err
	}
	return nil, w.InsertSession(Session{
		Hash: people.TokenHash(c.token), Person: c.person, SecondFactor: acc.TOTPOn,
		CreatedAt: w.Now(), SeenAt: w.Now(), ExpiresAt: w.Now().Add(sessionLife),
	})
}

// Me is who a session belongs to, with what pages need of them.
type Me struct {
	Actor
	Name      string
	Email     string
	Roles     []people.Role
	TOTPOn    bool
	Hash      string
	NeedsTOTP bool // staff without a second factor may do nothing else

	size    int64 // of the ledger, when the request was let in
	reading Reading
}

// Has reports whether somebody holds a role.
func (m Me) Has(r people.Role) bool {
	for _, h := range m.Roles {
		if h == r {
			return true
		}
	}
	return false
}

// Whoami reads a session by its token; Unsigned where it is not open. It is
// asked of the store on every request, so that ending a session takes effect
// at once.
func (a *App) Whoami(ctx context.Context, token string) (me Me, err error) {
	in, err := a.store.SignedIn(ctx, people.TokenHash(token))
	now := fact.At(a.conf.Clock.Now())
	if isNotFound(err) || (err == nil && (in.ExpiresAt <= now || in.SeenAt.Add(sessionIdle) <= now || in.DisabledAt != 0)) {
		return me, fault.New(fault.Unsigned, "session", "Please sign in.")
	}
	if err != nil {
		return me, err
	}
	roles, err := a.rolesAt(ctx, in.Person, in.Size)
	if err != nil {
		return me, err
	}
	me = Me{
		Actor: Actor{in.Person, in.SecondFactor}, Name: in.Name, Email: in.Email, Roles: roles,
		TOTPOn: in.TOTPOn, Hash: in.Hash, NeedsTOTP: needsSecondFactor(roles) && !in.SecondFactor,
		size: in.Size, reading: in.Reading,
	}
	if now.Sub(in.SeenAt) > sessionTouch && a.store.Hold() == "" {
		err = a.Apply(ctx, me.Actor, &touchSession{in.Hash})
	}
	return me, err
}

// rolesAt is a person's roles in a ledger of a size: from memory where it was
// whole at that size.
func (a *App) rolesAt(ctx context.Context, person fact.ID, size int64) (roles []people.Role, err error) {
	if entries, ok := a.memory.at(person, size); ok {
		return rolesIn(entries), nil
	}
	err = a.read(ctx, func(tx Tx) error {
		roles, err = a.rolesOf(tx, person)
		return err
	})
	return roles, err
}

type touchSession struct{ hash string }

func (c *touchSession) needs() people.Action { return "" }
func (c *touchSession) decide(w *Work) ([]fact.Fact, error) {
	return nil, w.TouchSession(c.hash, w.Now())
}

// EndSession signs a browser out: the actor's own sessions only.
type EndSession struct{ Hash string }

func (c *EndSession) needs() people.Action { return "" }

func (c *EndSession) decide(w *Work) ([]fact.Fact, error) {
	s, err := w.Session(c.Hash)
	if err != nil || s.Person != w.actor.Person {
		return nil, notThere()
	}
	return nil, w.DeleteSession(c.Hash)
}

// OfferTOTP gives the secret to put in an authenticator app, the same one
// until it is confirmed.
type OfferTOTP struct {
	Secret  string // out
	Address string // out
}

func (c *OfferTOTP) needs() people.Action { return "" }

func (c *OfferTOTP) decide(w *Work) ([]fact.Fact, error) {
	acc, err := w.Account(w.actor.Person)
	if err != nil {
		return nil, hidden(err)
	}
	if acc.TOTPOn {
		return nil, fault.New(fault.Refused, "second step", "Your authenticator is set up already.")
	}
	if acc.TOTPSecret == "" {
		if acc.TOTPSecret, _, err = people.NewTOTP(w.app.conf.Institute, acc.Email); err != nil {
			return nil, err
		}
		if err := w.UpdateAccount(acc); err != nil {
			return nil, err
		}
	}
	c.Secret, c.Address = acc.TOTPSecret, people.TOTPAddress(w.app.conf.Institute, acc.Email, acc.TOTPSecret)
	return nil, nil
}

// ConfirmTOTP turns the second step on once a code of it was shown, for this
// session too: Session is its hash.
type ConfirmTOTP struct {
	Code    string
	Session string
}

func (c *ConfirmTOTP) needs() people.Action { return "" }

func (c *ConfirmTOTP) decide(w *Work) ([]fact.Fact, error) {
	acc, err := w.Account(w.actor.Person)
	if err != nil {
		return nil, hidden(err)
	}
	step, ok := people.CheckTOTP(acc.TOTPSecret, c.Code, w.Now().Time(), acc.TOTPLast)
	if acc.TOTPOn || acc.TOTPSecret == "" || !ok {
		return nil, fault.New(fault.Invalid, "code", "That is not the code of this half minute. Check that the clock of your telephone is right and try the next code.")
	}
	acc.TOTPOn, acc.TOTPLast = true, step
	if err := w.UpdateAccount(acc); err != nil {
		return nil, err
	}
	s, err := w.Session(c.Session)
	if err != nil || s.Person != w.actor.Person {
		return nil, notThere()
	}
	if err := w.DeleteSession(s.Hash); err != nil {
		return nil, err
	}
	s.SecondFactor = true
	return nil, w.InsertSession(s)
}

// SessionsOf lists the actor's own open sessions.
func (a *App) SessionsOf(ctx context.Context, actor Actor) (out []Session, err error) {
	err = a.read(ctx, func(tx Tx) error {
		out, err = tx.SessionsOf(actor.Person)
		return err
	})
	return out, err
}
