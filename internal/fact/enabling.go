package fact

// Mode of an institute, in the first entry of its ledger, for ever (R32).
type Mode string

// A demonstration's certificates say so everywhere.
const (
	Real          Mode = "real"
	Demonstration Mode = "demonstration"
)

// InstituteFounded is the first entry of every ledger.
type InstituteFounded struct {
	Institute ID     `json:"institute"`
	Mode      Mode   `json:"mode"`
	Zone      string `json:"zone"`
}

// PersonJoined gives a human being an identifier here.
type PersonJoined struct {
	Person ID `json:"person"`
}

// PersonErased says that a person's salt and profile were destroyed.
type PersonErased struct {
	Person ID `json:"person"`
	By     ID `json:"by"`
	Second ID `json:"second"`
}

// RoleGranted gives a role from now on. Two people sign, neither the subject
// (R34); at the founding the institute itself signs.
type RoleGranted struct {
	Person ID     `json:"person"`
	Role   string `json:"role"`
	By     ID     `json:"by"`
	Second ID     `json:"second"`
}

// RoleEnded takes a role away from now on.
type RoleEnded struct {
	Person ID     `json:"person"`
	Role   string `json:"role"`
	By     ID     `json:"by"`
}

// ContentPublished puts a bundle (a pathway with everything it pins) in the
// store. Bundle is the digest of its manifest.
type ContentPublished struct {
	Bundle  Digest   `json:"bundle"`
	Pathway string   `json:"pathway"`
	Version int64    `json:"version"`
	Blobs   []Digest `json:"blobs"`
	By      ID       `json:"by"`
}

// PathwayApproved is one steward's signature under a bundle (R17).
type PathwayApproved struct {
	Bundle Digest `json:"bundle"`
	By     ID     `json:"by"`
}

// PathwayPublished follows the second steward's signature.
type PathwayPublished struct {
	Bundle  Digest `json:"bundle"`
	Pathway string `json:"pathway"`
}

// Block is a run of contact days of one stage with the facilitators booked
// for each of them.
type Block struct {
	Block        ID     `json:"block"`
	Stage        string `json:"stage"`
	Days         []Date `json:"days"`
	Facilitators []ID   `json:"facilitators"`
}

// CohortOpened makes a cohort's dated blocks known. It may be repeated for a
// cohort to book further blocks; it never changes one already booked.
type CohortOpened struct {
	Cohort ID      `json:"cohort"`
	Bundle Digest  `json:"bundle"`
	Zone   string  `json:"zone"`
	Blocks []Block `json:"blocks"`
	By     ID      `json:"by"`
}

// TraineeEnrolled pins a person to a bundle, for good (R15).
type TraineeEnrolled struct {
	Enrolment  ID     `json:"enrolment"`
	Person     ID     `json:"person"`
	Cohort     ID     `json:"cohort"`
	Bundle     Digest `json:"bundle"`
	Supervisor ID     `json:"supervisor"`
	By         ID     `json:"by"`
}

// LeaveGranted lengthens allowances between two dates; it lowers nothing.
type LeaveGranted struct {
	Enrolment ID   `json:"enrolment"`
	From      Date `json:"from"`
	To        Date `json:"to"`
	By        ID   `json:"by"`
}

// RaterCalibrated says that a rater came within tolerance on the gold set.
type RaterCalibrated struct {
	Rater      ID     `json:"rater"`
	Instrument Digest `json:"instrument"`
	Gold       Digest `json:"gold"`
	SameSide   int64  `json:"same_side"`
	Of         int64  `json:"of"`
}

// RaterAssigned is the system's choice of a rater; a third looks like a first.
type RaterAssigned struct {
	Rater     ID `json:"rater"`
	Meeting   ID `json:"meeting"`
	Enrolment ID `json:"enrolment"`
}

// RaterDeclined gives an assignment back, for a conflict of interest or time.
type RaterDeclined struct {
	Rater     ID     `json:"rater"`
	Meeting   ID     `json:"meeting"`
	Enrolment ID     `json:"enrolment"`
	Why       string `json:"why"`
}

// Moment of a consent.
type Moment string

// Consent is asked before recording, after it and again after seven days.
const (
	Before     Moment = "before"
	After      Moment = "after"
	AfterAWeek Moment = "after-a-week"
)

