package content

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
)

// Meeting is a fictional network meeting for teaching and calibration: its
// facts, its transcript, and gold ratings with their reasons.
type Meeting struct {
	ID                       string     `yaml:"id"`
	Title                    string     `yaml:"title"`
	Setting                  string     `yaml:"setting"`
	Mode                     string     `yaml:"mode"`
	PlaceChosenBy            string     `yaml:"place_chosen_by"`
	CrisisContactHoursBefore HoursAgo   `yaml:"crisis_contact_hours_before"`
	Invited                  []Invited  `yaml:"invited"`
	AgendaSetBy              string     `yaml:"agenda_set_by"`
	EndedBy                  string     `yaml:"ended_by"`
	Decisions                []Decision `yaml:"decisions"`
	Team                     []string   `yaml:"team"`
	Voices                   []Voice    `yaml:"voices"`
	TraineeVoice             string     `yaml:"trainee_voice"`
	Gold                     []Gold     `yaml:"gold"`

	Transcript []byte                       `yaml:"-"` // meeting.vtt as it is
	Cues       []conversation.Cue           `yaml:"-"` // read from it; gold counts them from 1
	Digest     fact.Digest                  `yaml:"-"` // over meeting.yaml and meeting.vtt
	Roles      map[string]conversation.Role `yaml:"-"` // voice → role
	Spoken     bool                         `yaml:"-"` // there is a meeting.opus: see Library.Audio
}

// Invited is one person asked to come, by whom, and whether they came.
type Invited struct {
	Who  string `yaml:"who"`
	By   string `yaml:"by"`
	Came bool   `yaml:"came"`
}

// Decision is what was decided, where (in the meeting or elsewhere) and why.
type Decision struct {
	What   string `yaml:"what"`
	Where  string `yaml:"where"`
	Reason string `yaml:"reason"`
}

// Voice is a name in the transcript with its role in the network.
type Voice struct {
	Name string `yaml:"name"`
	Role string `yaml:"role"`
	Note string `yaml:"note"`
}

// Gold is the agreed rating of one principle. Cues are numbers of cues of the
// transcript in the order of the conversation, from 1.
type Gold struct {
	Principle string  `yaml:"principle"`
	Level     Level   `yaml:"level"`
	Reason    string  `yaml:"reason"`
	Cues      []int64 `yaml:"cues"`
}

// Level is a level of a scale, or the word that there is none. Level is 0
// unless Said is fact.SaidLevel.
type Level struct {
	Said  fact.Said
	Level int64
}

// UnmarshalText reads a whole number from 1 or one of the two words.
func (l *Level) UnmarshalText(b []byte) error {
	switch s := string(b); s {
	case "not-applicable":
		*l = Level{Said: fact.SaidNotApplicable}
	case "not-observable":
		*l = Level{Said: fact.SaidNotObservable}
	default:
		n, err := strconv.ParseInt(s, 10, 16)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no level: write a whole number from 1, not-applicable or not-observable", b)
		}
		*l = Level{Said: fact.SaidLevel, Level: n}
	}
	return nil
}

// HoursAgo is a number of whole hours, or nothing where no crisis went before.
type HoursAgo struct {
	Any   bool
	Hours int64
}

// UnmarshalText reads a whole number from 0, or none.
func (h *HoursAgo) UnmarshalText(b []byte) error {
	if string(b) == "none" {
		*h = HoursAgo{}
		return nil
	}
	n, err := strconv.ParseInt(string(b), 10, 32)
	if err != nil || n < 0 {
		return fmt.Errorf("%q is no number of hours: write a whole number from 0, or none", b)
	}
	*h = HoursAgo{Any: true, Hours: n}
	return nil
}

func (l *Library) loadMeetings(fsys fs.FS) {
	for _, id := range l.folders(fsys, "meetings") {
		at := meetingPath(id)
		var m Meeting
		if !l.loadYAML(fsys, at, &m) {
			continue
		}
		l.named(at, "meeting", m.ID, id)
		vtt := path.Join(path.Dir(at), "meeting.vtt")
		var ok bool
		if m.Transcript, ok = readText(l.report, fsys, vtt); !ok {
			continue
		}
		f := l.files[at]
		f.refs = map[string][]byte{vtt: m.Transcript}
		f.digest = FileDigest(at, f.data, f.refs)
		l.files[at], m.Digest = f, f.digest
		l.readTranscript(&m, at, vtt)
		l.lintMeeting(&m, at)
		l.loadAudio(&m, id)
		l.Meetings[id] = &m
	}
}

