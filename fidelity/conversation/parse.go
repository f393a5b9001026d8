package conversation

import (
	"io"
	"sort"
	"strings"

	"polyphony/internal/fault"
)

const opParse = "read transcript"

// Parse reads WebVTT (plain, from Teams or Zoom, with inline word times) or
// SRT, told apart by the first line.
//
// Whatever has readable times and words becomes a cue, however untidy the file
// around it: byte order mark, any line ending, missing hours, unpadded times,
// missing blank lines, disorder and overlap are data. What cannot become a cue
// (the end before the start, unreadable times, no words) is left out and listed
// in Dropped with its line.
//
// The errors are fault.Invalid and say what, where and how to mend it: an empty
// file, a file that is no transcript, one beyond MaxBytes, MaxCues or MaxVoices.
// An error of r itself is passed on. Parse never panics.
func Parse(r io.Reader) (Transcript, error) {
	p := parser{voices: map[string]bool{}}
	lines := newLineScanner(&countingReader{r: r})
	for lines.Scan() {
		if p.n == 0 && isUTF16(lines.Bytes()) {
			return Transcript{}, fault.New(fault.Invalid, opParse, "the file is not UTF-8 text: line 1: save it as UTF-8 and try again")
		}
		if err := p.line(cleanLine(lines.Bytes())); err != nil {
			return Transcript{}, err
		}
	}
	if err := lines.Err(); err != nil {
		return Transcript{}, readError(err, p.n)
	}
	if err := p.flush(); err != nil {
		return Transcript{}, err
	}
	p.endBlock()
	if err := p.nothingRead(); err != nil {
		return Transcript{}, err
	}
	return p.transcript(), nil
}

// place is where in the file the parser stands.
type place int

const (
	between  place = iota // after a blank line: an identifier or times may follow
	header                // the block that opens with WEBVTT
	comment               // NOTE, STYLE, REGION, or the rest of a block that was given up
	loose                 // lines that are not yet known to be an identifier
	inCue                 // below a line of times
	afterCue              // SRT, below a blank line inside a text
)

type parser struct {
	n      int // number of the current line
	vtt    bool
	place  place
	held   []string // loose lines, of which the last may be an identifier
	heldAt int      // line of the first of them

	timed      bool // some line held readable times
	anything   bool // some line held anything at all
	start, end int64
	cueLine    int
	text       []string

	cues    []Cue
	voices  map[string]bool
	dropped []Dropped
}

// line takes the next line of the file.
func (p *parser) line(s string) error {
	p.n++
	if p.n == 1 {
		return p.firstLine(s)
	}
	if strings.Contains(s, arrow) {
		if start, end, ok := parseTiming(s); ok {
			return p.beginCue(start, end)
		}
	}
	if strings.TrimSpace(s) == "" {
		return p.blank()
	}
	p.anything = true
	switch p.place {
	case inCue:
		p.text = append(p.text, s)
	case between, afterCue:
		return p.open(s)
	case loose:
		if strings.Contains(s, arrow) {
			return p.giveUp()
		}
		p.hold(s)
	case header, comment:
		// nothing in these blocks is speech
	}
	return nil
}

// firstLine decides the format.
func (p *parser) firstLine(s string) error {
	s = strings.TrimPrefix(s, "\uFEFF")
	rest, ok := strings.CutPrefix(s, "WEBVTT")
	if ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
		p.vtt, p.place, p.anything = true, header, true
		return nil
	}
	if start, end, ok := parseTiming(s); ok {
		return p.beginCue(start, end)
	}
	if strings.TrimSpace(s) == "" {
		return nil
	}
	p.anything = true
	return p.open(s)
}

// open takes the first line of a block that is not a line of times.
func (p *parser) open(s string) error {
	if p.vtt && isCommentBlock(s) {
		p.place = comment
		return nil
	}
	if strings.Contains(s, arrow) {
		return p.giveUp()
	}
	if p.place == afterCue && !isIdentifier(s) {
		p.text = append(p.text, s)
		p.place = inCue
		return nil
	}
	p.place = loose
	p.hold(s)
	return nil
}

// giveUp reports a cue whose line of times cannot be read; its text goes with it.
func (p *parser) giveUp() error {
	p.held, p.place = p.held[:0], comment
	if err := p.flush(); err != nil {
		return err
	}
	p.drop(p.n, "its times cannot be read; write them as 00:00:01.000 --> 00:00:02.000")
	return nil
}

func (p *parser) hold(s string) {
	if len(p.held) == 0 {
		p.heldAt = p.n
	}
	if len(p.held) < 2 { // two lines tell text from an identifier
		p.held = append(p.held, s)
	}
}

