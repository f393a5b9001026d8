// Package store keeps everything that Polyphony knows in one SQL database,
// SQLite or PostgreSQL: the append-only ledger with its tree and signed heads,
// the blobs that it pins, and the rows that may change. It is the only
// importer of GORM; what it offers is one transaction at a time, to read or
// to write.
package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"gorm.io/gorm"

	"polyphony/internal/clock"
	"polyphony/internal/fault"
)

// Config says where the database is and who signs its heads.
type Config struct {
	// URL is postgres://…, or the path of a SQLite file, which is made if it
	// does not exist; its folder must exist.
	URL string
	// Clock is the server's own; clock.Real if nil.
	Clock clock.Clock
	// Signer signs every head. Its name is the origin of the ledger.
	Signer note.Signer
	// VerifierKeys are the public keys that heads may be signed with, the
	// signer's own first, then retired ones.
	VerifierKeys []string
	// HeadFile keeps the newest published head outside the database, so that
	// an older copy of the database is noticed. None if empty.
	HeadFile string
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	sql       dialect
	writer    *sql.DB
	readers   *sql.DB
	gorm      *gorm.DB
	clock     clock.Clock
	signer    note.Signer
	keys      []string
	verifiers []note.Verifier
	outside   *headFile

	hot map[string]*sql.Stmt // by query; closed with the readers

	mu   sync.Mutex
	hold string
	last signedHead // the newest head that this process has published or verified
}

// Open opens the database, brings its schema up to this version, compares its
// guards with the ones shipped, and verifies the whole ledger. A database that
// is newer than this version, whose guards were changed, or that cannot be
// read or written is refused with a sentence (kind Refused). A ledger that does
// not follow from a head published earlier opens on hold: it can be read, and
// every Write is refused (R4).
func Open(ctx context.Context, c Config) (*Store, error) {
	s, err := newStore(c)
	if err != nil {
		return nil, err
	}
	if err := s.start(ctx, c); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func newStore(c Config) (*Store, error) {
	const op = "store.Open"
	s := &Store{clock: c.Clock, signer: c.Signer, keys: c.VerifierKeys}
	if s.clock == nil {
		s.clock = clock.Real{}
	}
	if c.Signer == nil || len(c.VerifierKeys) == 0 {
		return nil, fault.New(fault.Invalid, op, "a store needs the key that signs the ledger and its public half")
	}
	for _, k := range c.VerifierKeys {
		v, err := note.NewVerifier(k)
		if err != nil || v.Name() != c.Signer.Name() {
			return nil, fault.New(fault.Invalid, op, "%q is not a public key of the ledger %s", k, c.Signer.Name())
		}
		s.verifiers = append(s.verifiers, v)
	}
	probe := []byte("polyphony store check\n")
	if sig, err := c.Signer.Sign(probe); err != nil || !s.verifiers[0].Verify(probe, sig) {
		return nil, fault.New(fault.Invalid, op, "the first public key of %s is not that of the key that signs", c.Signer.Name())
	}
	if isPostgres(c.URL) {
		s.sql = postgresDialect{url: c.URL}
	} else {
		s.sql = sqliteDialect{path: strings.TrimPrefix(c.URL, "sqlite:")}
	}
	return s, nil
}

func (s *Store) start(ctx context.Context, c Config) error {
	const op = "store.Open"
	var err error
	if s.writer, s.readers, err = s.sql.open(ctx); err != nil {
		return err
	}
	if err := migrate(ctx, s.sql, s.writer); err != nil {
		return err
	}
	if err := s.sql.checkGuards(ctx, s.writer); err != nil {
		return err
	}
	s.gorm, err = gorm.Open(s.sql.dialector(s.writer), &gorm.Config{
		SkipDefaultTransaction: true, TranslateError: true, Logger: quiet,
		DisableAutomaticPing: true, NowFunc: s.clock.Now,
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := plainRows(s.gorm); err != nil {
		return fault.Wrap(op, err)
	}
	if err := s.prepare(ctx); err != nil {
		return err
	}
	if c.HeadFile != "" {
		s.outside = newHeadFile(c.HeadFile)
	}
	if err := s.Verify(ctx); err != nil && !fault.Is(err, fault.Hold) {
		return err
	}
	return nil
}

// Close ends the store after the last head has been written outside.
func (s *Store) Close() error {
	var errs []error
	if s.outside != nil {
		errs = append(errs, s.outside.close())
	}
	for _, db := range []*sql.DB{s.readers, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Origin is the name of the ledger.
func (s *Store) Origin() string { return s.signer.Name() }

// VerifierKeys are the public keys of the ledger, the signing one first.
func (s *Store) VerifierKeys() []string { return s.keys }

// Hold is the sentence that says why the store is read-only, or "" (R4).
func (s *Store) Hold() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hold
}

// holdFor puts the store on hold, for good: only a new start lifts it. The
// first reason stays.
func (s *Store) holdFor(reason string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hold == "" {
		s.hold = reason
	}
	return fault.New(fault.Hold, "store.Hold", "%s", s.hold)
}
