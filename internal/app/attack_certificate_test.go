package app_test

import (
	"bytes"
	"database/sql"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the database is opened past the store

	"polyphony/certificates"
	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
	"polyphony/internal/testkit/institute"
)

// issuedIn lists a played history's certificates with what became of them.
func issuedIn(t *testing.T, h institute.History) (live, revoked []app.Certificate) {
	t.Helper()
	err := h.Store.App().Read(ctx, func(tx app.Tx) error {
		all, err := tx.Certificates()
		for _, c := range all {
			entries, err := tx.History(c.Enrolment, -1)
			if err != nil {
				return err
			}
			if certificates.LifeOf(entries, c.ID).State(tx.Now()) == certificates.Revoked {
				revoked = append(revoked, c)
			} else {
				live = append(live, c)
			}
		}
		return err
	})
	if err != nil || len(live) < 2 || len(revoked) == 0 {
		t.Fatal(err, len(live), len(revoked))
	}
	return live, revoked
}

// TestCertificatesUnderAttack plays one history and attacks what it issued.
func TestCertificatesUnderAttack(t *testing.T) {
	url := institute.SQLite(t)
	h := institute.Played(t, url, 5)
	t.Run("TestR29_ATamperedRowIsUnknown", func(t *testing.T) { tamperedRowIsUnknown(t, h, url) })
	t.Run("TestR27_NoCertificateWhileAReversalWaits", func(t *testing.T) { nothingWhileAReversalWaits(t, h) })
	t.Run("TestR29_RevocationForCauseSticks", func(t *testing.T) { revocationForCauseSticks(t, h) })
	if p := audited(t, &institute.World{Store: h.Store}); p != nil {
		t.Errorf("the audit refuses what the door let in: %v", p)
	}
}

