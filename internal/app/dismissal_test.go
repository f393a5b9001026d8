package app_test

import (
	"testing"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// TestR21_NothingIsLearntOfATalkUnseen: whether there is such a candidate is
// told only to those whose look is in the ledger, and to nobody once consent was
// withdrawn.
func TestR21_NothingIsLearntOfATalkUnseen(t *testing.T) {
	s := newScene(t, newWorld(t), 0)
	m := s.handedIn(fact.Formative)
	tries := func() (there, not error) {
		ask := func(cue int) error {
			return s.Try(s.Supervisor, &app.Dismiss{Meeting: m, Dismissed: app.Dismissed{Kind: conversation.OpenQuestion, Cue: cue}})
		}
		return ask(1), ask(9999)
	}
	there, not := tries()
	if a, b := refused(t, there, fault.Refused), refused(t, not, fault.Refused); a != b {
		t.Errorf("before a look: %q and %q; want the same", a, b)
	}
	if _, err := s.App.OpenTalk(ctx, s.Supervisor, m); err != nil {
		t.Fatal(err)
	}
	there, not = tries()
	if there != nil || !fault.Is(not, fault.Invalid) {
		t.Errorf("after a look: %v and %v", there, not)
	}
	s.Do(s.Actor, &app.WithdrawConsent{Meeting: m, Participant: s.view(m).Participants[0].ID})
	there, not = tries()
	if there == nil || not == nil || fault.Sentence(there) != fault.Sentence(not) {
		t.Errorf("after a withdrawal: %v and %v", there, not)
	}
}
