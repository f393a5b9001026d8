package app_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"polyphony/fidelity"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

func TestR25_RatingsThatAreNotWhole(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	m := s.assigned()
	r := s.ratersOf(m)[0]
	if _, err := s.App.OpenForRating(ctx, r, m); err != nil {
		t.Fatal(err)
	}
	s.At(time.Hour)
	for _, c := range []struct {
		name, want string
		change     func(all []app.ScoreInput) []app.ScoreInput
	}{
		{"principle missing", "not scored", func(all []app.ScoreInput) []app.ScoreInput { return all[1:] }},
		{"scored twice", "twice", func(all []app.ScoreInput) []app.ScoreInput { return append(all, all[0]) }},
		{"unknown principle", "not a principle", func(all []app.ScoreInput) []app.ScoreInput { all[0].Principle = "charm"; return all }},
		{"out of range", "not on the scale", func(all []app.ScoreInput) []app.ScoreInput { all[2].Level = 6; return all }},
		{"no evidence", "evidence", func(all []app.ScoreInput) []app.ScoreInput { all[3].Cues = nil; return all }},
		{"no such cue", "no cue 99", func(all []app.ScoreInput) []app.ScoreInput { all[3].Cues = []int{99}; return all }},
		{"no such record", "fact of the record", func(all []app.ScoreInput) []app.ScoreInput { all[3].Record = []string{"x"}; return all }},
		{"no observation", "observation", func(all []app.ScoreInput) []app.ScoreInput { all[4].Observation = "  "; return all }},
		{"level and word", "choose one", func(all []app.ScoreInput) []app.ScoreInput { all[4].Said = fact.SaidNotObservable; return all }},
		{"no answer", "not an answer", func(all []app.ScoreInput) []app.ScoreInput { all[4].Said = "maybe"; return all }},
		{"e-mail in the words", "e-mail", func(all []app.ScoreInput) []app.ScoreInput { all[4].Observation = "write to a@b.example"; return all }},
		{"against the record", "reason", func(all []app.ScoreInput) []app.ScoreInput {
			all[0].Said, all[0].Level, all[0].Reason = fact.SaidNotApplicable, 0, ""
			return all
		}},
	} {
		err := s.Try(r, &app.CommitRating{Meeting: m, Scores: c.change(s.scores(4))})
		if say := refused(t, err, fault.Invalid); !strings.Contains(say, c.want) {
			t.Errorf("%s: %q does not say %q", c.name, say, c.want)
		}
	}
	if len(institute.OfKind[*fact.RatingCommitted](s.World, s.Enrolment)) != 0 {
		t.Error("a refused rating left an entry")
	}
	s.Do(r, &app.CommitRating{Meeting: m, Scores: s.scores(4)})
}

func TestR25_CommitNeedsTimeToHaveRead(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	m := s.assigned()
	r := s.ratersOf(m)[0]
	commit := &app.CommitRating{Meeting: m, Scores: s.scores(4)}
	if say := refused(t, s.Try(r, commit), fault.Refused); !strings.Contains(say, "Read on") {
		t.Errorf("unread: %q", say)
	}
	ws, err := s.App.OpenForRating(ctx, r, m)
	if err != nil || ws.Words == 0 || ws.ReadFor <= 0 {
		t.Fatalf("workspace %+v, %v", ws, err)
	}
	s.At(ws.ReadFor - time.Second)
	refused(t, s.Try(r, commit), fault.Refused)
	s.At(time.Second)
	s.Do(r, commit)
	if got := institute.OfKind[*fact.RatingCommitted](s.World, s.Enrolment)[0]; got.Played < 9000 || got.Plan != "whole" {
		t.Errorf("committed with %d of 10000 played", got.Played)
	}
}

