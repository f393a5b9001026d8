package web

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
)

// One fact early there is no button, and a post is refused with the fact named.
func TestR27_IssueIsRefusedOneFactEarly(t *testing.T) {
	s := newSite(t)
	trainee := s.Enrol()
	s.complete(trainee)
	var confirmed fact.Entry
	for _, e := range s.History(trainee.Enrolment) {
		if e.Fact.Kind() == fact.ContactConfirmedKind {
			confirmed = e
		}
	}
	one, two := s.as(s.Person(people.Registrar)), s.as(s.Person(people.Registrar))
	path := "/register/" + string(trainee.Enrolment)
	one.mustSay(one.get(path), 200, "Nothing is missing")
	testkit.MustFind(t, one.get(path).body, `form[action=`+path+`/issue]`)

	one.mustSay(one.post(path+"/reverse", "entry", "first", "reverse-why", "not-true"), 422, "Write the number of an entry")
	one.mustSay(one.post(path+"/reverse", "entry", "0", "reverse-why", "not-true"), 409, "Entry 0 is no study")
	entry := strconv.FormatInt(confirmed.Index, 10)
	one.mustSay(one.post(path+"/reverse", "entry", entry), 422, "Choose a reason")
	const falls = "After this, 4 of "
	one.mustSay(one.get(path+"?entry="+entry), 200, falls, "requirements would not be met: Contact days of", "Ask for a reversal")
	if a := one.post(path+"/reverse", "entry", entry, "reverse-why", "not-true"); a.code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.code, html(t, a.body))
	}
	page := two.get("/waiting")
	two.mustSay(page, 200, "out of what counts", "It turned out not to be true", "Entry "+entry, falls)
	two.post(testkit.Attribute(testkit.MustFind(t, page.body, "main form"), "action"), "act", "sign")

	testkit.MustNotFind(t, one.get(path).body, `form[action=`+path+`/issue]`)
	one.mustSay(one.get(path), 200, "cannot be issued yet", "4 of 5 days", "reversed")
	own := s.as(trainee.Actor)
	own.mustSay(own.get("/path"), 200, "Taken out of what counts", "Contact day confirmed", "It turned out not to be true.", "Because of it these are not met: Contact days of")
	date := string(confirmed.Fact.(*fact.ContactConfirmed).Date)
	one.mustSay(one.post(path+"/issue"), 409, "There is a problem", "missing", "Contact days of", date+" waits for the trainee's confirmation")
}

func TestIssueAndRevokeThroughThePages(t *testing.T) {
	s := newSite(t)
	trainee := s.Enrol()
	s.complete(trainee)
	one, two := s.as(s.Person(people.Registrar)), s.as(s.Person(people.Registrar))
	path := "/register/" + string(trainee.Enrolment)
	if a := one.post(path + "/issue"); a.code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.code, html(t, a.body))
	}
	one.mustSay(one.post(path+"/issue"), 409, "has a certificate already")
	page := one.get(path)
	number := regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]`).FindString(page.body)
	one.mustSay(page, 200, number, "valid", "one certificate at a time")
	certificate := testkit.Attribute(testkit.MustFind(t, page.body, "input[name=certificate]"), "value")
	one.mustSay(one.post(path+"/revoke", "certificate", certificate), 422, "Choose a reason")
	one.post(path+"/revoke", "certificate", certificate, "why", "conduct")
	one.mustSay(one.post(path+"/revoke", "certificate", certificate, "why", "conduct"), 409, "waits for its second signature already")
	if a := s.nobody().get("/v/" + number); !strings.Contains(a.body, "Yes. It is valid") {
		t.Error("one signature was enough")
	}
	waiting := two.get("/waiting")
	two.mustSay(waiting, 200, "Revoke a certificate", number, "a finding about conduct", "Holder", "Demonstration: Foundation", "A revocation is never taken back.")
	two.post(testkit.Attribute(testkit.MustFind(t, waiting.body, "main form"), "action"), "act", "sign")
	two.mustSay(s.nobody().get("/v/"+number), 200, "Revoked", "a finding about conduct")
	two.mustSay(two.get("/register"), 200, number, "revoked")
	holder, reader := s.as(trainee.Actor), s.as(trainee.Supervisor)
	holder.mustSay(holder.get("/path"), 200, "Your certificate was revoked", "a finding about conduct", "Two registrars of the institute signed this")
	for _, page := range []string{"/trainees", "/trainees/" + string(trainee.Enrolment)} {
		a := reader.get(page)
		reader.mustSay(a, 200, "Revoked on", "a finding about conduct", "Practice meetings")
		if strings.Contains(a.body, "Certificate issued") {
			t.Errorf("%s shows a revoked certificate as issued", page)
		}
	}
}

func TestR17_PathwayPageAndPublicText(t *testing.T) {
	s := newSite(t)
	steward := s.as(s.Person(people.Steward))
	steward.mustSay(steward.get("/pathways"), 200, string(s.Bundle), "Published", "Digest", "Signed by", "Person 1, Person 2")
	steward.mustSay(steward.post("/pathways", "pathway", "demonstration-assessed", "bundle", string(s.Bundle)), 422, "read every requirement, and tick")
	steward.mustSay(steward.post("/pathways", "pathway", "demonstration-assessed", "bundle", string(fact.Sum(nil)), "read", "yes"), 409, "Read it again")
	steward.mustSay(steward.post("/pathways", "pathway", "demonstration-assessed", "bundle", string(s.Bundle), "read", "yes"), 409, "published already")
	v := s.nobody()
	v.mustSay(v.get("/pathways/demonstration-assessed"), 200, "Contact days at least 20", "160", "at least 248 days", "never removes a requirement",
		"met in at least 3 of the latest 4", "at least 5 of 6 right", "1.25 times its speed", "1096 days", string(s.Bundle), "What it does not say")
	v.mustSay(v.get("/pathways/demonstration-assessed?digest="+string(s.Bundle)), 200, string(s.Bundle))
	v.mustSay(v.get("/pathways/demonstration-assessed?digest=other"), 404)
	v.mustSay(v.get("/pathways/foundation-assessed"), 404)
	for _, path := range []string{"/accessibility", "/privacy", "/verify", "/"} {
		v.mustSay(v.get(path), 200)
	}
	v.mustSay(v.get("/verify?number="), 422, "Type the number")
	v.mustSay(v.get("/readyz"), 200, "ready")
}
