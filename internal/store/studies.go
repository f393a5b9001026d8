package store

import (
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var (
	studies  = table{"studies", "study session"}
	serieses = table{"serieses", "knowledge check"}
)

// Study gives a study session.
func (tx *Tx) Study(id fact.ID) (app.Study, error) {
	return find[app.Study](tx, studies, "id = ?", id)
}

// LiveStudy gives a person's one open study session.
func (tx *Tx) LiveStudy(person fact.ID) (s app.Study, err error) {
	return s, tx.findHot(studies, liveStudyQuery, person,
		&s.ID, &s.Person, &s.Enrolment, &s.Module, &s.Section, &s.Digest, &s.View, &s.Nonce, &s.Last, &s.OpenedAt, &s.BeatAt,
		&s.ActiveAt, &s.CreditFrom, &s.Accrued, &s.Reread, &s.Running, &s.ClosedAt, &s.ClosedWhy)
}

// InsertStudy adds a study session (kind Conflict while another one is live).
func (tx *Tx) InsertStudy(s app.Study) error { return insert(tx, studies, s) }

// UpdateStudy replaces a study session.
func (tx *Tx) UpdateStudy(s app.Study) error { return update(tx, studies, s, "id = ?", s.ID) }

// StaleStudies gives the live sessions whose last beat is before t.
func (tx *Tx) StaleStudies(t fact.Time) ([]app.Study, error) {
	return list[app.Study](tx, studies, "beat_at, id", "closed_at = 0 AND beat_at < ?", t)
}

// StudiesOf gives the sessions in a module of an enrolment, oldest first.
func (tx *Tx) StudiesOf(enrolment fact.ID, module string) ([]app.Study, error) {
	return list[app.Study](tx, studies, "opened_at, id", "enrolment = ? AND module = ?", enrolment, module)
}

// Series gives an attempt at a knowledge check.
func (tx *Tx) Series(id fact.ID) (app.Series, error) {
	return find[app.Series](tx, serieses, "id = ?", id)
}

// SeriesOf gives the attempts at one module's check, in order.
func (tx *Tx) SeriesOf(enrolment fact.ID, module string) ([]app.Series, error) {
	return list[app.Series](tx, serieses, "attempt", "enrolment = ? AND module = ?", enrolment, module)
}

// InsertSeries adds an attempt (kind Conflict where its number is taken).
func (tx *Tx) InsertSeries(s app.Series) error { return insert(tx, serieses, s) }

// UpdateSeries replaces an attempt.
func (tx *Tx) UpdateSeries(s app.Series) error { return update(tx, serieses, s, "id = ?", s.ID) }
