package app

import (
	"context"
	"sort"

	"polyphony/certificates"
	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// Person is somebody with an account, for lists.
type Person struct {
	ID    fact.ID
	Name  string
	Email string
	Roles []people.Role
}

// Has reports whether a person holds a role.
func (p Person) Has(r people.Role) bool {
	for _, h := range p.Roles {
		if h == r {
			return true
		}
	}
	return false
}

// seen runs fn for an actor whose roles allow one of the actions.
func (a *App) seen(ctx context.Context, actor Actor, action people.Action, fn func(w *Work) error) error {
	return a.read(ctx, func(tx Tx) error {
		w := &Work{Tx: tx, app: a, ctx: ctx, actor: actor}
		if err := w.authorise(action); err != nil {
			return err
		}
		return fn(w)
	})
}

// People lists everybody with an account, for administrators.
func (a *App) People(ctx context.Context, actor Actor) (out []Person, err error) {
	err = a.seen(ctx, actor, people.InvitePeople, func(w *Work) error {
		out, err = w.people()
		return err
	})
	return out, err
}

func (w *Work) people() ([]Person, error) {
	accounts, err := w.Accounts()
	if err != nil {
		return nil, err
	}
	var out []Person
	for _, acc := range accounts {
		roles, err := w.app.rolesOf(w.Tx, acc.Person)
		if err != nil {
			return nil, err
		}
		out = append(out, Person{acc.Person, acc.Name, acc.Email, roles})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

// withRole lists the people who hold a role.
func withRole(all []Person, r people.Role) []Person {
	var out []Person
	for _, p := range all {
		if p.Has(r) {
			out = append(out, p)
		}
	}
	return out
}

// CohortView is a cohort with its blocks and trainees, for registrars.
type CohortView struct {
	ID           fact.ID
	Name         string
	Pinned       courses.Pinned
	Zone         string
	Blocks       []BlockView
	Booked       courses.Booked // the same days by stage
	Trainees     []EnrolmentView
	Facilitators []Person // who can be booked
	Candidates   []Person // trainees who can be enrolled
	Supervisors  []Person
}

// BlockView is a block with its facilitators' names.
type BlockView struct {
	fact.Block
	StageTitle string
	Names      []string
}

// EnrolmentView is one line of the register.
type EnrolmentView struct {
	ID           fact.ID
	Person       fact.ID
	Name         string
	Cohort       fact.ID
	CohortName   string
	Award        string
	Supervisor   string
	At           fact.Time
	Pinned       courses.Pinned
	Standing     courses.Standing
	Certificates []CertificateView
	Evidence     []EvidenceView // of one enrolment by itself, as Path
	Path         PathView
}

// Complete reports whether nothing is unmet.
func (e EnrolmentView) Complete() bool { return len(e.Standing.Unmet()) == 0 }

// Missing words everything that is unmet.
func (e EnrolmentView) Missing() []string {
	var out []string
	for _, r := range e.Standing.Unmet() {
		out = append(out, e.Pinned.Explain(r))
	}
	return out
}

// Live gives the number of the certificate that is in force or expired.
func (e EnrolmentView) Live() string {
	for _, c := range e.Certificates {
		if c.State == certificates.Valid || c.State == certificates.Expired {
			return c.Number
		}
	}
	return ""
}

// CertificateView is a certificate for lists.
type CertificateView struct {
	ID     fact.ID
	Number string
	State  certificates.State
	At     fact.Time

	RevokedAt fact.Time // 0 where it was not
	Why       string    // the public sentence of the revocation
}

// Revoked reports whether two registrars ended the certificate.
func (c CertificateView) Revoked() bool { return c.State == certificates.Revoked }

// Valid reports whether the certificate is in force.
func (c CertificateView) Valid() bool { return c.State == certificates.Valid }

// Cohorts lists the cohorts with their sizes, newest first, and the pathways
// that one can be opened on.
func (a *App) Cohorts(ctx context.Context, actor Actor) (out []CohortView, pathways []courses.Pinned, err error) {
	err = a.seen(ctx, actor, people.OpenCohorts, func(w *Work) error {
		rows, err := w.Cohorts()
		if err != nil {
			return err
		}
		for _, row := range rows {
			v, err := w.cohortView(row.ID, row.Name)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		digests, err := a.published(w.Tx)
		if err != nil {
			return err
		}
		offered := map[string]bool{}
		for _, d := range digests {
			b, err := a.bundle(w.Tx, d)
			if err != nil {
				return err
			}
			if id := b.Pinned.Pathway.ID; !offered[id] { // nobody begins on an older version
				offered[id] = true
				pathways = append(pathways, b.Pinned)
			}
		}
		return nil
	})
	return out, pathways, err
}

// Cohort is one cohort with everybody who could be booked or enrolled.
func (a *App) Cohort(ctx context.Context, actor Actor, id fact.ID) (out CohortView, err error) {
	err = a.seen(ctx, actor, people.OpenCohorts, func(w *Work) error {
		name, err := w.cohortName(id)
		if err != nil {
			return err
		}
		if out, err = w.cohortView(id, name); err != nil {
			return err
		}
		all, err := w.people()
		if err != nil {
			return err
		}
		out.Facilitators = withRole(all, people.Facilitator)
		out.Supervisors = withRole(all, people.Supervisor)
		for _, p := range withRole(all, people.Trainee) {
			own, err := a.enrolmentsOf(w.Tx, p.ID)
			if err != nil {
				return err
			}
			if len(own) == 0 {
				out.Candidates = append(out.Candidates, p)
			}
		}
		return nil
	})
	return out, err
}

func (w *Work) cohortName(id fact.ID) (string, error) {
	rows, err := w.Cohorts()
	if err != nil {
		return "", err
	}
	for _, c := range rows {
		if c.ID == id {
			return c.Name, nil
		}
	}
	return "", notThere()
}

func (w *Work) cohortView(id fact.ID, name string) (CohortView, error) {
	co, err := w.app.cohort(w.Tx, id)
	if err != nil {
		return CohortView{}, err
	}
	opened, err := w.app.bundle(w.Tx, co.Bundle)
	if err != nil {
		return CohortView{}, err
	}
	v := CohortView{ID: id, Name: name, Pinned: opened.Pinned, Zone: co.Zone, Booked: co.booked()}
	for _, b := range co.Blocks {
		bv := BlockView{Block: b, StageTitle: stageTitle(opened.Pinned, b.Stage)}
		for _, f := range b.Facilitators {
			bv.Names = append(bv.Names, w.app.nameOf(w.Tx, f))
		}
		sort.Strings(bv.Names)
		v.Blocks = append(v.Blocks, bv)
	}
	list, err := w.app.enrolments(w.Tx, func(f *fact.TraineeEnrolled) bool { return f.Cohort == id })
	if err != nil {
		return v, err
	}
	for _, e := range list {
		v.Trainees = append(v.Trainees, w.enrolmentView(e, name))
	}
	return v, nil
}

func stageTitle(p courses.Pinned, id string) string {
	for _, s := range p.Pathway.Stages {
		if s.ID == id {
			return s.Title
		}
	}
	return id
}

func (w *Work) enrolmentView(e enrolment, cohortName string) EnrolmentView {
	v := EnrolmentView{
		ID: e.Enrolment, Person: e.Person, Name: w.app.nameOf(w.Tx, e.Person), Cohort: e.Cohort, CohortName: cohortName,
		Award: e.Pinned().Pathway.Award, Supervisor: w.app.nameOf(w.Tx, e.Supervisor), At: e.At,
		Pinned: e.Pinned(), Standing: e.standing(w.Now()),
	}
	v.Certificates = certificatesOf(e, w.Now())
	return v
}

// certificatesOf lists what was issued to an enrolment, oldest first.
func certificatesOf(e enrolment, now fact.Time) (out []CertificateView) {
	for _, h := range e.History {
		if f, ok := h.Fact.(*fact.CertificateIssued); ok {
			life := certificates.LifeOf(e.History, f.Certificate)
			out = append(out, CertificateView{
				f.Certificate, certificates.Number(f.Number).String(), life.State(now), h.At,
				life.RevokedAt, certificates.RevocationSentence(life.RevokedFor),
			})
		}
	}
	return out
}

// Register lists every enrolment with its standing, for registrars.
func (a *App) Register(ctx context.Context, actor Actor) (out []EnrolmentView, err error) {
	err = a.seen(ctx, actor, people.IssueCertificate, func(w *Work) error {
		names := map[fact.ID]string{}
		rows, err := w.Cohorts()
		if err != nil {
			return err
		}
		for _, c := range rows {
			names[c.ID] = c.Name
		}
		list, err := a.enrolments(w.Tx, func(*fact.TraineeEnrolled) bool { return true })
		if err != nil {
			return err
		}
		for _, e := range list {
			out = append(out, w.enrolmentView(e, names[e.Cohort]))
		}
		return nil
	})
	return out, err
}

// Enrolment is one enrolment for registrars, with the entries that a reversal
// could name.
func (a *App) Enrolment(ctx context.Context, actor Actor, id fact.ID) (out EnrolmentView, err error) {
	err = a.seen(ctx, actor, people.IssueCertificate, func(w *Work) error {
		e, err := a.enrolment(w.Tx, id)
		if err != nil {
			return err
		}
		name, err := w.cohortName(e.Cohort)
		if err != nil {
			return err
		}
		out = w.enrolmentView(e, name)
		out.Evidence = evidenceOf(e)
		out.Path, err = w.pathView(e, courses.ToOthers)
		return err
	})
	return out, err
}
