package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

// team is a trainee with a co-practitioner and raters, all in their browsers.
type team struct {
	*site
	institute.Trainee
	co      app.Actor
	raters  []app.Actor
	trainee visitor
	meeting string
}

func newTeam(t *testing.T, raters int) *team {
	t.Helper()
	s := newSite(t)
	out := &team{site: s, Trainee: s.Enrol(), co: s.Person(people.Facilitator)}
	for range raters {
		r := s.Person(people.Rater)
		s.Append(&fact.RaterCalibrated{Rater: r.Person, Instrument: s.Opened(out.Trainee).Pinned.Instrument.Digest, Gold: fact.Sum(nil), SameSide: 21, Of: 21})
		out.raters = append(out.raters, r)
	}
	out.trainee = s.as(out.Actor)
	return out
}

// back signs the trainee in again, since sessions end while the clock moves.
func (s *team) back() { s.trainee = s.as(s.Actor) }

func (s *team) declare() {
	s.T.Helper()
	a := s.trainee.post("/meetings/new", "enrolment", string(s.Enrolment), "purpose", "summative", "co_practitioners", string(s.co.Person),
		"label", "Nadia", "role", "practitioner", "label", "Peter", "role", "practitioner", "label", "Zofia", "role", "person",
		"label", "", "role", "")
	if a.code != 303 {
		s.T.Fatalf("declare: %d %s", a.code, html(s.T, a.body))
	}
	s.meeting = a.header.Get("Location")
}

func (s *team) id() fact.ID { return fact.ID(strings.TrimPrefix(s.meeting, "/meetings/")) }

func (s *team) consent(moment string) {
	s.T.Helper()
	m, err := s.App.Meeting(context.Background(), s.Actor, s.id())
	if err != nil {
		s.T.Fatal(err)
	}
	pairs := []string{"witness", string(s.co.Person)}
	for _, p := range m.Participants {
		pairs = append(pairs, "yes", string(p.ID), "capacity-"+string(p.ID), "own")
	}
	if a := s.trainee.post(s.meeting+"/consent/"+moment, pairs...); a.code != 303 {
		s.T.Fatalf("consent %s: %d %s", moment, a.code, html(s.T, a.body))
	}
}

func (s *team) facts() []string {
	held := s.Clock.Now().Add(-time.Hour).Format(whenForm)
	return []string{
		"held", held, "network", "N1", "mode", "home", "place_chosen_by", "person", "team", "Nadia, Peter",
		"agenda_set_by", "the person", "ended_by", "the network", "who", "Zofia", "by", "the team", "came", "0", "what", "Next on Thursday",
	}
}

func (s *team) upload(file []byte) reply {
	s.T.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("transcript", "meeting.vtt")
	if err != nil {
		s.T.Fatal(err)
	}
	_, _ = part.Write(file) // a buffer takes everything
	if err := form.Close(); err != nil {
		s.T.Fatal(err)
	}
	q := httptest.NewRequest(http.MethodPost, s.meeting+"/transcript", &b)
	q.Header.Set("Content-Type", form.FormDataContentType())
	return s.trainee.send(q)
}

func transcript() []byte {
	var b strings.Builder
	b.WriteString("WEBVTT\n\n")
	for i := range 12 {
		fmt.Fprintf(&b, "00:%02d.000 --> 00:%02d.000\n%s\n\n", i*4, i*4+3, []string{
			"Nadia: What would you like to use this hour for?", "Zofia: For <b>sleep</b> & quiet.", "Peter: I wonder what is under it.",
		}[i%3])
	}
	return []byte(b.String())
}

