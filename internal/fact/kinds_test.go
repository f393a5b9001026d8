package fact

import (
	"slices"
	"testing"
)

// closedList is the list of facts, written out by hand with the class that the
// design gives each.
var closedList = map[Kind]Class{
	"study.credited": Evidence, "check.graded": Evidence, "reflection.submitted": Evidence, "reflection.read": Evidence,
	"journal.submitted": Evidence, "journal.read": Evidence, "contact.attested": Evidence, "contact.confirmed": Evidence,
	"supervision.attested": Evidence, "supervision.confirmed": Evidence, "practice.logged": Evidence,
	"practice.countersigned": Evidence, "meeting.declared": Evidence, "meeting.recorded": Evidence,
	"rating.committed": Evidence, "evidence.reversed": Evidence,

	"institute.founded": Enabling, "person.joined": Enabling, "person.erased": Enabling, "role.granted": Enabling,
	"role.ended": Enabling, "content.published": Enabling, "pathway.approved": Enabling, "pathway.published": Enabling,
	"cohort.opened": Enabling, "trainee.enrolled": Enabling, "trainee.moved": Enabling, "leave.granted": Enabling,
	"rater.calibrated": Enabling, "rater.assigned": Enabling, "rater.declined": Enabling, "consent.given": Enabling,
	"consent.withdrawn": Enabling, "recording.viewed": Enabling, "recording.destroyed": Enabling, "note.added": Enabling,

	"certificate.issued": Outcome, "certificate.artefact": Outcome, "certificate.revoked": Outcome,
	"certificate.superseded": Outcome, "recovery.declared": Outcome, "key.introduced": Outcome, "key.retired": Outcome,
}

// unread stand in the list, but this version has no payload for them.
var unread = []Kind{
	"journal.submitted", "journal.read", "supervision.attested", "supervision.confirmed",
	"practice.logged", "practice.countersigned", "trainee.moved", "recording.destroyed",
}

// TestR18_TheListOfFactsIsClosed: a new kind, or one in another class, fails
// here until somebody has thought about what it may do to a standing.
func TestR18_TheListOfFactsIsClosed(t *testing.T) {
	have := Kinds()
	if len(have) != len(closedList) {
		t.Errorf("%d kinds are known and %d are in the list", len(have), len(closedList))
	}
	for _, k := range have {
		if want, ok := closedList[k]; !ok {
			t.Errorf("%s is not in the closed list", k)
		} else if ClassOf(k) != want {
			t.Errorf("%s has class %d and the list says %d", k, ClassOf(k), want)
		}
		if Readable(k) == slices.Contains(unread, k) {
			t.Errorf("%s: readable is %v", k, Readable(k))
		}
	}
	if ClassOf("requirement.waived") != 0 || Readable("requirement.waived") {
		t.Error("a kind that does not exist has a class or a payload")
	}
}

func TestR18_EveryPayloadNamesItsOwnKindAndSubject(t *testing.T) {
	for k, f := range known {
		if f.empty == nil {
			continue
		}
		v := f.empty()
		if v.Kind() != k {
			t.Errorf("the payload of %s says that it is %s", k, v.Kind())
		}
		fill(v)
		if v.Subject() == "" {
			t.Errorf("%s has no subject, so that no history holds it", k)
		}
	}
}

// TestR18_EvidenceBelongsToOneEnrolment: a standing reads the history of one
// enrolment, so evidence must have that as its subject.
func TestR18_EvidenceBelongsToOneEnrolment(t *testing.T) {
	for k, f := range known {
		if f.class != Evidence || f.empty == nil {
			continue
		}
		v := f.empty()
		fill(v)
		if v.Subject() != "enrolment" {
			t.Errorf("the subject of %s is %q, not its enrolment", k, v.Subject())
		}
	}
}
