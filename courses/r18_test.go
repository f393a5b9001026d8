package courses

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"polyphony/internal/fact"
)

// r18Histories is how many random histories the property is tried on.
const r18Histories = 10000

// standingFunc is StandingOf, or one with a bug put in on purpose.
type standingFunc func(Pinned, []fact.Entry, fact.Time) Standing

// story is a random history: evidence as it was, and the same with other facts
// merged in anywhere.
type story struct {
	pinned   Pinned
	evidence []fact.Entry
	merged   []fact.Entry
	now      fact.Time
	short    bool // one fact short of a certificate
}

// TestR18_OtherFactsNeverMeetARequirement: for any history, E its evidence in
// order and A any set of other facts inserted anywhere, at the same now,
// unmet(with A) ⊇ unmet(without A). Enrolments exist in both.
func TestR18_OtherFactsNeverMeetARequirement(t *testing.T) {
	setChecks(t, r18Histories)
	n, short := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		s := drawStory(rt)
		n++
		if s.short {
			short++
		}
		if err := nonInterference(StandingOf, s); err != nil {
			rt.Fatal(err)
		}
	})
	t.Logf("%d histories, %d (%d %%) one fact short of a certificate", n, short, 100*short/n)
	if short*5 < n {
		t.Errorf("only %d of %d histories were one fact short; the property was not tried where it matters", short, n)
	}
}

// TestR18_SeededBugsAreCaught puts eight ways of shortening a path into the
// standing; the property must find each.
func TestR18_SeededBugsAreCaught(t *testing.T) {
	setChecks(t, 2000)
	for name, bug := range seededBugs() {
		t.Run(name, func(t *testing.T) {
			g := rapid.Custom(drawStory)
			for seed := range 3000 {
				if nonInterference(bug, g.Example(seed)) != nil {
					return
				}
			}
			t.Error("the property did not find this bug in 3000 histories")
		})
	}
}

func setChecks(t *testing.T, n int) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	before := f.Value.String()
	if err := f.Value.Set(fmt.Sprint(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Value.Set(before) })
}

// nonInterference is the property.
func nonInterference(standing standingFunc, s story) error {
	without := unmetIDs(standing(s.pinned, s.evidence, s.now))
	with := unmetIDs(standing(s.pinned, s.merged, s.now))
	for id := range without {
		if !with[id] {
			return fmt.Errorf("%s was unmet and other facts met it", id)
		}
	}
	return nil
}

func drawStory(rt *rapid.T) story {
	base := whole()
	entries := base.entries
	drop := rapid.SampledFrom([]int{0, 1, 1, 1, 2, 3, 8}).Draw(rt, "drop")
	for range drop {
		i := rapid.IntRange(1, len(entries)-1).Draw(rt, "which")
		entries = append(append([]fact.Entry(nil), entries[:i]...), entries[i+1:]...)
	}
	if rapid.IntRange(0, 3).Draw(rt, "poor") == 0 {
		entries = spoil(rt, entries)
	}
	s := story{pinned: base.p, now: base.now}
	s.evidence = renumber(entries)
	s.short = drop == 1 && len(StandingOf(s.pinned, s.evidence, s.now).Unmet()) > 0
	s.merged = mergeOthers(rt, s.evidence, s.now)
	return s
}

// spoil lowers what one random fact says, as life does.
func spoil(rt *rapid.T, entries []fact.Entry) []fact.Entry {
	out := append([]fact.Entry(nil), entries...)
	i := rapid.IntRange(1, len(out)-1).Draw(rt, "spoiled")
	switch f := out[i].Fact.(type) {
	case *fact.StudyCredited:
		g := *f
		g.Seconds /= 2
		out[i].Fact = &g
	case *fact.CheckGraded:
		g := *f
		g.Right = 1
		out[i].Fact = &g
	case *fact.ContactAttested:
		g := *f
		g.Minutes = 100
		out[i].Fact = &g
	case *fact.RatingCommitted:
		g := *f
		g.Scores = append([]fact.Score(nil), f.Scores...)
		g.Scores[0].Level = rapid.Int64Range(1, 2).Draw(rt, "level")
		out[i].Fact = &g
	}
	return out
}

