package app

import (
	"context"

	"polyphony/internal/fact"
)

// Store runs one transaction at a time for writing, many for reading.
type Store interface {
	// Write holds the ledger lock; what fn did is kept whole or not at all.
	Write(ctx context.Context, fn func(Tx) error) error
	// Read sees one consistent state; writing in it is refused.
	Read(ctx context.Context, fn func(Tx) error) error
	// ReadAt is Read for one who has just been told the size of the ledger: it
	// sees that many entries, and no more, and asks nothing of the database
	// before fn does. A size whose head is not known to be signed is looked up.
	ReadAt(ctx context.Context, size int64, fn func(Tx) error) error
	// SignedIn is one look at a session, its account, the ledger's size and
	// what the person is reading.
	SignedIn(ctx context.Context, hash string) (SignedIn, error)
	// Hold is the sentence of an integrity hold, or empty (R4).
	Hold() string
}

// Tx is what a use case may do inside a transaction. Look-ups that find
// nothing answer fault.NotFound.
type Tx interface {
	Ledger
	Accounts
	Sessions
	Pendings
	Studies
	Serieses
	Writing
	Meetings
	Certificates
}

// Ledger is the append-only side. Append is called by Apply alone.
type Ledger interface {
	// Now is one reading of the clock for the whole transaction.
	Now() fact.Time
	Append(f fact.Fact) (fact.Entry, error)
	// History gives the entries of a subject with an index above after.
	History(subject fact.ID, after int64) ([]fact.Entry, error)
	// OfKind gives the entries of a kind with an index above after.
	OfKind(kind fact.Kind, after int64) ([]fact.Entry, error)
	// Size is the number of entries.
	Size() (int64, error)
	// Committed reports whether all that this transaction can see is committed:
	// always in a reading one, and in a writing one until its first Append.
	Committed() bool
	PutBlob(b []byte) (fact.Digest, error)
	Blob(d fact.Digest) ([]byte, error)
}

// Accounts keeps people's sign-ins and profiles, and invitations.
type Accounts interface {
	Account(person fact.ID) (Account, error)
	AccountByEmail(email string) (Account, error)
	Accounts() ([]Account, error)
	InsertAccount(a Account) error
	UpdateAccount(a Account) error
	Invitation(hash string) (Invitation, error)
	PutInvitation(i Invitation) error // insert or replace by hash
	// OpenInvitationsAt gives those that are neither used nor expired, oldest
	// first.
	OpenInvitationsAt(t fact.Time) ([]Invitation, error)
}

// Sessions keeps signed-in browsers.
type Sessions interface {
	Session(hash string) (Session, error)
	InsertSession(s Session) error
	TouchSession(hash string, seen fact.Time) error
	DeleteSession(hash string) error
	SessionsOf(person fact.ID) ([]Session, error)
}

// Pendings keeps acts that wait for a second person.
type Pendings interface {
	Pending(id fact.ID) (Pending, error)
	Pendings(state string) ([]Pending, error)
	InsertPending(p Pending) error
	UpdatePending(p Pending) error
}

// Studies keeps study sessions.
type Studies interface {
	Study(id fact.ID) (Study, error)
	LiveStudy(person fact.ID) (Study, error)
	InsertStudy(s Study) error
	UpdateStudy(s Study) error
	// StaleStudies gives the live sessions whose last beat is before t.
	StaleStudies(t fact.Time) ([]Study, error)
	// StudiesOf gives the sessions in a module of an enrolment, oldest first.
	StudiesOf(enrolment fact.ID, module string) ([]Study, error)
}

// Serieses keeps attempts at knowledge checks.
type Serieses interface {
	Series(id fact.ID) (Series, error)
	SeriesOf(enrolment fact.ID, module string) ([]Series, error)
	InsertSeries(s Series) error
	UpdateSeries(s Series) error
}

// Writing keeps drafts and the texts that facts commit to.
type Writing interface {
	Draft(person fact.ID, kind, ref string) (Draft, error)
	PutDraft(d Draft) error
	DeleteDraft(person fact.ID, kind, ref string) error
	Text(d fact.Digest) (Text, error)
	InsertText(t Text) error
}

// Meetings keeps what was said of network meetings and their bytes, and the
// names of cohorts.
type Meetings interface {
	Meeting(id fact.ID) (Meeting, error)
	InsertMeeting(m Meeting) error
	UpdateMeeting(m Meeting) error
	Participants(meeting fact.ID) ([]Participant, error)
	InsertParticipant(p Participant) error
	Media(d fact.Digest) (Media, error)
	InsertMedia(m Media) error
	Cohorts() ([]Cohort, error)
	InsertCohort(c Cohort) error
}

// Certificates keeps issued certificates whole.
type Certificates interface {
	Certificate(id fact.ID) (Certificate, error)
	CertificateByNumber(number string) (Certificate, error)
	Certificates() ([]Certificate, error)
	InsertCertificate(c Certificate) error
}
