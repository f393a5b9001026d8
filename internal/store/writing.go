package store

import (
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var (
	drafts = table{"drafts", "draft"}
	texts  = table{"texts", "text"}
)

const draftKey = "person = ? AND kind = ? AND ref = ?"

// Draft gives unfinished writing.
func (tx *Tx) Draft(person fact.ID, kind, ref string) (app.Draft, error) {
	return find[app.Draft](tx, drafts, draftKey, person, kind, ref)
}

// PutDraft adds or replaces a draft.
func (tx *Tx) PutDraft(d app.Draft) error { return put(tx, drafts, d, "person", "kind", "ref") }

// DeleteDraft drops a draft, if it is there.
func (tx *Tx) DeleteDraft(person fact.ID, kind, ref string) error {
	return remove[app.Draft](tx, drafts, draftKey, person, kind, ref)
}

// Text gives what a person wrote, by its commitment.
func (tx *Tx) Text(d fact.Digest) (app.Text, error) {
	return find[app.Text](tx, texts, "digest = ?", d)
}

// InsertText adds a text.
func (tx *Tx) InsertText(t app.Text) error { return insert(tx, texts, t) }
