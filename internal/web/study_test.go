package web

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

const (
	readModule  = "where-it-comes-from"
	readSection = "a-hospital-that-stopped-deciding-alone"
	laterModule = "reflecting-talk"
	whyICame    = "/reflections/where-it-comes-from/why-i-came"
	readingPath = "/modules/" + readModule + "/" + readSection
)

// postJSON sends a value as a page's script does.
func (v visitor) postJSON(path string, value any) reply {
	v.T.Helper()
	b, err := json.Marshal(value)
	if err != nil {
		v.T.Fatal(err)
	}
	q := httptest.NewRequest(http.MethodPost, path, strings.NewReader(string(b)))
	q.Header.Set("Content-Type", "application/json")
	return v.send(q)
}

// starts opens a study session as a section's page does, and gives the page's
// first message.
func (v visitor) starts(page string) map[string]any {
	v.T.Helper()
	main := testkit.MustFind(v.T, page, "main")
	section := testkit.Attribute(main, "data-section")
	a := v.postJSON(testkit.Attribute(main, "data-open-url"), map[string]string{
		"module": testkit.Attribute(main, "data-module"), "section": section,
	})
	out := map[string]any{}
	if err := json.Unmarshal([]byte(a.body), &out); err != nil || a.code != 200 || out["beat_seconds"] != 20.0 {
		v.T.Fatalf("opening is answered %d %s", a.code, a.body)
	}
	out["section"], out["visible"], out["active"] = section, true, true
	return out
}

func studied(s *site, who institute.Trainee) (seconds int64) {
	s.T.Helper()
	for _, f := range institute.OfKind[*fact.StudyCredited](s.World, who.Enrolment) {
		seconds += f.Seconds
	}
	return seconds
}

func TestReadingASectionIsCredited(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	v := s.as(who.Actor)
	v.mustSay(v.get("/path"), 200, "Study of “Where Open Dialogue comes from”", "Go on reading", "0 min of 45 min", "Why it cannot be faster")
	page := v.get(readingPath)
	v.mustSay(page, 200, "0 of 2 minutes credited")
	beat := v.starts(page.body)
	s.At(50 * time.Second)
	a := v.postJSON("/study/beat", beat)
	var answer app.StudyAnswer
	if err := json.Unmarshal([]byte(a.body), &answer); err != nil || a.code != 200 || answer.SectionCredited != 50 || answer.State != app.StudyCredited || answer.Nonce == "" {
		t.Fatalf("a beat is answered %d %s", a.code, a.body)
	}
	forged := maps.Clone(beat)
	forged["nonce"] = "invented"
	if a := v.postJSON("/study/beat", forged); a.code != 409 || !strings.Contains(a.body, "out of step") {
		t.Errorf("a forged beat is answered %d %s", a.code, a.body)
	}
	beat["nonce"] = answer.Nonce
	s.At(30 * time.Second)
	if a := v.postJSON("/study/leave", beat); a.code != 204 {
		t.Fatalf("leaving is answered %d %s", a.code, a.body)
	}
	if n := studied(s, who); n != 80 {
		t.Errorf("%d seconds are credited; want 80", n)
	}
	v.mustSay(v.get("/modules/"+readModule), 200, "1 of 2 minutes credited", "It opens when every section has its minutes.")
	if a := v.post("/study/beat", "session", "x"); a.code != 422 {
		t.Errorf("a beat as a form is answered %d", a.code)
	}
}

// TestR9_ASectionWithAnExerciseSaysHowLongItCountsUntouched, and one to read
// says nothing of it.
func TestR9_ASectionWithAnExerciseSaysHowLongItCountsUntouched(t *testing.T) {
	s := newSite(t)
	v := s.as(s.Enrol().Actor)
	const says = "minutes away from the screen"
	if a := v.get(readingPath); strings.Contains(a.body, says) || strings.Contains(a.body, "data-away") {
		t.Error("a section to read claims an exercise")
	}
	a := v.get("/modules/" + readModule + "/what-the-evidence-does-and-does-not-say")
	if !strings.Contains(a.body, "This section has 20 "+says+": leave this page open in front of you; it goes on counting for that long.") {
		t.Errorf("an exercise says nothing of its minutes: %s", a.body)
	}
}

