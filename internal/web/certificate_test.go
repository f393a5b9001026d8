package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"polyphony/certificates"
	"polyphony/internal/app"
	"polyphony/internal/people"
	"polyphony/internal/testkit"
)

func TestR29_FourAnswersAndUnknown(t *testing.T) {
	s := newSite(t)
	_, c := s.issued()
	v := s.nobody()
	number := c.Number.String()
	page := v.get("/v/" + number)
	v.mustSay(page, 200, "Valid, in a DEMONSTRATION", "Is it intact?", "Who issued it?", "Is it in force?", "When was it logged?",
		"Yes. It is valid until", "Test Institute", "What it does not claim", number)
	if got := jsonAnswer(t, v, number); got.State != "valid" || got.Number != number || len(got.Questions) != 4 || got.Record.Number != number || got.PDF == "" {
		t.Errorf("JSON %+v", got)
	}
	typed := strings.ToLower(strings.ReplaceAll(number, "-", "%20"))
	if a := v.get("/v/" + typed); a.code != 200 {
		t.Errorf("typed in small letters with blanks: status %d", a.code)
	}

	s.revoke(c)
	v.mustSay(v.get("/v/"+number), 200, "Revoked, in a DEMONSTRATION", "No. It was revoked on", "It was issued in error.")
	got := jsonAnswer(t, v, number)
	if got.State != "revoked" || got.Revoked == nil || got.Revoked.Why != "It was issued in error." {
		t.Errorf("JSON after the revocation: %+v", got)
	}
}

func TestR29_Expired(t *testing.T) {
	s := newSite(t)
	_, c := s.issued()
	v := s.nobody()
	number := c.Number.String()
	before := jsonAnswer(t, v, number)
	s.At(1095 * 24 * time.Hour)
	if got := jsonAnswer(t, v, number); got.State != "valid" || got.AsOf == before.AsOf || !strings.Contains(got.Questions[2].Answer, "expires soon") {
		t.Errorf("the last day: %+v", got)
	}
	s.At(24 * time.Hour)
	if got := jsonAnswer(t, v, number); got.State != "expired" {
		t.Errorf("at the end of the last day: %+v", got)
	}
	v.mustSay(v.get("/v/"+number), 200, "Expired", "No. It expired on")
}

