package fact

// Fact is one payload of the closed list.
type Fact interface {
	// Kind names the payload's kind.
	Kind() Kind
	// Subject is whose history the fact belongs to: the enrolment where it
	// concerns one, else the person, certificate, cohort, bundle or institute.
	Subject() ID
}

// Entry is a fact with its place and time in the ledger.
type Entry struct {
	Index int64
	At    Time
	Fact  Fact
}

// StudyCredited is time that the server itself measured in one section.
// Seconds never exceed To − From (R8).
type StudyCredited struct {
	Enrolment ID     `json:"enrolment"`
	Person    ID     `json:"person"`
	Module    string `json:"module"`
	Section   string `json:"section"`
	Digest    Digest `json:"digest"`
	From      Time   `json:"from"`
	To        Time   `json:"to"`
	Seconds   int64  `json:"seconds"`
}

// CheckGraded is one graded attempt at a knowledge check.
type CheckGraded struct {
	Enrolment ID       `json:"enrolment"`
	Module    string   `json:"module"`
	Digest    Digest   `json:"digest"`
	Series    ID       `json:"series"`
	Attempt   int64    `json:"attempt"`
	Items     []Digest `json:"items"`
	Right     int64    `json:"right"`
	Of        int64    `json:"of"`
}

// ReflectionSubmitted is a trainee's writing, as a commitment to its text.
type ReflectionSubmitted struct {
	Submission ID     `json:"submission"`
	Enrolment  ID     `json:"enrolment"`
	Module     string `json:"module"`
	Reflection string `json:"reflection"`
	Text       Digest `json:"text"`
	Words      int64  `json:"words"`
}

// ReflectionRead says that a supervisor has read a submission.
type ReflectionRead struct {
	Submission ID `json:"submission"`
	Enrolment  ID `json:"enrolment"`
	By         ID `json:"by"`
}

// ContactAttested is one facilitator's word that a trainee was there.
type ContactAttested struct {
	Enrolment   ID     `json:"enrolment"`
	Block       ID     `json:"block"`
	Stage       string `json:"stage"`
	Date        Date   `json:"date"`
	Zone        string `json:"zone"`
	Minutes     int64  `json:"minutes"`
	Facilitator ID     `json:"facilitator"`
}

// ContactConfirmed is the trainee's own word on the same day.
type ContactConfirmed struct {
	Enrolment ID     `json:"enrolment"`
	Block     ID     `json:"block"`
	Stage     string `json:"stage"`
	Date      Date   `json:"date"`
	Zone      string `json:"zone"`
	Minutes   int64  `json:"minutes"`
}

// Purpose of a meeting, said before anything is uploaded.
type Purpose string

// A summative meeting counts, whatever its result; a formative one never does.
const (
	Summative Purpose = "summative"
	Formative Purpose = "formative"
)

// MeetingDeclared says that a network meeting will be recorded, why, and with
// which other practitioners (person ids).
type MeetingDeclared struct {
	Meeting         ID      `json:"meeting"`
	Enrolment       ID      `json:"enrolment"`
	Trainee         ID      `json:"trainee"`
	Purpose         Purpose `json:"purpose"`
	CoPractitioners []ID    `json:"co_practitioners"`
}

// Medium of what was uploaded.
type Medium string

// A transcript alone is formative, unless the standard says otherwise.
const (
	Recording  Medium = "recording"
	Transcript Medium = "transcript"
)

// MeetingRecorded binds a declared meeting to the bytes that are rated, to the
// commitment of its facts and to the consents that stood at that moment.
type MeetingRecorded struct {
	Meeting    ID       `json:"meeting"`
	Enrolment  ID       `json:"enrolment"`
	Digest     Digest   `json:"digest"`
	Medium     Medium   `json:"medium"`
	DurationMS int64    `json:"duration_ms"`
	Facts      Digest   `json:"facts"`
	Consents   []Digest `json:"consents"`
}

// Said is what a rater says of one principle.
type Said string

// A level is on the scale; the other two are not levels and not the same.
const (
	SaidLevel         Said = "level"
	SaidNotApplicable Said = "not-applicable"
	SaidNotObservable Said = "not-observable"
)

// Score is a rater's word on one principle, with digests of the evidence.
// Level is 0 unless Said is SaidLevel.
type Score struct {
	Principle string   `json:"principle"`
	Said      Said     `json:"said"`
	Level     int64    `json:"level"`
	Evidence  []Digest `json:"evidence"`
	Note      Digest   `json:"note"`
}

// RatingCommitted is one rater's whole rating of one trainee in one meeting.
// Played is the share really seen, in ten-thousandths.
type RatingCommitted struct {
	Rating     ID      `json:"rating"`
	Meeting    ID      `json:"meeting"`
	Enrolment  ID      `json:"enrolment"`
	Trainee    ID      `json:"trainee"`
	Rater      ID      `json:"rater"`
	Recording  Digest  `json:"recording"`
	Instrument Digest  `json:"instrument"`
	Plan       string  `json:"plan"`
	Scores     []Score `json:"scores"`
	Played     int64   `json:"played"`
}

// EvidenceReversed takes one earlier evidence fact out of every standing.
type EvidenceReversed struct {
	Enrolment ID     `json:"enrolment"`
	Entry     int64  `json:"entry"`
	By        ID     `json:"by"`
	Second    ID     `json:"second"`
	Why       string `json:"why"`
}

// Kind and Subject of each evidence fact.

func (f *StudyCredited) Kind() Kind       { return StudyCreditedKind }
func (f *StudyCredited) Subject() ID      { return f.Enrolment }
func (f *CheckGraded) Kind() Kind         { return CheckGradedKind }
func (f *CheckGraded) Subject() ID        { return f.Enrolment }
func (f *ReflectionSubmitted) Kind() Kind { return ReflectionSubmittedKind }

func (f *ReflectionSubmitted) Subject() ID { return f.Enrolment }
func (f *ReflectionRead) Kind() Kind       { return ReflectionReadKind }
func (f *ReflectionRead) Subject() ID      { return f.Enrolment }
func (f *ContactAttested) Kind() Kind      { return ContactAttestedKind }
func (f *ContactAttested) Subject() ID     { return f.Enrolment }
func (f *ContactConfirmed) Kind() Kind     { return ContactConfirmedKind }
func (f *ContactConfirmed) Subject() ID    { return f.Enrolment }
func (f *MeetingDeclared) Kind() Kind      { return MeetingDeclaredKind }
func (f *MeetingDeclared) Subject() ID     { return f.Enrolment }
func (f *MeetingRecorded) Kind() Kind      { return MeetingRecordedKind }
func (f *MeetingRecorded) Subject() ID     { return f.Enrolment }
func (f *RatingCommitted) Kind() Kind      { return RatingCommittedKind }
func (f *RatingCommitted) Subject() ID     { return f.Enrolment }
func (f *EvidenceReversed) Kind() Kind     { return EvidenceReversedKind }
func (f *EvidenceReversed) Subject() ID    { return f.Enrolment }
