package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"polyphony/content"
	"polyphony/internal/fault"
)

func TestShippedMeetingsAreSpoken(t *testing.T) {
	l, _ := content.Load(content.Embedded())
	spoken := 0
	for id, m := range l.Meetings {
		b, err := l.Audio(id)
		if m.Spoken != (err == nil) || !m.Spoken && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: spoken %v, %v", id, m.Spoken, err)
		}
		if m.Spoken {
			spoken++
		}
		if len(b) > 2_500_000 {
			t.Errorf("%s has %d bytes of sound", id, len(b))
		}
	}
	if spoken < 3 {
		t.Errorf("%d meetings are spoken; want three at least", spoken)
	}
}

func TestSoundThatDoesNotFitItsMeeting(t *testing.T) {
	l, _ := content.Load(content.Embedded())
	sound, err := l.Audio("ten-forty")
	if err != nil {
		t.Fatal(err)
	}
	folder := "meetings/"
	for id := range mustLoad(t).Meetings {
		folder += id + "/"
	}
	for name, c := range map[string]struct {
		bytes []byte
		want  string
	}{
		"whole":         {sound, ""},
		"no sound":      {[]byte("RIFF of something else"), "not an Ogg file"},
		"another codec": {append([]byte("OggS"), make([]byte, 64)...), "not an Ogg file"},
		"cut short":     {sound[:200], "before the last cue"},
	} {
		fsys := sample(t)
		fsys[folder+"meeting.opus"] = &fstest.MapFile{Data: c.bytes}
		_, findings := content.Load(fsys)
		said := slices.ContainsFunc(findings, func(f content.Finding) bool { return strings.Contains(f.String(), "meeting.opus") })
		fits := slices.ContainsFunc(findings, func(f content.Finding) bool {
			return strings.HasPrefix(f.String(), folder+"meeting.opus:1: ") && strings.Contains(f.String(), c.want)
		})
		if said != (c.want != "") || said && !fits {
			t.Errorf("%s: %v", name, findings)
		}
	}
}

func mustLoad(t *testing.T) *content.Library {
	t.Helper()
	l, _ := content.Load(sample(t))
	return l
}
