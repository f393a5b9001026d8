package courses

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"polyphony/internal/fact"
)

// Explain says in one English sentence what is missing for a requirement: what,
// how much of it, and the earliest date where one is known. It is empty for a
// requirement that is met.
func (p Pinned) Explain(r Requirement) string {
	if r.Met {
		return ""
	}
	var parts []string
	for _, why := range r.Reasons {
		if s := p.reason(r, why, ToOthers); s != "" && !contains(parts, s) {
			parts = append(parts, s)
		}
	}
	s := p.Name(r) + ": " + strings.Join(parts, "; ")
	if r.Earliest != 0 {
		s += "; earliest " + Day(r.Earliest)
	}
	return s + "."
}

// Name is what a requirement is called on pages and in refusals.
func (p Pinned) Name(r Requirement) string {
	switch r.Kind {
	case SectionMinutes:
		return fmt.Sprintf("Study of “%s” in “%s”", Reflection{ID: r.Ref, Title: r.Title}.Name(), p.Modules[r.Module].Title)
	case StudyTotal:
		return "Credited study on the whole path"
	case CheckPassed:
		return fmt.Sprintf("Knowledge check of “%s”", r.Title)
	case ReflectionSeen:
		return fmt.Sprintf("Reflection “%s” in “%s”", Reflection{ID: r.Ref, Title: r.Title}.Name(), p.Modules[r.Module].Title)
	case ContactDays:
		return "Contact days" + p.inStage(r)
	case ContactMinutes:
		return "Contact hours" + p.inStage(r)
	case ContactSpan:
		return "Days from the first contact day to the last"
	case PrincipleMet:
		return fmt.Sprintf("Practice meetings: %s", r.Title)
	case CoPractitioners:
		return "Different co-practitioners in the practice meetings"
	case Journal:
		return "Reading journal"
	case SupervisionKind:
		return "Qualifying months of supervision"
	default:
		return r.ID
	}
}

// Count says have and need in the requirement's unit. More than is needed is
// said as such, and never as "4 of 3".
func (r Requirement) Count() string {
	of := func(have, need string) string {
		if r.Have > r.Need {
			return have + ", " + need + " needed"
		}
		return have + " of " + need
	}
	switch r.Unit {
	case "seconds":
		return of(Span(r.Have), Span(r.Need))
	case "minutes":
		return of(Span(r.Have*60), Span(r.Need*60))
	}
	if r.Have > r.Need {
		return fmt.Sprintf("%d %s, %d needed", r.Have, r.Unit, r.Need)
	}
	unit := r.Unit
	if r.Need == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("%d of %d %s", r.Have, r.Need, unit)
}

func (p Pinned) inStage(r Requirement) string {
	for _, s := range p.Pathway.Stages {
		if s.ID == r.Stage {
			return fmt.Sprintf(" of “%s”", s.Title)
		}
	}
	return " on the whole path"
}

// Voice is whom a sentence about a path is said to.
type Voice bool

// The two voices: to the trainee in the second person, to others in the third.
const (
	ToOthers  Voice = false
	ToTrainee Voice = true
)

// pick gives the words for the voice.
func (v Voice) pick(toTrainee, toOthers string) string {
	if v == ToTrainee {
		return toTrainee
	}
	return toOthers
}

func (p Pinned) reason(r Requirement, why Reason, v Voice) string {
	switch why.Why {
	case NotEnough:
		return r.Count()
	case AttemptsSpent:
		return fmt.Sprintf("%d attempts made; read the named section again, then a new series opens", why.N)
	case CoolingDown:
		return "the next attempt opens on " + Instant(why.At)
	case NeedsFirst:
		return fmt.Sprintf("first finish “%s”", cmp.Or(p.Modules[why.Ref].Title, why.Ref))
	case NotSubmitted:
		return "not handed in yet"
	case HandedInEarly:
		if why.Ref == "" {
			return fmt.Sprintf("handed in on %s, before what it builds on was finished as it stands now; hand it in again", Day(why.At))
		}
		return fmt.Sprintf("handed in on %s; it does not count until “%s” is put right, and is then handed in again", Day(why.At), cmp.Or(p.Modules[why.Ref].Title, why.Ref))
	case NotReadYet:
		return "handed in; " + v.pick("your", "their") + " supervisor has not read it yet"
	case TooSoon:
		if why.Ref == "" {
			return "today's study time is full; it goes on from " + Instant(why.At)
		}
		return fmt.Sprintf("its first day lies less than %d days after the first day of the stage before", why.N)
	case NeedsSecondWord:
		return fmt.Sprintf("%s waits for a second facilitator's word", why.Ref)
	case NeedsConfirmation:
		return fmt.Sprintf("%s waits for %s confirmation", why.Ref, v.pick("your", "the trainee's"))
	default:
		return p.portfolioReason(r, why)
	}
}

func (p Pinned) portfolioReason(r Requirement, why Reason) string {
	switch why.Why {
	case FewerThanMeetings:
		return p.moreMeetings(r, why.N)
	case TooFewMet:
		return fmt.Sprintf("met in %d of the latest %d and needed in %d; further meetings are the way forward", r.Have, p.Standard.Portfolio.Meetings, r.Need)
	case LevelOne:
		return fmt.Sprintf("one of the latest %d meetings was decided at level %d", p.Standard.Portfolio.Meetings, p.Standard.Portfolio.NoLevel)
	case MeetingsTooClose:
		return fmt.Sprintf("two meetings lie less than %d days apart", why.N)
	case RecordingUsedTwice:
		return "one recording was handed in for two meetings"
	case NotRecordableYet:
		return "this version of Polyphony cannot record it yet, so it stays open; nothing done now is lost"
	case EnrolmentUnclear:
		return "the enrolment is not clear in the ledger, so nothing counts"
	default:
		return string(why.Why)
	}
}

// moreMeetings says what is known of a principle so far, and how many meetings
// are still needed.
func (p Pinned) moreMeetings(r Requirement, missing int64) string {
	of := p.Standard.Portfolio.Meetings
	rule := fmt.Sprintf("of the latest %s, %s must meet it", number(of), number(r.Need))
	seen, more := of-missing, " more decided meetings are needed: "
	if missing == 1 {
		more = " more decided meeting is needed: "
	}
	switch {
	case seen <= 0:
		return strings.Replace(number(missing)+more, " more", "", 1) + rule
	case seen == 1:
		return fmt.Sprintf("met in %d of 1 meeting so far. %s%s%s", r.Have, capital(number(missing)), more, rule)
	default:
		return fmt.Sprintf("met in %d of %d meetings so far. %s%s%s", r.Have, seen, capital(number(missing)), more, rule)
	}
}

// number writes a small number out.
func number(n int64) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n >= 0 && n < int64(len(words)) {
		return words[n]
	}
	return strconv.FormatInt(n, 10)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// Span writes seconds as hours and minutes.
func Span(seconds int64) string {
	h, m := seconds/3600, seconds%3600/60
	switch {
	case h == 0 && seconds > 0 && seconds < 60:
		return "under a minute"
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %d min", h, m)
	}
}

// Day writes the UTC date of an instant in words.
func Day(t fact.Time) string { return t.Time().Format("2 January 2006") }

// Instant writes an instant in UTC.
func Instant(t fact.Time) string {
	return InstantIn(t, time.UTC)
}

// InstantIn writes an instant in a zone, with the zone's short name.
func InstantIn(t fact.Time, zone *time.Location) string {
	return t.Time().Truncate(time.Minute).In(zone).Format("2 January 2006 at 15:04 MST")
}
