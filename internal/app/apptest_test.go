package app_test

import (
	"context"
	"testing"

	"polyphony/internal/fault"
	"polyphony/internal/testkit"
	"polyphony/internal/testkit/institute"
)

func TestMain(m *testing.M) { testkit.Main(m) }

var ctx = context.Background()

// eachDB runs a test in a new demonstration institute on SQLite and PostgreSQL.
func eachDB(t *testing.T, test func(t *testing.T, w *institute.World)) { institute.EachDB(t, test) }

// newWorld founds a demonstration institute on SQLite.
func newWorld(t *testing.T) *institute.World { return institute.New(t, institute.SQLite(t)) }

// refused demands an error of a kind and gives its sentence.
func refused(t *testing.T, err error, kind fault.Kind) string {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v; want a refusal of kind %d", err, kind)
	}
	return fault.Sentence(err)
}
