package test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"polyphony/internal/demo"
)

// certificate is refused one fact early, then issued, verified and revoked.
func (j journey) certificate(t *testing.T) {
	who := j.who(t, "trainee", "one fact short of a certificate: confirm the last contact day", 0)
	other := j.who(t, "registrar", "", 1)
	registrar := newGuest(t, j.browser, j.base)
	registrar.signIn(j.world, j.who(t, "registrar", "", 0))
	registrar.open("/register")
	registrar.picture("register", 1280, 900)
	registrar.follow(who.Name)
	registrar.reads("A certificate cannot be issued yet")
	registrar.lacks("Issue the certificate")
	registrar.loads("issue without a button", chromedp.Evaluate(`(() => {
		const f = document.createElement("form");
		f.method = "post";
		f.action = location.pathname + "/issue";
		document.body.append(f);
		f.submit();
	})()`, nil))
	enrolment := strings.TrimSuffix(registrar.address(), "/issue")
	missing := registrar.value(`document.querySelector(".error-summary").textContent.replace(/\s+/g, " ")`)

	trainee := newGuest(t, j.browser, j.base)
	trainee.signIn(j.world, who)
	trainee.open("/contact")
	iso := trainee.value(`document.querySelector("main form input[name=date]").value`)
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		t.Fatal(err)
	}
	named := strings.Contains(missing, iso) || strings.Contains(missing, day.Format("2 January 2006"))
	if !named || !strings.Contains(missing, "waits for the trainee's confirmation") {
		t.Errorf("the refusal does not name the fact and %s: %s", iso, missing)
	}
	trainee.press("Confirm")
	trainee.open("/path")
	trainee.reads("Everything is met")

	registrar.open(enrolment)
	registrar.press("Issue the certificate")
	number := registrar.value(`document.querySelector(".certificate-number").textContent`)
	registrar.reads("The certificate " + number + " is issued.")
	j.verify(t, number, who.Name)
	j.revoke(t, registrar, newGuest(t, j.browser, j.base), other, number)
}

// verify asks the register as a commissioner, who has no account.
func (j journey) verify(t *testing.T, number, name string) {
	t.Helper()
	g := newGuest(t, j.browser, j.base)
	g.open("/verify")
	g.fill("#number", strings.ToLower(strings.ReplaceAll(number, "-", " ")))
	g.press("Check the number")
	g.reads(name, "Is it intact?", "Who issued it?", "Is it in force?", "Yes. It is valid until", "When was it logged?", "DEMONSTRATION")
	g.picture("certificate", 1280, 1100)

	pdf := download(t, j.base+"/v/"+number+"/pdf")
	upload := func(b []byte) {
		t.Helper()
		file := filepath.Join(t.TempDir(), "certificate.pdf")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		g.open("/verify")
		g.run("choose a file", chromedp.SetUploadFiles("#file", []string{file}, chromedp.ByQuery))
		g.press("Compare the file")
	}
	upload(pdf)
	g.reads("byte for byte the PDF that was issued", number)
	pdf[len(pdf)/2] ^= 1
	upload(pdf)
	g.reads("does not match any certificate of this register")

	g.open("/verify")
	g.fill("#number", "0000-0000-0000-0000")
	g.press("Check the number")
	g.reads("Not in this register", "trained elsewhere")
}

// revoke lets two registrars end a certificate for good.
func (j journey) revoke(t *testing.T, one, two guest, s demo.SignIn, number string) {
	t.Helper()
	public := newGuest(t, j.browser, j.base)
	one.pick("#revoke-why", "turned out not to be true")
	one.press("Ask for its revocation")
	one.reads("waits for a second registrar")
	public.open("/v/" + number)
	public.reads("Yes. It is valid until")
	two.signIn(j.world, s)
	two.open("/waiting")
	two.reads(number)
	two.press("Sign: Revoke")
	public.open("/v/" + number)
	public.reads("No. It was revoked on "+j.clock.Now().UTC().Format("2 January 2006"), "turned out not to be true")
	public.picture("verify-revoked", 1280, 1000)
}

func download(t *testing.T, address string) []byte {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", address, answer.StatusCode, err)
	}
	return b
}