// readTranscript reads the cues and holds their voices against the file's.
func (l *Library) readTranscript(m *Meeting, at, vtt string) {
	t, err := conversation.Parse(bytes.NewReader(m.Transcript))
	if err != nil {
		l.report.errorf(vtt, 1, "%v", err)
		return
	}
	for _, d := range t.Dropped {
		l.report.errorf(vtt, d.Line, "%s", d.Why)
	}
	m.Cues, m.Roles = t.Cues, map[string]conversation.Role{}
	d := l.docs[at]
	for i, v := range m.Voices {
		line := d.line("voices", i)
		role, err := conversation.ParseRole(v.Role)
		if err != nil {
			l.report.errorf(at, line, "voice %q: %v", v.Name, err)
		}
		if _, twice := m.Roles[v.Name]; twice {
			l.report.errorf(at, line, "voice %q is written twice", v.Name)
		}
		m.Roles[v.Name] = role
	}
	heard := map[string]bool{}
	for _, c := range t.Cues {
		if _, known := m.Roles[c.Voice]; !known && !heard[c.Voice] {
			l.report.errorf(vtt, c.Line, "voice %q is not among the voices of meeting.yaml", c.Voice)
		}
		heard[c.Voice] = true
	}
	for i, v := range m.Voices {
		if !heard[v.Name] {
			l.report.errorf(at, d.line("voices", i), "voice %q is not heard in meeting.vtt", v.Name)
		}
	}
	if m.Roles[m.TraineeVoice] != conversation.Practitioner {
		l.report.errorf(at, d.line("trainee_voice"), "trainee_voice %q is not the name of a practitioner among the voices", m.TraineeVoice)
	}
}

// lintMeeting reports what a meeting's facts and gold ratings lack.
func (l *Library) lintMeeting(m *Meeting, at string) {
	d := l.docs[at]
	texts := map[string]string{
		"title": m.Title, "setting": m.Setting, "mode": m.Mode, "place_chosen_by": m.PlaceChosenBy,
		"agenda_set_by": m.AgendaSetBy, "ended_by": m.EndedBy,
	}
	for _, key := range sortedKeys(texts) {
		if strings.TrimSpace(texts[key]) == "" {
			l.report.errorf(at, d.line(key), "%s is missing", key)
		}
	}
	seen := map[string]bool{}
	for i, g := range m.Gold {
		line := d.line("gold", i)
		if seen[g.Principle] {
			l.report.errorf(at, line, "principle %q is rated twice", g.Principle)
		}
		seen[g.Principle] = true
		if strings.TrimSpace(g.Reason) == "" {
			l.report.errorf(at, line, "the rating of %s has no reason", g.Principle)
		}
		if g.Level.Said == fact.SaidLevel && len(g.Cues) == 0 {
			l.report.errorf(at, line, "the level of %s cites no cue", g.Principle)
		}
		for _, c := range g.Cues {
			if c < 1 || c > int64(len(m.Cues)) {
				l.report.errorf(at, d.line("gold", i, "cues"), "%s cites cue %d; the transcript has cues 1 to %d", g.Principle, c, len(m.Cues))
			}
		}
		l.lintGold(g, at, line)
	}
}

// lintGold holds a gold rating against the instruments that have its principle.
func (l *Library) lintGold(g Gold, at string, line int) {
	known := false
	for _, id := range sortedKeys(l.Instruments) {
		in := l.Instruments[id]
		if _, ok := in.Principle(g.Principle); !ok {
			continue
		}
		known = true
		if g.Level.Said == fact.SaidLevel && (g.Level.Level < in.Scale.Min || g.Level.Level > in.Scale.Max) {
			l.report.errorf(at, line, "level %d of %s is not on the scale of %s from %d to %d",
				g.Level.Level, g.Principle, id, in.Scale.Min, in.Scale.Max)
		}
	}
	if !known {
		l.report.errorf(at, line, "%q is a principle of no instrument", g.Principle)
	}
}