// ConsentGiven is one participant's yes at one moment. Witness is the
// practitioner who was there when the trainee asked: a trainee never asks alone.
type ConsentGiven struct {
	Meeting     ID     `json:"meeting"`
	Enrolment   ID     `json:"enrolment"`
	Participant ID     `json:"participant"`
	Moment      Moment `json:"moment"`
	Form        Digest `json:"form"`
	By          ID     `json:"by"`
	Witness     ID     `json:"witness"`
}

// ConsentWithdrawn closes the whole file of a meeting.
type ConsentWithdrawn struct {
	Meeting     ID `json:"meeting"`
	Enrolment   ID `json:"enrolment"`
	Participant ID `json:"participant"`
	By          ID `json:"by"`
}

// RecordingViewed stands in the ledger before the first byte is served (R21).
type RecordingViewed struct {
	Meeting   ID     `json:"meeting"`
	Enrolment ID     `json:"enrolment"`
	By        ID     `json:"by"`
	Medium    Medium `json:"medium"`
}

// NoteAdded keeps prior learning or a transfer as a note; it counts for nothing.
type NoteAdded struct {
	Enrolment ID     `json:"enrolment"`
	Class     string `json:"class"`
	Text      Digest `json:"text"`
	By        ID     `json:"by"`
}

// Kind and Subject of each enabling fact.

func (f *InstituteFounded) Kind() Kind  { return InstituteFoundedKind }
func (f *InstituteFounded) Subject() ID { return f.Institute }
func (f *PersonJoined) Kind() Kind      { return PersonJoinedKind }
func (f *PersonJoined) Subject() ID     { return f.Person }
func (f *PersonErased) Kind() Kind      { return PersonErasedKind }
func (f *PersonErased) Subject() ID     { return f.Person }
func (f *RoleGranted) Kind() Kind       { return RoleGrantedKind }
func (f *RoleGranted) Subject() ID      { return f.Person }
func (f *RoleEnded) Kind() Kind         { return RoleEndedKind }
func (f *RoleEnded) Subject() ID        { return f.Person }
func (f *ContentPublished) Kind() Kind  { return ContentPublishedKind }
func (f *ContentPublished) Subject() ID { return BundleSubject(f.Bundle) }
func (f *PathwayApproved) Kind() Kind   { return PathwayApprovedKind }
func (f *PathwayApproved) Subject() ID  { return BundleSubject(f.Bundle) }
func (f *PathwayPublished) Kind() Kind  { return PathwayPublishedKind }
func (f *PathwayPublished) Subject() ID { return BundleSubject(f.Bundle) }
func (f *CohortOpened) Kind() Kind      { return CohortOpenedKind }
func (f *CohortOpened) Subject() ID     { return f.Cohort }
func (f *TraineeEnrolled) Kind() Kind   { return TraineeEnrolledKind }
func (f *TraineeEnrolled) Subject() ID  { return f.Enrolment }
func (f *LeaveGranted) Kind() Kind      { return LeaveGrantedKind }
func (f *LeaveGranted) Subject() ID     { return f.Enrolment }
func (f *RaterCalibrated) Kind() Kind   { return RaterCalibratedKind }
func (f *RaterCalibrated) Subject() ID  { return f.Rater }
func (f *RaterAssigned) Kind() Kind     { return RaterAssignedKind }
func (f *RaterAssigned) Subject() ID    { return f.Enrolment }
func (f *RaterDeclined) Kind() Kind     { return RaterDeclinedKind }
func (f *RaterDeclined) Subject() ID    { return f.Enrolment }
func (f *ConsentGiven) Kind() Kind      { return ConsentGivenKind }
func (f *ConsentGiven) Subject() ID     { return f.Enrolment }
func (f *ConsentWithdrawn) Kind() Kind  { return ConsentWithdrawnKind }
func (f *ConsentWithdrawn) Subject() ID { return f.Enrolment }
func (f *RecordingViewed) Kind() Kind   { return RecordingViewedKind }
func (f *RecordingViewed) Subject() ID  { return f.Enrolment }
func (f *NoteAdded) Kind() Kind         { return NoteAddedKind }
func (f *NoteAdded) Subject() ID        { return f.Enrolment }

// BundleSubject is the look-up id of a bundle: the first 26 characters of its
// digest, since a subject column holds ids.
func BundleSubject(d Digest) ID {
	if len(d) < 26 {
		return ID(d)
	}
	return ID(d[:26])
}
