package courses

import (
	"fmt"
	"strings"
)

// Because words reasons as one clause without a full stop, for the places
// where a refusal stands alone.
func (p Pinned) Because(why []Reason) string {
	var parts []string
	for _, w := range why {
		if s := p.reason(Requirement{}, w, ToTrainee); s != "" && !contains(parts, s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

// NotFaster says why a requirement cannot be met any faster: the rule behind
// it, with the numbers of the pinned standard, in sentences.
func (p Pinned) NotFaster(r Requirement, v Voice) string {
	s := p.Standard
	switch r.Kind {
	case SectionMinutes:
		return fmt.Sprintf("Each section asks for its own minutes, measured by the server while the page is in view, at most %s a day. Minutes beyond them are welcome and are not carried over to another section.", Span(s.Study.DayMinutesAtMost*60))
	case StudyTotal:
		return fmt.Sprintf("The standard asks for %s of study over all modules, at most %s a day. It is the sum of what the sections credit.", Span(s.StudyMinutes*60), Span(s.Study.DayMinutesAtMost*60))
	case CheckPassed:
		return fmt.Sprintf("The check opens when every section of its module is read. %d of %d questions must be answered correctly in one series. Between two series lie %d hours, and from the %s on each needs the sections that it names read again.",
			r.Need, s.Check.Serve, s.Check.CoolDownHours, ordinal(s.Check.Attempts+1))
	case ReflectionSeen:
		return "A reflection counts when " + v.pick("your", "the") + " supervisor has read it. There is no deadline for them in the rules; a word to them may help."
	case ContactDays, ContactMinutes:
		return p.contactNotFaster(r, v)
	case ContactSpan:
		return fmt.Sprintf("At least %d days lie between the first contact day and the last. What is learnt between the blocks, at work and in the meetings, needs that time.", s.FirstToLastContactDays)
	case PrincipleMet:
		return fmt.Sprintf("Each principle is looked for in the latest %d meetings in which it applied: met in at least %d, and in none at level %d. Two independent raters see each meeting, and meetings lie at least %d days apart.",
			s.Portfolio.Meetings, s.Portfolio.MetAtLeast, s.Portfolio.NoLevel, s.Portfolio.DaysBetweenAtLeast)
	case CoPractitioners:
		return "Practice has to carry with more than one colleague, so the meetings are held with different co-practitioners."
	default:
		return ""
	}
}

func (p Pinned) contactNotFaster(r Requirement, v Voice) string {
	said := "A contact day counts when two facilitators who were there have attested it and " + v.pick("you have", "the trainee has") + " confirmed it. Each date counts once."
	for _, stage := range p.Pathway.Stages {
		if stage.ID == r.Stage && stage.After.Stage != "" {
			said += fmt.Sprintf(" The first day of this stage lies at least %d days after the first day of the stage before.", stage.After.DaysAtLeast)
		}
	}
	return said
}

func ordinal(n int64) string {
	names := []string{"first", "second", "third", "fourth", "fifth", "sixth"}
	if n >= 1 && n <= int64(len(names)) {
		return names[n-1]
	}
	return fmt.Sprintf("%dth", n)
}

// Missing says in a sentence what a requirement still asks for, for places that
// show its name and its count already; empty for one that is met.
func (p Pinned) Missing(r Requirement, v Voice) string {
	if r.Met {
		return ""
	}
	var parts []string
	for _, w := range r.Reasons {
		s := p.reason(r, w, v)
		if w.Why == NotEnough {
			s = "still missing: " + r.remaining()
		}
		if s != "" && !contains(parts, s) {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, "; ")
	return capital(s) + "."
}

// remaining is what lies between have and need, in the requirement's unit.
func (r Requirement) remaining() string {
	n := r.Need - r.Have
	switch r.Unit {
	case "seconds":
		return Span(n)
	case "minutes":
		return Span(n * 60)
	default:
		if n == 1 {
			return "1 " + strings.TrimSuffix(r.Unit, "s")
		}
		return fmt.Sprintf("%d %s", n, r.Unit)
	}
}
