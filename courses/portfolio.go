package courses

import (
	"time"

	"polyphony/fidelity"
	"polyphony/internal/fact"
)

// AssessedMeeting is a summative meeting with its decision.
type AssessedMeeting struct {
	fidelity.Assessed
	fidelity.Decision
	TooClose bool // recorded too soon after the one before (R23)
	Shed     bool // closed by the trainee's own word before it was decided (R26)
}

// Meetings gives the summative meetings of an enrolment with their decisions,
// oldest first.
func Meetings(p Pinned, entries []fact.Entry, now fact.Time) []AssessedMeeting {
	return assess(p, gather(p, entries, now))
}

func assess(p Pinned, h *history) []AssessedMeeting {
	std := p.Standard
	want := fidelity.Rateable{
		Instrument: p.Instrument,
		Supervisor: h.enrolment.Supervisor,
		Medium:     fact.Medium(std.SummativeRequires),
		Played:     int64(std.Raters.PlayedShare),
	}
	rules := fidelity.Rules{Threshold: std.Threshold, ThirdWhenApart: std.Raters.ThirdWhenApart}
	var out []AssessedMeeting
	var before fact.Time
	for _, a := range fidelity.Summative(h.meetings, want) {
		apart := a.RecordedAt.Sub(before)
		d := fidelity.Decide(p.Instrument, rules, a.Ratings)
		out = append(out, AssessedMeeting{
			Assessed: a,
			Decision: d,
			Shed:     h.shed[a.Meeting] && !d.Decided,
			TooClose: before != 0 && apart < time.Duration(std.Portfolio.DaysBetweenAtLeast)*24*time.Hour,
		})
		before = a.RecordedAt
	}
	return out
}

// portfolio asks, principle by principle, that among the latest decided
// meetings in which it was applicable enough were met and none was decided at
// the lowest level, and that they were held with enough different
// co-practitioners. Scores are never averaged across principles.
func portfolio(p Pinned, h *history) []Requirement {
	var decided, shed []AssessedMeeting
	for _, m := range assess(p, h) {
		switch {
		case m.Decided:
			decided = append(decided, m)
		case m.Shed:
			shed = append(shed, m)
		}
	}
	var out []Requirement
	with := map[fact.ID]bool{}
	var entries []int64
	for _, principle := range p.Instrument.Counted() {
		out = append(out, portfolioPrinciple(p.Standard, principle, decided, shed))
	}
	for _, m := range latest(decided, p.Standard.Portfolio.Meetings) {
		for _, id := range m.CoPractitioners {
			if !m.Reused && !m.TooClose {
				with[id] = true
			}
		}
		entries = append(entries, m.Entries...)
	}
	co := Requirement{
		ID: "portfolio/co-practitioners", Kind: CoPractitioners, Unit: "practitioners",
		Have: int64(len(with)), Need: p.Standard.Portfolio.CoPractitionersAtLeast, Entries: entries,
	}
	return append(out, co.settle())
}

// portfolioPrinciple looks at one principle. A meeting that was shed stands in
// no window, where it could push a failure out: it takes one off those met, as
// long as it is not older than the whole window.
func portfolioPrinciple(std Standard, principle fidelity.Principle, decided, shed []AssessedMeeting) Requirement {
	r := Requirement{
		ID: "portfolio/" + principle.ID, Kind: PrincipleMet, Ref: principle.ID, Title: principle.Title,
		Unit: "meetings", Need: std.Portfolio.MetAtLeast,
	}
	var applicable []AssessedMeeting
	for _, m := range decided {
		if m.Outcome(principle.ID).Result != fidelity.NotApplicable {
			applicable = append(applicable, m)
		}
	}
	window := latest(applicable, std.Portfolio.Meetings)
	for _, m := range window {
		o := m.Outcome(principle.ID)
		r.Entries = append(r.Entries, m.Entries...)
		switch {
		case o.LevelTenths > 0 && o.LevelTenths <= 10*std.Portfolio.NoLevel:
			r.Reasons = append(r.Reasons, Reason{Why: LevelOne, Ref: string(m.Meeting)})
		case o.Result != fidelity.Met:
		case m.Reused:
			r.Reasons = append(r.Reasons, Reason{Why: RecordingUsedTwice, Ref: string(m.Meeting)})
		case m.TooClose:
			r.Reasons = append(r.Reasons, Reason{Why: MeetingsTooClose, Ref: string(m.Meeting), N: std.Portfolio.DaysBetweenAtLeast})
		default:
			r.Have++
		}
	}
	for _, m := range shed {
		if len(window) > 0 && m.RecordedAt >= window[0].RecordedAt {
			r.Have = max(r.Have-1, 0)
		}
	}
	if missing := std.Portfolio.Meetings - int64(len(window)); missing > 0 {
		r.Reasons = append(r.Reasons, Reason{Why: FewerThanMeetings, N: missing})
	} else if r.Have < r.Need {
		r.Reasons = append(r.Reasons, Reason{Why: TooFewMet, N: r.Need - r.Have})
	}
	return r.settle()
}

func latest(ms []AssessedMeeting, n int64) []AssessedMeeting {
	if int64(len(ms)) > n {
		return ms[int64(len(ms))-n:]
	}
	return ms
}
