package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"path"
	"time"

	"polyphony/internal/fault"
)

// audioFile is a meeting as it was spoken, beside its transcript: Ogg with one
// Opus stream. The transcript is what gold ratings count cues in, so the
// meeting's digest is over that and not over the sound of it.
const audioFile = "meeting.opus"

func audioPath(meeting string) string { return path.Join("meetings", meeting, audioFile) }

// Audio gives a meeting as it was spoken (kind NotFound where it has only a
// transcript).
func (l *Library) Audio(meeting string) ([]byte, error) {
	if m, ok := l.Meetings[meeting]; !ok || !m.Spoken {
		return nil, fault.New(fault.NotFound, "content.Audio", "meeting %q is not spoken here", meeting)
	}
	b, err := fs.ReadFile(l.tree, audioPath(meeting))
	return b, fault.Wrap("content.Audio", err)
}

// loadAudio notes that a meeting is spoken, and holds the length of the sound
// against the transcript.
func (l *Library) loadAudio(m *Meeting, id string) {
	at := audioPath(id)
	b, err := fs.ReadFile(l.tree, at)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.report.errorf(at, 1, "%v", err)
		return
	}
	long, ok := opusLength(b)
	if !ok {
		l.report.errorf(at, 1, "this is not an Ogg file with one Opus stream: make it with opusenc")
		return
	}
	var last int64
	for _, c := range m.Cues {
		last = max(last, c.EndMS)
	}
	if end := time.Duration(last) * time.Millisecond; long < end {
		l.report.errorf(at, 1, "the sound ends after %s, before the last cue does (%s)", long.Round(time.Second), end.Round(time.Second))
	}
	m.Spoken = true
}

// opusLength is the length of an Ogg file with one Opus stream: the position of
// its last page, in samples at 48 kHz (RFC 7845, section 4).
func opusLength(b []byte) (time.Duration, bool) {
	const page, head, samples = 27, 28, 48_000
	if len(b) < head+8 || !bytes.HasPrefix(b, []byte("OggS")) || string(b[head:head+8]) != "OpusHead" {
		return 0, false
	}
	last := bytes.LastIndex(b, []byte("OggS"))
	if last < 0 || len(b) < last+page {
		return 0, false
	}
	n := binary.LittleEndian.Uint64(b[last+6:])
	if n > samples*24*3600 { // more than a day is no position
		return 0, false
	}
	return time.Duration(n) * time.Second / samples, true
}
