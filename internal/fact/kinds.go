// Package fact is the vocabulary of Polyphony: the closed list of facts that
// the ledger may hold, their payloads and the canonical bytes of each.
//
// A payload holds identifiers, enumerations, numbers, digests and salted
// commitments only (R7). Nothing that a person typed ever stands in one.
package fact

// Kind names what happened. The list is closed: an unknown kind is refused.
type Kind string

// Class says what a kind of fact may do to a standing.
type Class int

// Evidence can meet a requirement, Enabling never can, Outcome follows from
// the others (R18).
const (
	Evidence Class = iota + 1
	Enabling
	Outcome
)

// The closed list of kinds, in the order of design/ledger.md.
const (
	StudyCreditedKind         Kind = "study.credited"
	CheckGradedKind           Kind = "check.graded"
	ReflectionSubmittedKind   Kind = "reflection.submitted"
	ReflectionReadKind        Kind = "reflection.read"
	JournalSubmittedKind      Kind = "journal.submitted"
	JournalReadKind           Kind = "journal.read"
	ContactAttestedKind       Kind = "contact.attested"
	ContactConfirmedKind      Kind = "contact.confirmed"
	SupervisionAttestedKind   Kind = "supervision.attested"
	SupervisionConfirmedKind  Kind = "supervision.confirmed"
	PracticeLoggedKind        Kind = "practice.logged"
	PracticeCountersignedKind Kind = "practice.countersigned"
	MeetingDeclaredKind       Kind = "meeting.declared"
	MeetingRecordedKind       Kind = "meeting.recorded"
	RatingCommittedKind       Kind = "rating.committed"
	EvidenceReversedKind      Kind = "evidence.reversed"

	InstituteFoundedKind   Kind = "institute.founded"
	PersonJoinedKind       Kind = "person.joined"
	PersonErasedKind       Kind = "person.erased"
	RoleGrantedKind        Kind = "role.granted"
	RoleEndedKind          Kind = "role.ended"
	ContentPublishedKind   Kind = "content.published"
	PathwayApprovedKind    Kind = "pathway.approved"
	PathwayPublishedKind   Kind = "pathway.published"
	CohortOpenedKind       Kind = "cohort.opened"
	TraineeEnrolledKind    Kind = "trainee.enrolled"
	TraineeMovedKind       Kind = "trainee.moved"
	LeaveGrantedKind       Kind = "leave.granted"
	RaterCalibratedKind    Kind = "rater.calibrated"
	RaterAssignedKind      Kind = "rater.assigned"
	RaterDeclinedKind      Kind = "rater.declined"
	ConsentGivenKind       Kind = "consent.given"
	ConsentWithdrawnKind   Kind = "consent.withdrawn"
	RecordingViewedKind    Kind = "recording.viewed"
	RecordingDestroyedKind Kind = "recording.destroyed"
	NoteAddedKind          Kind = "note.added"

	CertificateIssuedKind     Kind = "certificate.issued"
	CertificateArtefactKind   Kind = "certificate.artefact"
	CertificateRevokedKind    Kind = "certificate.revoked"
	CertificateSupersededKind Kind = "certificate.superseded"
	RecoveryDeclaredKind      Kind = "recovery.declared"
	KeyIntroducedKind         Kind = "key.introduced"
	KeyRetiredKind            Kind = "key.retired"
)

// form is what the codec knows of a kind: its class and how to make an empty
// payload of it. A kind whose empty is nil stands in the list but cannot be
// written or read by this version: such an entry fails closed (R20).
type form struct {
	class Class
	empty func() Fact
}

func of[T any, P interface {
	*T
	Fact
}]() func() Fact {
	return func() Fact { return P(new(T)) }
}

func forms() map[Kind]form {
	return map[Kind]form{
		StudyCreditedKind:         {Evidence, of[StudyCredited]()},
		CheckGradedKind:           {Evidence, of[CheckGraded]()},
		ReflectionSubmittedKind:   {Evidence, of[ReflectionSubmitted]()},
		ReflectionReadKind:        {Evidence, of[ReflectionRead]()},
		JournalSubmittedKind:      {class: Evidence},
		JournalReadKind:           {class: Evidence},
		ContactAttestedKind:       {Evidence, of[ContactAttested]()},
		ContactConfirmedKind:      {Evidence, of[ContactConfirmed]()},
		SupervisionAttestedKind:   {class: Evidence},
		SupervisionConfirmedKind:  {class: Evidence},
		PracticeLoggedKind:        {class: Evidence},
		PracticeCountersignedKind: {class: Evidence},
		MeetingDeclaredKind:       {Evidence, of[MeetingDeclared]()},
		MeetingRecordedKind:       {Evidence, of[MeetingRecorded]()},
		RatingCommittedKind:       {Evidence, of[RatingCommitted]()},
		EvidenceReversedKind:      {Evidence, of[EvidenceReversed]()},

		InstituteFoundedKind:   {Enabling, of[InstituteFounded]()},
		PersonJoinedKind:       {Enabling, of[PersonJoined]()},
		PersonErasedKind:       {Enabling, of[PersonErased]()},
		RoleGrantedKind:        {Enabling, of[RoleGranted]()},
		RoleEndedKind:          {Enabling, of[RoleEnded]()},
		ContentPublishedKind:   {Enabling, of[ContentPublished]()},
		PathwayApprovedKind:    {Enabling, of[PathwayApproved]()},
		PathwayPublishedKind:   {Enabling, of[PathwayPublished]()},
		CohortOpenedKind:       {Enabling, of[CohortOpened]()},
		TraineeEnrolledKind:    {Enabling, of[TraineeEnrolled]()},
		TraineeMovedKind:       {class: Enabling},
		LeaveGrantedKind:       {Enabling, of[LeaveGranted]()},
		RaterCalibratedKind:    {Enabling, of[RaterCalibrated]()},
		RaterAssignedKind:      {Enabling, of[RaterAssigned]()},
		RaterDeclinedKind:      {Enabling, of[RaterDeclined]()},
		ConsentGivenKind:       {Enabling, of[ConsentGiven]()},
		ConsentWithdrawnKind:   {Enabling, of[ConsentWithdrawn]()},
		RecordingViewedKind:    {Enabling, of[RecordingViewed]()},
		RecordingDestroyedKind: {class: Enabling},
		NoteAddedKind:          {Enabling, of[NoteAdded]()},

		CertificateIssuedKind:     {Outcome, of[CertificateIssued]()},
		CertificateArtefactKind:   {Outcome, of[CertificateArtefact]()},
		CertificateRevokedKind:    {Outcome, of[CertificateRevoked]()},
		CertificateSupersededKind: {Outcome, of[CertificateSuperseded]()},
		RecoveryDeclaredKind:      {Outcome, of[RecoveryDeclared]()},
		KeyIntroducedKind:         {Outcome, of[KeyIntroduced]()},
		KeyRetiredKind:            {Outcome, of[KeyRetired]()},
	}
}

var known = forms()

// ClassOf says what k may do to a standing; 0 for a kind not in the list.
func ClassOf(k Kind) Class { return known[k].class }

// Kinds lists every kind in the closed list, in no particular order.
func Kinds() []Kind {
	ks := make([]Kind, 0, len(known))
	for k := range known {
		ks = append(ks, k)
	}
	return ks
}

// Readable reports whether this version has a payload form for k.
func Readable(k Kind) bool { return known[k].empty != nil }
