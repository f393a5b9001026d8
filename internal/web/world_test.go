package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/store"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// site is an institute with its pages.
type site struct {
	*institute.World
	web *Server
}

func newSite(t testing.TB) *site {
	t.Helper()
	w := institute.New(t, institute.SQLite(t))
	s, err := New(w.App, Config{
		BaseURL: "https://polyphony.example", UrgentHelpText: "Call 112", UrgentHelpHref: "tel:112",
		Ready: func(context.Context) error { return nil }, Log: storeLog{w.Store},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &site{w, s}
}

// storeLog is the public side of the ledger, straight from the store.
type storeLog struct{ store *store.Store }

func (l storeLog) read(ctx context.Context, fn func(tx *store.Tx) ([]byte, error)) (b []byte, err error) {
	err = l.store.Read(ctx, func(tx *store.Tx) error {
		b, err = fn(tx)
		return err
	})
	return b, err
}

func (l storeLog) Checkpoint(ctx context.Context) ([]byte, error) {
	return l.read(ctx, func(tx *store.Tx) ([]byte, error) {
		head, _, err := tx.Head()
		return head, err
	})
}

func (l storeLog) VerifierKeys() []string { return l.store.VerifierKeys() }

func (l storeLog) Tile(ctx context.Context, path string) ([]byte, error) {
	return l.read(ctx, func(tx *store.Tx) ([]byte, error) { return tx.Tile(path) })
}

func (l storeLog) InclusionProof(ctx context.Context, index int64) ([]byte, error) {
	return l.read(ctx, func(tx *store.Tx) ([]byte, error) {
		p, err := tx.Proof(index)
		return p.Text(), err
	})
}

// reply is what came back.
type reply struct {
	code   int
	header http.Header
	body   string
}

// visitor is a browser, signed in where it has a token.
type visitor struct {
	*site
	token string
}

func (s *site) nobody() visitor { return visitor{s, ""} }

func (s *site) as(actor app.Actor) visitor { return visitor{s, s.SignIn(actor)} }

func (v visitor) send(q *http.Request) reply {
	v.T.Helper()
	if v.token != "" {
		q.AddCookie(&http.Cookie{Name: v.web.cookieName(), Value: v.token})
	}
	a, err := v.web.Fiber().Test(q, 20_000)
	if err != nil {
		v.T.Fatal(err)
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		v.T.Fatal(err)
	}
	return reply{a.StatusCode, a.Header, string(b)}
}

func (v visitor) get(path string, header ...string) reply {
	v.T.Helper()
	q := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	return v.send(q)
}

func (v visitor) post(path string, pairs ...string) reply {
	v.T.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	q := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.send(q)
}

// mustSay fails the test unless the reply has the status and every sentence.
func (v visitor) mustSay(a reply, code int, sentences ...string) {
	v.T.Helper()
	text := html(v.T, a.body)
	if a.code != code {
		v.T.Fatalf("status %d; want %d:\n%s", a.code, code, text)
	}
	for _, s := range sentences {
		if !strings.Contains(text, s) {
			v.T.Errorf("the page does not say %q:\n%s", s, text)
		}
	}
}

// html is what a reader sees of a page.
func html(t testing.TB, body string) string {
	t.Helper()
	if !strings.HasPrefix(body, "<!doctype html>") {
		return body
	}
	return testkit.Text(testkit.MustFind(t, body, "body"))
}

// complete gives a trainee everything that the pathway asks for, as given.
func (s *site) complete(t institute.Trainee) {
	s.T.Helper()
	p := s.Opened(t).Pinned
	facilitators := []app.Actor{s.Person(people.Facilitator), s.Person(people.Facilitator)}
	for _, stage := range p.Pathway.Stages {
		for _, m := range stage.Modules {
			s.Studied(t, m)
			s.Passed(t, m)
			for _, r := range p.Modules[m].Reflections {
				s.reflected(t, m, r.ID, r.WordsAtLeast)
			}
		}
		s.attended(t, stage.ID, stage.Contact.Days, facilitators)
		s.met(t)
		s.At(80 * 24 * time.Hour)
	}
	if unmet := s.Standing(t).Unmet(); len(unmet) > 0 {
		s.T.Fatalf("not complete: %+v", unmet)
	}
}

func (s *site) reflected(t institute.Trainee, module, reflection string, words int64) {
	s.T.Helper()
	id := s.id()
	s.Append(
		&fact.ReflectionSubmitted{Submission: id, Enrolment: t.Enrolment, Module: module, Reflection: reflection, Text: fact.Sum([]byte(id)), Words: words},
		&fact.ReflectionRead{Submission: id, Enrolment: t.Enrolment, By: t.Supervisor.Person},
	)
}

func (s *site) attended(t institute.Trainee, stage string, days int64, by []app.Actor) {
	s.T.Helper()
	block := s.id()
	for range days {
		date := fact.DateIn(fact.At(s.Clock.Now()), time.UTC)
		for _, f := range by {
			s.Append(&fact.ContactAttested{Enrolment: t.Enrolment, Block: block, Stage: stage, Date: date, Zone: "Europe/London", Minutes: 480, Facilitator: f.Person})
		}
		s.Append(&fact.ContactConfirmed{Enrolment: t.Enrolment, Block: block, Stage: stage, Date: date, Zone: "Europe/London", Minutes: 480})
		s.At(24 * time.Hour)
	}
}

// met is one summative meeting that two raters found met throughout.
func (s *site) met(t institute.Trainee) {
	s.T.Helper()
	in := s.Opened(t).Pinned.Instrument
	meeting, digest := s.id(), fact.Sum([]byte(s.id()))
	s.Append(
		&fact.MeetingDeclared{Meeting: meeting, Enrolment: t.Enrolment, Trainee: t.Person, Purpose: fact.Summative, CoPractitioners: []fact.ID{s.id()}},
		&fact.MeetingRecorded{Meeting: meeting, Enrolment: t.Enrolment, Digest: digest, Medium: fact.Transcript, DurationMS: 3_600_000, Facts: digest, Consents: []fact.Digest{digest}},
	)
	for range 2 {
		var scores []fact.Score
		for _, p := range in.Principles {
			scores = append(scores, fact.Score{Principle: p.ID, Said: fact.SaidLevel, Level: 4, Evidence: []fact.Digest{digest}, Note: digest})
		}
		s.Append(&fact.RatingCommitted{
			Rating: s.id(), Meeting: meeting, Enrolment: t.Enrolment, Trainee: t.Person, Rater: s.id(),
			Recording: digest, Instrument: in.Digest, Plan: "whole", Scores: scores, Played: 10_000,
		})
	}
}

func (s *site) id() fact.ID {
	s.T.Helper()
	id, err := fact.NewID(nil)
	if err != nil {
		s.T.Fatal(err)
	}
	return id
}

// issued completes a new trainee and issues the certificate.
func (s *site) issued() (institute.Trainee, *app.Issue) {
	s.T.Helper()
	t := s.Enrol()
	s.complete(t)
	c := &app.Issue{Enrolment: t.Enrolment}
	s.Do(s.Person(people.Registrar), c)
	return t, c
}
