package app_test

import (
	"strings"
	"testing"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/testkit/institute"
)

func myPath(t *testing.T, w *institute.World, who institute.Trainee) app.PathView {
	t.Helper()
	all, err := w.App.MyPath(ctx, who.Actor)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d paths, %v", len(all), err)
	}
	return all[0]
}

func TestMyPathNamesTheNextThing(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	next := func(kind courses.Kind, module, ref string) {
		t.Helper()
		v := myPath(t, w, who)
		if v.Next == nil || v.Next.Kind != kind || v.Next.Module != module || v.Next.Ref != ref {
			t.Errorf("next is %+v; want %s of %s %s", v.Next, kind, module, ref)
		}
	}
	next(courses.SectionMinutes, first, shortPart)
	open(t, w, who, first, shortPart).read(t, 120*1e9)
	next(courses.SectionMinutes, first, middlePart)
	w.Studied(who, first)
	next(courses.CheckPassed, first, "")
	s := serve(t, w, who)
	w.Do(who.Actor, &app.AnswerCheck{Series: s.ID, Answers: answers(w, who, s, 0)})
	next(courses.ReflectionSeen, first, whyICame)
	c := submit(who, written())
	w.Do(who.Actor, c)
	next(courses.SectionMinutes, second, w.Opened(who).Pinned.Modules[second].Sections[0].ID)
}

func TestR20_MyPathShowsEveryRequirementAndHidesNone(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	v := myPath(t, w, who)
	lines := len(v.Whole)
	for _, s := range v.Stages {
		lines += len(s.Lines)
	}
	sections := 0
	for _, m := range v.Pinned.Modules {
		sections += len(m.Sections)
	}
	if of := len(w.Standing(who).Requirements); v.Of != of || lines != of-sections+len(v.Pinned.Modules) || v.Met != 0 || v.Complete() {
		t.Errorf("the path shows %d lines for %d requirements, %d met", lines, v.Of, v.Met)
	}
	for _, s := range append(v.Stages, app.PathStage{Lines: v.Whole}) {
		for _, l := range s.Lines {
			if l.State != app.PathDone && (l.Missing == "" || l.Title == "") {
				t.Errorf("a requirement that is not met does not say what is missing: %+v", l)
			}
			if l.State != app.PathDone && l.Why == "" {
				t.Errorf("%s does not say why it cannot be faster", l.Title)
			}
		}
	}
	blocked := v.Stages[1].Lines[0]
	if blocked.Act || !strings.Contains(blocked.Missing, v.Pinned.Modules[first].Title) {
		t.Errorf("a module that is not open yet says %+v", blocked)
	}
}

func TestMyPathShowsEarliestDateOfAStage(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	one, two := w.Person("facilitator"), w.Person("facilitator")
	day := fact.Date("2026-01-05")
	for _, f := range []app.Actor{one, two} {
		w.Append(&fact.ContactAttested{Enrolment: who.Enrolment, Block: w.Institute, Stage: "block-1", Date: day, Zone: "Europe/London", Minutes: 480, Facilitator: f.Person})
	}
	if v := myPath(t, w, who); v.Next == nil || v.Next.Kind != courses.ContactDays || v.Stages[0].State != app.PathGoing {
		t.Errorf("with a day to confirm the path says %+v", v.Next)
	}
	w.Append(&fact.ContactConfirmed{Enrolment: who.Enrolment, Block: w.Institute, Stage: "block-1", Date: day, Zone: "Europe/London", Minutes: 480})
	v := myPath(t, w, who)
	for _, l := range v.Stages[1].Lines {
		if l.Kind == courses.ContactDays && courses.Day(l.Earliest) != "2 March 2026" {
			t.Errorf("the second stage's days may begin on %s; want 2 March 2026", courses.Day(l.Earliest))
		}
	}
}
