package app

import (
	"context"
	"time"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// linkLife is how long a one-time link opens.
const linkLife = 14 * 24 * time.Hour

// Institute is what the first entry of the ledger says.
type Institute struct {
	ID            fact.ID
	Name          string
	Demonstration bool
	Zone          string
}

// Institute reads the founding; NotFound before it.
func (a *App) Institute(ctx context.Context) (in Institute, err error) {
	err = a.read(ctx, func(tx Tx) error {
		in, err = a.institute(tx)
		return err
	})
	return in, err
}

// KnownInstitute is the institute as last read; the founding never changes.
func (a *App) KnownInstitute() (Institute, bool) {
	in := a.founded.Load()
	if in == nil {
		return Institute{Name: a.conf.Institute}, false
	}
	return *in, true
}

func (a *App) institute(tx Tx) (Institute, error) {
	if in := a.founded.Load(); in != nil {
		return *in, nil
	}
	entries, err := a.memory.ofKind(tx, fact.InstituteFoundedKind)
	if err != nil {
		return Institute{}, err
	}
	if len(entries) == 0 || entries[0].Index != 0 {
		return Institute{}, fault.New(fault.NotFound, "institute", "No institute has been founded in this store yet.")
	}
	f := entries[0].Fact.(*fact.InstituteFounded)
	in := &Institute{f.Institute, a.conf.Institute, f.Mode == fact.Demonstration, f.Zone}
	if tx.Committed() {
		a.founded.Store(in)
	}
	return *in, nil
}

// Found makes the first entries of an empty ledger. Institute is the id that
// the keys were made for; Key is the public key that signs the ledger's heads.
type Found struct {
	Institute fact.ID
	Mode      fact.Mode
	Zone      string
	Key       string
}

func (c *Found) needs() people.Action { return "" }

func (c *Found) decide(w *Work) ([]fact.Fact, error) {
	n, err := w.Size()
	if err != nil {
		return nil, err
	}
	if n != 0 {
		return nil, fault.New(fault.Refused, "found", "This store already holds an institute; a ledger is founded once.")
	}
	if c.Mode != fact.Real && c.Mode != fact.Demonstration {
		return nil, fault.New(fault.Invalid, "found", "an institute is real or a demonstration, not %q", c.Mode)
	}
	if _, err := time.LoadLocation(c.Zone); err != nil || c.Zone == "" {
		return nil, fault.New(fault.Invalid, "found", "%q is not a time zone; use a name such as Europe/London", c.Zone)
	}
	return []fact.Fact{
		&fact.InstituteFounded{Institute: c.Institute, Mode: c.Mode, Zone: c.Zone},
		&fact.KeyIntroduced{Institute: c.Institute, Key: c.Key, Use: "ledger"},
	}, nil
}

// SetupLink makes the one-time link for the first administrator. It is refused
// once an administrator has joined.
type SetupLink struct {
	Token string // out
}

func (c *SetupLink) needs() people.Action { return "" }

func (c *SetupLink) decide(w *Work) ([]fact.Fact, error) {
	n, err := w.app.administrators(w.Tx)
	if err != nil {
		return nil, err
	}
	if n > 0 {
		return nil, fault.New(fault.Refused, "set-up", "An administrator has joined already; further people are invited by administrators.")
	}
	in, err := w.app.institute(w.Tx)
	if err != nil {
		return nil, err
	}
	c.Token, err = people.NewToken()
	if err != nil {
		return nil, err
	}
	return nil, w.PutInvitation(Invitation{
		Hash: people.TokenHash(c.Token), Roles: string(people.Administrator),
		By: in.ID, Second: in.ID, CreatedAt: w.Now(), ExpiresAt: w.Now().Add(linkLife),
	})
}

// administrators counts the administrators ever granted.
func (a *App) administrators(tx Tx) (int, error) {
	entries, err := a.memory.ofKind(tx, fact.RoleGrantedKind)
	if err != nil {
		return 0, err
	}
	seen := map[fact.ID]bool{}
	for _, e := range entries {
		if f := e.Fact.(*fact.RoleGranted); f.Role == string(people.Administrator) {
			seen[f.Person] = true
		}
	}
	return len(seen), nil
}

// NeedsSetup reports whether no administrator has joined yet.
func (a *App) NeedsSetup(ctx context.Context) (bool, error) {
	n := 0
	err := a.read(ctx, func(tx Tx) (err error) {
		n, err = a.administrators(tx)
		return err
	})
	return n == 0, err
}