func TestR12_OneRatingPerRaterUnderConcurrency(t *testing.T) {
	eachDB(t, func(t *testing.T, w *institute.World) {
		s := newScene(t, w, 2)
		m := s.assigned()
		r := s.ratersOf(m)[0]
		if _, err := s.App.OpenForRating(ctx, r, m); err != nil {
			t.Fatal(err)
		}
		s.At(time.Hour)
		scores := s.scores(4)
		replica, _ := w.Replica(nil)
		var wg sync.WaitGroup
		errs := make([]error, 20)
		for i := range errs {
			wg.Go(func() {
				a := []*app.App{w.App, replica}[i%2]
				errs[i] = a.Apply(ctx, r, &app.CommitRating{Meeting: m, Scores: scores})
			})
		}
		wg.Wait()
		accepted := 0
		for _, err := range errs {
			if err == nil {
				accepted++
			} else if !fault.Is(err, fault.Conflict) {
				t.Errorf("refused with %v", err)
			}
		}
		if n := len(institute.OfKind[*fact.RatingCommitted](w, s.Enrolment)); accepted != 1 || n != 1 {
			t.Errorf("%d accepted, %d entries; want one", accepted, n)
		}
	})
}

func TestEveryContradictionWithTheRecordIsAskedForAtOnce(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	m := s.held(fact.Summative)
	c := s.upload(m)
	c.Facts.PlaceChosenBy = fidelity.ByTeam
	s.Do(s.Actor, c)
	s.At(7 * day)
	s.consent(m, fact.AfterAWeek)
	w, err := s.App.OpenForRating(ctx, s.ratersOf(m)[0], m)
	if err != nil {
		t.Fatal(err)
	}
	scores := s.scores(5)
	for i := range scores {
		scores[i].Reason = " "
		if scores[i].Principle == "immediate-response" {
			scores[i].Said, scores[i].Level = fact.SaidNotApplicable, 0
		}
	}
	got := w.Contradictions(scores)
	if len(got) != 2 || got[0].Principle != "immediate-response" || got[1].Principle != "flexibility" || !strings.Contains(got[1].Sentence, "the team chose the place") {
		t.Errorf("%+v", got)
	}
	for i := range scores {
		scores[i].Reason = "seen in the meeting"
	}
	if got := w.Contradictions(scores); len(got) != 0 {
		t.Errorf("with reasons: %+v", got)
	}
}

// What anybody can see of a meeting before it is decided is the same whether
// or not somebody has rated it, and however they did.
func TestR26_NothingShowsBeforeTheDecision(t *testing.T) {
	s := newScene(t, newWorld(t), 3)
	m := s.assigned()
	one, two := s.ratersOf(m)[0], s.ratersOf(m)[1]
	if _, err := s.App.OpenForRating(ctx, two, m); err != nil {
		t.Fatal(err)
	}
	s.At(time.Minute)
	type seen struct {
		Trainee, Co, Supervisor app.MeetingView
		Queue                   app.Queue
		Work                    app.Workspace
		Standing                any
	}
	look := func() (out seen) {
		var errs [5]error
		out.Trainee, errs[0] = s.App.Meeting(ctx, s.Actor, m)
		out.Co, errs[1] = s.App.Meeting(ctx, s.co, m)
		out.Supervisor, errs[2] = s.App.Meeting(ctx, s.Supervisor, m)
		out.Queue, errs[3] = s.App.RaterQueue(ctx, two)
		out.Work, errs[4] = s.App.OpenForRating(ctx, two, m)
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
		out.Work.Played, out.Work.ReadFor = 0, 0 // grows with time alone
		out.Standing = s.Standing(s.Trainee)
		return out
	}
	before := look()
	if _, err := s.App.OpenForRating(ctx, one, m); err != nil {
		t.Fatal(err)
	}
	s.At(30 * time.Minute)
	s.Do(one, &app.CommitRating{Meeting: m, Scores: s.scores(5)})
	if after := look(); !reflect.DeepEqual(before, after) {
		t.Errorf("a rating shows:\nbefore %+v\nafter  %+v", before, after)
	}
	for _, who := range []app.Actor{s.Actor, s.Supervisor} {
		_, err := s.App.Feedback(ctx, who, m)
		refused(t, err, fault.Refused)
	}

	// the second rating differs, so a third rater comes; that shows nowhere either
	s.Do(two, &app.CommitRating{Meeting: m, Scores: s.scores(2)})
	if n := len(s.ratersOf(m)); n != 3 {
		t.Fatalf("%d raters; want a third", n)
	}
	third := s.ratersOf(m)[2]
	trainee, err := s.App.Meeting(ctx, s.Actor, m)
	if err != nil || !reflect.DeepEqual(before.Trainee, trainee) {
		t.Errorf("the third rater shows to the trainee: %+v, %v", trainee, err)
	}
	q, err := s.App.RaterQueue(ctx, third)
	if err != nil || len(q.Items) != 1 {
		t.Fatalf("queue of the third: %+v, %v", q, err)
	}
	q.Items[0].AssignedAt, q.Items[0].DueAt = before.Queue.Items[0].AssignedAt, before.Queue.Items[0].DueAt
	if !reflect.DeepEqual(q, before.Queue) {
		t.Errorf("a third rater's queue looks unlike a first one's: %+v", q)
	}
	s.rates(third, m, 4)
	f, err := s.App.Feedback(ctx, s.Actor, m)
	if err != nil || f.Raters != 3 || f.Principles[1].LevelTenths != 40 {
		t.Errorf("the median did not decide: %+v, %v", f.Principles[1], err)
	}
}

