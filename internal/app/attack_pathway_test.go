package app_test

import (
	"testing"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// TestR16_NobodyBeginsOnAnOlderVersion: once a version that asks for more is
// published, a registrar alone can no longer put anybody on the shorter one,
// neither in a new cohort nor in one that is kept open for it. Who is enrolled
// on it goes on (R15).
func TestR16_NobodyBeginsOnAnOlderVersion(t *testing.T) {
	w := newWorld(t)
	registrar := w.Person(people.Registrar)
	kept := w.Cohort(registrar, w.Bundle)
	who := w.EnrolIn(kept, registrar)
	w.App, w.Store = w.Replica(editedLibrary(t, shortDay()...))
	fresh := w.Publish(w.App, institute.Pathway)

	err := w.Try(registrar, &app.OpenCohort{Name: "The short way", Bundle: w.Bundle})
	refused(t, err, fault.Refused)
	late, supervisor := w.Person(people.Trainee), w.Person(people.Supervisor)
	refused(t, w.Try(registrar, &app.Enrol{Person: late.Person, Cohort: kept, Supervisor: supervisor.Person}), fault.Refused)
	_, offered, err := w.App.Cohorts(ctx, registrar)
	if err != nil || len(offered) != 1 || offered[0].Bundle != fresh {
		t.Errorf("%d pathways are offered, %v; want the newest version alone", len(offered), err)
	}
	again := w.EnrolIn(w.Cohort(registrar, fresh), registrar)
	if w.Opened(who).Pinned.Bundle != w.Bundle || w.Opened(again).Pinned.Bundle != fresh {
		t.Error("an enrolment left its version")
	}
	follows(t, w)
	w.Append(&fact.TraineeEnrolled{
		Enrolment: "enrolledbesidethedoor", Person: late.Person, Cohort: kept, Bundle: w.Bundle,
		Supervisor: supervisor.Person, By: registrar.Person,
	})
	if problemOf(t, w) == nil {
		t.Error("the audit accepts an enrolment on a version that had been replaced")
	}
}

// TestR16_AnotherPathwayHasAnotherName: a pathway is not published under the
// public name of another, in whatever capitals, where no certificate would tell
// the shorter from the longer.
func TestR16_AnotherPathwayHasAnotherName(t *testing.T) {
	w := newWorld(t)
	const taken = `award: "Demonstration: Foundation in Open Dialogue with assessed practice"`
	renamed := editedLibrary(t,
		edit{"pathways/demonstration-assessed.yaml", taken, `award: "Demonstration: a name of its own"`},
		edit{
			"pathways/demonstration-whole.yaml",
			`award: "Demonstration: Foundation in Open Dialogue with assessed practice, whole curriculum"`,
			`award: "Demonstration:  foundation in Open Dialogue with assessed practice"`,
		},
	)
	b, err := renamed.Bundle("demonstration-whole")
	if err != nil {
		t.Fatal(err)
	}
	w.App, w.Store = w.Replica(renamed)
	err = w.Try(w.Person(people.Steward), &app.ApprovePathway{Pathway: "demonstration-whole", Bundle: b.Digest})
	refused(t, err, fault.Refused)
}