func renumber(entries []fact.Entry) []fact.Entry {
	out := append([]fact.Entry(nil), entries...)
	for i := range out {
		out[i].Index = int64(i)
	}
	return out
}

// mergeOthers inserts random facts that are no evidence, at random places and
// at times between their neighbours. They name the very people, meetings and
// certificates of the history, as somebody who wants to shorten it would.
func mergeOthers(rt *rapid.T, entries []fact.Entry, now fact.Time) []fact.Entry {
	out := append([]fact.Entry(nil), entries...)
	for range rapid.IntRange(1, 12).Draw(rt, "others") {
		at := rapid.IntRange(0, len(out)).Draw(rt, "place")
		f := rapid.SampledFrom(otherFacts(rt)).Draw(rt, "fact")
		e := fact.Entry{At: now, Fact: f}
		if at < len(out) {
			e.At = out[at].At
		}
		out = append(out[:at:at], append([]fact.Entry{e}, out[at:]...)...)
	}
	return renumber(out)
}

// otherFacts is one of every fact that is no evidence, about this enrolment.
func otherFacts(rt *rapid.T) []fact.Fact {
	person := rapid.SampledFrom([]fact.ID{trainee, supervisor, "registrar", "rater-0", "facilitator-1", "steward"}).Draw(rt, "person")
	other := rapid.SampledFrom([]fact.ID{trainee, supervisor, "administrator", "co-0"}).Draw(rt, "other person")
	meeting := fact.ID(fmt.Sprintf("meeting-%d", rapid.IntRange(0, 4).Draw(rt, "meeting")))
	digest := fact.Sum([]byte(meeting))
	return []fact.Fact{
		&fact.InstituteFounded{Institute: "institute", Mode: fact.Demonstration, Zone: zone},
		&fact.PersonJoined{Person: person},
		&fact.PersonErased{Person: person, By: other, Second: "x"},
		&fact.RoleGranted{Person: person, Role: "rater", By: other, Second: "x"},
		&fact.RoleEnded{Person: person, Role: "rater", By: other},
		&fact.ContentPublished{Bundle: bundle, Pathway: "sample-path", Version: 2, By: other},
		&fact.PathwayApproved{Bundle: bundle, By: person},
		&fact.PathwayPublished{Bundle: bundle, Pathway: "sample-path"},
		&fact.CohortOpened{Cohort: "cohort", Bundle: bundle, Zone: "UTC", By: other, Blocks: []fact.Block{
			{Block: "block-1", Stage: "one", Days: []fact.Date{"2026-01-05"}, Facilitators: []fact.ID{person}},
		}},
		&fact.TraineeEnrolled{Enrolment: "another", Person: person, Cohort: "cohort", Bundle: bundle, Supervisor: other},
		&fact.TraineeEnrolled{Enrolment: enrolID, Person: person, Cohort: "cohort", Bundle: bundle, Supervisor: other},
		&fact.LeaveGranted{Enrolment: enrolID, From: "2026-01-01", To: "2026-12-31", By: other},
		&fact.RaterCalibrated{Rater: person, Instrument: digest, Gold: digest, SameSide: 7, Of: 7},
		&fact.RaterAssigned{Rater: person, Meeting: meeting, Enrolment: enrolID},
		&fact.RaterDeclined{Rater: person, Meeting: meeting, Enrolment: enrolID, Why: "conflict"},
		&fact.ConsentGiven{Meeting: meeting, Enrolment: enrolID, Participant: person, Moment: fact.After, By: other},
		&fact.ConsentWithdrawn{Meeting: meeting, Enrolment: enrolID, Participant: person, By: other},
		&fact.RecordingViewed{Meeting: meeting, Enrolment: enrolID, By: person, Medium: fact.Transcript},
		&fact.NoteAdded{Enrolment: enrolID, Class: "prior-learning", Text: digest, By: other},
		&fact.CertificateIssued{Certificate: "certificate", Number: "N", Enrolment: enrolID, Person: trainee, Bundle: bundle, By: other},
		&fact.CertificateArtefact{Certificate: "certificate", Enrolment: enrolID, Digest: digest},
		&fact.CertificateRevoked{Certificate: "certificate", Enrolment: enrolID, Why: "conduct", By: other, Second: "x"},
		&fact.CertificateSuperseded{Certificate: "certificate", Enrolment: enrolID, Successor: "other"},
		&fact.RecoveryDeclared{Institute: "institute", Head: digest, Size: 3, By: other, Second: "x"},
		&fact.KeyIntroduced{Institute: "institute", Key: "key", Use: "ledger"},
		&fact.KeyRetired{Institute: "institute", Key: "key"},
	}
}