func TestR26_StrangersLearnNothing(t *testing.T) {
	s := newScene(t, newWorld(t), 3)
	m := s.assigned()
	var outsider app.Actor
	for _, r := range s.raters {
		if r != s.ratersOf(m)[0] && r != s.ratersOf(m)[1] {
			outsider = r
		}
	}
	random, err := fact.NewID(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []app.Actor{outsider, s.Person(people.Registrar), s.Person(people.Administrator), s.Enrol().Actor, {}} {
		var answers [2][]string
		for i, id := range []fact.ID{m, random} {
			_, e1 := s.App.OpenForRating(ctx, who, id)
			_, e2 := s.App.OpenTalk(ctx, who, id)
			_, e3 := s.App.Meeting(ctx, who, id)
			_, e4 := s.App.Feedback(ctx, who, id)
			e5 := s.Try(who, &app.CommitRating{Meeting: id, Scores: s.scores(4)})
			e6 := s.Try(who, &app.DeclineAssignment{Meeting: id, Why: app.NoTime})
			for _, e := range []error{e1, e2, e3, e4, e5, e6} {
				if e == nil {
					t.Fatalf("%v was served", who)
				}
				answers[i] = append(answers[i], fault.Sentence(e))
			}
		}
		if !reflect.DeepEqual(answers[0], answers[1]) {
			t.Errorf("a meeting that is there answers unlike one that is not: %q", answers)
		}
	}
}

func TestDraftIsKeptAndGone(t *testing.T) {
	s := newScene(t, newWorld(t), 2)
	m := s.assigned()
	r := s.ratersOf(m)[0]
	s.Do(r, &app.SaveRatingDraft{Meeting: m, Scores: s.scores(3)[:2]})
	ws, err := s.App.OpenForRating(ctx, r, m)
	if err != nil || len(ws.Draft) != 2 || ws.SavedAt == 0 {
		t.Fatalf("draft %+v, %v", ws.Draft, err)
	}
	other, err := s.App.OpenForRating(ctx, s.ratersOf(m)[1], m)
	if err != nil || len(other.Draft) != 0 {
		t.Errorf("another rater sees the draft: %+v, %v", other.Draft, err)
	}
	s.rates(r, m, 4)
	_, err = s.App.OpenForRating(ctx, r, m)
	refused(t, err, fault.NotFound)
}
