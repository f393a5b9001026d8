package conversation

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"polyphony/internal/fault"
)

// maxLine bounds one line; a cue's text is a few hundred bytes.
const maxLine = 1 << 20

// countingReader counts what passes, so that a stream without a known length
// can be refused at the limit.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.n > MaxBytes {
		return 0, errTooBig
	}
	return n, err
}

var errTooBig = errors.New("too big")

// newLineScanner splits at LF, CRLF and lone CR, as WebVTT asks.
func newLineScanner(r io.Reader) *bufio.Scanner {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), maxLine)
	s.Split(splitLine)
	return s
}

func splitLine(data []byte, atEOF bool) (advance int, token []byte, err error) {
	i := bytes.IndexAny(data, "\r\n")
	switch {
	case i < 0 && atEOF && len(data) > 0:
		return len(data), data, nil
	case i < 0:
		return 0, nil, nil
	case data[i] == '\n':
		return i + 1, data[:i], nil
	case i+1 < len(data):
		if data[i+1] == '\n' {
			return i + 2, data[:i], nil
		}
		return i + 1, data[:i], nil
	case atEOF:
		return i + 1, data[:i], nil
	default: // a CR at the edge of the buffer: its LF may still come
		return 0, nil, nil
	}
}

// isUTF16 recognises the byte order marks of UTF-16.
func isUTF16(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte{0xFF, 0xFE}) || bytes.HasPrefix(raw, []byte{0xFE, 0xFF})
}

// cleanLine makes a line valid UTF-8. What cannot be read becomes U+FFFD, as
// WebVTT asks, so that one bad byte does not lose a cue.
func cleanLine(raw []byte) string {
	s := strings.ToValidUTF8(string(raw), "\uFFFD")
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return s
}

// readError words an error of the stream for the person who sent the file.
func readError(err error, line int) error {
	switch {
	case errors.Is(err, errTooBig):
		return fault.New(fault.Invalid, opParse, "the transcript is larger than 20 MB: near line %d: split it, or export it without styles and word times", line)
	case errors.Is(err, bufio.ErrTooLong):
		return fault.New(fault.Invalid, opParse, "a line is longer than 1 MB, so this is not a transcript: line %d: export it as WebVTT or SRT", line+1)
	default:
		return fault.Wrap(opParse, err)
	}
}
