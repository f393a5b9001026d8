package app

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"polyphony/certificates"
	"polyphony/internal/fact"
)

const (
	// registerPoll is how long the size of the ledger is taken as known before
	// the store is asked again: another replica may have appended since.
	registerPoll = 250 * time.Millisecond
	// registerAnswers bounds how many answers are remembered; when it is
	// reached all are dropped, which costs one look-up each.
	registerAnswers = 4096
)

// registerCache remembers encoded answers about certificates for as long as
// nothing can have changed them: the ledger has not grown, and the instant at
// which the answer would become another one has not come. A commit of this
// process makes every answer old at once, one of another replica within
// registerPoll. It remembers no unknown number, and is not asked on hold.
type registerCache struct {
	epoch atomic.Int64 // counts what may have changed an answer

	poll   sync.Mutex
	size   int64        // of the ledger when last asked; guarded by poll
	polled atomic.Int64 // when it was last asked, on base's monotonic reading
	base   time.Time

	mu   sync.RWMutex
	held map[string]heldAnswer // by the number with its hyphens
}

// heldAnswer is good from the instant it was made until the one it names.
type heldAnswer struct {
	epoch       int64
	from, until fact.Time
	body        []byte
}

func newRegisterCache() *registerCache {
	return &registerCache{base: time.Now().Add(-2 * registerPoll), held: map[string]heldAnswer{}}
}

// grown makes every remembered answer old.
func (r *registerCache) grown() { r.epoch.Add(1) }

// fresh asks for the size of the ledger if it was not asked of late.
func (r *registerCache) fresh(size func() (int64, error)) error {
	if r.recent() {
		return nil
	}
	r.poll.Lock()
	defer r.poll.Unlock()
	if r.recent() {
		return nil
	}
	asked := time.Since(r.base)
	n, err := size()
	if err != nil {
		return err
	}
	if n != r.size {
		r.size = n
		r.grown()
	}
	r.polled.Store(int64(asked))
	return nil
}

func (r *registerCache) recent() bool {
	return time.Since(r.base)-time.Duration(r.polled.Load()) < registerPoll
}

func (r *registerCache) get(number string, now fact.Time) ([]byte, bool) {
	r.mu.RLock()
	h, ok := r.held[number]
	r.mu.RUnlock()
	if !ok || h.epoch != r.epoch.Load() || now < h.from || now >= h.until {
		return nil, false
	}
	return h.body, true
}

func (r *registerCache) put(number string, h heldAnswer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.held) >= registerAnswers {
		clear(r.held)
	}
	r.held[number] = h
}

// VerifyEncoded is Verify with the answer encoded, and ok false for a number
// that is unknown, malformed or hidden. An answer may be one that was encoded
// before: then the ledger has not grown since, its state is still the same,
// and its AsOf says when it was made. encode must be a function of the answer
// alone and the same at every call. The bytes must not be changed.
func (a *App) VerifyEncoded(ctx context.Context, typed string, encode func(Answer) ([]byte, error)) (body []byte, ok bool, err error) {
	if a.store.Hold() != "" {
		out, err := a.Verify(ctx, typed)
		if err != nil || out.State == certificates.Unknown {
			return nil, false, err
		}
		body, err = encode(out)
		return body, err == nil, err
	}
	if err := a.answers.fresh(func() (int64, error) { return a.size(ctx) }); err != nil {
		return nil, false, err
	}
	now := fact.At(a.conf.Clock.Now())
	if body, ok := a.answers.get(typed, now); ok {
		return body, true, nil
	}
	number, _ := certificates.ParseNumber(typed)
	if body, ok := a.answers.get(number.String(), now); ok {
		return body, true, nil
	}
	// What commits while the answer is being made makes it old.
	epoch := a.answers.epoch.Load()
	out, err := a.Verify(ctx, typed)
	if err != nil || out.State == certificates.Unknown {
		return nil, false, err
	}
	if body, err = encode(out); err != nil {
		return nil, false, err
	}
	a.answers.put(number.String(), heldAnswer{epoch, out.AsOf, out.changes(), body})
	return body, true, nil
}

// changes is the first instant at which time alone makes another answer: the
// certificate expires, or fewer whole days are left, which is just after the
// instant at which exactly so many are left.
func (o Answer) changes() fact.Time {
	switch {
	case o.State != certificates.Valid:
		return fact.At(o.AsOf.Time().AddDate(1, 0, 0))
	case o.ExpiresIn == 0:
		return o.Record.ValidUntil
	default:
		return o.Record.ValidUntil.Add(-time.Duration(o.ExpiresIn)*24*time.Hour) + 1
	}
}

func (a *App) size(ctx context.Context) (n int64, err error) {
	err = a.read(ctx, func(tx Tx) error {
		n, err = tx.Size()
		return err
	})
	return n, err
}
