package certificates

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func drawNumber(r *rapid.T) Number {
	b := make([]byte, numberDigits)
	for i := range b {
		b[i] = byte(rapid.IntRange(0, 255).Draw(r, "random byte"))
	}
	n, err := NewNumber(bytes.NewReader(b))
	if err != nil {
		r.Fatal(err)
	}
	return n
}

// TestR29_EightyRandomBits: each of the 16 digits takes exactly five bits of
// its random byte, every character equally often.
func TestR29_EightyRandomBits(t *testing.T) {
	if math.Pow(32, numberDigits) != math.Pow(2, 80) {
		t.Errorf("%d digits of base 32 are not 80 bits", numberDigits)
	}
	for place := range numberDigits {
		count := map[byte]int{}
		for v := range 256 {
			b := make([]byte, numberDigits)
			b[place] = byte(v)
			n, err := NewNumber(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			count[n[place]]++
		}
		if len(count) != 32 {
			t.Errorf("place %d takes %d values", place, len(count))
		}
		for c, k := range count {
			if k != 8 {
				t.Errorf("%c stands %d times of 256 in place %d", c, k, place)
			}
		}
	}
	seen := map[Number]bool{}
	for range 2000 {
		n, err := NewNumber(nil)
		if err != nil || seen[n] || len(n) != numberLength {
			t.Fatalf("%q, %v", n, err)
		}
		seen[n] = true
	}
}

func TestR20_NoNumberWithoutRandomness(t *testing.T) {
	broken := errors.New("no entropy")
	if n, err := NewNumber(iotest.ErrReader(broken)); !errors.Is(err, broken) || n != "" {
		t.Errorf("%q, %v", n, err)
	}
	if n, err := NewNumber(bytes.NewReader(make([]byte, numberDigits-1))); err == nil {
		t.Errorf("%q was made of too few bytes", n)
	}
}

// TestR29_EverySingleWrongCharacterIsFound, in every place and for every other
// character, whatever the number.
func TestR29_EverySingleWrongCharacterIsFound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := drawNumber(r)
		for i := range n {
			for _, c := range []byte(crockford) {
				wrong := []byte(n)
				wrong[i] = c
				if _, ok := ParseNumber(string(wrong)); ok != (c == n[i]) {
					r.Fatalf("%s for %s is accepted: %v", wrong, n, ok)
				}
			}
		}
	})
}

// TestR29_SwappedNeighboursAreFound: of all pairs of different neighbours in
// any place, only 0 and Z escape, as they do in any Luhn scheme.
func TestR29_SwappedNeighboursAreFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	found, missed := 0, 0
	for place := range numberDigits - 1 {
		for _, a := range []byte(crockford) {
			for _, b := range []byte(crockford) {
				if a == b {
					continue
				}
				digits := make([]byte, numberDigits)
				for i := range digits {
					digits[i] = crockford[random.IntN(32)]
				}
				digits[place], digits[place+1] = a, b
				c := check(string(digits))
				digits[place], digits[place+1] = b, a
				if _, ok := ParseNumber(string(digits) + string(c)); !ok {
					found++
					continue
				}
				missed++
				if !strings.ContainsRune("0Z", rune(a)) || !strings.ContainsRune("0Z", rune(b)) {
					t.Errorf("%c and %c may be swapped in place %d", a, b, place)
				}
			}
		}
	}
	t.Logf("%d of %d swaps found", found, found+missed)
	if missed != 2*(numberDigits-1) {
		t.Errorf("%d swaps escape", missed)
	}
}

func TestR29_NumbersAreReadAsPeopleTypeThem(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := drawNumber(r)
		zero, one := rapid.SampledFrom([]string{"0", "O", "o"}).Draw(r, "zero"), rapid.SampledFrom([]string{"1", "I", "l", "i", "L"}).Draw(r, "one")
		loose := strings.NewReplacer("0", zero, "1", one).Replace(string(n))
		for _, typed := range []string{
			string(n), n.String(), strings.ToLower(n.String()), strings.ReplaceAll(n.String(), "-", " "),
			" " + n.String() + " ", loose, strings.ToLower(loose), strings.Join(strings.Split(string(n), ""), " "),
		} {
			if got, ok := ParseNumber(typed); !ok || got != n {
				r.Fatalf("%q is read as %q, %v", typed, got, ok)
			}
		}
	})
}

func TestR29_ANumberIsShownInFours(t *testing.T) {
	n, err := NewNumber(bytes.NewReader([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}))
	if err != nil {
		t.Fatal(err)
	}
	if s := n.String(); !strings.HasPrefix(s, "0123-4567-89AB-CDEF-") || len(s) != 21 {
		t.Errorf("%q", s)
	}
}

func TestR29_MalformedNumbersAreNotNumbers(t *testing.T) {
	n, err := NewNumber(bytes.NewReader(make([]byte, numberDigits)))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		"", "-", string(n[:16]), string(n) + "0", "U" + string(n[1:]), "*" + string(n[1:]), string(n) + "\x00",
		"ä" + string(n[2:]), strings.Repeat(" ", 48) + string(n), strings.Repeat("0", 1<<16), "０" + string(n[3:]),
	} {
		if got, ok := ParseNumber(bad); ok {
			t.Errorf("%q is read as %s", bad, got)
		}
	}
}
