package app_test

import (
	"context"
	"strings"
	"testing"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

const whyICame = "why-i-came"

// written is a reflection that is long enough.
func written() string { return strings.Repeat("Something I hold lightly. ", 150) }

func submit(who institute.Trainee, text string) *app.SubmitReflection {
	return &app.SubmitReflection{Enrolment: who.Enrolment, Module: first, Reflection: whyICame, Text: text}
}

func met(w *institute.World, who institute.Trainee, kind courses.Kind) (n int) {
	for _, r := range w.Standing(who).Requirements {
		if r.Kind == kind && r.Met {
			n++
		}
	}
	return n
}

func TestReflectionCountsWhenTheSupervisorHasReadIt(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		w.Do(who.Actor, &app.SaveDraft{Enrolment: who.Enrolment, Module: first, Reflection: whyICame, Text: "I came"})
		v, err := w.App.Reflection(ctx, who.Actor, first, whyICame)
		if err != nil || v.Draft != "I came" || v.Handed != nil {
			t.Fatalf("the page has %+v, %v", v, err)
		}
		c := submit(who, written())
		w.Do(who.Actor, c)
		if met(w, who, courses.ReflectionSeen) != 0 {
			t.Error("a reflection counts before anybody has read it")
		}
		w.Do(who.Supervisor, &app.ReadReflection{Submission: c.Submission, Reply: "Thank you."})
		w.Do(who.Supervisor, &app.ReadReflection{Submission: c.Submission})
		if n := len(institute.OfKind[*fact.ReflectionRead](w, who.Enrolment)); n != 1 || met(w, who, courses.ReflectionSeen) != 1 {
			t.Errorf("reading twice made %d facts", n)
		}
		v, err = w.App.Reflection(ctx, who.Actor, first, whyICame)
		if err != nil || v.Draft != "" || v.Handed == nil || v.Handed.Text != c.Text || v.Handed.Reply != "Thank you." || v.Handed.ReadAt == 0 {
			t.Errorf("afterwards the page has %+v, %v", v, err)
		}
	})
}

func TestReflectionThatIsTooShortSaysHowManyWordsAreMissing(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	said := refused(t, w.Try(who.Actor, submit(who, "Nine words – and a dash that is none.")), fault.Invalid)
	if !strings.Contains(said, "8 words so far") {
		t.Errorf("it is refused with %q", said)
	}
	refused(t, w.Try(who.Actor, submit(who, written()+"\x00")), fault.Invalid)
	refused(t, w.Try(who.Actor, submit(who, strings.Repeat("long ", 20000))), fault.Invalid)
	refused(t, w.Try(who.Actor, &app.SubmitReflection{Enrolment: who.Enrolment, Module: first, Reflection: "none", Text: written()}), fault.NotFound)
}

func TestR12_OneSubmissionStandsUntilItIsReversed(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		errs := make(chan error, 20)
		for range cap(errs) {
			go func() { errs <- w.App.Apply(ctx, who.Actor, submit(who, written())) }()
		}
		accepted := 0
		for range cap(errs) {
			if err := <-errs; err == nil {
				accepted++
			} else if !fault.Is(err, fault.Conflict) {
				t.Errorf("a second submission is answered %v", err)
			}
		}
		if accepted != 1 {
			t.Fatalf("%d submissions were accepted", accepted)
		}
		for _, e := range w.History(who.Enrolment) {
			if _, ok := e.Fact.(*fact.ReflectionSubmitted); ok {
				w.Append(&fact.EvidenceReversed{Enrolment: who.Enrolment, Entry: e.Index, By: w.Institute, Second: w.Institute, Why: "entered-in-error"})
			}
		}
		w.Do(who.Actor, submit(who, written()))
	})
}

func TestR11_ReflectionWaitsForItsModule(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	c := &app.SubmitReflection{Enrolment: who.Enrolment, Module: second, Reflection: "talked-about-and-not-with", Text: written()}
	refused(t, w.Try(who.Actor, c), fault.Refused)
	early := &fact.ReflectionSubmitted{Submission: who.Enrolment, Enrolment: who.Enrolment, Module: second, Reflection: c.Reflection, Words: 600}
	w.Append(early, &fact.ReflectionRead{Submission: early.Submission, Enrolment: who.Enrolment, By: who.Supervisor.Person})
	if met(w, who, courses.ReflectionSeen) != 0 {
		t.Error("a reflection before its module's prerequisites counts")
	}
}

func TestR33_OnlyTheSupervisorOfRecordReads(t *testing.T) {
	w := newWorld(t)
	who, other := w.Enrol(), w.Enrol()
	c := submit(who, written())
	w.Do(who.Actor, c)
	strangers := map[string]app.Actor{
		"another supervisor": other.Supervisor, "another trainee": other.Actor, "the writer": who.Actor,
		"a registrar": w.Person(people.Registrar), "a commissioner": w.Person(people.Commissioner),
		"an administrator": w.Person(people.Administrator), "nobody": {},
	}
	for name, actor := range strangers {
		if _, err := w.App.Reading(ctx, actor, c.Submission); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unsigned) {
			t.Errorf("%s reads: %v", name, err)
		}
		if err := w.Try(actor, &app.ReadReflection{Submission: c.Submission}); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unsigned) {
			t.Errorf("%s says it is read: %v", name, err)
		}
		if _, _, err := w.App.TraineePath(ctx, actor, who.Enrolment); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unsigned) {
			t.Errorf("%s sees the path: %v", name, err)
		}
	}
	v, err := w.App.Reading(ctx, who.Supervisor, c.Submission)
	if err != nil || v.HandedIn.Text != c.Text || v.Prompt == "" {
		t.Errorf("the supervisor reads %+v, %v", v, err)
	}
}

func TestR7_WritingStandsBesideTheLedgerAsACommitment(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	w.Do(who.Actor, submit(who, written()))
	f := institute.OfKind[*fact.ReflectionSubmitted](w, who.Enrolment)[0]
	if f.Text == fact.Sum([]byte(written())) || f.Text != fact.Commit([]byte(who.Person), []byte(written())) {
		t.Error("the fact does not hold the commitment with the writer's salt")
	}
	if f.Words != 600 {
		t.Errorf("the server counts %d words; want 600", f.Words)
	}
}

func TestTraineesOfASupervisor(t *testing.T) {
	w := newWorld(t)
	who, other := w.Enrol(), w.Enrol()
	c := submit(who, written())
	w.Do(who.Actor, c)
	v, err := w.App.Trainees(context.Background(), who.Supervisor)
	if err != nil || len(v.Trainees) != 1 || v.Trainees[0].Enrolment != who.Enrolment || len(v.Waiting) != 1 || v.Waiting[0].Submission != c.Submission {
		t.Fatalf("the supervisor sees %+v, %v", v, err)
	}
	w.Do(who.Supervisor, &app.ReadReflection{Submission: c.Submission})
	v, err = w.App.Trainees(ctx, who.Supervisor)
	if err != nil || len(v.Waiting) != 0 || v.Trainees[0].Met != 1 {
		t.Errorf("after reading, the supervisor sees %+v, %v", v, err)
	}
	if v, err := w.App.Trainees(ctx, other.Supervisor); err != nil || len(v.Trainees) != 1 || len(v.Waiting) != 0 {
		t.Errorf("another supervisor sees %+v, %v", v, err)
	}
}