// assigned takes a meeting through the pages up to its raters.
func (s *team) assigned() {
	s.T.Helper()
	s.declare()
	s.consent("before")
	s.At(2 * time.Hour)
	s.consent("after")
	if a := s.trainee.post(s.meeting+"/facts", s.facts()...); a.code != 303 {
		s.T.Fatalf("facts: %d %s", a.code, html(s.T, a.body))
	}
	if a := s.upload(transcript()); a.code != 303 {
		s.T.Fatalf("upload: %d %s", a.code, html(s.T, a.body))
	}
	s.trainee.mustSay(s.trainee.get(s.meeting+"/transcript"), 200, "Who each voice is", "Which voice is yours?", "This transcript lasts 1 minute.")
	page := s.trainee.get(s.meeting + "/transcript")
	for id, role := range map[string]string{"voices": "practitioner", "voices-1": "person", "voices-2": "practitioner"} {
		testkit.MustFind(s.T, page.body, `#`+id+` option[value="`+role+`"][selected]`)
	}
	if a := s.trainee.post(s.meeting+"/hand-in", "voice-0", "practitioner", "voice-1", "person", "voice-2", "practitioner", "trainee_voice", "Nadia"); a.code != 303 {
		s.T.Fatalf("hand in: %d %s", a.code, html(s.T, a.body))
	}
	s.At(7 * 24 * time.Hour)
	s.back()
	s.consent("after-a-week")
}

// form is a whole rating as it is posted.
func (s *team) form(level string) []string {
	var out []string
	for _, p := range s.Opened(s.Trainee).Pinned.Instrument.Principles {
		out = append(out, p.ID, level, p.ID+"-cues", "1, 3-4", p.ID+"-observation", "Room was left for "+p.ID+".", p.ID+"-reason", "as seen")
	}
	return out
}

func TestMeetingThroughItsPages(t *testing.T) {
	s := newTeam(t, 2)
	s.trainee.mustSay(s.trainee.get("/meetings"), 200, "No network meeting yet", "Declare a meeting")
	s.trainee.mustSay(s.trainee.get("/meetings/new"), 200, "It counts", "Your co-practitioners")
	s.assigned()
	s.trainee.mustSay(s.trainee.get(s.meeting), 200, "Being rated", "Consent after a week, from everybody")
	s.trainee.mustSay(s.trainee.get(s.meeting+"/read"), 200, "For sleep & quiet.", "Nadia", "Measures of each voice")
	if text := html(t, s.trainee.get(s.meeting+"/read").body); strings.Contains(text, "word_share") || strings.Contains(text, "longest_unheard") {
		t.Error("a figure is named by its id")
	}
	s.trainee.mustSay(s.trainee.get(s.meeting+"/feedback"), 409, "not decided")

	queue := strings.Replace(s.meeting, "/meetings/", "/queue/", 1)
	for _, r := range s.raters {
		v := s.as(r)
		v.mustSay(v.get("/queue"), 200, "Meeting of", "about 2 hours of rating")
		v.mustSay(v.get(queue), 200, "Rate a meeting", "On the record", "Use cues as evidence for")
		v.mustSay(v.post(queue, s.form("4")...), 409, "not had the transcript open long enough")
		v.mustSay(v.get(queue), 200, "Room was left for transparency.") // the refused form was kept
		s.At(time.Hour)
		v = s.as(r)
		if a := v.post(queue, s.form("4")...); a.code != 303 {
			t.Fatalf("commit: %d %s", a.code, html(t, a.body))
		}
		v.mustSay(v.get(queue), 404, "There is nothing here")
	}
	s.back()
	s.trainee.mustSay(s.trainee.get(s.meeting), 200, "Decided", "Read the feedback")
	page := s.trainee.get(s.meeting + "/feedback")
	s.trainee.mustSay(page, 200, "Room was left for transparency.", "Result: level 4", "What to practise next", "What would you like to use this hour for?", "I wonder what is under it.")
	part := testkit.Text(testkit.MustFind(t, page.body, "#transparency"))
	if strings.Index(part, "Room was left") > strings.Index(part, "Result: ") {
		t.Error("the level stands before the observation")
	}
}

func TestLengthsOfATranscriptThatAreWorthASecondLook(t *testing.T) {
	for lasts, want := range map[time.Duration]string{
		0: "", 9 * time.Minute: "lasts 9 minutes", 10 * time.Minute: "", 75 * time.Minute: "", 180 * time.Minute: "", 181 * time.Minute: "lasts 181 minutes",
	} {
		if got := lengthWarning(lasts); !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("%s: %q; want %q", lasts, got, want)
		}
	}
}

