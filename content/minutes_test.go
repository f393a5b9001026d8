package content

import "testing"

func TestNumber(t *testing.T) {
	for s, want := range map[string]int64{
		"7": 7, "one": 1, "nine": 9, "ten": 10, "Nineteen": 19, "twenty": 20, "twenty-five": 25, "ninety-nine": 99,
		"": 0, "a": 0, "twenty-": 0, "twenty-ten": 0, "ten-one": 0, "several": 0,
	} {
		got, ok := number(s)
		if got != want && ok || ok != (want > 0) {
			t.Errorf("number(%q) = %d, %v; want %d", s, got, ok, want)
		}
	}
}

func TestStated(t *testing.T) {
	for s, want := range map[string]int64{
		"With a friend (15 minutes)": 15, "ten minutes": 10, "a few minutes, then five minutes": 5, "one minute": 1, "hours": 0,
	} {
		if got := stated(minutesForm, s); got != want {
			t.Errorf("stated in %q: %d, want %d", s, got, want)
		}
	}
	for s, want := range map[string]int64{
		"Now take twenty minutes to write.": 20, "Allow another\ntwenty-five minutes.": 25, "For five minutes tell your partner": 0,
	} {
		if got := stated(allowForm, s); got != want {
			t.Errorf("allowed in %q: %d, want %d", s, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for s, want := range map[string]string{
		"What changes when nobody leaves the room": "what-changes-when-nobody-leaves-the-room",
		"Läsnäolo – one’s own, again!":             "lasnaolo-ones-own-again",
		"  2 × 2 ":                                 "2-2",
		"…":                                        "",
	} {
		if got := slug(s); got != want {
			t.Errorf("slug(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	if got := words("Aino – said: \"no\" 2 times …"); got != 5 {
		t.Errorf("%d words, want 5", got)
	}
}
