package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

// Whoever may not see something gets the very answer of an id that is not there.
func TestR33_UnauthorisedLooksLikeNonExistent(t *testing.T) {
	s := newSite(t)
	trainee := s.Enrol()
	for _, who := range []people.Role{people.Trainee, people.Rater, people.Steward, people.Facilitator} {
		v := s.as(s.Person(who))
		for _, path := range []string{"/register/%s", "/cohorts/%s"} {
			there := fact.ID(trainee.Enrolment)
			if strings.HasPrefix(path, "/cohorts") {
				there = trainee.Cohort
			}
			a := withoutNonce(v.get(fmt.Sprintf(path, there)))
			if b := withoutNonce(v.get(fmt.Sprintf(path, s.id()))); a != b || !strings.HasPrefix(a, "404 ") {
				t.Errorf("%s: %s that is there:\n%s\nand that is not:\n%s", who, path, a, b)
			}
			if b := withoutNonce(v.get("/no/such/page")); a != b {
				t.Errorf("%s: a page of others is not like no page:\n%s\n%s", who, a, b)
			}
		}
	}
	registrar := s.as(s.Person(people.Registrar))
	if a := registrar.get("/register/" + string(trainee.Enrolment)); a.code != 200 {
		t.Errorf("the registrar: status %d", a.code)
	}
	other, own := s.as(s.Person(people.Facilitator)), s.id()
	a := withoutNonce(other.get("/attendance/" + string(own) + "/2026-01-05"))
	if b := withoutNonce(other.get("/attendance/" + string(s.booked(trainee)) + "/2026-01-06")); a != b {
		t.Errorf("a block of others is not like none:\n%s\n%s", a, b)
	}
}

func TestActsOfOtherOriginsAreRefused(t *testing.T) {
	s := newSite(t)
	v := s.as(s.Person(people.Administrator))
	for _, header := range [][2]string{
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},
		{"Origin", "https://evil.example"},
		{"Origin", "null"},
	} {
		q := httptest.NewRequest(http.MethodPost, "/people", strings.NewReader("name=Eve&email=eve@example.org&roles=registrar"))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set(header[0], header[1])
		if a := v.send(q); a.code != http.StatusForbidden {
			t.Errorf("%v: status %d", header, a.code)
		}
	}
	v.mustSay(v.get("/waiting"), 200, "Nothing waits.")
}

func TestSecurityHeadersOfEveryAnswer(t *testing.T) {
	s := newSite(t)
	v := s.nobody()
	seen := map[string]bool{}
	for _, path := range []string{"/", "/verify", "/v/nonsense", "/no/such/page", "/static/polyphony.css", "/readyz", "/log/checkpoint", "/people"} {
		h := v.get(path).header
		csp := h.Get("Content-Security-Policy")
		nonce := regexp.MustCompile(`'nonce-([\w-]{22})'`).FindStringSubmatch(csp)
		if nonce == nil || seen[nonce[1]] || !strings.HasPrefix(csp, "default-src 'self'; ") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
			continue
		}
		seen[nonce[1]] = true
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
			"Permissions-Policy": "camera=(), microphone=(), geolocation=()", "Strict-Transport-Security": "max-age=31536000",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if c := h.Get("Cache-Control"); c != "no-store" && !strings.HasPrefix(path, "/static/") {
			t.Errorf("%s: Cache-Control is %q", path, c)
		}
	}
}

func TestR34_InvitationByTwoShowsTheLinkOnce(t *testing.T) {
	s := newSite(t)
	first := s.Person(people.Administrator)
	one := s.as(first)
	one.mustSay(one.get("/people"), 200, "You are the only administrator")
	a := one.post("/people", "name", "Second Admin", "email", "second@example.org", "roles", "administrator")
	one.mustSay(a, 200, "Second Admin", "https://polyphony.example/join/")
	if a.header.Get("Location") != "" || strings.Contains(a.header.Get("Set-Cookie"), "join") {
		t.Error("the link left the page")
	}
	two := s.as(s.Person(people.Administrator))
	a = one.post("/people", "name", "A Rater", "email", "rater", "roles", "rater")
	one.mustSay(a, 422, "There is a problem", "is not an e-mail address")
	if testkit.Attribute(testkit.MustFind(t, a.body, "input#name"), "value") != "A Rater" {
		t.Error("what was typed is lost")
	}
	one.mustSay(one.post("/people", "name", "A Rater", "email", "rater@example.org", "roles", "rater", "roles", "administrator"), 409, "may not be")
	one.mustSay(one.post("/people", "name", "A Rater", "email", "rater@example.org"), 422, "Choose at least one role")
	if a := one.post("/people", "name", "A Rater", "email", "rater@example.org", "roles", "rater"); a.code != http.StatusSeeOther {
		t.Fatalf("status %d", a.code)
	}
	page := one.get("/waiting")
	one.mustSay(page, 200, "Invite A Rater", "somebody else must sign")
	path := testkit.Attribute(testkit.MustFind(t, page.body, "main form"), "action")
	one.mustSay(one.post(path, "act", "sign"), 409, "Somebody else must sign")
	two.mustSay(two.post(path, "act", "sign"), 200, "/join/")
	two.mustSay(two.post(path, "act", "sign"), 409, "decided already")
}

