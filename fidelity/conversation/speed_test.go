//go:build unix && !race

package conversation

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// cpuTime is the processor time of a run, the best of two: the machine may be
// busy with other work, which says nothing about this code.
func cpuTime(t *testing.T, run func()) time.Duration {
	t.Helper()
	spent := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	best := time.Hour
	for range 2 {
		runtime.GC()
		start := spent()
		run()
		best = min(best, spent()-start)
	}
	return best
}

// hourLong is a meeting of an hour: n cues of six voices.
func hourLong(n int) string {
	lines := []string{
		"So, what would you like to talk about today, and who should begin?",
		"I have not slept, you know, and nobody noticed it at home.",
		"It sounds like the nights are hard for you at the moment.",
		"Mm.",
	}
	var b strings.Builder
	b.WriteString("WEBVTT\n\n")
	for i := range n {
		at := i * 1500
		fmt.Fprintf(&b, "%d\n%02d:%02d.%03d --> %02d:%02d.%03d\n<v Voice %d>%s</v>\n\n", i,
			at/60000, at/1000%60, at%1000, (at+1800)/60000, (at+1800)/1000%60, (at+1800)%1000, i*7%6, lines[i%len(lines)])
	}
	return b.String()
}

func TestMeasuresAnHourQuickly(t *testing.T) {
	tr := mustParse(t, hourLong(2300))
	roles := map[string]Role{"Voice 0": Practitioner, "Voice 1": Practitioner, "Voice 2": Person}
	if took := cpuTime(t, func() { Measure(tr, roles) }); took > 50*time.Millisecond {
		t.Errorf("2,300 cues took %v, want at most 50 ms", took)
	}
}

func TestParsesTwentyMegabytesQuickly(t *testing.T) {
	words := strings.Repeat("the words of a long meeting ", 6)
	var plain strings.Builder
	plain.WriteString("WEBVTT\n\n")
	for i := 0; plain.Len() < MaxBytes-400; i++ {
		fmt.Fprintf(&plain, "%d\n%d:%02d.000 --> %d:%02d.900\n<v Voice %d>%s</v>\n\n", i, i/60, i%60, i/60, i%60, i%6, words)
	}
	fill := func(piece string) string { // one cue of nothing but the piece
		line := strings.Repeat(piece, 1000/len(piece)) + "\n"
		return "WEBVTT\n\n0:1.0 --> 0:2.0\nA: x\n" + strings.Repeat(line, (MaxBytes-100)/len(line))
	}
	for name, in := range map[string]string{
		"a long meeting": plain.String(), "one voice again and again": fill("<v A>a"), "open brackets": fill("<a"),
		"colons": fill("a:"), "lines with names": fill("B: x\n"), "tags": fill("<b>"), "entities": fill("&amp;"),
	} {
		var err error
		took := cpuTime(t, func() { _, err = Parse(strings.NewReader(in)) })
		if took > time.Second {
			t.Errorf("%s: %d bytes took %v, want at most a second", name, len(in), took)
		}
		t.Logf("%s: %v", name, took)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkMeasureHour(b *testing.B) {
	tr, err := Parse(strings.NewReader(hourLong(2300)))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Measure(tr, nil)
	}
}

func BenchmarkParse(b *testing.B) {
	in := hourLong(2300)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if _, err := Parse(strings.NewReader(in)); err != nil {
			b.Fatal(err)
		}
	}
}
