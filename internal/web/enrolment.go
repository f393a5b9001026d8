package web

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/certificates"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// enrolmentForms is what was typed on the page of an enrolment.
type enrolmentForms struct {
	certificate, why  string
	entry, reverseWhy string
	errs              []fieldError
}

// missingAtMost is how many missing requirements are listed beside the button;
// more of them stand stage by stage below.
const missingAtMost = 8

// enrolmentShow is one enrolment for registrars.
func (s *Server) enrolmentShow(r *req) error {
	return s.enrolmentPage(r, fiber.StatusOK, enrolmentForms{entry: r.Query("entry")})
}

func (s *Server) enrolmentPage(r *req, code int, f enrolmentForms) error {
	e, err := s.app.Enrolment(r.ctx, r.me.Actor, fact.ID(r.Params("id")))
	if err != nil {
		return err
	}
	missing := e.Missing()
	named, falls, err := s.falls(r, e.ID, f.entry)
	if err != nil {
		return err
	}
	reasons := make([]Option, 0, len(certificates.RevocationClasses()))
	for _, class := range certificates.RevocationClasses() {
		reasons = append(reasons, Option{Value: class, Text: certificates.RevocationSentence(class)})
	}
	return s.render(r, code, "enrolment", "Enrolment: "+e.Name, data{
		"Errors": f.errs, "Enrolment": e, "Crumbs": []crumb{{"Register", "/register"}, {e.Name, ""}},
		"Rows": []row{
			{Key: "Award", Value: e.Award},
			{Key: "Cohort", Value: e.CohortName, Href: "/cohorts/" + string(e.Cohort), Action: "See the cohort"},
			{Key: "Supervisor of record", Value: e.Supervisor},
			{Key: "Enrolled", Value: s.clock.Instant(e.At)},
		},
		"Certificates": certificateLines(e),
		"MayIssue":     len(missing) == 0 && len(e.Standing.Requirements) > 0 && e.Live() == "",
		"Missing":      missing, "Short": len(missing) <= missingAtMost, "Live": e.Live(),
		"Stages": pathStages(e.Path, noHref, s.clock),
		"Why":    mark(f.errs, Field{ID: "revoke-why", Name: "why", Label: "Reason for revoking", Hint: "This sentence becomes public.", Required: true, Options: chosen(choose(reasons), f.why)}),
		"Entry":  mark(f.errs, Field{ID: "entry", Name: "entry", Label: "Number of the entry", Hint: "From the list above; “reverse” beside an entry puts its number here.", Value: f.entry, Inputmode: "numeric", Autocomplete: "off", Required: true, Width: "w-5"}),
		"ReverseWhy": mark(f.errs, Field{ID: "reverse-why", Name: "reverse-why", Label: "Why it should not count", Required: true, Options: chosen(choose([]Option{
			{Value: "entered-in-error", Text: reversalWords["entered-in-error"]},
			{Value: "wrong-person", Text: reversalWords["wrong-person"]},
			{Value: "not-true", Text: reversalWords["not-true"]},
		}), f.reverseWhy)}),
		"Falls": falls, "Named": named,
		"Evidence":   evidenceLines(e.Evidence, s.clock),
		"NoEvidence": empty{Text: "No evidence has been entered yet."},
	})
}

// falls names an entry and says what its reversal would take away; nothing
// where the number typed is none of an entry that can be reversed.
func (s *Server) falls(r *req, enrolment fact.ID, typed string) (entry, said string, err error) {
	n, ok := wholeNumber(typed)
	if !ok {
		return "", "", nil
	}
	v, err := s.app.Falls(r.ctx, r.me.Actor, enrolment, n)
	if fault.Is(err, fault.NotFound) {
		return "", "", nil
	}
	return wordEntry(v.Entry), wordFalls(v), err
}

// fallsAtMost is how many requirements a sentence names that would fall.
const fallsAtMost = 4

func wordFalls(v app.Falls) string {
	if len(v.Names) == 0 {
		return fmt.Sprintf("No requirement that is met now would fall; %d of %d are not met.", v.Unmet, v.Of)
	}
	said := fmt.Sprintf("After this, %d of %d requirements would not be met", v.Unmet, v.Of)
	if n := len(v.Names); n < v.Unmet {
		said += fmt.Sprintf(", %d more than now", n)
	}
	if len(v.Names) > fallsAtMost {
		return said + ", among them " + plain(strings.Join(v.Names[:fallsAtMost], "; ")) + "."
	}
	return said + ": " + plain(strings.Join(v.Names, "; ")) + "."
}

// takenLine is an entry that was taken out, as a path shows it.
type takenLine struct {
	When, What, Why, Names string
}

func takenLines(list []app.TakenOut, at clockOf) []takenLine {
	out := make([]takenLine, 0, len(list))
	for _, t := range list {
		out = append(out, takenLine{at.Instant(t.At), wordEntry(t.Entry), reversalWords[t.Why], strings.Join(t.Names, "; ")})
	}
	return out
}

// wordEntry names an entry of evidence.
func wordEntry(v app.EvidenceView) string {
	about := v.Ref
	if v.Date != "" {
		about = dateInWords(v.Date)
	}
	return evidenceWords[v.Kind] + ": " + about
}

// reversalWords word the reasons for a reversal.
var reversalWords = map[string]string{
	"entered-in-error": "It was entered in error.",
	"wrong-person":     "It belongs to somebody else.",
	"not-true":         "It turned out not to be true.",
}

// evidenceWords word the kinds of evidence.
var evidenceWords = map[fact.Kind]string{
	fact.StudyCreditedKind:       "Study credited",
	fact.CheckGradedKind:         "Knowledge check graded",
	fact.ReflectionSubmittedKind: "Reflection handed in",
	fact.ReflectionReadKind:      "Reflection read",
	fact.ContactAttestedKind:     "Contact day attested",
	fact.ContactConfirmedKind:    "Contact day confirmed",
}

// evidenceLine is one entry that a reversal could name.
type evidenceLine struct {
	Index     int64
	When      string
	What, Ref string
	Reversed  bool
}

func evidenceLines(list []app.EvidenceView, at clockOf) []evidenceLine {
	out := make([]evidenceLine, 0, len(list))
	for _, v := range list {
		about := v.Ref
		if v.Date != "" {
			about = dateInWords(v.Date)
		}
		out = append(out, evidenceLine{v.Index, at.Instant(v.At), evidenceWords[v.Kind], about, v.Reversed})
	}
	return out
}

func stateOf(done, begun bool) string {
	switch {
	case done:
		return "done"
	case begun:
		return "going"
	default:
		return "not-yet"
	}
}
