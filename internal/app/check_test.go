package app_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/testkit/institute"
)

// serve opens a series of the first module for somebody who has read it.
func serve(t *testing.T, w *institute.World, who institute.Trainee) *app.SeriesView {
	t.Helper()
	c := &app.ServeCheck{Enrolment: who.Enrolment, Module: first}
	w.Do(who.Actor, c)
	open, _, err := w.App.Series(ctx, who.Actor, c.Series)
	if err != nil || open == nil {
		t.Fatalf("the series that was served is %v, %v", open, err)
	}
	return open
}

// answers gives the right answers, but for the first wrong of them.
func answers(w *institute.World, who institute.Trainee, s *app.SeriesView, wrong int) map[string]int {
	w.T.Helper()
	return answersTo(w, who, s, func(i int, _ courses.Item) bool { return i < wrong })
}

// answersTo gives the right answers but where wrong says otherwise.
func answersTo(w *institute.World, who institute.Trainee, s *app.SeriesView, wrong func(int, courses.Item) bool) map[string]int {
	w.T.Helper()
	items := map[string]courses.Item{}
	for _, it := range w.Opened(who).Pinned.Modules[first].Items {
		items[it.ID] = it
	}
	out := map[string]int{}
	for i, q := range s.Questions {
		it := items[q.ID]
		for at, text := range q.Options {
			if (text == it.Options[it.Key].Text) != wrong(i, it) {
				out[q.ID] = at
			}
		}
	}
	return out
}

func TestR13_CheckIsServedGradedAndPassed(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		w.Studied(who, first)
		s := serve(t, w, who)
		if again := serve(t, w, who); again.ID != s.ID {
			t.Error("asking twice opens two series")
		}
		if len(s.Questions) != 6 {
			t.Fatalf("%d questions are served; the standard says 6", len(s.Questions))
		}
		short := answers(w, who, s, 0)
		delete(short, s.Questions[2].ID)
		if said := refused(t, w.Try(who.Actor, &app.AnswerCheck{Series: s.ID, Answers: short}), fault.Invalid); !strings.Contains(said, "One question") {
			t.Errorf("a series with a gap is refused with %q", said)
		}
		w.Do(who.Actor, &app.AnswerCheck{Series: s.ID, Answers: answers(w, who, s, 1)})
		facts := institute.OfKind[*fact.CheckGraded](w, who.Enrolment)
		if len(facts) != 1 || facts[0].Right != 5 || facts[0].Of != 6 || len(facts[0].Items) != 6 || facts[0].Attempt != 1 {
			t.Fatalf("the ledger has %+v", facts)
		}
		_, result, err := w.App.Series(ctx, who.Actor, s.ID)
		if err != nil || result == nil || !result.Passed || result.Answers[0].Right || !result.Answers[1].Right || result.Answers[0].Feedback == "" {
			t.Fatalf("the result is %+v, %v", result, err)
		}
		said := refused(t, w.Try(who.Actor, &app.ServeCheck{Enrolment: who.Enrolment, Module: first}), fault.Conflict)
		if !strings.Contains(said, "passed") {
			t.Errorf("after passing, a new series is refused with %q", said)
		}
	})
}

func TestR13_KeyAndFeedbackStayOnTheServer(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	w.Studied(who, first)
	s := serve(t, w, who)
	view, err := w.App.Check(ctx, who.Actor, first)
	if err != nil {
		t.Fatal(err)
	}
	module, err := w.App.Module(ctx, who.Actor, first)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := json.Marshal([]any{s, view, module.Sections, module.Module.Intro, module.Module.Notes})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range w.Opened(who).Pinned.Modules[first].Items {
		for _, o := range it.Options {
			quoted, err := json.Marshal(o.Feedback)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(shown), string(quoted[1:len(quoted)-1])) {
				t.Errorf("feedback of %s is shown before the series closes", it.ID)
			}
		}
	}
	if strings.Contains(string(shown), `"Key"`) {
		t.Error("something with a key is shown before the series closes")
	}
}

func TestR11_CheckNeedsItsSectionsFirst(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	c := &app.ServeCheck{Enrolment: who.Enrolment, Module: first}
	title := w.Opened(who).Pinned.Modules[first].Title
	if said := refused(t, w.Try(who.Actor, c), fault.Refused); !strings.Contains(said, "first finish “"+title) {
		t.Errorf("a check before its sections is refused with %q", said)
	}
	open(t, w, who, first, shortPart).read(t, time.Minute)
	refused(t, w.Try(who.Actor, c), fault.Refused)
	view, err := w.App.Check(ctx, who.Actor, first)
	if err != nil || view.Why == "" || view.Open != nil {
		t.Errorf("the page of a check that is not open: %+v, %v", view, err)
	}
}