func TestR33_PagesOfAMeetingAreNotThereForOthers(t *testing.T) {
	s := newTeam(t, 3)
	s.assigned()
	random := "/meetings/" + string(s.site.id())
	for name, v := range map[string]visitor{
		"a registrar": s.as(s.World.Person(people.Registrar)), "another trainee": s.as(s.Enrol().Actor), "another rater": s.as(s.World.Person(people.Rater)),
	} {
		for _, page := range []string{"", "/read", "/feedback", "/form", "/withdraw", "/consent/before", "/facts", "/transcript"} {
			got, none := v.get(s.meeting+page), v.get(random+page)
			if got.code != 404 || html(t, got.body) != html(t, none.body) {
				t.Errorf("%s at %q: status %d, and unlike a page that is not there", name, page, got.code)
			}
		}
	}
	if a := s.as(s.co).get(s.meeting + "/read"); a.code != 404 {
		t.Errorf("a co-practitioner reads the transcript: %d", a.code)
	}
	if a := s.nobody().get(s.meeting); a.code != 303 || !strings.HasPrefix(a.header.Get("Location"), "/sign-in") {
		t.Errorf("nobody: %d", a.code)
	}
}

func TestRefusedFormsKeepWhatWasTyped(t *testing.T) {
	s := newTeam(t, 2)
	a := s.trainee.post("/meetings/new", "enrolment", string(s.Enrolment), "purpose", "summative", "co_practitioners", string(s.co.Person),
		"label", "Mary Smith", "role", "practitioner")
	s.trainee.mustSay(a, 422, "looks like a full name")
	testkit.MustFind(t, a.body, `.error-summary a[href="#participants"]`)
	testkit.MustFind(t, a.body, `#participants[value="Mary Smith"]`)

	s.declare()
	s.trainee.mustSay(s.trainee.post(s.meeting+"/consent/before"), 422, "Tick everybody")
	s.consent("before")
	s.At(2 * time.Hour)
	s.consent("after")
	facts := s.facts()
	facts[1] = "yesterday"
	s.trainee.mustSay(s.trainee.post(s.meeting+"/facts", facts...), 422, "is no date and time")
	s.trainee.mustSay(s.trainee.get(s.meeting+"/transcript"), 200, "once the facts are written")
	if a := s.trainee.post(s.meeting+"/facts", s.facts()...); a.code != 303 {
		t.Fatalf("facts: %d", a.code)
	}
	s.trainee.mustSay(s.trainee.get(s.meeting+"/facts"), 200, "Save the facts")
	s.trainee.mustSay(s.upload([]byte("no transcript at all")), 422, "There is a problem")
	if a := s.upload(transcript()); a.code != 303 {
		t.Fatalf("upload: %d", a.code)
	}
	a = s.trainee.post(s.meeting+"/hand-in", "voice-0", "practitioner", "voice-1", "person", "trainee_voice", "Nadia")
	s.trainee.mustSay(a, 422, "Say who “Peter” is")
	testkit.MustFind(t, a.body, `.error-summary a[href="#voices-2"]`)
}

func TestWithdrawalThroughItsPage(t *testing.T) {
	s := newTeam(t, 2)
	s.assigned()
	queue := strings.Replace(s.meeting, "/meetings/", "/queue/", 1)
	rater := s.as(s.raters[0])
	rater.mustSay(rater.get(queue), 200, "Rate a meeting")
	m, err := s.App.Meeting(context.Background(), s.Actor, s.id())
	if err != nil {
		t.Fatal(err)
	}
	co := s.as(s.co)
	co.mustSay(co.get(s.meeting+"/withdraw"), 200, "closes the whole file")
	co.mustSay(co.post(s.meeting+"/withdraw"), 422, "Choose whose consent")
	co.mustSay(co.post(s.meeting+"/withdraw", "participant", string(m.Participants[2].ID)), 200, "closes the meeting for everybody", "Are you sure?")
	rater.mustSay(rater.get(queue), 200, "Rate a meeting")
	if a := co.post(s.meeting+"/withdraw", "participant", string(m.Participants[2].ID), "sure", "yes"); a.code != 303 {
		t.Fatalf("withdraw: %d", a.code)
	}
	rater.mustSay(rater.get(queue), 409, "has withdrawn their consent")
	rater.mustSay(rater.get("/queue"), 200, "Nothing waits for you")
	s.trainee.mustSay(s.trainee.get(s.meeting), 200, "Closed")
	s.trainee.mustSay(s.trainee.get(s.meeting+"/read"), 409, "has withdrawn their consent")
}

