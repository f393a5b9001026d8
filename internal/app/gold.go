package app

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"polyphony/content"
	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// FictionalFacts is what a shipped fictional meeting says of itself, as if it
// had been held at an instant.
func FictionalFacts(m *content.Meeting, held fact.Time) fidelity.Facts {
	f := fidelity.Facts{
		Held: held, Network: m.ID, Place: placeOf(m), Mode: fidelity.Mode(m.Mode), PlaceChosenBy: fidelity.Who(m.PlaceChosenBy),
		AgendaSetBy: m.AgendaSetBy, EndedBy: m.EndedBy, Team: m.Team, TraineeVoice: m.TraineeVoice,
	}
	if !slices.Contains(fidelity.Modes(), f.Mode) {
		f.Mode = fidelity.Elsewhere
	}
	if !slices.Contains(fidelity.Choosers(), f.PlaceChosenBy) {
		f.PlaceChosenBy = fidelity.ByTogether
	}
	if m.CrisisContactHoursBefore.Any {
		f.Contact = held.Add(-time.Duration(m.CrisisContactHoursBefore.Hours) * time.Hour)
		f.Offered, f.Accepted = held, held
	}
	for _, i := range m.Invited {
		f.Invited = append(f.Invited, fidelity.Invited{Who: i.Who, By: i.By, Came: i.Came})
	}
	for _, d := range m.Decisions {
		f.Decisions = append(f.Decisions, fidelity.MeetingDecision{What: d.What, Elsewhere: d.Where != "meeting", Reason: d.Reason})
	}
	return f
}

// placeOf is where a shipped meeting says that it was held: the first clause of
// its setting that begins with a place. Empty where none does.
func placeOf(m *content.Meeting) string {
	first, _, _ := strings.Cut(strings.TrimSuffix(m.Setting, "."), ". ")
	for clause := range strings.SplitSeq(first, ", ") {
		clause = strings.TrimPrefix(clause, "A meeting ")
		for _, begins := range []string{"in ", "on ", "at ", "online"} {
			if strings.HasPrefix(clause, begins) {
				return clause
			}
		}
	}
	return ""
}

// goldTalk shows a fictional meeting like a real one, without its gold ratings.
func goldTalk(m *content.Meeting) (Talk, error) {
	read, err := conversation.Parse(bytes.NewReader(m.Transcript))
	if err != nil {
		return Talk{}, fault.Wrap("app.goldTalk", err)
	}
	practitioners := 0
	for _, v := range m.Voices {
		if v.Role == string(conversation.Practitioner) {
			practitioners++
		}
	}
	facts := FictionalFacts(m, fact.At(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)))
	return newTalk("", read, m.Roles, fidelity.ServiceOf(facts, practitioners, nil)), nil
}
