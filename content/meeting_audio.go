package content

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
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
	f, err := l.tree.Open(at)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.report.errorf(at, 1, "%v", err)
		return
	}
	long, ok := opusLength(f)
	if err := f.Close(); err != nil || !ok {
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
// its last page, in samples at 48 kHz (RFC 7845, section 4). It reads the two
// ends of the file; a page has 65,307 bytes at most.
func opusLength(f fs.File) (time.Duration, bool) {
	const page, codec, samples, tail = 27, 28, 48_000, 1 << 16
	at, ok := f.(io.ReadSeeker)
	if !ok {
		return 0, false
	}
	head := make([]byte, codec+8)
	if _, err := io.ReadFull(at, head); err != nil || string(head[:4]) != "OggS" || string(head[codec:]) != "OpusHead" {
		return 0, false
	}
	size, err := at.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = at.Seek(max(0, size-tail), io.SeekStart)
	}
	if err != nil {
		return 0, false
	}
	end, err := io.ReadAll(at)
	last := bytes.LastIndex(end, []byte("OggS"))
	if err != nil || last < 0 || len(end) < last+page {
		return 0, false
	}
	n := binary.LittleEndian.Uint64(end[last+6:])
	if n > samples*24*3600 { // more than a day is no position
		return 0, false
	}
	return time.Duration(n) * time.Second / samples, true
}