func TestCoPractitionersToChooseFrom(t *testing.T) {
	s := newTeam(t, 1)
	other := s.Enrol()
	admin := s.World.Person(people.Administrator)
	page := s.trainee.get("/meetings/new")
	testkit.MustFind(t, page.body, `input[value="`+string(s.co.Person)+`"]`)
	testkit.MustFind(t, page.body, `details input[value="`+string(other.Person)+`"]`)
	testkit.MustFind(t, page.body, `details input[value="`+string(s.raters[0].Person)+`"]`)
	if strings.Contains(page.body, string(admin.Person)) {
		t.Error("an administrator stands among the practitioners")
	}
	s.declare()
	page = s.trainee.get("/meetings/new")
	s.trainee.mustSay(page, 200, "named by you before, facilitator")
	if first := testkit.MustFind(t, page.body, `#co_practitioners`); testkit.Attribute(first, "value") != string(s.co.Person) {
		t.Error("whoever was named before does not come first")
	}
}

func TestMeetingsAreToldApart(t *testing.T) {
	s := newTeam(t, 0)
	s.declare()
	s.trainee.mustSay(s.trainee.get("/meetings"), 200, "Not held yet, declared 5 January 2026")
	s.consent("before")
	s.At(2 * time.Hour)
	s.consent("after")
	s.trainee.mustSay(s.trainee.get("/meetings"), 200, "Declared 5 January 2026")
	if a := s.trainee.post(s.meeting+"/facts", s.facts()...); a.code != 303 {
		t.Fatalf("facts: %d", a.code)
	}
	s.trainee.mustSay(s.trainee.get("/meetings"), 200, "Held 5 January 2026, network N1")
}

func TestConsentSaysOnWhoseWord(t *testing.T) {
	s := newTeam(t, 0)
	s.declare()
	m, err := s.App.Meeting(context.Background(), s.Actor, s.id())
	if err != nil {
		t.Fatal(err)
	}
	page, first, other := s.meeting+"/consent/before", m.Participants[0], m.Participants[1]
	s.trainee.mustSay(s.trainee.get(page), 200, "Cannot decide this today: then we do not record")
	for word, want := range map[string]string{"": "Say on whose word the yes rests.", "cannot-today": "do not record"} {
		s.trainee.mustSay(s.trainee.post(page, "witness", string(s.co.Person), "yes", string(first.ID), "capacity-"+string(first.ID), "own",
			"yes", string(other.ID), "capacity-"+string(other.ID), word), 422, want)
	}
	if m, err = s.App.Meeting(context.Background(), s.Actor, s.id()); err != nil || m.Participants[0].Before != 0 {
		t.Errorf("a consent was written down beside an answer to be mended: %v", err)
	}
	none := &app.GiveConsent{Meeting: s.id(), Participant: first.ID, Moment: fact.Before, Witness: s.co.Person, Capacity: app.CannotToday}
	if err := s.Try(s.Actor, none); err == nil {
		t.Error("somebody who cannot decide has agreed")
	}
}

func TestAPrintedConsentFormIsOnePersons(t *testing.T) {
	s := newTeam(t, 0)
	s.web.conf.ConcernName, s.web.conf.ConcernReach = "Ada Lund", "01632 960000"
	s.declare()
	m, err := s.App.Meeting(context.Background(), s.Actor, s.id())
	if err != nil {
		t.Fatal(err)
	}
	in, _ := s.App.KnownInstitute()
	page := s.trainee.get(s.meeting + "/form?for=" + string(m.Participants[2].ID))
	s.trainee.mustSay(page, 200, in.Name, "for Zofia", "Signature", "a transcript of it", "To take a yes back, tell "+m.Trainee.Name, "Ada Lund: 01632 960000.")
	testkit.MustFind(t, page.body, "nav.contents") // not printed: the others stand there alone
	if _, printed, _ := strings.Cut(testkit.Text(testkit.MustFind(t, page.body, "main")), "May we record"); strings.Contains(printed, "Peter") {
		t.Error("another participant stands on the printed form")
	}
}

