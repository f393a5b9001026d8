package store

import (
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var (
	meetings     = table{"meetings", "meeting"}
	participants = table{"participants", "participant"}
	medias       = table{"medias", "recording or transcript"}
	cohorts      = table{"cohorts", "cohort"}
)

// Meeting gives what a trainee said of a network meeting.
func (tx *Tx) Meeting(id fact.ID) (app.Meeting, error) {
	return find[app.Meeting](tx, meetings, "id = ?", id)
}

// InsertMeeting adds a meeting.
func (tx *Tx) InsertMeeting(m app.Meeting) error { return insert(tx, meetings, m) }

// UpdateMeeting replaces a meeting.
func (tx *Tx) UpdateMeeting(m app.Meeting) error { return update(tx, meetings, m, "id = ?", m.ID) }

// Participants gives the people in a meeting, by label.
func (tx *Tx) Participants(meeting fact.ID) ([]app.Participant, error) {
	return list[app.Participant](tx, participants, "label, id", "meeting = ?", meeting)
}

// InsertParticipant adds somebody to a meeting.
func (tx *Tx) InsertParticipant(p app.Participant) error { return insert(tx, participants, p) }

// Media gives uploaded bytes by their digest.
func (tx *Tx) Media(d fact.Digest) (app.Media, error) {
	return find[app.Media](tx, medias, "digest = ?", d)
}

// InsertMedia adds uploaded bytes (kind Conflict where they are there already).
func (tx *Tx) InsertMedia(m app.Media) error { return insert(tx, medias, m) }

// Cohorts gives every cohort, the oldest first.
func (tx *Tx) Cohorts() ([]app.Cohort, error) {
	return list[app.Cohort](tx, cohorts, "created_at, id", "")
}

// InsertCohort adds a cohort.
func (tx *Tx) InsertCohort(c app.Cohort) error { return insert(tx, cohorts, c) }
