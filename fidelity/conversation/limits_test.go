package conversation

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"polyphony/internal/fault"
)

func TestParseRefuses(t *testing.T) {
	var cues, voices strings.Builder
	cues.WriteString("WEBVTT\n\n")
	for range MaxCues + 1 {
		cues.WriteString("0:1.0 --> 0:2.0\nx\n\n")
	}
	voices.WriteString("WEBVTT\n\n")
	for i := range MaxVoices + 1 {
		fmt.Fprintf(&voices, "0:1.0 --> 0:2.0\n<v V%d>x\n\n", i)
	}
	cases := map[string]struct{ in, say string }{
		"nothing":        {"", "is empty"},
		"blank lines":    {"\ufeff\n \n", "is empty"},
		"a header alone": {"WEBVTT\n\nNOTE x\n", "no cues"},
		"prose":          {"Dear all,\n\nsee you.\n", "not a transcript, no line holds times: line 1"},
		"a web page":     {"<html>\n<!-- x -->\n</html>", "not a transcript, no line holds times: line 2"},
		"UTF-16":         {"\xff\xfeW\x00E\x00", "UTF-8"},
		"UTF-16, other":  {"\xfe\xff\x00W\x00E", "UTF-8"},
		"too large":      {"WEBVTT\n\n0:1.0 --> 0:2.0\n" + strings.Repeat(strings.Repeat("x ", 500)+"\n", MaxBytes/1000), "larger than 20 MB"},
		"a long line":    {"WEBVTT\n\n" + strings.Repeat("x", maxLine+1), "longer than 1 MB, so this is not a transcript: line 3"},
		"too many cues":  {cues.String(), "more than 200,000 cues: line 600003"},
		"too many names": {voices.String(), "more than 64 voices: line 195"},
		"the last cue":   {voices.String()[:voices.Len()-2], "more than 64 voices"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			tr, err := Parse(strings.NewReader(c.in))
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("got %v (kind %v), want fault.Invalid", err, fault.KindOf(err))
			}
			if !strings.Contains(err.Error(), c.say) {
				t.Errorf("got %q, want it to say %q", err, c.say)
			}
			if len(tr.Cues) != 0 {
				t.Errorf("an error came with %d cues", len(tr.Cues))
			}
		})
	}
}

func TestParseAtTheLimits(t *testing.T) {
	var b strings.Builder
	b.WriteString("WEBVTT\n\n")
	for i := range MaxCues {
		fmt.Fprintf(&b, "0:1.0 --> 0:2.0\n<v %d>x\n\n", i%MaxVoices)
	}
	tr := mustParse(t, b.String())
	if len(tr.Cues) != MaxCues || len(tr.Voices) != MaxVoices {
		t.Errorf("got %d cues, %d voices", len(tr.Cues), len(tr.Voices))
	}
}

func TestParseRefusesManyVoicesWhereverTheyStand(t *testing.T) {
	var many strings.Builder
	for i := range MaxVoices + 1 {
		fmt.Fprintf(&many, "<v V%d>x</v>", i)
	}
	for name, after := range map[string]string{
		"before times": "\n0:3.0 --> 0:4.0\nx", "before a blank": "\n\n", "at the end": "",
	} {
		if _, err := Parse(strings.NewReader("WEBVTT\n\n0:1.0 --> 0:2.0\n" + many.String() + after)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	srt := "0:1.0 --> 0:2.0\n" + many.String() + "\n\n0:3.0 --> x\n"
	if _, err := Parse(strings.NewReader(srt)); !fault.Is(err, fault.Invalid) {
		t.Errorf("before bad times: got %v", err)
	}
}

// brokenReader fails after some bytes, as a lost connection does.
type brokenReader struct{ r *bytes.Reader }

var errLost = errors.New("connection lost")

func (b brokenReader) Read(p []byte) (int, error) {
	if b.r.Len() == 0 {
		return 0, errLost
	}
	return b.r.Read(p)
}

func TestParsePassesOnReadErrors(t *testing.T) {
	_, err := Parse(brokenReader{bytes.NewReader([]byte("WEBVTT\n\n0:1.0 --> 0:2.0\nx"))})
	if !errors.Is(err, errLost) || fault.KindOf(err) != fault.Internal {
		t.Errorf("got %v", err)
	}
	_, err = ParseRoles(brokenReader{bytes.NewReader([]byte("voice,role\n"))})
	if !errors.Is(err, errLost) {
		t.Errorf("roles: got %v", err)
	}
}

// oneByte gives a byte at a time, so that every line end meets an edge of the
// buffer.
type oneByte struct{ r *strings.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:1]) }

func TestParseStreamsByteByByte(t *testing.T) {
	const in = "WEBVTT\r\n\r\n0:1.0 --> 0:2.0\r\nBea: one\r\n\r\n0:3.0 --> 0:4.0\rBea: two\r"
	tr, err := Parse(oneByte{strings.NewReader(in)})
	if err != nil || len(tr.Cues) != 2 || tr.Cues[1].Text != "two" || tr.Cues[1].Line != 6 {
		t.Errorf("got %+v, %v", tr, err)
	}
}
