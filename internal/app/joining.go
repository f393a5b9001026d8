package app

import (
	"context"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Join turns a one-time link into an account. The hash is made before the
// transaction, which a slow hash must not hold up.
type Join struct {
	Token  string
	Name   string
	Email  string
	hashed string

	Person fact.ID // out
	Staff  bool    // out: a second factor must be set up before anything else
}

// Join accepts an invitation or the first set-up link.
func (a *App) Join(ctx context.Context, c *Join, password string) error {
	if err := people.CheckPassword(password); err != nil {
		return err
	}
	hashed, err := a.hasher.Hash(password)
	if err != nil {
		return err
	}
	c.hashed = hashed
	return a.Apply(ctx, Actor{}, c)
}

func (c *Join) needs() people.Action { return "" }

func (c *Join) decide(w *Work) ([]fact.Fact, error) {
	in, err := openInvitation(w.Tx, c.Token)
	if err != nil {
		return nil, err
	}
	if in.Email != "" {
		c.Email = in.Email
	}
	if err := w.stillSigned(in); err != nil {
		return nil, err
	}
	account, err := w.newAccount(c.Name, c.Email)
	if err != nil {
		return nil, err
	}
	account.PasswordHash, account.CreatedAt = c.hashed, w.Now()
	if _, err := w.AccountByEmail(account.Email); !isNotFound(err) {
		if err != nil {
			return nil, err
		}
		return nil, fault.New(fault.Conflict, "join", "There is an account with the address %s already; sign in with it.", account.Email)
	}
	if err := w.InsertAccount(account); err != nil {
		return nil, err
	}
	in.UsedAt = w.Now()
	if err := w.PutInvitation(in); err != nil {
		return nil, err
	}
	c.Person = account.Person
	facts := []fact.Fact{&fact.PersonJoined{Person: account.Person}}
	for _, r := range strings.Fields(in.Roles) {
		c.Staff = c.Staff || people.Role(r).Staff()
		facts = append(facts, &fact.RoleGranted{Person: account.Person, Role: r, By: in.By, Second: in.Second})
	}
	return facts, nil
}

// stillSigned refuses a link with one signature where two are asked for by now:
// the set-up link is for the first administrator and a first administrator's
// own invitation for the second, however many were made (R34).
func (w *Work) stillSigned(in Invitation) error {
	if in.By != in.Second {
		return nil
	}
	n, err := w.app.administrators(w.Tx)
	if err != nil {
		return err
	}
	founded, err := w.app.institute(w.Tx)
	if err != nil {
		return err
	}
	if (in.By == founded.ID && n > 0) || n > 1 {
		return linkClosed()
	}
	return nil
}

func openInvitation(tx Tx, token string) (Invitation, error) {
	in, err := tx.Invitation(people.TokenHash(token))
	if isNotFound(err) || (err == nil && (in.UsedAt != 0 || in.ExpiresAt <= tx.Now())) {
		return in, linkClosed()
	}
	return in, err
}

func linkClosed() error {
	return fault.New(fault.NotFound, "join", "This link is not open: it was used, has expired or was never made. Ask an administrator for a new one.")
}

// InvitationFor shows whom an open link is for.
func (a *App) InvitationFor(ctx context.Context, token string) (in Invitation, err error) {
	err = a.read(ctx, func(tx Tx) error {
		in, err = openInvitation(tx, token)
		return err
	})
	return in, err
}

func (w *Work) newAccount(name, email string) (Account, error) {
	name, email = strings.TrimSpace(name), strings.ToLower(strings.TrimSpace(email))
	if name == "" || len(name) > 200 {
		return Account{}, fault.New(fault.Invalid, "name", "write the name as it should stand on a certificate, with 1 to 200 characters")
	}
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) && r != '\u00a0' }) {
		return Account{}, fault.New(fault.Invalid, "name", "the name holds a character that nobody can see, such as a line break or a mark that turns the direction of text; type it again")
	}
	if at, err := mail.ParseAddress(email); err != nil || at.Address != email || len(email) > 254 {
		return Account{}, fault.New(fault.Invalid, "email", "%q is not an e-mail address; write it as name@example.org", email)
	}
	id, err := w.newID()
	if err != nil {
		return Account{}, err
	}
	salt, err := w.newSalt()
	return Account{Person: id, Name: name, Email: email, Salt: salt}, err
}

// Invite asks for an account for somebody with some roles. It waits for a
// second administrator, except that the very first administrator may invite
// the second alone: two people cannot sign where there is one.
type Invite struct {
	Name  string
	Email string
	Roles []people.Role

	Token string // out: the link's token where no second signature is needed
}

// grant is what waits for the second administrator.
type grant struct {
	Name  string        `json:"name"`
	Email string        `json:"email"`
	Roles []people.Role `json:"roles"`
}

func (c *Invite) needs() people.Action { return people.InvitePeople }

func (c *Invite) decide(w *Work) ([]fact.Fact, error) {
	account, err := w.newAccount(c.Name, c.Email)
	if err != nil {
		return nil, err
	}
	if _, err := w.AccountByEmail(account.Email); !isNotFound(err) {
		if err != nil {
			return nil, err
		}
		return nil, fault.New(fault.Conflict, "email", "%s has an account already; change their roles instead", account.Email)
	}
	var held []people.Role
	for _, r := range c.Roles {
		if _, err := people.ParseRole(string(r)); err != nil {
			return nil, err
		}
		if err := people.Conflict(held, r); err != nil {
			return nil, err
		}
		held = append(held, r)
	}
	if len(held) == 0 {
		return nil, fault.New(fault.Invalid, "roles", "choose at least one role")
	}
	g := grant{account.Name, account.Email, held}
	n, err := w.app.administrators(w.Tx)
	if err != nil {
		return nil, err
	}
	if n == 1 && len(held) == 1 && held[0] == people.Administrator {
		c.Token, err = w.invite(g, w.actor.Person, w.actor.Person)
		return nil, err
	}
	_, err = w.propose(actionInvite, "", g)
	return nil, err
}

// invite makes the one-time link of a grant that has its signatures.
func (w *Work) invite(g grant, by, second fact.ID) (string, error) {
	token, err := people.NewToken()
	if err != nil {
		return "", err
	}
	roles := make([]string, len(g.Roles))
	for i, r := range g.Roles {
		roles[i] = string(r)
	}
	return token, w.PutInvitation(Invitation{
		Hash: people.TokenHash(token), Email: g.Email, Name: g.Name, Roles: strings.Join(roles, " "),
		By: by, Second: second, CreatedAt: w.Now(), ExpiresAt: w.Now().Add(linkLife),
	})
}