func TestR8_FetchingAheadDoesNotCloseASession(t *testing.T) {
	s := newSite(t)
	v := s.as(s.Enrol().Actor)
	beat := v.starts(v.get(readingPath).body)
	v.mustSay(v.get("/modules/"+readModule+"/seven-principles-and-one-conversation"), 200, "Study time is not being counted yet.")
	s.At(20 * time.Second)
	if a := v.postJSON("/study/beat", beat); a.code != 200 || !strings.Contains(a.body, `"credited"`) {
		t.Errorf("afterwards the first page is told %d %s", a.code, a.body)
	}
}

func TestR11_ModuleThatIsNotOpenSaysWhyAndLinksNothing(t *testing.T) {
	s := newSite(t)
	v := s.as(s.Enrol().Actor)
	page := v.get("/modules/" + laterModule)
	v.mustSay(page, 200, "This module is not open yet", "first finish “Where Open Dialogue comes from”")
	if strings.Contains(page.body, `href="/modules/`+laterModule+`/`) || strings.Contains(page.body, `href="/checks/`) {
		t.Error("a section or check that would refuse is a link")
	}
	if a := v.get("/modules/" + laterModule + "/disagreeing-aloud"); a.code != 303 || a.header.Get("Location") != "/modules/"+laterModule {
		t.Errorf("its section is answered %d", a.code)
	}
	closed := v.postJSON("/study/open", map[string]string{"module": laterModule, "section": "disagreeing-aloud"})
	if closed.code != 409 || !strings.Contains(closed.body, "first finish") {
		t.Errorf("opening its session is answered %d %s", closed.code, closed.body)
	}
	v.mustSay(v.get("/checks/"+laterModule), 200, "No new series can be opened now")
}

func TestSectionShowsOnlyItsOwnNotes(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	s.Studied(who, readModule)
	s.Passed(who, readModule)
	v := s.as(who.Actor)
	notes := 0
	for _, module := range []string{readModule, laterModule} {
		for _, sec := range s.Opened(who).Modules[module].Sections {
			page := v.get("/modules/" + module + "/" + sec.ID).body
			notes += sameAddresses(t, sec.ID, page, `.footnote-ref`, `.footnotes li[id]`)
			sameAddresses(t, sec.ID, page, `.footnote-backref`, `sup[id]`)
		}
	}
	if notes < 5 {
		t.Errorf("all sections together have %d notes", notes)
	}
}

// sameAddresses demands that the links of one selector lead to the elements of
// another and that none of these is without a link. It counts the elements.
func sameAddresses(t *testing.T, section, page, links, ends string) int {
	t.Helper()
	from, to := map[string]bool{}, map[string]bool{}
	for selector, found := range map[string]func(string, string){
		links: func(href, _ string) { from[strings.TrimPrefix(href, "#")] = true },
		ends:  func(_, id string) { to[id] = true },
	} {
		nodes, err := testkit.Find(page, selector)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range nodes {
			found(testkit.Attribute(n, "href"), testkit.Attribute(n, "id"))
		}
	}
	if !maps.Equal(from, to) {
		t.Errorf("%s: links to %v and places %v", section, from, to)
	}
	return len(to)
}

func TestR15_AssetsComeFromThePinnedBytes(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	m := s.Opened(who).Modules[laterModule]
	at := "/modules/" + laterModule + "/" + string(m.Digest) + "/circles.svg"
	a := s.as(who.Actor).get(at)
	if a.code != 200 || a.header.Get("Content-Type") != "image/svg+xml" || a.body != string(m.Assets["circles.svg"]) || !strings.Contains(a.header.Get("Cache-Control"), "immutable") {
		t.Errorf("the figure is answered %d %v", a.code, a.header)
	}
	for _, path := range []string{
		"/modules/" + laterModule + "/" + string(fact.Sum(nil)) + "/circles.svg",
		"/modules/" + laterModule + "/" + string(m.Digest) + "/module.md",
		"/modules/none/" + string(m.Digest) + "/circles.svg",
	} {
		if a := s.as(who.Actor).get(path); a.code != 404 {
			t.Errorf("%s is answered %d", path, a.code)
		}
	}
	if a := s.as(s.Person(people.Trainee)).get(at); a.code != 404 {
		t.Errorf("somebody who is not enrolled gets %d", a.code)
	}
}

