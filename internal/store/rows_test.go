package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"polyphony/internal/app"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// aggregate is how one kind of row is inserted, found and updated.
type aggregate struct {
	name   string
	insert func(*Tx, any) error
	find   func(*Tx, any) (any, error)
	update func(*Tx, any) error // nil where a row never changes
	row    any
}

func of[T any](name string, row T, insert func(*Tx, T) error, find func(*Tx, T) (T, error), update func(*Tx, T) error) aggregate {
	a := aggregate{
		name: name, row: row,
		insert: func(tx *Tx, r any) error { return insert(tx, r.(T)) },
		find:   func(tx *Tx, r any) (any, error) { return find(tx, r.(T)) },
	}
	if update != nil {
		a.update = func(tx *Tx, r any) error { return update(tx, r.(T)) }
	}
	return a
}

func aggregates() []aggregate {
	return []aggregate{
		of("account", app.Account{}, (*Tx).InsertAccount, func(tx *Tx, r app.Account) (app.Account, error) { return tx.Account(r.Person) }, (*Tx).UpdateAccount),
		of("account by e-mail", app.Account{}, (*Tx).InsertAccount, func(tx *Tx, r app.Account) (app.Account, error) { return tx.AccountByEmail(r.Email) }, nil),
		of("session", app.Session{}, (*Tx).InsertSession, func(tx *Tx, r app.Session) (app.Session, error) { return tx.Session(r.Hash) }, nil),
		of("invitation", app.Invitation{}, (*Tx).PutInvitation, func(tx *Tx, r app.Invitation) (app.Invitation, error) { return tx.Invitation(r.Hash) }, (*Tx).PutInvitation),
		of("pending", app.Pending{}, (*Tx).InsertPending, func(tx *Tx, r app.Pending) (app.Pending, error) { return tx.Pending(r.ID) }, (*Tx).UpdatePending),
		of("study", app.Study{}, (*Tx).InsertStudy, func(tx *Tx, r app.Study) (app.Study, error) { return tx.Study(r.ID) }, (*Tx).UpdateStudy),
		of("series", app.Series{}, (*Tx).InsertSeries, func(tx *Tx, r app.Series) (app.Series, error) { return tx.Series(r.ID) }, (*Tx).UpdateSeries),
		of("draft", app.Draft{}, (*Tx).PutDraft, func(tx *Tx, r app.Draft) (app.Draft, error) { return tx.Draft(r.Person, r.Kind, r.Ref) }, (*Tx).PutDraft),
		of("text", app.Text{}, (*Tx).InsertText, func(tx *Tx, r app.Text) (app.Text, error) { return tx.Text(r.Digest) }, nil),
		of("meeting", app.Meeting{}, (*Tx).InsertMeeting, func(tx *Tx, r app.Meeting) (app.Meeting, error) { return tx.Meeting(r.ID) }, (*Tx).UpdateMeeting),
		of("media", app.Media{}, (*Tx).InsertMedia, func(tx *Tx, r app.Media) (app.Media, error) { return tx.Media(r.Digest) }, nil),
		of("certificate", app.Certificate{}, (*Tx).InsertCertificate, func(tx *Tx, r app.Certificate) (app.Certificate, error) { return tx.Certificate(r.ID) }, nil),
		of("certificate by number", app.Certificate{}, (*Tx).InsertCertificate, func(tx *Tx, r app.Certificate) (app.Certificate, error) { return tx.CertificateByNumber(r.Number) }, nil),
	}
}

// filled gives a row like the model with a value of its own in every field,
// so that a forgotten or swapped column shows.
func filled(model any, seed int) any {
	v := reflect.New(reflect.TypeOf(model)).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		switch f.Kind() {
		case reflect.String:
			f.SetString(fmt.Sprintf("%s-%d", v.Type().Field(i).Name, seed))
		case reflect.Int64:
			f.SetInt(int64(1_700_000_000_000_000 + 1000*seed + i))
		case reflect.Bool:
			f.SetBool(seed%2 == 1)
		case reflect.Slice:
			f.SetBytes([]byte{0, byte(seed), byte(i), 255})
		default:
			panic("a row holds text, numbers, yes or no, and bytes")
		}
	}
	return v.Interface()
}

