package people

// Action is something that only some roles may do.
type Action string

// The closed set of actions.
const (
	InvitePeople      Action = "invite people"
	GrantRoles        Action = "grant roles"
	ApprovePathways   Action = "approve pathways"
	OpenCohorts       Action = "open cohorts and book contact days"
	EnrolTrainees     Action = "enrol trainees"
	IssueCertificate  Action = "issue certificates"
	RevokeCertificate Action = "revoke certificates"
	ReverseEvidence   Action = "reverse evidence"
	AttestContact     Action = "attest contact days"
	ReadReflections   Action = "read reflections"
	RateMeetings      Action = "rate meetings"
	FollowOwnPath     Action = "follow a training path"
	SeeStanding       Action = "see where trainees stand"
)

// policy is the one table of who may do what. Scope (whose trainee, which
// meeting) is checked by the use case; here is only the role.
var policy = map[Action][]Role{
	InvitePeople:      {Administrator},
	GrantRoles:        {Administrator},
	ApprovePathways:   {Steward},
	OpenCohorts:       {Registrar},
	EnrolTrainees:     {Registrar},
	IssueCertificate:  {Registrar},
	RevokeCertificate: {Registrar},
	ReverseEvidence:   {Registrar},
	AttestContact:     {Facilitator},
	ReadReflections:   {Supervisor},
	RateMeetings:      {Rater},
	FollowOwnPath:     {Trainee},
	SeeStanding:       {Registrar, Supervisor},
}

// May reports whether somebody with these roles may do a. An action that the
// table does not know is refused to everybody.
func May(held []Role, a Action) bool {
	for _, r := range policy[a] {
		for _, h := range held {
			if h == r {
				return true
			}
		}
	}
	return false
}