// Unknown, malformed, too long and hostile numbers get the very same answer.
func TestR29_UnknownAndMalformedAreAnsweredAlike(t *testing.T) {
	s := newSite(t)
	s.issued()
	unknown, err := certificates.NewNumber(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := s.nobody()
	for _, accept := range []string{"text/html", "application/json"} {
		want := withoutNonce(v.get("/v/"+unknown.String(), "Accept", accept))
		for _, typed := range []string{"1", "not-a-number", strings.Repeat("9", 900), "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%00", "%FF%FE", string(unknown)[:16]} {
			if got := withoutNonce(v.get("/v/"+typed, "Accept", accept)); got != want {
				t.Errorf("%s, %s:\n%s\nwant\n%s", typed, accept, got, want)
			}
		}
		if !strings.HasPrefix(want, "404 ") || strings.Contains(want, unknown.String()) {
			t.Errorf("status, or the number that was typed: %s", want)
		}
		if !strings.Contains(want, "trained elsewhere") {
			t.Errorf("it does not say who is not in this register: %s", want)
		}
	}
	for _, path := range []string{"/pdf", "/proof"} {
		if a, b := withoutNonce(v.get("/v/"+unknown.String()+path)), withoutNonce(v.get("/v/nonsense"+path)); a != b {
			t.Errorf("%s differs:\n%s\n%s", path, a, b)
		}
	}
	v.mustSay(v.get("/verify?number=nonsense"), 404, "No certificate with this number")
}

// What another replica has entered shows after a quarter of a second at most.
func TestR29_RevocationByAnotherReplica(t *testing.T) {
	s := newSite(t)
	_, c := s.issued()
	v := s.nobody()
	if got := jsonAnswer(t, v, c.Number.String()); got.State != "valid" {
		t.Fatalf("%+v", got)
	}
	other, _ := s.Replica(nil)
	p := &app.ProposeRevoke{Certificate: c.Certificate, Why: "conduct"}
	registrars := []app.Actor{s.Person(people.Registrar), s.Person(people.Registrar)}
	for i, cmd := range []app.Command{p, nil} {
		if cmd == nil {
			cmd = &app.Decide{ID: p.Pending}
		}
		if err := other.Apply(t.Context(), registrars[i], cmd); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(300 * time.Millisecond)
	if got := jsonAnswer(t, v, c.Number.String()); got.State != "revoked" {
		t.Errorf("still %s", got.State)
	}
}

// onHold is a store on an integrity hold.
type onHold struct{ app.Store }

func (onHold) Hold() string { return "the ledger was changed" }

func TestR4_OnHoldNothingIsAnsweredAsValid(t *testing.T) {
	s := newSite(t)
	_, valid := s.issued()
	_, revoked := s.issued()
	s.revoke(revoked)
	a := app.New(onHold{s.Store.App()}, nil, app.Config{BaseURL: "https://polyphony.example", Institute: "Test Institute", Clock: s.Clock})
	web, err := New(a, s.web.conf)
	if err != nil {
		t.Fatal(err)
	}
	v := (&site{s.World, web}).nobody()
	for _, accept := range []string{"text/html", "application/json"} {
		held := v.get("/v/"+valid.Number.String(), "Accept", accept)
		v.mustSay(held, 503, "integrity hold")
		if withoutNonce(held) != withoutNonce(v.get("/v/nonsense", "Accept", accept)) {
			t.Error("a valid certificate and none are told apart on hold")
		}
	}
	if got := jsonAnswer(t, v, revoked.Number.String()); got.State != "revoked" {
		t.Errorf("revoked, on hold: %+v", got)
	}
	v.mustSay(v.get("/integrity"), 200, "the ledger was changed")
}

func TestR28_AChangedNameChangesNothingIssued(t *testing.T) {
	s := newSite(t)
	trainee, c := s.issued()
	v := s.nobody()
	path := "/v/" + c.Number.String()
	var name string
	s.Write(func(tx app.Tx) error {
		acc, err := tx.Account(trainee.Person)
		name = acc.Name
		return err
	})
	page, pdf := frozen(v.get(path)), v.get(path+"/pdf")
	if !strings.Contains(page, name) || pdf.code != 200 || !strings.HasPrefix(pdf.body, "%PDF-") {
		t.Fatalf("status of the PDF %d; name on the page %v", pdf.code, strings.Contains(page, name))
	}
	s.Write(func(tx app.Tx) error {
		acc, err := tx.Account(trainee.Person)
		if err != nil {
			return err
		}
		acc.Name = "Somebody Else Entirely"
		return tx.UpdateAccount(acc)
	})
	if after := frozen(v.get(path)); after != page {
		t.Errorf("the page changed:\n%s\nwas\n%s", after, page)
	}
	if after := v.get(path + "/pdf"); after.body != pdf.body {
		t.Error("the PDF changed")
	}
	if got := jsonAnswer(t, v, c.Number.String()); got.Name != name {
		t.Errorf("the JSON names %q; want %q", got.Name, name)
	}
}

func TestR30_OneChangedByteDoesNotMatch(t *testing.T) {
	s := newSite(t)
	_, c := s.issued()
	v := s.nobody()
	pdf := []byte(v.get("/v/" + c.Number.String() + "/pdf").body)
	a := v.send(upload(t, pdf))
	if a.code != http.StatusSeeOther || a.header.Get("Location") != "/v/"+c.Number.String() {
		t.Errorf("the very PDF: status %d to %q", a.code, a.header.Get("Location"))
	}
	for _, at := range []int{5, len(pdf) / 2, len(pdf) - 1} {
		changed := bytes.Clone(pdf)
		changed[at] ^= 1
		v.mustSay(v.send(upload(t, changed)), 422, "does not match any certificate of this register", "can be checked by typing it")
	}
	v.mustSay(v.send(upload(t, []byte("not a PDF"))), 422, "no PDF of a certificate")
	v.mustSay(v.send(upload(t, nil)), 422, "Choose the PDF")
}

// TestR30_AGenuineFileIsNoGoodNewsAlone: what is said of the file stands inside
// the answer, with what the certificate is worth, and is said once.
func TestR30_AGenuineFileIsNoGoodNewsAlone(t *testing.T) {
	s := newSite(t)
	_, c := s.issued()
	v := s.nobody()
	path := "/v/" + c.Number.String()
	pdf := []byte(v.get(path + "/pdf").body)
	answer := func() reply {
		t.Helper()
		a := v.send(upload(t, pdf))
		if a.code != http.StatusSeeOther || a.header.Get("Location") != path {
			t.Fatalf("status %d to %q", a.code, a.header.Get("Location"))
		}
		kept, _, _ := strings.Cut(a.header.Get("Set-Cookie"), ";")
		return v.get(path, "Cookie", kept)
	}
	says := func(a reply, want string) {
		t.Helper()
		verdict := testkit.Text(testkit.MustFind(t, a.body, ".verdict"))
		if !strings.Contains(verdict, "The file is genuine: ") || !strings.Contains(verdict, want) {
			t.Errorf("the answer reads %q", verdict)
		}
		if strings.Contains(a.body, "notice--good") || strings.Contains(a.body, "Your file is") {
			t.Error("a green notice stands above the answer")
		}
	}
	says(answer(), "the certificate is valid.")
	s.revoke(c)
	says(answer(), "the certificate is revoked.")
	if a := v.get(path); strings.Contains(a.body, "The file is genuine") {
		t.Error("somebody who asked for a number is told of a file")
	}
}

// TestSomebodyWithoutPagesOfTheirOwnLandsOnVerify: an author or a commissioner.
func TestSomebodyWithoutPagesOfTheirOwnLandsOnVerify(t *testing.T) {
	s := newSite(t)
	const says = "your roles have no pages of their own"
	for _, role := range []people.Role{people.Commissioner, people.Author} {
		v := s.as(s.Person(role))
		if a := v.get("/"); a.code != http.StatusSeeOther || a.header.Get("Location") != "/verify" {
			t.Errorf("%s: status %d to %q", role, a.code, a.header.Get("Location"))
		}
		v.mustSay(v.get("/verify"), 200, says)
	}
	for _, v := range []visitor{s.nobody(), s.as(s.Person(people.Trainee))} {
		if a := v.get("/verify"); strings.Contains(a.body, says) {
			t.Error("others are told that they have no pages")
		}
	}
}

func TestProofAndLog(t *testing.T) {
	s := newSite(t)
	_, c := s.issued()
	v := s.nobody()
	v.mustSay(v.get("/v/"+c.Number.String()+"/proof"), 200, "c2sp.org/tlog-proof@v1")
	head := v.get("/log/checkpoint")
	v.mustSay(head, 200, "polyphony.demonstration/")
	if tile := v.get("/log/tile/0/000"); tile.code != 200 && tile.code != 404 {
		t.Errorf("tile: status %d", tile.code)
	}
	v.mustSay(v.get("/integrity"), 200, "DEMONSTRATION", "A0", "ledger audit", strings.Split(head.body, "\n")[2])
}

func jsonAnswer(t *testing.T, v visitor, number string) (out certificateAnswer) {
	t.Helper()
	a := v.get("/v/"+number, "Accept", "application/json")
	if a.code != 200 || a.header.Get("Content-Type") != "application/json" {
		t.Fatalf("status %d, %s: %s", a.code, a.header.Get("Content-Type"), a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// revoke revokes a certificate by two registrars.
func (s *site) revoke(c *app.Issue) {
	s.T.Helper()
	p := &app.ProposeRevoke{Certificate: c.Certificate, Why: "issued-in-error"}
	s.Do(s.Person(people.Registrar), p)
	s.Do(s.Person(people.Registrar), &app.Decide{ID: p.Pending})
}

var (
	nonces  = regexp.MustCompile(`nonce-[\w-]+|nonce="[\w-]+"`)
	answers = regexp.MustCompile(`(?s)<p class="muted small">.*?</p>`)
)

// withoutNonce is a whole reply but for what is new in each: nonce and date.
func withoutNonce(a reply) string {
	h := a.header.Clone()
	h.Del("Date")
	var b strings.Builder
	_ = h.Write(&b) // a Builder takes everything
	return fmt.Sprintf("%d %s%s", a.code, nonces.ReplaceAllString(b.String(), "nonce"), nonces.ReplaceAllString(a.body, "nonce"))
}

// frozen is a certificate's page but for nonce and the instant of the answer.
func frozen(a reply) string {
	return answers.ReplaceAllString(nonces.ReplaceAllString(a.body, "nonce"), "")
}

func upload(t *testing.T, file []byte) *http.Request {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", "certificate.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	q := httptest.NewRequest(http.MethodPost, "/verify", &b)
	q.Header.Set("Content-Type", form.FormDataContentType())
	return q
}
