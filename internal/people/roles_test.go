package people

import (
	"slices"
	"strings"
	"testing"

	"polyphony/internal/fault"
)

// TestR34_RolesThatExcludeEachOther: every pair of roles, against the list
// written out by hand.
func TestR34_RolesThatExcludeEachOther(t *testing.T) {
	never := map[[2]Role]bool{
		{Administrator, Rater}: true, {Administrator, Steward}: true,
		{Trainee, Administrator}: true, {Trainee, Registrar}: true, {Trainee, Steward}: true,
	}
	for _, a := range Roles() {
		for _, b := range Roles() {
			want := never[[2]Role{a, b}] || never[[2]Role{b, a}]
			err := Conflict([]Role{a}, b)
			if (err != nil) != want {
				t.Errorf("%s who is to become %s: %v", a, b, err)
			}
			if err == nil {
				continue
			}
			if !fault.Is(err, fault.Refused) {
				t.Errorf("%v is not a refusal", err)
			}
			if s := fault.Sentence(err); !strings.Contains(s, string(a)) || !strings.Contains(s, string(b)) || !strings.Contains(s, "end the "+string(a)+" role first") {
				t.Errorf("%q does not say what to do", s)
			}
		}
	}
}

func TestR34_OneConflictAmongManyRolesIsEnough(t *testing.T) {
	held := []Role{Facilitator, Supervisor, Administrator}
	if Conflict(held, Rater) == nil {
		t.Error("an administrator with other roles may rate")
	}
	if err := Conflict(held, Registrar); err != nil {
		t.Error(err)
	}
	if err := Conflict(nil, Administrator); err != nil {
		t.Error(err)
	}
}

func TestParseRole(t *testing.T) {
	for _, r := range Roles() {
		if got, err := ParseRole(string(r)); err != nil || got != r {
			t.Errorf("%s is read as %q, %v", r, got, err)
		}
	}
	for _, s := range []string{"", "Rater", "operator", "rater ", "*"} {
		if _, err := ParseRole(s); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestStaffNeedASecondFactor(t *testing.T) {
	for _, r := range Roles() {
		if want := r != Trainee && r != Commissioner; r.Staff() != want {
			t.Errorf("%s is staff: %v", r, r.Staff())
		}
	}
}

// may is who may do what, written out once more.
var may = map[Action][]Role{
	InvitePeople: {Administrator}, GrantRoles: {Administrator}, ApprovePathways: {Steward},
	OpenCohorts: {Registrar}, EnrolTrainees: {Registrar}, IssueCertificate: {Registrar},
	RevokeCertificate: {Registrar}, ReverseEvidence: {Registrar}, AttestContact: {Facilitator},
	ReadReflections: {Supervisor}, RateMeetings: {Rater}, FollowOwnPath: {Trainee},
	SeeStanding: {Registrar, Supervisor},
}

func TestR18_ThePolicyTable(t *testing.T) {
	for a := range policy {
		if may[a] == nil {
			t.Errorf("nobody has thought about who may %s", a)
		}
	}
	for a, who := range may {
		for _, r := range Roles() {
			if May([]Role{r}, a) != slices.Contains(who, r) {
				t.Errorf("a %s may %s: %v", r, a, May([]Role{r}, a))
			}
		}
		if !May(append([]Role{Author}, who[0]), a) {
			t.Errorf("a further role takes away that a %s may %s", who[0], a)
		}
		if May(nil, a) {
			t.Errorf("somebody without a role may %s", a)
		}
	}
	if May(Roles(), "waive a requirement") {
		t.Error("an action that the table does not know is allowed")
	}
}

// TestR18_NoRoleHasBothEnds: nobody who follows a path can act on evidence or
// on certificates, whatever further role they may hold at the same time.
func TestR18_NoRoleHasBothEnds(t *testing.T) {
	for _, r := range Roles() {
		if Conflict([]Role{Trainee}, r) != nil {
			continue
		}
		for _, a := range []Action{IssueCertificate, RevokeCertificate, ReverseEvidence, EnrolTrainees, OpenCohorts, GrantRoles, ApprovePathways} {
			if May([]Role{Trainee, r}, a) {
				t.Errorf("a trainee who is also %s may %s", r, a)
			}
		}
	}
}
