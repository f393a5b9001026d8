package fact

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"
)

func TestR29_IDsHave128RandomBits(t *testing.T) {
	seen := map[ID]bool{}
	for range 1000 {
		id, err := NewID(nil)
		if err != nil || !id.Valid() || len(id) != 26 || seen[id] {
			t.Fatalf("%q, %v", id, err)
		}
		seen[id] = true
	}
	a, err := NewID(bytes.NewReader(make([]byte, 16)))
	if err != nil || a != ID(strings.Repeat("a", 26)) {
		t.Errorf("sixteen zero bytes are %q, %v", a, err)
	}
	if _, err := NewID(bytes.NewReader(make([]byte, 15))); err == nil {
		t.Error("an id was made of too few random bytes")
	}
	broken := errors.New("no entropy")
	if _, err := NewID(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("%v does not say what failed", err)
	}
	for _, bad := range []ID{"", "a", ID(strings.Repeat("a", 25)), ID(strings.Repeat("a", 27)), ID(strings.Repeat("A", 26)), ID(strings.Repeat("1", 26))} {
		if bad.Valid() {
			t.Errorf("%q is taken for an id", bad)
		}
	}
}

func TestR6_InstantsAreWholeMicroseconds(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		u := Time(rapid.Int64Range(0, 1<<52).Draw(r, "instant"))
		d := time.Duration(rapid.Int64Range(-1<<50, 1<<50).Draw(r, "by"))
		if At(u.Time()) != u || u.Time().Location() != time.UTC {
			r.Fatal("an instant did not come back, or not in UTC")
		}
		if got := u.Add(d).Sub(u); got != d.Truncate(time.Microsecond) {
			r.Fatalf("%v later is %v later", d, got)
		}
	})
}

func TestR6_DatesAreThoseOfTheZone(t *testing.T) {
	helsinki, err := time.LoadLocation("Europe/Helsinki")
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]Date{
		"2026-03-10T21:59:59Z": "2026-03-10", "2026-03-10T22:00:00Z": "2026-03-11", // UTC+2
		"2026-07-10T20:59:59Z": "2026-07-10", "2026-07-10T21:00:00Z": "2026-07-11", // UTC+3
		"2026-12-31T22:00:00Z": "2027-01-01",
	} {
		u, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateIn(At(u), helsinki); got != want {
			t.Errorf("%s is %s in Helsinki, want %s", at, got, want)
		}
	}
}

func TestR6_DaysAreCalendarDaysWhateverTheClocksDo(t *testing.T) {
	for _, c := range []struct {
		a, b Date
		want int
	}{
		{"2026-03-28", "2026-03-30", 2}, // summer time begins on the 29th
		{"2026-10-24", "2026-10-26", 2}, // and ends on the 25th
		{"2026-01-31", "2026-03-03", 31},
		{"2028-02-28", "2028-03-01", 2},
		{"2027-02-28", "2027-03-01", 1},
		{"2024-03-04", "2024-11-29", 270},
		{"2026-05-01", "2026-04-30", -1},
		{"0001-01-01", "9999-12-31", 3652058},
	} {
		if got, err := Days(c.a, c.b); err != nil || got != c.want {
			t.Errorf("%s to %s is %d days, %v; want %d", c.a, c.b, got, err, c.want)
		}
	}
	for _, bad := range []Date{"", "2026-02-29", "2026-02-30", "2026-13-01", "2026-1-05", "2026-01-5", "05.01.2026", "2026-01-05T00:00:00Z", "26-01-05"} {
		if _, err := Days(bad, "2026-01-05"); err == nil {
			t.Errorf("%q is taken for a date", bad)
		}
		if _, err := Days("2026-01-05", bad); err == nil {
			t.Errorf("%q is taken for a date", bad)
		}
	}
}

func TestR7_ACommitmentNeedsItsSalt(t *testing.T) {
	if got := Sum([]byte("abc")); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("SHA-256 of abc is %s", got)
	}
	if Commit([]byte("a"), []byte("bc")) != Sum([]byte("abc")) {
		t.Error("a commitment is not SHA-256(salt ‖ bytes)")
	}
	if Commit([]byte("salt 1"), []byte("text")) == Commit([]byte("salt 2"), []byte("text")) {
		t.Error("two salts give one commitment")
	}
}

func TestBundleSubject(t *testing.T) {
	d := Sum([]byte("bundle"))
	if got := BundleSubject(d); got != ID(d[:26]) {
		t.Errorf("the subject of a bundle is %q", got)
	}
	if got := BundleSubject("short"); got != "short" {
		t.Errorf("the subject of a short digest is %q", got)
	}
}
