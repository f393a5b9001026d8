package app_test

import (
	"encoding/json"
	"testing"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/testkit/institute"
)

// TestR36_ListsAreWhatTheLedgerSays: a process that knows nothing but the store
// gives the same register, cohorts and answers as the one that lived through
// the whole history, since nothing but the ledger is asked for them.
func TestR36_ListsAreWhatTheLedgerSays(t *testing.T) {
	h := institute.Played(t, institute.SQLite(t), 36)
	fresh := app.New(h.Store.App(), institute.Library(), app.Config{BaseURL: "http://127.0.0.1:8080", Institute: "Demonstration"})
	registrar := newOfficers(t, h).roles["registrar"][0]

	lists := func(a *app.App) string {
		register, err := a.Register(ctx, registrar)
		if err != nil {
			t.Fatal(err)
		}
		cohorts, _, err := a.Cohorts(ctx, registrar)
		if err != nil {
			t.Fatal(err)
		}
		var all []any
		for _, e := range register {
			all = append(all, e.Name, e.ID, e.Standing, e.Certificates)
		}
		for _, c := range cohorts {
			all = append(all, c.ID, c.Name, c.Blocks, len(c.Trainees))
		}
		for _, c := range h.Cast.Certificates {
			answer, err := a.Verify(ctx, c.Number)
			if err != nil {
				t.Fatal(err)
			}
			answer.AsOf, answer.ExpiresIn = fact.Time(0), 0
			all = append(all, answer)
		}
		b, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if live, rebuilt := lists(h.App), lists(fresh); live != rebuilt {
		t.Errorf("the live lists and the ones made anew differ:\n%s\n%s", live, rebuilt)
	}
}