// blank ends a block. In SRT a text may go on below an empty line.
func (p *parser) blank() error {
	p.endBlock()
	if p.place == header || p.place == comment || p.place == loose || p.place == between {
		p.place = between
		return nil
	}
	if !p.vtt {
		p.place = afterCue
		return nil
	}
	p.place = between
	return p.flush()
}

// endBlock reports lines that no times followed: they may be speech.
func (p *parser) endBlock() {
	if p.place == loose && len(p.held) > 0 && !(len(p.held) == 1 && isIdentifier(p.held[0])) {
		p.drop(p.heldAt, "a text without times; put a line such as 00:00:01.000 --> 00:00:02.000 above it")
	}
	p.held = p.held[:0]
}

// beginCue closes what was open and starts a cue at the current line.
func (p *parser) beginCue(start, end int64) error {
	p.anything = true
	switch {
	case p.place == loose && len(p.held) > 1:
		p.endBlock()
	case p.place == inCue && len(p.text) > 1 && isIdentifier(p.text[len(p.text)-1]):
		p.text = p.text[:len(p.text)-1] // no blank line before the next cue's number
	}
	p.held = p.held[:0]
	if err := p.flush(); err != nil {
		return err
	}
	p.timed, p.place = true, inCue
	p.start, p.end, p.cueLine = start, end, p.n
	return nil
}

// flush turns the open cue into one cue a voice.
func (p *parser) flush() error {
	if p.cueLine == 0 {
		return nil
	}
	lines, at := p.text, p.cueLine
	p.text, p.cueLine = p.text[:0], 0
	if p.end < p.start {
		p.drop(at, "it ends before it starts; correct one of its two times")
		return nil
	}
	said := splitVoices(lines)
	if len(said) == 0 {
		p.drop(at, "it holds no words")
		return nil
	}
	for _, u := range said {
		if err := p.hear(u.voice, at); err != nil {
			return err
		}
		p.cues = append(p.cues, Cue{
			Voice: u.voice, StartMS: p.start, EndMS: p.end,
			Text: u.text, Line: at, Shared: len(said) > 1,
		})
	}
	if len(p.cues) > MaxCues {
		return fault.New(fault.Invalid, opParse, "the transcript has more than 200,000 cues: line %d: split the file, or export it by sentences instead of by words", at)
	}
	return nil
}

// hear counts a voice against the limit.
func (p *parser) hear(name string, line int) error {
	if name == "" || p.voices[name] {
		return nil
	}
	p.voices[name] = true
	if len(p.voices) > MaxVoices {
		return fault.New(fault.Invalid, opParse, "the transcript names more than 64 voices: line %d: write one name for each person, and no text with a colon in its place", line)
	}
	return nil
}

func (p *parser) drop(line int, why string) {
	p.dropped = append(p.dropped, Dropped{Line: line, Why: why})
}

// nothingRead is the error for a file in which no line of times was found.
func (p *parser) nothingRead() error {
	switch {
	case p.timed:
		return nil
	case !p.anything:
		return fault.New(fault.Invalid, opParse, "the transcript is empty: no line holds text: export it again as WebVTT or SRT")
	case len(p.dropped) > 0:
		return fault.New(fault.Invalid, opParse, "this is not a transcript, no line holds times: line %d: %s", p.dropped[0].Line, p.dropped[0].Why)
	default:
		return fault.New(fault.Invalid, opParse, "the transcript has no cues: below line 1: export it again, with its times, as WebVTT or SRT")
	}
}

// transcript puts the cues in the order of the conversation.
func (p *parser) transcript() Transcript {
	sort.SliceStable(p.cues, func(i, j int) bool {
		a, b := &p.cues[i], &p.cues[j]
		if a.StartMS != b.StartMS {
			return a.StartMS < b.StartMS
		}
		return a.EndMS < b.EndMS
	})
	sort.SliceStable(p.dropped, func(i, j int) bool { return p.dropped[i].Line < p.dropped[j].Line })
	t := Transcript{Cues: p.cues, Voices: []string{}, Dropped: p.dropped}
	heard := map[string]bool{}
	for i := range t.Cues {
		if v := t.Cues[i].Voice; !heard[v] {
			heard[v] = true
			t.Voices = append(t.Voices, v)
		}
	}
	return t
}

// isCommentBlock says whether a WebVTT block that opens with this line holds no
// speech. A cue identifier may begin with the same letters ("NOTEBOOK-7").
func isCommentBlock(s string) bool {
	for _, word := range [...]string{"NOTE", "STYLE", "REGION"} {
		if rest, ok := strings.CutPrefix(s, word); ok && strings.TrimLeft(rest, " \t") != rest || ok && rest == "" {
			return true
		}
	}
	return false
}

// isIdentifier says whether a line alone is a cue number, and so no speech.
func isIdentifier(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}
