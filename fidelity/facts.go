package fidelity

import (
	"encoding/json"
	"slices"
	"strings"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Facts is what a trainee says of a network meeting beside its transcript: when
// it came about, where it was held and who chose that, who was asked and who
// came, whose agenda it was, and what was decided where. Instants are
// microseconds UTC; 0 stands for "none", as in a planned meeting that no crisis
// went before.
type Facts struct {
	Contact  fact.Time `json:"contact"`  // the crisis contact
	Offered  fact.Time `json:"offered"`  // a meeting was offered for
	Accepted fact.Time `json:"accepted"` // a meeting was accepted for
	Held     fact.Time `json:"held"`     // the meeting began

	Network       string `json:"network"` // a code for the network, the same in each of its meetings
	Place         string `json:"place"`   // in a few words, without an address
	Mode          Mode   `json:"mode"`
	PlaceChosenBy Who    `json:"place_chosen_by"`

	Invited     []Invited         `json:"invited"`
	AgendaSetBy string            `json:"agenda_set_by"`
	EndedBy     string            `json:"ended_by"`
	Decisions   []MeetingDecision `json:"decisions"`

	Team         []string `json:"team"`          // practitioners present, by initials or pseudonym
	TraineeVoice string   `json:"trainee_voice"` // the voice of the transcript that is rated
}

// Mode is where a meeting takes place, as seen from the network.
type Mode string

// The closed set of modes.
const (
	Home      Mode = "home"
	Clinic    Mode = "clinic"
	Online    Mode = "online"
	Elsewhere Mode = "elsewhere"
)

// Modes lists the modes in the order pages show them.
func Modes() []Mode { return []Mode{Home, Clinic, Online, Elsewhere} }

// Who chose the place and the mode.
type Who string

// The closed set of those who may have chosen.
const (
	ByPerson   Who = "person"
	ByNetwork  Who = "network"
	ByTogether Who = "together"
	ByTeam     Who = "team"
)

// Choosers lists them in the order pages show them.
func Choosers() []Who { return []Who{ByPerson, ByNetwork, ByTogether, ByTeam} }

// Invited is somebody who was asked to come, by whom, and whether they came.
type Invited struct {
	Who  string `json:"who"`
	By   string `json:"by"`
	Came bool   `json:"came"`
}

// MeetingDecision is something that was decided, in the meeting or elsewhere.
type MeetingDecision struct {
	What      string `json:"what"`
	Elsewhere bool   `json:"elsewhere"`
	Reason    string `json:"reason"`
}

// Bytes is the one form in which facts are kept and committed to.
func (f Facts) Bytes() ([]byte, error) {
	b, err := json.Marshal(f)
	return b, fault.Wrap("fidelity.Facts", err)
}

// ReadFacts reads what Bytes wrote.
func ReadFacts(b []byte) (f Facts, err error) {
	return f, fault.Wrap("fidelity.ReadFacts", json.Unmarshal(b, &f))
}

// Limits of what may be written; they keep a page readable.
const (
	maxList = 30
	maxLine = 300
)

// Validate names the first thing that is missing or cannot be at now, and the
// first thing that looks as if it named a real person (kind Invalid).
func (f Facts) Validate(now fact.Time) error {
	if err := f.validateTimes(now); err != nil {
		return err
	}
	switch {
	case !slices.Contains(Modes(), f.Mode):
		return say("mode", "say how the meeting was held: at home, in a clinic, online or elsewhere")
	case !slices.Contains(Choosers(), f.PlaceChosenBy):
		return say("place_chosen_by", "say who chose the place: the person, the network, everybody together or the team")
	case strings.TrimSpace(f.AgendaSetBy) == "":
		return say("agenda_set_by", "say who set the agenda")
	case strings.TrimSpace(f.EndedBy) == "":
		return say("ended_by", "say who ended the meeting")
	case len(f.Team) == 0:
		return say("team", "name the practitioners who were present, by initials or pseudonym")
	case len(f.Invited) == 0:
		return say("invited", "say who was invited, the person at the centre included, and by whom")
	case len(f.Team) > maxList || len(f.Invited) > maxList || len(f.Decisions) > maxList:
		return say("lists", "name at most %d practitioners, invited people and decisions", maxList)
	}
	return f.validateWords()
}

func (f Facts) validateTimes(now fact.Time) error {
	switch {
	case f.Held == 0:
		return say("held", "say when the meeting was held")
	case f.Held > now:
		return say("held", "the meeting lies in the future; facts are written once it has been held")
	case f.Contact < 0 || f.Offered < 0 || f.Accepted < 0 || f.Held < 0:
		return say("times", "a time lies before 1970")
	case f.Contact > f.Held:
		return say("contact", "the crisis contact cannot come after the meeting")
	case f.Contact != 0 && f.Offered != 0 && f.Offered < f.Contact:
		return say("offered", "the meeting was offered for a time before the crisis contact")
	}
	return nil
}

func (f Facts) validateWords() error {
	for _, t := range f.Team {
		if err := CheckLabel("team", t); err != nil {
			return err
		}
	}
	for _, i := range f.Invited {
		if strings.TrimSpace(i.Who) == "" || strings.TrimSpace(i.By) == "" {
			return say("invited", "for everybody who was invited, say who (such as: her brother B.) and by whom")
		}
		if err := CheckWords("invited", i.Who+" / "+i.By); err != nil {
			return err
		}
	}
	for _, d := range f.Decisions {
		if strings.TrimSpace(d.What) == "" {
			return say("decisions", "a decision is empty; say what was decided or leave the line out")
		}
		if d.Elsewhere && strings.TrimSpace(d.Reason) == "" {
			return say("decisions", "“%s” was decided elsewhere; give the reason, and “none was given” is one", d.What)
		}
		if err := CheckWords("decisions", d.What+" / "+d.Reason); err != nil {
			return err
		}
	}
	for field, text := range map[string]string{"place": f.Place, "agenda_set_by": f.AgendaSetBy, "ended_by": f.EndedBy, "network": f.Network} {
		if err := CheckWords(field, text); err != nil {
			return err
		}
	}
	return nil
}

func say(field, format string, args ...any) error {
	return fault.New(fault.Invalid, field, format, args...)
}