func TestCheckIsAnsweredAndPassed(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	s.Studied(who, readModule)
	v := s.as(who.Actor)
	v.mustSay(v.get("/checks/"+readModule), 200, "Show me the questions", "6, drawn for you from a larger pool")
	series := v.post("/checks/"+readModule, "enrolment", string(who.Enrolment)).header.Get("Location")
	page := v.get(series)
	v.mustSay(page, 200, "Choose one answer to each question.")
	v.mustSay(v.get("/checks/"+readModule), 200, "Go on with the questions")
	form := rightAnswers(s, who, page.body)
	gap := v.post(series, form[2:]...)
	v.mustSay(gap, 422, "Choose an answer to question")
	if n := strings.Count(gap.body, " checked"); n != 5 {
		t.Errorf("%d of five answers are still chosen", n)
	}
	if a := v.post(series, form...); a.code != 303 {
		t.Fatalf("handing in is answered %d", a.code)
	}
	v.mustSay(v.get(series), 200, "Passed", "6 of 6 questions are answered correctly.", "Your answer fits.")
	if a := v.post(series, form[2:]...); a.code != 303 {
		t.Errorf("handing in twice is answered %d", a.code)
	}
	v.mustSay(v.post("/checks/"+readModule, "enrolment", string(who.Enrolment)), 409, "You have passed the check")
	v.mustSay(v.get("/path"), 200, "Reflection “Why I came”", "Write")
	if a := s.as(s.Enrol().Actor).get(series); a.code != 404 {
		t.Errorf("another trainee gets the series with %d", a.code)
	}
}

// rightAnswers reads the form of a series and fills it in.
func rightAnswers(s *site, who institute.Trainee, page string) (form []string) {
	s.T.Helper()
	for _, it := range s.Opened(who).Pinned.Modules[readModule].Items {
		inputs, err := testkit.Find(page, `input[name="q-`+it.ID+`"]`)
		if err != nil {
			s.T.Fatal(err)
		}
		for _, in := range inputs {
			label := testkit.MustFind(s.T, page, `label[for="`+testkit.Attribute(in, "id")+`"]`)
			if testkit.Text(label) == strings.Join(strings.Fields(it.Options[it.Key].Text), " ") {
				form = append(form, "q-"+it.ID, testkit.Attribute(in, "value"))
			}
		}
	}
	return form
}