func TestR13_AttemptsCoolDownAndNamedRestudy(t *testing.T) {
	w := newWorld(t)
	who := w.Enrol()
	w.Studied(who, first)
	c := &app.ServeCheck{Enrolment: who.Enrolment, Module: first}
	fail := func() *app.SeriesView {
		s := serve(t, w, who)
		// All but the questions about the first section: it is never named.
		given := answersTo(w, who, s, func(_ int, it courses.Item) bool { return it.Restudy != shortPart })
		w.Do(who.Actor, &app.AnswerCheck{Series: s.ID, Answers: given})
		return s
	}
	one := fail()
	if said := refused(t, w.Try(who.Actor, c), fault.Refused); !strings.Contains(said, "6 January 2026 at 09:45 UTC") {
		t.Errorf("an attempt at once is refused with %q", said)
	}
	w.At(24 * time.Hour)
	two := fail()
	for _, a := range one.Questions {
		for _, b := range two.Questions {
			if a.ID == b.ID && unseenOf(w, who, one, a.ID) {
				t.Errorf("%s is served again while unseen items of its objective are left", a.ID)
			}
		}
	}
	w.At(24 * time.Hour)
	if said := refused(t, w.Try(who.Actor, c), fault.Refused); !strings.Contains(said, "2 attempts made") {
		t.Errorf("a third attempt is refused with %q", said)
	}
	view, err := w.App.Check(ctx, who.Actor, first)
	var named []string
	for _, sec := range view.Restudy {
		named = append(named, sec.ID)
	}
	if want := restudyOf(w, who, two); err != nil || !slices.Equal(named, want) || len(want) == 0 {
		t.Fatalf("after the attempts the page names %v to read again, want %v; %v", named, want, err)
	}
	before := credited(w, who)
	open(t, w, who, first, shortPart).read(t, 6*time.Minute)
	refused(t, w.Try(who.Actor, c), fault.Refused)
	p := open(t, w, who, first, view.Restudy[0].ID)
	p.read(t, 280*time.Second)
	refused(t, w.Try(who.Actor, c), fault.Refused)
	if a := p.read(t, 20*time.Second); a.State != app.StudyDone {
		t.Errorf("re-reading is told %+v", a)
	}
	w.Do(who.Actor, c)
	if after := credited(w, who); after != before {
		t.Errorf("re-reading credited %d seconds", after-before)
	}
}

// restudyOf lists the sections to which the questions of a series lead that were
// answered wrongly: all but those about the first section. They are in the
// order of the module.
func restudyOf(w *institute.World, who institute.Trainee, s *app.SeriesView) (out []string) {
	m := w.Opened(who).Pinned.Modules[first]
	for _, sec := range m.Sections {
		if sec.ID != shortPart && slices.ContainsFunc(m.Items, func(it courses.Item) bool {
			return it.Restudy == sec.ID && slices.ContainsFunc(s.Questions, func(q app.Question) bool { return q.ID == it.ID })
		}) {
			out = append(out, sec.ID)
		}
	}
	return out
}

// unseenOf reports whether the pool had an item of the same objective that the
// series did not serve.
func unseenOf(w *institute.World, who institute.Trainee, s *app.SeriesView, id string) bool {
	items := w.Opened(who).Pinned.Modules[first].Items
	var objective string
	total, served := map[string]int{}, map[string]int{}
	for _, it := range items {
		if it.ID == id {
			objective = it.Objective
		}
		total[it.Objective]++
		for _, q := range s.Questions {
			if q.ID == it.ID {
				served[it.Objective]++
			}
		}
	}
	return total[objective] >= 2*served[objective]+1
}

func TestR12_HundredConcurrentHandInsAreOneGrading(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		w.Studied(who, first)
		s := serve(t, w, who)
		other, _ := w.Replica(nil)
		apps := []*app.App{w.App, other}
		var wg sync.WaitGroup
		errs := make(chan error, 100)
		for i := range 100 {
			given := answers(w, who, s, i%7)
			wg.Go(func() {
				errs <- apps[i%2].Apply(ctx, who.Actor, &app.AnswerCheck{Series: s.ID, Answers: given})
			})
		}
		wg.Wait()
		close(errs)
		for err := range errs {
			if err != nil {
				t.Errorf("a hand-in is answered %v", err)
			}
		}
		facts := institute.OfKind[*fact.CheckGraded](w, who.Enrolment)
		_, result, err := w.App.Series(ctx, who.Actor, s.ID)
		if err != nil || len(facts) != 1 || facts[0].Right != result.Right {
			t.Errorf("100 hand-ins made the facts %+v and the result %+v, %v", facts, result, err)
		}
	})
}

func TestR12_ConcurrentOpeningsAreOneSeries(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		who := w.Enrol()
		w.Studied(who, first)
		other, _ := w.Replica(nil)
		apps := []*app.App{w.App, other}
		got := make(chan string, 20)
		for i := range cap(got) {
			go func() {
				c := &app.ServeCheck{Enrolment: who.Enrolment, Module: first}
				err := apps[i%2].Apply(ctx, who.Actor, c)
				got <- fmt.Sprint(c.Series, err)
			}()
		}
		one := <-got
		for range cap(got) - 1 {
			if next := <-got; next != one {
				t.Errorf("one opening gives %s and another %s", one, next)
			}
		}
	})
}

func TestR20_AnswersToUnknownSeriesAreRefused(t *testing.T) {
	w := newWorld(t)
	who, other := w.Enrol(), w.Enrol()
	w.Studied(who, first)
	s := serve(t, w, who)
	refused(t, w.Try(other.Actor, &app.AnswerCheck{Series: s.ID, Answers: answers(w, who, s, 0)}), fault.NotFound)
	refused(t, w.Try(who.Actor, &app.AnswerCheck{Series: who.Enrolment}), fault.NotFound)
	many := answers(w, who, s, 0)
	many["no-such-item"] = 1
	refused(t, w.Try(who.Actor, &app.AnswerCheck{Series: s.ID, Answers: many}), fault.Invalid)
	if n := len(institute.OfKind[*fact.CheckGraded](w, who.Enrolment)); n != 0 {
		t.Errorf("%d gradings are in the ledger", n)
	}
}