func TestRowsRoundTrip(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		for seed, a := range aggregates() {
			row := filled(a.row, 10*seed+1)
			err := s.Write(context.Background(), func(tx *Tx) error { return a.insert(tx, row) })
			if err != nil {
				t.Fatalf("%s: insert: %v", a.name, err)
			}
			read(t, s, func(tx *Tx) error {
				got, err := a.find(tx, row)
				if diff := cmp.Diff(row, got); err != nil || diff != "" {
					t.Errorf("%s: %v (-written +read)\n%s", a.name, err, diff)
				}
				_, err = a.find(tx, a.row)
				if !fault.Is(err, fault.NotFound) {
					t.Errorf("%s: an unknown key gives %v; want NotFound", a.name, err)
				}
				return nil
			})
			if a.update != nil {
				checkUpdate(t, s, a, row)
			}
		}
	})
}

// checkUpdate sets all but the key to nothing and expects to read just that.
func checkUpdate(t *testing.T, s *Store, a aggregate, row any) {
	t.Helper()
	next := reflect.New(reflect.TypeOf(row)).Elem()
	keys := map[string]bool{"ID": true, "Email": true, "Hash": true, "Person": true, "Kind": true, "Ref": true}
	if a.name == "pending" || a.name == "study" {
		keys["Kind"] = false
	}
	for i := range next.NumField() {
		if keys[next.Type().Field(i).Name] {
			next.Field(i).Set(reflect.ValueOf(row).Field(i))
		}
	}
	if err := s.Write(context.Background(), func(tx *Tx) error { return a.update(tx, next.Interface()) }); err != nil {
		t.Errorf("%s: update: %v", a.name, err)
	}
	read(t, s, func(tx *Tx) error {
		got, err := a.find(tx, row)
		if diff := cmp.Diff(next.Interface(), got); err != nil || diff != "" {
			t.Errorf("%s: %v (-updated +read)\n%s", a.name, err, diff)
		}
		return nil
	})
}

func TestRowsThatDoNotExistCannotBeUpdated(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		for _, a := range aggregates() {
			if a.update == nil || a.name == "invitation" || a.name == "draft" { // these two are put
				continue
			}
			err := s.Write(context.Background(), func(tx *Tx) error { return a.update(tx, filled(a.row, 3)) })
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: error %v; want NotFound", a.name, err)
			}
		}
	})
}

func TestR12_UniqueRowsConflictAndTheTransactionGoesOn(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		live := app.Study{ID: newID(t), Person: newID(t)}
		second := app.Study{ID: newID(t), Person: live.Person}
		err := s.Write(context.Background(), func(tx *Tx) error {
			if err := tx.InsertStudy(live); err != nil {
				return err
			}
			if err := tx.InsertStudy(second); !fault.Is(err, fault.Conflict) {
				t.Errorf("a second live session: error %v; want Conflict", err)
			}
			live.ClosedAt = 5
			if err := tx.UpdateStudy(live); err != nil {
				return err
			}
			return tx.InsertStudy(second)
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(tx *Tx) error {
			got, err := tx.LiveStudy(live.Person)
			if err != nil || got.ID != second.ID {
				t.Errorf("live session %v, %v; want the second", got.ID, err)
			}
			return nil
		})
	})
}

func TestRowLists(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		person, enrolment, meeting := newID(t), newID(t), newID(t)
		err := s.Write(context.Background(), func(tx *Tx) error {
			var errs []error
			for i := range 3 {
				at := fact.Time(100 - i)
				errs = append(errs,
					tx.InsertAccount(app.Account{Person: newID(t), Email: fmt.Sprint(i), Name: fmt.Sprint(9 - i)}),
					tx.InsertSession(app.Session{Hash: fmt.Sprint(i), Person: person, CreatedAt: at}),
					tx.InsertPending(app.Pending{ID: newID(t), State: "open", CreatedAt: at}),
					tx.InsertStudy(app.Study{ID: newID(t), Person: newID(t), BeatAt: at}),
					tx.InsertSeries(app.Series{ID: newID(t), Enrolment: enrolment, Module: "m", Attempt: int64(3 - i)}),
					tx.InsertParticipant(app.Participant{ID: newID(t), Meeting: meeting, Label: fmt.Sprint(9 - i)}),
					tx.InsertCohort(app.Cohort{ID: newID(t), CreatedAt: at}),
					tx.InsertCertificate(app.Certificate{ID: newID(t), Number: fmt.Sprint(i), Record: []byte("r"), PDF: []byte("p"), IssuedAt: at}),
				)
			}
			for _, err := range errs {
				if err != nil {
					return err
				}
			}
			if err := tx.DeleteSession("1"); err != nil {
				return err
			}
			return tx.TouchSession("0", 77)
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(tx *Tx) error {
			checkLists(t, tx, person, enrolment, meeting)
			return nil
		})
	})
}

