package fidelity

import (
	"fmt"
	"strings"

	"polyphony/internal/fact"
)

// Keys of the computed facts that an instrument may show beside a scale.
const (
	HoursToFirstMeeting    = "hours_to_first_meeting"
	NetworkInvited         = "network_invited"
	PractitionersPresent   = "practitioners_present"
	DecisionsMadeElsewhere = "decisions_made_elsewhere"
	PlaceAndModeChosenBy   = "place_and_mode_chosen_by"
	TeamOverlap            = "team_overlap"
)

// ServiceKeys lists the keys in the order of the principles.
func ServiceKeys() []string {
	return []string{HoursToFirstMeeting, NetworkInvited, PractitionersPresent, DecisionsMadeElsewhere, PlaceAndModeChosenBy, TeamOverlap}
}

// Service is what can be computed from the facts of a meeting, of the meetings
// of the same network before it, and of who was there. It is reported beside
// the scale and never counted against the person.
type Service struct {
	Facts         Facts
	Practitioners int // practitioners among the participants
	Meeting       int // the how many-th meeting of this network here, from 1
	Before        int // of the team, how many were at the meeting before
}

// ServiceOf computes the service facts. earlier are the facts of the trainee's
// earlier meetings, oldest first; those of other networks are looked through.
func ServiceOf(f Facts, practitioners int, earlier []Facts) Service {
	s := Service{Facts: f, Practitioners: practitioners, Meeting: 1}
	for _, e := range earlier {
		if f.Network == "" || !strings.EqualFold(strings.TrimSpace(e.Network), strings.TrimSpace(f.Network)) {
			continue
		}
		s.Meeting++
		s.Before = overlap(f.Team, e.Team)
	}
	return s
}

func overlap(a, b []string) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			if strings.EqualFold(strings.TrimSpace(x), strings.TrimSpace(y)) {
				n++
				break
			}
		}
	}
	return n
}

// Hours from the crisis contact to t, rounded down; ok is false where there was
// no contact or t is none.
func (s Service) hours(t fact.Time) (h int64, ok bool) {
	if s.Facts.Contact == 0 || t == 0 {
		return 0, false
	}
	return int64(t.Sub(s.Facts.Contact).Hours()), true
}

// Sentence words one computed fact; empty for a key that none is computed for.
func (s Service) Sentence(key string) string {
	switch key {
	case HoursToFirstMeeting:
		return s.hoursSentence()
	case NetworkInvited:
		came := 0
		for _, i := range s.Facts.Invited {
			if i.Came {
				came++
			}
		}
		return fmt.Sprintf("%s named for the invitation, %d came.", people(len(s.Facts.Invited)), came)
	case PractitionersPresent:
		return fmt.Sprintf("%s in the meeting.", count(s.Practitioners, "practitioner", "practitioners"))
	case DecisionsMadeElsewhere:
		return s.decisionsSentence()
	case PlaceAndModeChosenBy:
		return fmt.Sprintf("Held %s; the place was chosen by %s.", modeWords[s.Facts.Mode], whoWords[s.Facts.PlaceChosenBy])
	case TeamOverlap:
		if s.Meeting == 1 {
			return "The first meeting of this network that was handed in here, so there is no earlier team to compare with."
		}
		return fmt.Sprintf("Meeting %d of this network that was handed in here; of the team's %s, %d %s at the one before.", s.Meeting, count(len(s.Facts.Team), "practitioner", "practitioners"), s.Before, were(s.Before))
	default:
		return ""
	}
}

var modeWords = map[Mode]string{Home: "at home", Clinic: "in a clinic", Online: "online", Elsewhere: "elsewhere"}

var whoWords = map[Who]string{
	ByPerson: "the person", ByNetwork: "the network", ByTogether: "everybody together", ByTeam: "the team",
}

func people(n int) string { return count(n, "person", "people") }

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func (s Service) decisionsSentence() string {
	all, n := len(s.Facts.Decisions), s.elsewhere()
	switch {
	case all == 0:
		return "No decision is on record."
	case all == 1 && n == 0:
		return "The one decision on record was made in the meeting."
	case n == 0:
		return fmt.Sprintf("%s on record, none of them made elsewhere.", count(all, "decision", "decisions"))
	case all == 1:
		return "The one decision on record was made elsewhere."
	default:
		return fmt.Sprintf("%d of %s %s made elsewhere.", n, count(all, "decision", "decisions"), were(n))
	}
}

func (s Service) hoursSentence() string {
	held, ok := s.hours(s.Facts.Held)
	if !ok {
		return "No crisis contact went before this meeting."
	}
	if f := s.Facts; f.Offered == f.Held && f.Accepted == f.Held {
		return fmt.Sprintf("Offered, accepted and held %s after the call.", count(int(held), "hour", "hours"))
	}
	parts := []string{}
	if h, ok := s.hours(s.Facts.Offered); ok {
		parts = append(parts, count(int(h), "hour", "hours")+" to the first time offered")
	}
	if h, ok := s.hours(s.Facts.Accepted); ok {
		parts = append(parts, count(int(h), "hour", "hours")+" to the time accepted")
	}
	parts = append(parts, count(int(held), "hour", "hours")+" to the meeting")
	return "From the crisis contact it was " + strings.Join(parts, ", ") + "."
}

func (s Service) elsewhere() int {
	n := 0
	for _, d := range s.Facts.Decisions {
		if d.Elsewhere {
			n++
		}
	}
	return n
}

// Contradicts says how a score goes against the computed fact of its principle,
// so that the rater gives a reason; empty where it does not. threshold is the
// lowest level that meets a principle.
func (s Service) Contradicts(key string, score fact.Score, threshold int64) string {
	high := score.Said == fact.SaidLevel && score.Level > threshold
	meets := score.Said == fact.SaidLevel && score.Level >= threshold
	none := score.Said == fact.SaidNotApplicable
	switch {
	case key == HoursToFirstMeeting && none && s.Facts.Contact != 0:
		return "a crisis contact is on record, yet you say that this does not apply"
	case key == HoursToFirstMeeting && score.Said == fact.SaidLevel && s.Facts.Contact == 0:
		return "no crisis contact is on record, yet you give a level"
	case key == PractitionersPresent && meets && s.Practitioners < 2:
		return "fewer than two practitioners are on record"
	case key == DecisionsMadeElsewhere && high && s.elsewhere() > 0:
		return decisionsElsewhere(s.elsewhere())
	case key == PlaceAndModeChosenBy && high && s.Facts.PlaceChosenBy == ByTeam:
		return "the record says that the team chose the place"
	case key == TeamOverlap && none && s.Meeting > 1:
		return fmt.Sprintf("this is meeting %d of the network that was handed in here, yet you say that this does not apply", s.Meeting)
	case key == TeamOverlap && high && s.Meeting > 1 && s.Before == 0:
		return "nobody of the team was at the meeting before"
	default:
		return ""
	}
}

func decisionsElsewhere(n int) string {
	if n == 1 {
		return "1 decision made elsewhere is on record"
	}
	return fmt.Sprintf("%d decisions made elsewhere are on record", n)
}