func TestReflectionIsWrittenHandedInAndRead(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	v, supervisor := s.as(who.Actor), s.as(who.Supervisor)
	if a := v.postJSON(whyICame+"/draft", map[string]string{"enrolment": string(who.Enrolment), "text": "A first sentence."}); a.code != 204 {
		t.Fatalf("a draft is answered %d %s", a.code, a.body)
	}
	form := v.get(whyICame)
	v.mustSay(form, 200, "Draft saved on", "A first sentence.")
	if n := strings.Count(form.body, "supervisor reads"); n != 1 {
		t.Errorf("that the supervisor reads it is said %d times", n)
	}
	short := v.post(whyICame, "enrolment", string(who.Enrolment), "act", "hand-in", "text", "Too short & <b>marked</b>.")
	v.mustSay(short, 422, "words so far", "Too short & <b>marked</b>.")
	v.mustSay(v.get(whyICame), 200, "Too short")
	text := "First line\nsecond line\n\n" + strings.Repeat("Words that I hold lightly. ", 60)
	if a := v.post(whyICame, "enrolment", string(who.Enrolment), "act", "hand-in", "text", text); a.code != 303 {
		t.Fatalf("handing in is answered %d", a.code)
	}
	handed := v.get(whyICame)
	v.mustSay(handed, 200, "Reflection: Why I came", "Your supervisor has not read it yet.", "second line")
	if n := strings.Count(handed.body, "Handed in"); n != 1 {
		t.Errorf("“Handed in” stands there %d times", n)
	}
	v.mustSay(v.get("/modules/"+readModule), 200, "Reflection: Why I came")
	list := supervisor.get("/trainees")
	supervisor.mustSay(list, 200, "Reflections to read", "Why I came", "Waits for you")
	reading := testkit.Attribute(testkit.MustFind(t, list.body, `.task-list a`), "href")
	supervisor.mustSay(supervisor.get(reading), 200, "second line", "What was asked")
	if a := supervisor.post(reading, "reply", "I wondered about the second line."); a.code != 303 {
		t.Fatalf("reading is answered %d", a.code)
	}
	v.mustSay(v.get(whyICame), 200, "I wondered about the second line.", "Read", " by ")
	supervisor.mustSay(supervisor.get("/trainees"), 200, "No reflection waits for you.")
	supervisor.mustSay(supervisor.get("/trainees/"+string(who.Enrolment)), 200, "Reflections handed in", "The path as a whole")
	supervisor.mustSay(supervisor.get(reading), 200, "Save the reply", "I wondered about the second line.")
}

func TestR33_ReadingsAndTraineesOfOthersLookLikeNothing(t *testing.T) {
	s := newSite(t)
	who, other := s.Enrol(), s.Enrol()
	c := &app.SubmitReflection{Enrolment: who.Enrolment, Module: readModule, Reflection: "why-i-came", Text: strings.Repeat("word ", 300)}
	s.Do(who.Actor, c)
	random := string(s.id())
	for name, actor := range map[string]app.Actor{
		"another supervisor": other.Supervisor, "the trainee": who.Actor,
		"a registrar": s.Person(people.Registrar), "a commissioner": s.Person(people.Commissioner),
	} {
		v := s.as(actor)
		for _, path := range []string{"/readings/", "/trainees/"} {
			id := string(c.Submission)
			if path == "/trainees/" {
				id = string(who.Enrolment)
			}
			there, nothing := v.get(path+id), v.get(path+random)
			if there.code != 404 || html(t, there.body) != html(t, nothing.body) || nothing.code != 404 {
				t.Errorf("%s at %s: %d and %d", name, path, there.code, nothing.code)
			}
		}
	}
}

// TestR11_AReflectionThatNoLongerCountsCanBeHandedInAgain: taking out what came
// before it leaves no dead end, and nobody is told that nothing was handed in.
func TestR11_AReflectionThatNoLongerCountsCanBeHandedInAgain(t *testing.T) {
	s := newSite(t)
	who := s.Enrol()
	s.Studied(who, readModule)
	s.Passed(who, readModule)
	s.reflected(who, laterModule, "talked-about-and-not-with", 300)
	v := s.as(who.Actor)
	for _, e := range s.History(who.Enrolment) {
		if e.Fact.Kind() == fact.CheckGradedKind {
			s.Append(&fact.EvidenceReversed{Enrolment: who.Enrolment, Entry: e.Index, By: s.id(), Second: s.id(), Why: "not-true"})
		}
	}
	page := v.get("/path")
	v.mustSay(page, 200, "Handed in on 5 January 2026; it does not count until “Where Open Dialogue comes from” is put right", "Taken out of what counts")
	s.Passed(who, readModule)
	form := v.get("/reflections/" + laterModule + "/talked-about-and-not-with")
	v.mustSay(form, 200, "It has to be handed in again", "Hand in")
	a := v.post("/reflections/"+laterModule+"/talked-about-and-not-with", "enrolment", string(who.Enrolment), "text", strings.Repeat("word ", 300), "act", "hand-in")
	if a.code != http.StatusSeeOther {
		t.Fatalf("handing in again is answered %d: %s", a.code, html(t, a.body))
	}
	v.mustSay(v.get("/path"), 200, "Handed in; your supervisor has not read it yet")
}
