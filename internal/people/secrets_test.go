package people

import (
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"polyphony/internal/fault"
)

func TestPasswordLengths(t *testing.T) {
	for n, ok := range map[int]bool{0: false, 11: false, 12: true, 256: true, 257: false} {
		for _, c := range []string{"a", "ä"} {
			err := CheckPassword(strings.Repeat(c, n))
			if (err == nil) != ok {
				t.Errorf("%d characters: %v", n, err)
			}
			if err != nil && (!fault.Is(err, fault.Invalid) || strings.Contains(err.Error(), strings.Repeat(c, 11))) {
				t.Errorf("%v repeats the password or is no fault of the input", err)
			}
		}
	}
}

func TestPasswordsAreCheckedAgainstTheirHash(t *testing.T) {
	h := NewHasher(1)
	stored, err := h.Hash("four unrelated words")
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.Hash("four unrelated words")
	if err != nil || again == stored {
		t.Errorf("one password gives one stored form twice: the salt is not fresh (%v)", err)
	}
	if strings.Contains(stored, "unrelated") || !strings.HasPrefix(stored, "argon2id$") {
		t.Errorf("%q is no stored form", stored)
	}
	if !h.Verify(stored, "four unrelated words") || h.Verify(stored, "four unrelated word") || h.Verify(stored, "") {
		t.Error("another password is accepted, or the right one is not")
	}
	part := strings.Split(stored, "$")
	for _, bad := range []string{
		"", "argon2id", "argon2i$" + part[1] + "$" + part[2], part[0] + "$!$" + part[2], part[0] + "$" + part[1] + "$!",
		part[0] + "$" + part[1] + "$", part[0] + "$" + part[1] + "$" + part[2][:20], stored + "$", part[0] + "$$" + part[2],
	} {
		if h.Verify(bad, "four unrelated words") {
			t.Errorf("the stored form %q is accepted", bad)
		}
	}
}

func TestAHasherBoundsHowManyRun(t *testing.T) {
	h := NewHasher(2)
	var wg sync.WaitGroup
	for range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			h.Verify("", "nobody")
			if len(h.slots) > 2 {
				t.Error("more than two at once")
			}
		}()
	}
	wg.Wait()
	if len(h.slots) != 0 {
		t.Error("a slot was not given back")
	}
}

func TestTokensAreRandomAndStoredAsHashes(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		tok, err := NewToken()
		if err != nil || len(tok) != 43 || seen[tok] || url.QueryEscape(tok) != tok {
			t.Fatalf("%q, %v", tok, err)
		}
		seen[tok] = true
	}
	if got := TokenHash("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("the hash of abc is %s", got)
	}
}

func TestOneTimeCodes(t *testing.T) {
	secret, address, err := NewTOTP("An Institute", "a@example.org")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "otpauth" || u.Query().Get("secret") != secret || u.Query().Get("issuer") != "An Institute" {
		t.Errorf("%s, %v", address, err)
	}
	own, err := url.Parse(TOTPAddress("An Institute", "a@example.org", secret))
	if err != nil || own.Scheme != "otpauth" || own.Host != "totp" || own.Path != "/An Institute:a@example.org" ||
		own.Query().Get("secret") != secret || own.Query().Get("issuer") != "An Institute" {
		t.Errorf("%v, %v", own, err)
	}
	if _, _, err := NewTOTP("", ""); err == nil {
		t.Error("a secret was made for nobody")
	}
}

// TestOneTimeCodesOfRFC6238 uses the published vectors of its appendix B,
// cut to six digits.
func TestOneTimeCodesOfRFC6238(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"} {
		if step, ok := CheckTOTP(secret, code, time.Unix(at, 0), 0); !ok || step != at/30 {
			t.Errorf("%s at %d: step %d, %v", code, at, step, ok)
		}
	}
}

func TestR12_AOneTimeCodeWorksOnceAndNear(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	now := time.Unix(1_700_000_010, 0)
	code := func(d time.Duration) string {
		c, err := totp.GenerateCode(secret, now.Add(d))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	here := now.Unix() / 30
	for d, want := range map[time.Duration]bool{-60 * time.Second: false, -30 * time.Second: true, 0: true, 30 * time.Second: true, 60 * time.Second: false} {
		if _, ok := CheckTOTP(secret, code(d), now, 0); ok != want {
			t.Errorf("the code of %v is accepted: %v", d, ok)
		}
	}
	step, ok := CheckTOTP(secret, " "+code(0)[:3]+" "+code(0)[3:], now, here-1)
	if !ok || step != here {
		t.Fatalf("step %d, %v", step, ok)
	}
	if _, ok := CheckTOTP(secret, code(0), now, step); ok {
		t.Error("a code works a second time")
	}
	if _, ok := CheckTOTP(secret, code(-30*time.Second), now, step); ok {
		t.Error("an earlier code works after a later one")
	}
	for _, bad := range []string{"", "000000x", "12345"} {
		if _, ok := CheckTOTP(secret, bad, now, 0); ok {
			t.Errorf("%q is accepted", bad)
		}
	}
	if _, ok := CheckTOTP("not base32!", "", now, 0); ok {
		t.Error("a secret that cannot be read accepts a code")
	}
}