func TestR34_ALinkThatIsOutIsListedAndCanBeClosed(t *testing.T) {
	s := newSite(t)
	one := s.as(s.Person(people.Administrator))
	a := one.post("/people", "name", "Second Admin", "email", "second@example.org", "roles", "administrator")
	link := strings.TrimPrefix(testkit.Text(testkit.MustFind(t, a.body, "code")), "https://polyphony.example")
	page := one.get("/people")
	one.mustSay(page, 200, "Links that nobody has used yet", "second@example.org", "Open until")
	if strings.Contains(page.body, strings.TrimPrefix(link, "/join/")) {
		t.Error("the list holds the secret of a link")
	}
	hash := testkit.Attribute(testkit.MustFind(t, page.body, "input[name=invitation]"), "value")
	one.mustSay(s.nobody().get(link), 200, "Set up your account")
	one.mustSay(s.as(s.Person(people.Registrar)).post("/people/invitation", "invitation", hash), 404)
	if a := one.post("/people/invitation", "invitation", hash); a.code != http.StatusSeeOther {
		t.Fatalf("status %d", a.code)
	}
	one.mustSay(s.nobody().get(link), 404, "This link is not open")
	one.mustSay(one.post("/people/invitation", "invitation", hash), 404)
	if strings.Contains(html(t, one.get("/people").body), "second@example.org") {
		t.Error("a closed link is still listed")
	}
}

func TestRolesAreGivenByTwoAndEndedByOne(t *testing.T) {
	s := newSite(t)
	one, two := s.as(s.Person(people.Administrator)), s.as(s.Person(people.Administrator))
	who := s.Person(people.Facilitator)
	one.mustSay(one.post("/people/role", "act", "give"), 422, "Choose a person", "Choose a role")
	if a := one.post("/people/role", "act", "give", "person", string(who.Person), "role", "supervisor"); a.code != http.StatusSeeOther {
		t.Fatalf("status %d", a.code)
	}
	page := two.get("/waiting")
	two.mustSay(page, 200, "a further role", "supervisor")
	two.post(testkit.Attribute(testkit.MustFind(t, page.body, "main form"), "action"), "act", "sign")
	ask := "/people/end?person=" + string(who.Person) + "&role=supervisor"
	one.mustSay(one.get(ask), 200, "End the role of supervisor", "Giving the role again needs two administrators")
	one.mustSay(one.get("/people/end?person="+string(who.Person)+"&role=rater"), 404)
	if a := one.post("/people/role", "act", "end", "person", string(who.Person), "role", "supervisor"); a.code != http.StatusSeeOther {
		t.Errorf("status %d", a.code)
	}
	one.mustSay(one.post("/people/role", "act", "end", "person", string(who.Person), "role", "supervisor"), 404)
}

