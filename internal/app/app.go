package app

import (
	"context"
	"crypto/rand"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"polyphony/content"
	"polyphony/internal/clock"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// App is the use cases over one store. It is safe for concurrent use and keeps
// nothing that another replica would need.
type App struct {
	store   Store
	library *content.Library
	hasher  *people.Hasher
	memory  *memory
	beats   *monotonic
	folds   sync.Map // fact.ID → fold of an enrolment's history
	bundles sync.Map // fact.Digest → content.OpenedBundle; a bundle never changes
	indexes sync.Map // version of a module → *search.Index
	founded atomic.Pointer[Institute]
	answers *registerCache
	conf    Config
}

// Config is what the wiring knows.
type Config struct {
	// BaseURL is where the service is reached from outside, without a slash at
	// the end. Links and QR codes are built from it, never from a request.
	BaseURL string
	// Institute is the name printed on certificates.
	Institute string
	// Clock gives the monotonic reading between two beats of one process (R5).
	Clock clock.Clock
	// Random is where identifiers, salts and numbers come from; nil, the
	// system's own source, for everything but a demonstration with a seed.
	Random io.Reader
	// Assurance says which outside witnesses the log has; empty for none.
	Assurance string
}

// New makes the use cases over a store and the shipped content.
func New(store Store, library *content.Library, conf Config) *App {
	if conf.Random == nil {
		conf.Random = rand.Reader
	}
	if conf.Clock == nil {
		conf.Clock = clock.Real{}
	}
	return &App{
		store: store, library: library, conf: conf,
		hasher: people.NewHasher(4), memory: newMemory(), beats: newMonotonic(),
		answers: newRegisterCache(),
	}
}

// Actor is who asks: a person signed in, or nobody. It is a parameter of every
// use case and never hidden in a context.
type Actor struct {
	Person       fact.ID
	SecondFactor bool
}

// Command is one act that changes something. Only this package can make one.
type Command interface {
	// needs is the action that the actor's roles must allow; empty where being
	// signed in, or a token in the command, is enough.
	needs() people.Action
	// decide says which facts follow, or refuses. It may write rows; it never
	// appends.
	decide(w *Work) ([]fact.Fact, error)
}

// Work is one command at work inside its transaction.
type Work struct {
	Tx
	app   *App
	ctx   context.Context
	actor Actor
	roles []people.Role
}

// Apply is the one door: every fact enters the ledger here (R19). It opens one
// transaction, authorises the actor, lets the command decide and appends what
// follows. A refusal or an error changes nothing (R35).
func (a *App) Apply(ctx context.Context, actor Actor, cmd Command) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	grew := false
	err := a.store.Write(ctx, func(tx Tx) error {
		w := &Work{Tx: tx, app: a, ctx: ctx, actor: actor}
		if err := w.authorise(cmd.needs()); err != nil {
			return err
		}
		facts, err := cmd.decide(w)
		if err != nil {
			return err
		}
		for _, f := range facts {
			if _, err := tx.Append(f); err != nil {
				return err
			}
		}
		grew = len(facts) > 0
		return nil
	})
	if grew { // also after an error: a commit that failed may have happened
		a.answers.grown()
	}
	return err
}

func (w *Work) authorise(action people.Action) error {
	if w.actor.Person != "" {
		roles, err := w.app.rolesOf(w.Tx, w.actor.Person)
		if err != nil {
			return err
		}
		w.roles = roles
	}
	switch {
	case action == "":
		return nil
	case w.actor.Person == "":
		return fault.New(fault.Unsigned, "sign-in", "Please sign in first.")
	case !people.May(w.roles, action):
		return notThere()
	case !w.actor.SecondFactor && needsSecondFactor(w.roles):
		return fault.New(fault.Refused, "sign-in", "This needs the second step of signing in. Sign out and in again with your six-digit code.")
	}
	return nil
}

func needsSecondFactor(roles []people.Role) bool {
	for _, r := range roles {
		if r.Staff() {
			return true
		}
	}
	return false
}

// notThere is the answer to whatever does not exist or is not this person's:
// the same words for both (R33).
func notThere() error {
	return fault.New(fault.NotFound, "look-up", "There is nothing here, or it is not yours to see.")
}

// hidden turns a look-up's error into the answer for things that are not
// there, and keeps real errors.
func hidden(err error) error {
	if fault.Is(err, fault.NotFound) {
		return notThere()
	}
	return err
}

// read runs fn over one consistent state.
func (a *App) read(ctx context.Context, fn func(tx Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	return a.store.Read(ctx, fn)
}

// rolesOf is the roles a person holds now, from the ledger alone.
func (a *App) rolesOf(tx Tx, person fact.ID) ([]people.Role, error) {
	entries, err := a.memory.history(tx, person)
	return rolesIn(entries), err
}

func rolesIn(entries []fact.Entry) (held []people.Role) {
	for _, e := range entries {
		switch f := e.Fact.(type) {
		case *fact.RoleGranted:
			held = append(dropRole(held, people.Role(f.Role)), people.Role(f.Role))
		case *fact.RoleEnded:
			held = dropRole(held, people.Role(f.Role))
		}
	}
	return held
}

func dropRole(held []people.Role, r people.Role) []people.Role {
	out := held[:0:0]
	for _, h := range held {
		if h != r {
			out = append(out, h)
		}
	}
	return out
}

// holds reports whether a person has a role now.
func (a *App) holds(tx Tx, person fact.ID, r people.Role) (bool, error) {
	roles, err := a.rolesOf(tx, person)
	for _, h := range roles {
		if h == r {
			return true, err
		}
	}
	return false, err
}

// bundle opens a pinned bundle from the store's own blobs and remembers it.
func (a *App) bundle(tx Tx, d fact.Digest) (content.OpenedBundle, error) {
	if b, ok := a.bundles.Load(d); ok {
		return b.(content.OpenedBundle), nil
	}
	manifest, err := tx.Blob(d)
	if err != nil {
		return content.OpenedBundle{}, err
	}
	b, err := content.OpenBundle(manifest, tx.Blob)
	if err != nil {
		return content.OpenedBundle{}, err
	}
	a.bundles.Store(d, b)
	return b, nil
}

// newID draws an identifier; an error of the source of randomness stops the
// transaction.
func (w *Work) newID() (fact.ID, error) { return fact.NewID(w.app.conf.Random) }

// newSalt draws 32 bytes.
func (w *Work) newSalt() ([]byte, error) {
	salt := make([]byte, 32)
	_, err := io.ReadFull(w.app.conf.Random, salt)
	return salt, fault.Wrap("app.newSalt", err)
}

// isNotFound is short for the one error that is an answer.
func isNotFound(err error) bool {
	return fault.Is(err, fault.NotFound)
}

// Hold is the sentence of an integrity hold, or empty (R4).
func (a *App) Hold() string { return a.store.Hold() }
