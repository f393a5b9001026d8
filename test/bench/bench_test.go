//go:build bench

// Package bench measures the running service against the promises of its
// speed: each page against a bare Fiber handler that sends the same bytes, in
// the same run, from the same client.
package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/pquerna/otp/totp"
	"github.com/valyala/fasthttp"
)

const (
	connections = 32
	window      = 2 * time.Second
	rounds      = 3
)

// report is what polyphony demo --json prints.
type report struct {
	Address string `json:"address"`
	SignIn  []struct {
		Role, Email, Password, Note string
		TOTPSecret                  string `json:"totp_secret"`
	} `json:"sign_in"`
	Certificates []struct{ Number, State string }
}

// bareEnv makes this test binary serve fixed bytes instead of testing.
const bareEnv = "POLYPHONY_BARE_BODY"

func TestMain(m *testing.M) {
	if file := os.Getenv(bareEnv); file != "" {
		if err := serveBare(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// serveBare is the least that Fiber can do: one handler, fixed bytes.
func serveBare(file string) error {
	body, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/*", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, os.Getenv("POLYPHONY_BARE_TYPE"))
		return c.Send(body)
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s\n", l.Addr())
	return app.Listener(l)
}

// service is the built binary serving a demonstration.
type service struct {
	report
	process *exec.Cmd
	ready   time.Duration
}

func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "polyphony")
	if out, err := exec.Command("go", "build", "-o", bin, "polyphony/cmd/polyphony").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// start plays a demonstration, then starts the server on it anew and measures
// how long it takes to be ready.
func start(t *testing.T) service {
	t.Helper()
	bin, data := build(t), t.TempDir()
	if out, err := exec.Command(bin, "demo", "--data", data, "--listen", "127.0.0.1:0", "--no-serve", "--json").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(bin, "demo", "--data", data, "--listen", "127.0.0.1:0", "--json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	s := service{process: cmd}
	line, err := bufio.NewReaderSize(out, 1<<20).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(line, &s.report); err != nil {
		t.Fatal(err)
	}
	for {
		resp, err := http.Get(s.Address + "/readyz")
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				break
			}
		}
		if time.Since(began) > 20*time.Second {
			t.Fatal("not ready after 20 s")
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.ready = time.Since(began)
	return s
}

// resident is the server's resident memory in MiB.
func (s service) resident(t *testing.T) int {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if v, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.Atoi(strings.Fields(v)[0])
			if err != nil {
				t.Fatal(err)
			}
			return kb / 1024
		}
	}
	t.Fatal("no VmRSS")
	return 0
}

// cookie signs somebody in and gives their session cookie.
func (s service) cookie(t *testing.T, role string) string {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	for _, p := range s.SignIn {
		if p.Role != role {
			continue
		}
		form := url.Values{"email": {p.Email}, "password": {p.Password}}
		if p.TOTPSecret != "" {
			code, err := totp.GenerateCode(p.TOTPSecret, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			form.Set("code", code)
		}
		resp, err := client.PostForm(s.Address+"/sign-in", form)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		u, _ := url.Parse(s.Address)
		for _, c := range jar.Cookies(u) {
			if c.Name == "polyphony" {
				return c.String()
			}
		}
		t.Fatalf("%s was not signed in: %s", p.Email, resp.Status)
	}
	t.Fatalf("no %s", role)
	return ""
}

// request is what the client sends again and again.
type request struct {
	url    string
	header map[string]string
}

func (r request) fill(q *fasthttp.Request) {
	q.SetRequestURI(r.url)
	for k, v := range r.header {
		q.Header.Set(k, v)
	}
}

// once fetches the bytes that the bare handler will send.
func (r request) once(t *testing.T) (body []byte, media string) {
	t.Helper()
	q, a := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	r.fill(q)
	if err := fasthttp.Do(q, a); err != nil {
		t.Fatal(err)
	}
	if a.StatusCode() != http.StatusOK {
		t.Fatalf("%s: %d\n%s", r.url, a.StatusCode(), a.Body())
	}
	return bytes.Clone(a.Body()), string(a.Header.ContentType())
}

// rate is how many requests a second are answered over 32 connections.
func (r request) rate(t *testing.T) float64 {
	t.Helper()
	var n, failed atomic.Int64
	var all sync.WaitGroup
	end := time.Now().Add(window)
	client := &fasthttp.Client{MaxConnsPerHost: connections}
	for range connections {
		all.Go(func() {
			q, a := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			r.fill(q)
			for time.Now().Before(end) {
				if err := client.Do(q, a); err != nil || a.StatusCode() != http.StatusOK {
					failed.Add(1)
				}
				n.Add(1)
			}
		})
	}
	all.Wait()
	if failed.Load() > 0 {
		t.Errorf("%s: %d of %d requests failed", r.url, failed.Load(), n.Load())
	}
	return float64(n.Load()) / window.Seconds()
}

// bare starts the bare handler with the same bytes.
func bare(t *testing.T, body []byte, media string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), bareEnv+"="+file, "POLYPHONY_BARE_TYPE="+media)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// against measures a page and the bare handler in turn and gives the best
// round's share.
func against(t *testing.T, name string, r request, floor float64) {
	t.Helper()
	body, media := r.once(t)
	plain := request{url: bare(t, body, media)}
	best := 0.0
	for range rounds {
		b := plain.rate(t)
		p := r.rate(t)
		t.Logf("%s: %.0f/s, bare %.0f/s, %.0f %% (%d bytes)", name, p, b, 100*p/b, len(body))
		best = max(best, p/b)
	}
	if best < floor {
		t.Errorf("%s reaches %.0f %% of a bare handler; the floor is %.0f %%", name, 100*best, 100*floor)
	}
}

func TestPages(t *testing.T) {
	s := start(t)
	t.Logf("ready %v after start", s.ready.Round(time.Millisecond))
	if s.ready > 500*time.Millisecond {
		t.Errorf("ready after %v; the bound is 0.5 s", s.ready)
	}
	number := ""
	for _, c := range s.Certificates {
		if c.State == "valid" {
			number = c.Number
		}
	}
	against(t, "/v/{number} as JSON", request{s.Address + "/v/" + number, map[string]string{"Accept": "application/json"}}, 0.40)
	against(t, "a page of a module", request{s.Address + "/modules/reflecting-talk/what-changes-when-nobody-leaves-the-room", map[string]string{"Cookie": s.cookie(t, "trainee"), "Accept": "text/html"}}, 0.12)
	mib := s.resident(t)
	t.Logf("%d MiB resident after %d connections", mib, connections)
	if mib >= 150 {
		t.Errorf("%d MiB resident; the bound is 150", mib)
	}
}