// TestR18_TheGeneratorKnowsEveryOtherFact: a new kind that is no evidence must
// be merged into histories too.
func TestR18_TheGeneratorKnowsEveryOtherFact(t *testing.T) {
	tried := map[fact.Kind]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		for _, f := range otherFacts(rt) {
			tried[f.Kind()] = true
		}
	})
	for _, k := range fact.Kinds() {
		if fact.ClassOf(k) != fact.Evidence && fact.Readable(k) && !tried[k] {
			t.Errorf("%s is never merged into a history", k)
		}
	}
}

// seededBugs are eight standings, each with one back door open.
func seededBugs() map[string]standingFunc {
	// pass meets the requirements that keep accepts once a fact of some kind is
	// anywhere in the history.
	pass := func(kind fact.Kind, keep func(Requirement) bool) standingFunc {
		return func(p Pinned, entries []fact.Entry, now fact.Time) Standing {
			s := StandingOf(p, entries, now)
			for _, e := range entries {
				if e.Fact.Kind() != kind {
					continue
				}
				for i := range s.Requirements {
					if keep(s.Requirements[i]) {
						s.Requirements[i].Met = true
					}
				}
			}
			return s
		}
	}
	of := func(kinds ...Kind) func(Requirement) bool {
		return func(r Requirement) bool {
			for _, k := range kinds {
				if r.Kind == k {
					return true
				}
			}
			return false
		}
	}
	return map[string]standingFunc{
		"prior learning noted counts as a passed check": pass(fact.NoteAddedKind, of(CheckPassed)),
		"leave shortens the span":                       pass(fact.LeaveGrantedKind, of(ContactSpan)),
		"an issued certificate meets everything":        pass(fact.CertificateIssuedKind, func(Requirement) bool { return true }),
		"a booking counts as presence":                  pass(fact.CohortOpenedKind, of(ContactDays, ContactMinutes)),
		"viewing counts as rating":                      pass(fact.RecordingViewedKind, of(PrincipleMet)),
		"a second enrolment forgives study": func(p Pinned, entries []fact.Entry, now fact.Time) Standing {
			n := 0
			for _, e := range entries {
				if f, ok := e.Fact.(*fact.TraineeEnrolled); ok && f.Enrolment == enrolID {
					n++
				}
			}
			s := StandingOf(p, entries, now)
			for i, r := range s.Requirements {
				s.Requirements[i].Met = r.Met || (n > 1 && strings.HasSuffix(r.ID, "/s1"))
			}
			return s
		},
		"a republished pathway drops its last stage": func(p Pinned, entries []fact.Entry, now fact.Time) Standing {
			for _, e := range entries {
				if e.Fact.Kind() == fact.ContentPublishedKind {
					p.Pathway.Stages = p.Pathway.Stages[:1]
					break
				}
			}
			return StandingOf(p, entries, now)
		},
		"a recovery sets the clock on": func(p Pinned, entries []fact.Entry, now fact.Time) Standing {
			p.Standard.FirstToLastContactDays -= 365 * int64(len(kindsOf(entries, fact.RecoveryDeclaredKind)))
			return StandingOf(p, entries, now.Add(365*24*time.Hour))
		},
	}
}

func kindsOf(entries []fact.Entry, k fact.Kind) (out []fact.Entry) {
	for _, e := range entries {
		if e.Fact.Kind() == k {
			out = append(out, e)
		}
	}
	return out
}
