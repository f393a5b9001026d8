// Package app holds the use cases: each authorises the actor, opens one
// transaction, asks the domain and appends facts. It declares the interfaces
// it needs; adapters implement them. Every fact enters through Apply (R19).
package app

import "polyphony/internal/fact"

// The rows below are the mutable side of the store: what people type, what is
// under way, and copies made for look-up. None of them can meet a requirement.
// Table names are the plural in snake case; "key" marks the primary key.
// Times are microseconds UTC; 0 means "not yet".

// Account is a person's sign-in and profile. Table accounts, key person;
// e-mail is unique and lower case.
type Account struct {
	Person       fact.ID
	Email        string
	Name         string
	PasswordHash string
	TOTPSecret   string
	TOTPOn       bool
	TOTPLast     int64 // the last time step used, so that a code works once
	Salt         []byte
	CreatedAt    fact.Time
	DisabledAt   fact.Time
}

// Session is one signed-in browser. Table sessions, key hash (SHA-256 of the
// cookie, hex).
type Session struct {
	Hash         string
	Person       fact.ID
	SecondFactor bool
	CreatedAt    fact.Time
	SeenAt       fact.Time
	ExpiresAt    fact.Time
}

// SignedIn is a session with what a request needs of its account, the size of
// the ledger's newest head, and what the person is reading: one look at the
// database, and so one state of it.
type SignedIn struct {
	Session
	Email      string
	Name       string
	TOTPOn     bool
	DisabledAt fact.Time
	Size       int64
	Reading    Reading
}

// Reading is what a live study session has accrued and not yet put into the
// ledger; zero where there is none.
type Reading struct {
	Enrolment fact.ID
	Module    string
	Section   string
	Accrued   int64 // µs
}

// Invitation is a one-time link. Table invitations, key hash.
type Invitation struct {
	Hash      string
	Email     string
	Name      string
	Roles     string // space separated
	By        fact.ID
	Second    fact.ID
	CreatedAt fact.Time
	ExpiresAt fact.Time
	UsedAt    fact.Time
}

// Pending is an act that waits for its second person. Table pendings, key id.
type Pending struct {
	ID        fact.ID
	Action    string
	Subject   fact.ID
	Payload   string // JSON
	By        fact.ID
	CreatedAt fact.Time
	DoneBy    fact.ID
	DoneAt    fact.Time
	State     string // open, done, dropped
}

// Study is one study session. Table studies, key id; at most one row a person
// has ClosedAt 0 (partial unique index on person).
type Study struct {
	ID         fact.ID
	Person     fact.ID
	Enrolment  fact.ID
	Module     string
	Section    string
	Digest     fact.Digest
	View       fact.ID
	Nonce      string // what the next beat must carry
	Last       string // JSON: the nonce spent last and what was answered to it
	OpenedAt   fact.Time
	BeatAt     fact.Time // last beat; credit runs from here only after a visible one
	ActiveAt   fact.Time // last beat with input
	CreditFrom fact.Time // start of the stretch not yet in the ledger
	Accrued    int64     // µs credited since CreditFrom
	Reread     int64     // µs read after the section's floor was full: never credited
	Running    bool      // the last beat was visible
	ClosedAt   fact.Time
	ClosedWhy  string
}

// Series is one served attempt at a knowledge check. Table serieses, key id;
// (enrolment, module, attempt) is unique.
type Series struct {
	ID        fact.ID
	Enrolment fact.ID
	Module    string
	Digest    fact.Digest
	Attempt   int64
	Items     string // JSON: item ids in the order served
	Answers   string // JSON: chosen option by item id
	Right     int64
	Total     int64
	ServedAt  fact.Time
	ClosedAt  fact.Time
}

// Draft is unfinished writing. Table drafts, key (person, kind, ref).
type Draft struct {
	Person  fact.ID
	Kind    string
	Ref     string
	Body    string
	SavedAt fact.Time
}

// Text is what a person wrote, by its commitment. Table texts, key digest.
// Deleting a row is how an erasure reaches it.
type Text struct {
	Digest fact.Digest
	Owner  fact.ID
	Body   []byte
}

// Cohort is a cohort's name. Table cohorts, key id.
type Cohort struct {
	ID        fact.ID
	Name      string
	CreatedAt fact.Time
}

// Meeting is what a trainee says of a network meeting. Table meetings, key id.
type Meeting struct {
	ID        fact.ID
	Enrolment fact.ID
	Trainee   fact.ID
	Facts     string // JSON of fidelity.Facts
	Voices    string // JSON: voice → role
	Recording fact.Digest
	CreatedAt fact.Time
}

// Participant is somebody in a meeting, by role and initials or pseudonym.
// Table participants, key id.
type Participant struct {
	ID      fact.ID
	Meeting fact.ID
	Label   string
	Role    string
}

// Media is the bytes that were uploaded. Table medias, key digest.
type Media struct {
	Digest    fact.Digest
	Meeting   fact.ID
	Bytes     []byte
	CreatedAt fact.Time
}

// Certificate is the frozen certificate with its PDF. Table certificates, key
// id; number is unique.
type Certificate struct {
	ID        fact.ID
	Number    string
	Enrolment fact.ID
	Person    fact.ID
	Record    []byte // canonical JSON of certificates.Record
	Salt      []byte
	PDF       []byte
	PDFDigest fact.Digest
	IssuedAt  fact.Time
}
