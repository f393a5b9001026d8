package institute

import (
	"testing"

	"polyphony/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestEnrolledTraineeStudiesAndPasses(t *testing.T) {
	EachDB(t, func(t *testing.T, w *World) {
		one := w.Enrol()
		before := len(w.Standing(one).Unmet())
		w.Studied(one, "where-it-comes-from")
		w.Passed(one, "where-it-comes-from")
		met := before - len(w.Standing(one).Unmet())
		if want := len(w.Opened(one).Pinned.Modules["where-it-comes-from"].Sections) + 1; met != want {
			t.Errorf("studying and passing met %d requirements; want its sections and its check, %d", met, want)
		}
		if w.SignIn(one.Actor) == w.SignIn(one.Supervisor) {
			t.Error("two sessions have one token")
		}
	})
}