// A cohort from its opening to a confirmed contact day, through the pages.
func TestCohortToConfirmedContactDay(t *testing.T) {
	s := newSite(t)
	registrar := s.as(s.Person(people.Registrar))
	registrar.mustSay(registrar.get("/cohorts"), 200, "No cohort has been opened yet")
	registrar.mustSay(registrar.post("/cohorts", "name", "", "pathway", string(s.Bundle)), 422, "Give the cohort a name")
	a := registrar.post("/cohorts", "name", "Spring", "pathway", string(s.Bundle))
	cohort := a.header.Get("Location")
	registrar.mustSay(registrar.get(cohort), 200, "No contact days are booked yet", "needs at least 2 facilitators", "Nobody is enrolled yet")

	f := []app.Actor{s.Person(people.Facilitator), s.Person(people.Facilitator)}
	who, reader := s.Person(people.Trainee), s.Person(people.Supervisor)
	book := func(pairs ...string) reply {
		return registrar.post(cohort+"/blocks", append([]string{"stage", "block-1", "facilitators", string(f[0].Person), "facilitators", string(f[1].Person)}, pairs...)...)
	}
	registrar.mustSay(book("first-day", "31", "first-month", "2", "first-year", "2026", "count", "5"), 422, "Write the first day as a date")
	registrar.mustSay(book("first-day", "9", "first-month", "1", "first-year", "2026", "count", "0"), 422, "from 1 to 31")
	registrar.mustSay(book("dates", "2025-12-01"), 409, "never afterwards", "2025-12-01")
	registrar.mustSay(registrar.post(cohort+"/blocks", "stage", "block-1", "dates", "2026-01-09", "facilitators", string(f[0].Person)), 409, "asks for 2 facilitators")
	if a := book("first-day", "9", "first-month", "1", "first-year", "2026", "count", "5"); a.code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.code, html(t, a.body))
	}
	registrar.mustSay(registrar.get(cohort), 200, "Friday 9 January 2026", "Monday 12 January 2026", "Thursday 15 January 2026")
	registrar.mustSay(registrar.post(cohort+"/enrolments", "trainee", string(who.Person)), 422, "role of supervisor")
	if a := registrar.post(cohort+"/enrolments", "trainee", string(who.Person), "supervisor", string(reader.Person)); a.code != http.StatusSeeOther {
		t.Fatalf("status %d", a.code)
	}
	registrar.mustSay(registrar.get("/register"), 200, "Spring", "0 of 4 stages, 0 of 34 requirements")
	s.attestAndConfirm(f, who)
}

// attestAndConfirm has two facilitators and the trainee say what happened on
// 9 January 2026.
func (s *site) attestAndConfirm(f []app.Actor, who app.Actor) {
	s.T.Helper()
	trainee := s.as(who)
	trainee.mustSay(trainee.get("/contact"), 200, "Booked", "Nothing to do before the day")
	day := ""
	for i, actor := range f {
		v := s.as(actor)
		page := v.get("/attendance")
		for _, a := range mustFindAll(s.T, page.body, "main a") {
			if strings.HasSuffix(a, "2026-01-09") {
				day = a
			}
		}
		if i == 0 {
			v.mustSay(v.get(day), 200, "has not begun")
			testkit.MustNotFind(s.T, v.get(day).body, "main form")
			s.At(5 * 24 * time.Hour)
			v, trainee = s.as(actor), s.as(who)
		}
		form := v.get(day)
		id := testkit.Attribute(testkit.MustFind(s.T, form.body, "input[name=present]"), "value")
		v.mustSay(v.post(day), 422, "Mark at least one trainee")
		v.mustSay(v.post(day, "present", id, "minutes-"+id, "lots"), 422, "from 1 to 720")
		if a := v.post(day, "present", id, "minutes-"+id, "480"); a.code != http.StatusSeeOther {
			s.T.Fatalf("status %d: %s", a.code, html(s.T, a.body))
		}
		v.mustSay(v.get(day), 200, "you attested 8 h", "You have attested everybody")
		if i == 0 {
			trainee.mustSay(trainee.get("/contact"), 200, "waits for the second")
		}
	}
	page := trainee.get("/contact")
	trainee.mustSay(page, 200, "Two facilitators attested 8 h", "At most 480")
	fields := []string{}
	for _, name := range []string{"enrolment", "block", "date"} {
		fields = append(fields, name, testkit.Attribute(testkit.MustFind(s.T, page.body, "input[name="+name+"]"), "value"))
	}
	trainee.mustSay(trainee.post("/contact", append(fields, "minutes", "481")...), 422, "at most the 480 minutes")
	trainee.mustSay(trainee.post("/contact", append(fields, "minutes", "")...), 422, "whole number")
	if a := trainee.post("/contact", append(fields, "minutes", "450")...); a.code != http.StatusSeeOther {
		s.T.Fatalf("status %d", a.code)
	}
	trainee.mustSay(trainee.get("/contact"), 200, "7 h 30 min that you confirmed")
}

func mustFindAll(t testing.TB, body, selector string) (hrefs []string) {
	t.Helper()
	nodes, err := testkit.Find(body, selector)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		hrefs = append(hrefs, testkit.Attribute(n, "href"))
	}
	return hrefs
}

// booked books one contact day for a trainee's cohort and gives the block.
func (s *site) booked(t institute.Trainee) fact.ID {
	s.T.Helper()
	c := &app.BookBlock{
		Cohort: t.Cohort, Stage: "block-1", Days: []fact.Date{"2026-01-06"},
		Facilitators: []fact.ID{s.Person(people.Facilitator).Person, s.Person(people.Facilitator).Person},
	}
	s.Do(s.Person(people.Registrar), c)
	return c.Block
}