func TestWhomToTellOfAConcern(t *testing.T) {
	s := newTeam(t, 2)
	s.assigned()
	queue := strings.Replace(s.meeting, "/meetings/", "/queue/", 1)
	v := s.as(s.raters[0])
	v.mustSay(v.get("/queue"), 200, "Heard abuse or danger?", "Your institute has not named a contact here: tell the administrator")
	s.web.conf.ConcernName, s.web.conf.ConcernReach = "Ada Lund", "01632 960000."
	for _, page := range []string{"/queue", queue} {
		v.mustSay(v.get(page), 200, "Stop, and tell Ada Lund at once: 01632 960000.", "blinding included", "The reason is not entered in the ledger.")
	}
	s.trainee.mustSay(s.trainee.get(s.meeting+"/read"), 200, "Stop, and tell Ada Lund at once: 01632 960000.")
}

func TestRatingFormRefusalsAndDraft(t *testing.T) {
	s := newTeam(t, 2)
	s.assigned()
	queue := strings.Replace(s.meeting, "/meetings/", "/queue/", 1)
	v := s.as(s.raters[0])
	v.get(queue)
	s.At(time.Hour)
	v = s.as(s.raters[0])
	half := s.form("4")
	a := v.post(queue, half[8:]...)
	v.mustSay(a, 422, "Immediate response: not scored yet")
	testkit.MustFind(t, a.body, `.error-summary a[href="#immediate-response"]`)
	silent := s.form("4")
	for i := range silent {
		if silent[i] == "as seen" {
			silent[i] = ""
		}
	}
	for i := 0; i < len(silent); i += 8 {
		if silent[i] == "immediate-response" || silent[i] == "flexibility" {
			silent[i+1] = "5"
		}
	}
	a = v.post(queue, silent...)
	v.mustSay(a, 422, "no crisis contact is on record, yet you give a level")
	testkit.MustFind(t, a.body, `.error-summary a[href="#immediate-response-reason"]`)
	half[3] = "1, x"
	v.mustSay(v.post(queue, half...), 422, "“x” is no cue number")
	half[3] = "99"
	v.mustSay(v.post(queue, half...), 422, "there is no cue 99")

	body, err := json.Marshal(map[string]any{"transparency": "5", "transparency-cues": "2", "transparency-seen": []string{"reflecting-talk"}})
	if err != nil {
		t.Fatal(err)
	}
	q := httptest.NewRequest(http.MethodPost, queue+"/draft", bytes.NewReader(body))
	q.Header.Set("Content-Type", "application/json")
	if a := v.send(q); a.code != 204 {
		t.Fatalf("draft: %d %s", a.code, a.body)
	}
	page := v.get(queue)
	testkit.MustFind(t, page.body, `#transparency-5[checked]`)
	testkit.MustFind(t, page.body, `#transparency-cues[value="2"]`)

	v.mustSay(v.get(queue+"/give-back"), 200, "A conflict of interest")
	v.mustSay(v.post(queue+"/give-back"), 422, "Say why")
	if a := v.post(queue+"/give-back", "why", "no-time"); a.code != 303 {
		t.Fatalf("give back: %d", a.code)
	}
	v.mustSay(v.get(queue), 404, "There is nothing here")
}

func TestCalibrationThroughItsPages(t *testing.T) {
	s := newSite(t)
	l, _ := content.Load(content.Embedded())
	r := s.Person(people.Rater)
	v := s.as(r)
	for i := range 3 {
		page := v.get("/calibration")
		v.mustSay(page, 200, fmt.Sprintf("%d of 3", i), "Compare with gold")
		id := testkit.Attribute(testkit.MustFind(t, page.body, `input[name="meeting"]`), "value")
		pairs := []string{"bundle", string(s.Bundle), "meeting", id}
		v.mustSay(v.post("/calibration", pairs...), 422, "not scored yet")
		for _, g := range l.Meetings[id].Gold {
			answer := string(g.Level.Said)
			if g.Level.Said == fact.SaidLevel {
				answer = fmt.Sprint(g.Level.Level)
			}
			pairs = append(pairs, g.Principle, answer)
		}
		v.mustSay(v.post("/calibration", pairs...), 200, "Beside gold")
	}
	v.mustSay(v.get("/calibration"), 200, "calibrated until")
	v.mustSay(v.get("/queue"), 200, "Nothing waits for you")
}