// tamperedRowIsUnknown: whoever can write to the table of certificates makes no
// number answer anything else than the ledger says.
func tamperedRowIsUnknown(t *testing.T, h institute.History, url string) {
	live, revoked := issuedIn(t, h)
	db, err := sql.Open("sqlite", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	exec := func(q string, args ...any) {
		t.Helper()
		if _, err := db.Exec(q, args...); err != nil {
			t.Fatal(err)
		}
	}
	unknown := func(what, number string) {
		t.Helper()
		a, err := h.App.Verify(ctx, number)
		if err != nil || a.State != certificates.Unknown || a.Record.Name != "" {
			t.Errorf("%s: %s %q, %v; want unknown", what, a.State, a.Record.Name, err)
		}
		if pdf, err := h.App.CertificatePDF(ctx, number); err == nil {
			t.Errorf("%s: a PDF of %d bytes is served", what, len(pdf))
		}
	}
	valid, gone := live[0], revoked[0]

	exec(`UPDATE certificates SET number = 'X' WHERE id = ?`, gone.ID)
	exec(`UPDATE certificates SET number = ? WHERE id = ?`, gone.Number, valid.ID)
	unknown("a valid certificate under a revoked one's number", gone.Number)
	unknown("its own number", valid.Number)
	exec(`UPDATE certificates SET number = ? WHERE id = ?`, valid.Number, valid.ID)

	other := live[1]
	exec(`UPDATE certificates SET record = ?, salt = ? WHERE id = ?`, other.Record, other.Salt, valid.ID)
	unknown("another's text", valid.Number)
	exec(`UPDATE certificates SET record = ?, salt = ? WHERE id = ?`, bytes.Replace(valid.Record, []byte(`"name":"`), []byte(`"name":"Dr `), 1), valid.Salt, valid.ID)
	unknown("a better name", valid.Number)
	exec(`UPDATE certificates SET record = ?, enrolment = ? WHERE id = ?`, valid.Record, other.Enrolment, valid.ID)
	unknown("another's enrolment", valid.Number)
	exec(`UPDATE certificates SET enrolment = ? WHERE id = ?`, valid.Enrolment, valid.ID)

	exec(`UPDATE certificates SET pdf = ? WHERE id = ?`, append(bytes.Clone(valid.PDF), '\n'), valid.ID)
	if _, err := h.App.CertificatePDF(ctx, valid.Number); !fault.Is(err, fault.NotFound) {
		t.Errorf("changed bytes of a PDF are served: %v", err)
	}
	a, err := h.App.Verify(ctx, valid.Number)
	if err != nil || a.State != certificates.Valid {
		t.Errorf("after all was put back but the PDF: %s %v", a.State, err)
	}
}

// registrars are two people who may sign for one another.
func registrarsOf(t *testing.T, h institute.History) []app.Actor {
	o := newOfficers(t, h)
	return o.roles[string(people.Registrar)]
}

// revocationForCauseSticks: two people revoke, and one alone does not undo it by
// issuing again on the same evidence.
func revocationForCauseSticks(t *testing.T, h institute.History) {
	live, _ := issuedIn(t, h)
	r := registrarsOf(t, h)
	for _, why := range []string{"conduct", "evidence-withdrawn"} {
		c := live[len(live)-1]
		live = live[:len(live)-1]
		p := &app.ProposeRevoke{Certificate: c.ID, Why: why}
		if err := h.App.Apply(ctx, r[0], p); err != nil {
			t.Fatal(err)
		}
		if err := h.App.Apply(ctx, r[1], &app.Decide{ID: p.Pending}); err != nil {
			t.Fatal(err)
		}
		refused(t, h.App.Apply(ctx, r[0], &app.Issue{Enrolment: c.Enrolment}), fault.Refused)
	}
}

// nothingWhileAReversalWaits: evidence that one registrar has called untrue is
// settled first. A certificate revoked as issued in error may be issued again.
func nothingWhileAReversalWaits(t *testing.T, h institute.History) {
	live, _ := issuedIn(t, h)
	r := registrarsOf(t, h)
	enrolment := live[0].Enrolment
	revoke := &app.ProposeRevoke{Certificate: live[0].ID, Why: "issued-in-error"}
	reverse := &app.ProposeReversal{Enrolment: enrolment, Entry: entryOf(t, h, enrolment, fact.ContactConfirmedKind), Why: "not-true"}
	for _, step := range []struct {
		who app.Actor
		do  func() app.Command
	}{
		{r[0], func() app.Command { return revoke }},
		{r[1], func() app.Command { return &app.Decide{ID: revoke.Pending} }},
		{r[0], func() app.Command { return reverse }},
	} {
		if err := h.App.Apply(ctx, step.who, step.do()); err != nil {
			t.Fatal(err)
		}
	}
	err := h.App.Apply(ctx, r[1], &app.Issue{Enrolment: enrolment})
	if say := refused(t, err, fault.Refused); !strings.Contains(say, "reversal") {
		t.Error(say)
	}
	waiting, err := h.App.Waiting(ctx, r[1])
	if err != nil || len(waiting) == 0 {
		t.Fatal(err, len(waiting))
	}
	if err := h.App.Apply(ctx, r[1], &app.Decide{ID: waiting[len(waiting)-1].ID, Drop: true}); err != nil {
		t.Fatal(err)
	}
	if err := h.App.Apply(ctx, r[1], &app.Issue{Enrolment: enrolment}); err != nil {
		t.Errorf("after the reversal was dropped: %v", err)
	}
}

func entryOf(t *testing.T, h institute.History, subject fact.ID, kind fact.Kind) (index int64) {
	t.Helper()
	err := h.Store.App().Read(ctx, func(tx app.Tx) error {
		all, err := tx.History(subject, -1)
		for _, e := range all {
			if e.Fact.Kind() == kind {
				index = e.Index
			}
		}
		return err
	})
	if err != nil || index == 0 {
		t.Fatal(err, index)
	}
	return index
}

// TestR28_NamesThatHideTheirLetters: control characters and marks that turn the
// direction of text never reach a certificate.
func TestR28_NamesThatHideTheirLetters(t *testing.T) {
	institute.EachFounded(t, func(t *testing.T, w *institute.World) {
		link := &app.SetupLink{}
		w.Do(app.Actor{}, link)
		for _, name := range []string{"Ann\u202egnoL", "Ann\nLong", "Ann\x00", "Ann\u200bLong", "Ann\u2066Long", "Ann\xff"} {
			c := &app.Join{Token: link.Token, Name: name, Email: "a@example.org"}
			refused(t, w.App.Join(ctx, c, institute.Password), fault.Invalid)
		}
		w.At(time.Minute)
		c := &app.Join{Token: link.Token, Name: "Zoë O’Brien-Łąka", Email: "a@example.org"}
		if err := w.App.Join(ctx, c, institute.Password); err != nil {
			t.Error(err)
		}
	})
}