func checkLists(t *testing.T, tx *Tx, person, enrolment, meeting fact.ID) {
	t.Helper()
	check := func(name string, err error, want any, got ...any) {
		t.Helper()
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, diff)
		}
	}
	as, err := tx.Accounts()
	check("accounts by name", err, []any{3, "7"}, len(as), as[0].Name)
	ss, err := tx.SessionsOf(person)
	check("sessions", err, []any{2, "2", fact.Time(77)}, len(ss), ss[0].Hash, ss[1].SeenAt)
	ps, err := tx.Pendings("open")
	check("pendings", err, []any{3, fact.Time(98)}, len(ps), ps[0].CreatedAt)
	none, err := tx.Pendings("done")
	check("no pendings", err, []any{0}, len(none))
	st, err := tx.StaleStudies(100)
	check("stale studies", err, []any{2, fact.Time(98)}, len(st), st[0].BeatAt)
	se, err := tx.SeriesOf(enrolment, "m")
	check("attempts", err, []any{3, int64(1)}, len(se), se[0].Attempt)
	pa, err := tx.Participants(meeting)
	check("participants", err, []any{3, "7"}, len(pa), pa[0].Label)
	co, err := tx.Cohorts()
	check("cohorts", err, []any{3, fact.Time(98)}, len(co), co[0].CreatedAt)
	ce, err := tx.Certificates()
	check("certificates", err, []any{3, "2"}, len(ce), ce[0].Number)
}

// TestTheStoreOfTheUseCases: what app declares is what this store gives.
func TestTheStoreOfTheUseCases(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open().App()
		ctx := context.Background()
		d := app.Draft{Person: newID(t), Kind: "reflection", Ref: "m/r", Body: "So far", SavedAt: 5}
		err := s.Write(ctx, func(tx app.Tx) error {
			if err := tx.PutDraft(d); err != nil {
				return err
			}
			for i, closed := range []fact.Time{8, 0} {
				err := tx.InsertStudy(app.Study{ID: newID(t), Person: d.Person, Enrolment: d.Person, Module: "m", OpenedAt: fact.Time(i), ClosedAt: closed})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Read(ctx, func(tx app.Tx) error {
			studies, err := tx.StudiesOf(d.Person, "m")
			if err != nil || len(studies) != 2 {
				t.Errorf("%d studies, %v; want both", len(studies), err)
			}
			_, err = tx.Draft(d.Person, d.Kind, d.Ref)
			return err
		})
		if err != nil || s.Hold() != "" {
			t.Fatal(err, s.Hold())
		}
		for range 2 { // that it is gone already is no error
			if err := s.Write(ctx, func(tx app.Tx) error { return tx.DeleteDraft(d.Person, d.Kind, d.Ref) }); err != nil {
				t.Fatal(err)
			}
		}
		err = s.Read(ctx, func(tx app.Tx) error { _, err := tx.Draft(d.Person, d.Kind, d.Ref); return err })
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("a deleted draft: %v", err)
		}
	})
}

func TestAnUpdateCannotTakeWhatIsUnique(t *testing.T) {
	eachDB(t, func(t *testing.T, w *world) {
		s := w.open()
		a, b := app.Account{Person: newID(t), Email: "a@example.org"}, app.Account{Person: newID(t), Email: "b@example.org"}
		err := s.Write(context.Background(), func(tx *Tx) error { return errors.Join(tx.InsertAccount(a), tx.InsertAccount(b)) })
		if err != nil {
			t.Fatal(err)
		}
		b.Email = a.Email
		err = s.Write(context.Background(), func(tx *Tx) error { return tx.UpdateAccount(b) })
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("error %v; want Conflict", err)
		}
		err = s.Write(context.Background(), func(tx *Tx) error {
			return tx.exec(`INSERT INTO accounts SELECT * FROM accounts WHERE person = ?`, string(a.Person))
		})
		if !errors.Is(err, gorm.ErrDuplicatedKey) {
			t.Errorf("a statement of our own: %v; want the same error on both", err)
		}
		err = s.Write(context.Background(), func(tx *Tx) error {
			return tx.exec(`INSERT INTO blob (digest, bytes) VALUES ('short', 'x')`)
		})
		if err == nil || errors.Is(err, gorm.ErrDuplicatedKey) {
			t.Errorf("a digest that is none: %v", err)
		}
	})
}
